"""A province or city before or after a name narrows its meaning: 강원 고성, Gangneung, Gangwon."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bot.places.index import distinct
from sources.korea.gazetteer import Kind, Place
from sources.korea.succession import present_province

SEPARATOR = re.compile(r"[\s,()（）/>·]+")
# Each split of a text is looked up, in both orders, so the time grows with its length.
_MAX_WORDS = 6
_MAX_UNSPACED_LENGTH = 16
_MIN_PART_LENGTH = 2
_PAIR = 2
# 경기북도 is half of a province, and not the island 북도.
_HALVES = ("남도", "북도")
_CAMPUS = re.compile(r"(?<=..)캠퍼스$")
# People use the old province for years: 군위군 moved from 경북 to 대구 in 2023.
_FORMER_PROVINCES = {
    **dict.fromkeys(("부산", "울산"), "경남"),
    "대구": "경북",
    "인천": "경기",
    **dict.fromkeys(("대전", "세종"), "충남"),
}
"""The provinces to which the metropolitan cities belonged before they became provinces of their own."""

Lookup = Callable[[str], list[Place]]


def find_in_region(text: str, find_named: Lookup) -> list[Place]:
    """Return the places that one part of a text names inside the region that the other part names.

    A place that now belongs to a metropolitan city is also found in its former province (경북 군위군). Some old names
    are known only together with their region (인천 남구).

    Args:
        text: the text without the words around the name.
        find_named: returns the places with a name.
    """
    # The splits of a text share their parts, so each part is looked up once.
    return _find_in_region(text, cache(find_named), {})


def find_together(text: str, find_named: Lookup) -> list[Place]:
    """Return the landmark that a text names with another place of its district: 계명대 성서, 연세대 신촌캠퍼스."""
    words = [_CAMPUS.sub("", word) for word in SEPARATOR.split(text) if word]
    if len(words) != _PAIR:
        return []
    first, second = (find_named(word) for word in words)
    found = (
        one
        for one in first
        for other in second
        if one.kind is Kind.LANDMARK and one.district is not None and _is_around(one, other)
    )
    return distinct(found)


def _is_around(landmark: Place, place: Place) -> bool:
    is_same = landmark.province == place.province and landmark.district == place.district
    return is_same and place.kind in {Kind.LANDMARK, Kind.TOWN}


def contains_place(region: Place, place: Place) -> bool:
    """Return whether a province or district contains a place; 제주 is a province here, and no city."""
    is_region = region.kind in {Kind.PROVINCE, Kind.DISTRICT}
    return is_region and place.kind is not Kind.PROVINCE and _is_inside(place, region)


def find_regions(text: str, find_named: Lookup) -> list[Place]:
    """Return the provinces and districts that a text names, provinces first."""
    return _find_regions(text, find_named, {})


def _find_in_region(text: str, find_named: Lookup, seen: dict[str, list[Place]]) -> list[Place]:
    candidates = [
        (scopes, name) for region, name in _splits(text) if (scopes := _find_regions(region, find_named, seen))
    ]
    candidates.sort(key=lambda candidate: candidate[0][0].kind is not Kind.PROVINCE)
    for scopes, name in candidates:
        places = find_named(name)
        for is_in in (_is_inside, _was_inside):
            if found := [place for place in places if any(is_in(place, scope) for scope in scopes)]:
                return distinct(found)
        # 남구 alone is no old name of 미추홀구, as five other cities have a 남구; 인천 남구 and Nam-gu, Incheon are.
        names = {name, *(place.names["ko"].split()[-1] for place in places)}
        if old := [place for scope in scopes for one in names for place in find_named(f"{scope.key} {one}")]:
            return distinct(old)
    return []


def _find_regions(text: str, find_named: Lookup, seen: dict[str, list[Place]]) -> list[Place]:
    """Return the regions of a text; `seen` caches each part, because a region may lie in another one."""
    if text not in seen:
        found = find_named(text) or (_find_in_region(text, find_named, seen) if SEPARATOR.search(text) else [])
        known = [place for place in found if place.kind in {Kind.PROVINCE, Kind.DISTRICT, Kind.STATION}]
        seen[text] = sorted(known, key=lambda place: place.kind is not Kind.PROVINCE)
    return seen[text]


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield the splits of a text into region and name: the longest region first, in front, then after."""
    words = [word for word in SEPARATOR.split(text) if word][:_MAX_WORDS]
    # Korean addresses are also written without spaces: 서울특별시강북구.
    if len(words) == 1 and len(text) <= _MAX_UNSPACED_LENGTH and not text.isascii():
        words = []
        cuts = range(len(text) - _MIN_PART_LENGTH, _MIN_PART_LENGTH - 1, -1)
        yield from ((text[:cut], text[cut:]) for cut in cuts if text[cut:] not in _HALVES)
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _is_inside(place: Place, scope: Place) -> bool:
    if scope.kind is Kind.PROVINCE:
        return scope.province in {place.province, present_province(place.province or "")}
    district = scope.district
    # A prefix, because a ward's district begins with its city: 수원 영통구 is in 수원시 영통구.
    return place.province == scope.province and district is not None and (place.district or "").startswith(district)


def _was_inside(place: Place, scope: Place) -> bool:
    return scope.kind is Kind.PROVINCE and _FORMER_PROVINCES.get(place.province or "") == scope.province
