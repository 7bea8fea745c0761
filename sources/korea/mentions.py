"""Provinces and districts that a Korean text names, as newspapers write them: 인천시, 강릉서, 경기 광주, 충남 예산군의.

A name that may mean something else is not counted: a district that several provinces have (중구, 고성), unless its
province stands in front; an everyday word (예산, 강화, 강진), unless its ending does or its province; 광주, which is a
city of 경기 too; 경기, which is a match or the economy. Nor is the place of a dateline, where the reporter's office is.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from sources.korea.everyday_words import load_everyday_words
from sources.korea.regions import Region, load_provinces

# (서울=연합뉴스) 김하늘 기자 = and [세종=뉴시스]
_DATELINE = re.compile(r"[\[(【]\s?[가-힣·]{2,10}\s?[=/|ㅣ][^\])】]{1,20}[\])】]")
_WORD = re.compile("[가-힣]+")
_ENDING = re.compile(r"(?<=..)[시군구]$")
_REST = re.compile(
    r"(?:(?:특례)?(?:시|도|군|구)?(?:민|민들|장|수|청|의회|의원|교육청|경찰청|경찰서|소방서|소방본부|보건소|문화재단"
    r"|지역|시내|관내|일대|남부|북부|항|(?:국제)?공항|역)|특례시|시|도)?"
    r"(?:에서는|에서|에서도|에는|에도|에|서|의|은|는|이|가|을|를|와|과|도|로|으로|까지|부터|만|발)?"
)
"""What may follow a name in its word: an office or a part of the region, and a particle."""

# Everyday words besides those of the dictionary, and everyday meanings of names.
_AMBIGUOUS = frozenset({
    "강남", "강동", "강북", "강진", "광명", "광주", "구리", "구미", "기장", "남동", "남해", "보성", "보은", "사천",
    "상주", "서산", "성주", "수성", "양주", "여주", "영광", "영도", "영양", "용인", "유성", "의성", "이천", "장수",
    "전주", "정선", "하남",
})  # fmt: skip
# A match or the economy; and also a city of 경기.
_AMBIGUOUS_PROVINCES = frozenset({"경기", "광주", "광주시"})
_LONGEST = 10
"""Letters of the longest name."""


def find_mentioned(text: str) -> tuple[Region, ...]:
    """Return the regions that a text names for certain, in the order of the text; a district without its province."""
    found: dict[Region, None] = {}
    words = _WORD.findall(_DATELINE.sub(" ", text))
    places = iter(range(len(words)))
    for place in places:
        # Nearly all words end here.
        if words[place][:2] not in _beginnings():
            continue
        province = _take(words[place], _provinces(), is_whole=True)
        inside = {} if province is None else _districts_of(province.province)
        if place + 1 < len(words) and (district := _take(words[place + 1], inside)) is not None:
            found[district] = None
            next(places)
        elif (region := _take(words[place], _certain_names())) is not None:
            found[region] = None
    return tuple(found)


def _take(word: str, names: Mapping[str, Region], *, is_whole: bool = False) -> Region | None:
    """Return the region of the longest name that a word begins with, if only an office or a particle follows."""
    for length in range(min(len(word), _LONGEST), 1, -1):
        if (region := names.get(word[:length])) is not None:
            rest = word[length:]
            return region if not rest or (not is_whole and _REST.fullmatch(rest)) else None
    return None


@cache
def _provinces() -> Mapping[str, Region]:
    """Return the provinces by all of their Korean names of one word."""
    return {
        name: Region(province.name)
        for province in load_provinces()
        for name in (province.name, *province.names)
        if _WORD.fullmatch(name)
    }


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:2] for name in (*_provinces(), *_certain_names()))


@cache
def _districts_of(province: str) -> Mapping[str, Region]:
    """Return the districts of a province by their names with and without endings, and a city that it has taken in."""
    parts = [one for one in load_provinces() if province in {one.name, one.part_of}]
    found = {one.name: Region(one.name) for one in parts if one.part_of == province}
    for part in parts:
        for district in part.districts:
            found[district] = found[_ENDING.sub("", district)] = Region(part.name, district)
    return found


@cache
def _certain_names() -> Mapping[str, Region]:
    """Return the regions by the names that mean nothing else, even without their province."""
    regions = defaultdict[str, list[Region]](list)
    for province in load_provinces():
        for name, region in _districts_of(province.name).items():
            if region.province == province.name and region.district is not None:
                regions[name].append(region)
    words = load_everyday_words() | _AMBIGUOUS | _AMBIGUOUS_PROVINCES
    certain = {name: found[0] for name, found in regions.items() if len(found) == 1 and name not in words}
    return certain | {name: region for name, region in _provinces().items() if name not in _AMBIGUOUS_PROVINCES}
