"""Addresses: find the city or district that contains an unknown street or neighbourhood."""

import re
from collections.abc import Iterator
from itertools import chain

from bot.places.containment import SEPARATOR, Lookup, find_regions
from bot.places.index import is_metropolitan
from sources.korea.gazetteer import Kind, Place
from sources.korea.regions import Region
from sources.korea.succession import find_common_former, find_present

# Five digits, six in old addresses (135-080); 우) marks the number in a printed address.
_POSTCODE = re.compile(r"(?<![\w-])(?:우\)?\s*)?\(?(?:[0-9]{5}|[0-9]{3}-[0-9]{3})\)?(?![\w-])")
# Shops and stations below ground have 지하 before their number.
_NUMBER = re.compile(r"(?:지하)?[0-9]+(?:-[0-9]+)?(?:번지|번|호|층)?")
_TOWN = re.compile(r"[가-힣0-9·]+[동읍면리가]")
_STREET = re.compile(r"[가-힣a-z0-9·]+[로길](?:[0-9]+(?:-[0-9]+)?)?")
_LATIN = re.compile(r"[\w'-]+-(?:daero|ro|gil|dong|eup|myeon|ri|ga)")
_ENDINGS = ("시", "군", "구")
# 서울시강남구역삼동 is written in one word.
_UNSPACED_PROVINCE = re.compile(r"[가-힣]{2,6}?(?:특별자치도|통합특별시|특별자치시|특별시|광역시|[도시])(?=[가-힣]{4})")
_SHORT_PROVINCE = 2
_UNSPACED_DISTRICTS = (
    re.compile("([가-힣]{2,4}?시)([가-힣]{1,4}?구)([가-힣0-9.·,]{2,})"),
    re.compile("([가-힣]{2,4}?[시군구])([가-힣0-9.·,]{2,})"),
    re.compile("([가-힣]구)([가-힣0-9.·,]{2,})"),
)
# Each split of the words is looked up, so the time grows with their number.
_MAX_WORDS = 10
_SEVERAL = 2
_RURAL = ("읍", "면", "리")
_WITHOUT_RURAL_TOWNS = frozenset({"서울", "대전"})


def find_address_region(text: str, find_named: Lookup, find_any: Lookup, find_shipped: Lookup) -> list[Place]:
    """Return the city or district of an address, by the longest part of it that is known; empty if it is no address.

    수원 우만동 is in 수원, and 강남구 테헤란로 152 in 강남구. A known name counts as part of a city only if the city
    has its ending or a house number follows.

    Args:
        text: the text without the words around the name.
        find_named: returns the places with a name.
        find_any: returns the places that a text means, as a name alone or inside a region.
        find_shipped: returns the places with a name, imported towns excepted. A quarter that is in no table often has
            the name of a town elsewhere (경기 광주 태전동).
    """
    bare = _POSTCODE.sub(" ", text).strip(" ,()")
    # Without the postcode the text may be an ordinary name: 06236 서울.
    if bare != text.strip() and (found := find_any(bare)):
        return found
    words = [word for word in SEPARATOR.split(bare) if word][:_MAX_WORDS]
    if len(words) == 1:
        spaced = list(_split_unspaced(bare))
        whole = next(filter(None, map(find_any, spaced)), [])
        return whole or next(
            filter(None, (find_address_region(one, find_named, find_any, find_shipped) for one in spaced)), []
        )
    return next(
        filter(
            None, chain(_regions_before(words, find_named, find_any, find_shipped), _regions_after(words, find_named))
        ),
        [],
    )


def _split_unspaced(text: str) -> Iterator[str]:
    """Yield the ways to part an address without spaces into province, districts and town."""
    province = _UNSPACED_PROVINCE.match(text)
    heads = [(province[0], text[province.end() :])] if province else []
    for head, tail in (*heads, ("", text), (text[:_SHORT_PROVINCE], text[_SHORT_PROVINCE:])):
        for pattern in _UNSPACED_DISTRICTS:
            if parts := pattern.fullmatch(tail):
                yield " ".join(filter(None, (head, *parts.groups())))


def _regions_before(
    words: list[str], find_named: Lookup, find_any: Lookup, find_shipped: Lookup
) -> Iterator[list[Place]]:
    for cut in range(len(words) - 1, 0, -1):
        around = " ".join(words[:cut])
        if _NUMBER.fullmatch(words[cut]):
            yield find_any(around)
        elif _is_street_or_town(words, cut, find_shipped):
            yield _with_town(words[cut], _find_districts(around, find_named))


def _regions_after(words: list[str], find_named: Lookup) -> Iterator[list[Place]]:
    """Search the regions after a street or town, as in Latin letters: 152 Teheran-ro, Gangnam-gu, Seoul."""
    for cut in range(1, len(words)):
        if any(map(_LATIN.fullmatch, words[:cut])):
            yield _find_districts(" ".join(words[cut:]), find_named)


def _is_street_or_town(words: list[str], index: int, find_shipped: Lookup) -> bool:
    """Return whether a word can be a street or neighbourhood of the city before it."""
    word = words[index]
    if not (_TOWN.fullmatch(word) or _STREET.fullmatch(word)):
        return False
    places = find_shipped(word)
    if not places:
        return True
    has_number = any(map(_NUMBER.fullmatch, words[index + 1 : index + 2]))
    # 수원 강남구 is no address, because 강남구 is in another city. 부산 명동 may be two places; only an ending or a
    # house number makes it one.
    is_known_region = any(one.kind is not Kind.LANDMARK for one in places)
    return not is_known_region and (has_number or words[index - 1].endswith(_ENDINGS))


def _with_town(town: str, found: list[Place]) -> list[Place]:
    """Return the district that a town of a divided one went to, or all: 운서동 of 인천 중구 is in 영종구."""
    # 서울시 평양냉면
    if town.endswith(_RURAL):
        found = [place for place in found if place.province not in _WITHOUT_RURAL_TOWNS]
    if len(found) < _SEVERAL or not _TOWN.fullmatch(town):
        return found
    regions = [Region(place.province or "", place.district) for place in found]
    former = find_common_former(regions)
    present = None if former is None else find_present(former, town)
    return [place for place, region in zip(found, regions, strict=True) if region == present] or found


def _find_districts(text: str, find_named: Lookup) -> list[Place]:
    """Return the cities and districts that a text names; empty if it may name a whole province."""
    found = find_regions(text, find_named)
    # A province is too large to stand for an unknown village: 강원도 무슨리 has no answer.
    has_province = any(place.kind is Kind.PROVINCE and not is_metropolitan(place) for place in found)
    return [] if has_province else found
