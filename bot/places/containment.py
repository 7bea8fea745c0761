"""A province or city before a name, or behind it, narrows what it may mean: 강원 고성, Gangneung, Gangwon."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bot.places.index import distinct
from sources.korea.gazetteer import Kind, Place

APART = re.compile(r"[\s,()（）/>·]+")
_MOST_WORDS = 6
_LONGEST_GLUED = 16
_SHORTEST = 2
_AROUND = {
    **dict.fromkeys(("부산", "울산"), "경남"),
    "대구": "경북",
    "인천": "경기",
    "광주": "전남",
    **dict.fromkeys(("대전", "세종"), "충남"),
}
"""The provinces around the metropolitan cities, of which these were part."""

Lookup = Callable[[str], list[Place]]


def narrowed(text: str, named: Lookup) -> list[Place]:
    """The places that one part of a text names inside the province or city that the other part names.

    What now belongs to a metropolitan city is found in the province around it too, where it once lay (경북 군위군), and
    by a name that it had only there (인천 남구).

    Args:
        text: without what is said around the name.
        named: the places that bear a name.
    """
    return _narrowed(text, cache(named), {})


def regions(text: str, named: Lookup) -> list[Place]:
    """The provinces and districts that a text names, provinces first."""
    return _regions(text, named, {})


def _narrowed(text: str, named: Lookup, seen: dict[str, list[Place]]) -> list[Place]:
    ways = [(scopes, name) for region, name in _parts(text) if (scopes := _regions(region, named, seen))]
    ways.sort(key=lambda way: way[0][0].kind is not Kind.PROVINCE)
    for scopes, name in ways:
        bearers = named(name)
        for lies_in in (_is_inside, _was_inside):
            if found := [place for place in bearers if any(lies_in(place, scope) for scope in scopes)]:
                return distinct(found)
        if old := [place for scope in scopes for place in named(f"{scope.key} {name}")]:
            return distinct(old)
    return []


def _regions(text: str, named: Lookup, seen: dict[str, list[Place]]) -> list[Place]:
    """The regions of a text, of which each part is looked at once (`seen`): a region may lie in another one."""
    if text not in seen:
        found = named(text) or (_narrowed(text, named, seen) if APART.search(text) else [])
        known = [place for place in found if place.kind in {Kind.PROVINCE, Kind.DISTRICT, Kind.STATION}]
        seen[text] = sorted(known, key=lambda place: place.kind is not Kind.PROVINCE)
    return seen[text]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The ways of parting a text into a region and a name: the longest region first, in front, then behind."""
    words = [word for word in APART.split(text) if word][:_MOST_WORDS]
    if len(words) == 1 and len(text) <= _LONGEST_GLUED and not text.isascii():
        words = []
        yield from ((text[:cut], text[cut:]) for cut in range(len(text) - _SHORTEST, _SHORTEST - 1, -1))
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _is_inside(place: Place, scope: Place) -> bool:
    if scope.kind is Kind.PROVINCE:
        return place.province == scope.province
    district = scope.district
    return place.province == scope.province and district is not None and (place.district or "").startswith(district)


def _was_inside(place: Place, scope: Place) -> bool:
    return scope.kind is Kind.PROVINCE and _AROUND.get(place.province or "") == scope.province
