"""Names of places in no table: 팔봉산 is a mountain, and no typo of 팔공산; 사북 is a 읍, and no typo of 서북구.

Names are made of few syllables. One with a syllable that no name has, such as 싼 or 됴, is a typo; one of common
syllables may be another university, temple or subway station. The names of all 읍 and 면 are known, with their
districts, although they are no places before KMA's table is imported.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property

from bot.places.index import Table, add, distinct, is_hangul, korean_forms
from bot.places.jamo import without_finals
from bot.places.normalization import normalize, short_form
from bot.places.romanization import fine_key, is_latin
from bot.places.romanization import romanize as romanize_sounds
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind, Place
from sources.korea.regions import Region
from sources.korea.romanization import romanize
from sources.korea.succession import find_present
from sources.korea.tables import read_table, split_names

# Syllables before the kind of place; longer names hardly ever differ in one letter.
_MAX_SYLLABLES = 3
_KIND = re.compile(
    r"(?<=..)(?:해수욕장|해변|대학교|공원|시장|호수|국립공원|전망대|[동읍면리대산사역도항섬호봉령천로길굴곡암댐교])$"
)
_TOWNS = ("동", "읍", "면", "리")
_RURAL = ("읍", "면")
_UNIVERSITIES = ("대", "대학교")

Lookup = Callable[[str], list[Place]]
_STATION = "역"
_QUARTER = "동"
_NUMBERED_QUARTER = re.compile(r"([가-힣]+?)제?[0-9]+(?:가(?:제?[0-9]+)?)?(동)")
_PART_OF_STREET = re.compile(r"([가-힣]+[동로])[0-9]+가")


class UnknownNames:
    """Detects names that no place has, by the syllables that names of places are made of.

    Args:
        places: the places with known names.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = places

    def may_mean_other_place(self, text: str, near: Place) -> bool:
        """Return whether a text that is near a place's name may be another place's name."""
        written, is_landmark = normalize(text), near.kind is Kind.LANDMARK
        if not written or not is_hangul(written):
            return False
        # Korea has thousands of towns, so a town's name close to a landmark's is a town without a table.
        if written.endswith(_TOWNS) and is_landmark:
            return True
        if not is_landmark and not _has_lesser_ending(written, near):
            return False
        stem = _KIND.sub("", written)
        return len(stem) <= _MAX_SYLLABLES and self._syllables.issuperset(stem)

    def find_by_final(self, text: str) -> list[Place]:
        """Return the places whose names differ from a text in the final consonant of a syllable that no name has.

        속촣 is 속초 and 가펴 is 가평, but 포하 may be another place's name.
        """
        name = normalize(text)
        strange = {place for place, syllable in enumerate(name) if syllable not in self._syllables}
        keys = (key for key in without_finals(name) if key[0] in strange)
        return distinct(place for key in keys for place in self._by_final.get(key, ()))

    @cached_property
    def _by_final(self) -> Table[tuple[int, str]]:
        found: Table[tuple[int, str]] = {}
        for place in self._places:
            add(found, place, (key for form in korean_forms(place) for key in without_finals(form)))
        return found

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(letter for place in self._places for letter in normalize(place.names["ko"]))


def _has_lesser_ending(written: str, region: Place) -> bool:
    """Return whether a name has the ending of a neighbourhood, a station or a university, not of a region."""
    is_university = short_form(region.names["ko"].split()[-1]).endswith(_UNIVERSITIES)
    return written.endswith((*_TOWNS, _STATION)) or (written.endswith(_UNIVERSITIES) and not is_university)


class Townships:
    """The names of Korea's 읍 and 면 (`townships.csv`, from GeoNames' postal codes), each with its districts.

    Args:
        find_named: returns the known places with a name.
        find_region: returns the districts that a province and a district name (강원 정선군).
    """

    def __init__(self, find_named: Lookup, find_region: Lookup) -> None:
        self._find_named, self._find_region = find_named, find_region

    def find(self, text: str) -> list[Place]:
        """Return the districts with a 읍 or 면 of a name, with or without its ending: 정선군 for 사북."""
        return self._districts.get(fine_key(text) if is_latin(text) else normalize(text), [])

    def names(self) -> Iterator[tuple[str, list[Place]]]:
        """Yield the names with their districts."""
        find_region = cache(self._find_region)
        for row in read_table("townships.csv"):
            former = Region(row["province"], row["district"] or None)
            for name in split_names(row["names"]):
                found = find_region(str(find_present(former, name)))
                yield name, [place for place in found if place.kind in {Kind.PROVINCE, Kind.DISTRICT}]

    def names_in(self, region: Place) -> frozenset[str]:
        """Return the names of a district's 읍 and 면."""
        return self._names_by_region.get(region.key, frozenset())

    @cached_property
    def _names_by_region(self) -> Mapping[str, frozenset[str]]:
        return _by_region(self.names())

    def rare_names(self) -> Iterator[tuple[str, list[Place]]]:
        """Yield the names that no better-known place has without its ending; not 부산면."""
        return ((name, districts) for name, districts in self.names() if not self._find_named(name[:-1]))

    @cached_property
    def _districts(self) -> Mapping[str, list[Place]]:
        """The districts by names with and without endings, in Hangul and by sound in Latin letters."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for name, districts in self.names():
            for form in (name, name[:-1]):
                for key in dict.fromkeys((form, *map(fine_key, (romanize(form), *romanize_sounds(form))))):
                    found[key] = distinct((*found[key], *districts))
        return found


class Quarters:
    """The names of 동 that several districts have (`quarters.csv`, from KMA's tables of towns), with those districts.

    Args:
        find_region: returns the districts that a province and a district name (충남 천안시 동남구).
    """

    def __init__(self, find_region: Lookup) -> None:
        self._find_region = find_region

    def find(self, text: str, *, of_today: bool = False) -> list[Place]:
        """Return the districts with a 동 of a name, written with its ending; none for an everyday word such as 이동.

        The parts of a divided 동 count as the whole: 월곡1동.

        Args:
            text: the name.
            of_today: True to leave out those that KMA's present table does not have (명동 in 제천).
        """
        if text in load_everyday_words():
            return []
        return self._names(of_today).get(undivided(normalize(text)), [])

    def find_stem(self, text: str, *, of_today: bool = False) -> list[Place]:
        """Return the districts with a 동 of a name that is written without its ending: 사직."""
        return self._names(of_today).get(f"{normalize(text)}{_QUARTER}", [])

    def names_in(self, region: Place) -> frozenset[str]:
        """Return those of a district's 동 of today whose names other districts have too."""
        return self._names_by_region.get(region.key, frozenset())

    @cached_property
    def _names_by_region(self) -> Mapping[str, frozenset[str]]:
        return _by_region(self._present.items())

    def _names(self, of_today: bool) -> Mapping[str, list[Place]]:
        return self._present if of_today else self._all

    @cached_property
    def _present(self) -> Mapping[str, list[Place]]:
        return self._read("names")

    @cached_property
    def _all(self) -> Mapping[str, list[Place]]:
        return self._read("names", "former")

    def _read(self, *columns: str) -> Mapping[str, list[Place]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for row in read_table("quarters.csv"):
            region = find_present(Region(row["province"], row["district"] or None))
            districts = [place for place in self._find_region(str(region)) if place.kind is Kind.DISTRICT]
            for name in (name for column in columns for name in split_names(row[column])):
                found[name] = distinct((*found[name], *districts))
        return found


def _by_region(names: Iterable[tuple[str, list[Place]]]) -> Mapping[str, frozenset[str]]:
    """Return the names by the keys of their regions."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, regions in names:
        for region in regions:
            found[region.key].add(name)
    return {key: frozenset(some) for key, some in found.items()}


def undivided(name: str) -> str:
    """Return the name of which a numbered one is a part: 월곡동 for 월곡제1동, 문래동 for 문래동6가; else the name."""
    if part := _NUMBERED_QUARTER.fullmatch(name):
        return f"{part[1]}{part[2]}"
    return part[1] if (part := _PART_OF_STREET.fullmatch(name)) else name


def is_township(name: str) -> bool:
    """Return whether a Korean name is that of a 읍 or 면, which people also name without this ending."""
    return name.endswith(_RURAL)
