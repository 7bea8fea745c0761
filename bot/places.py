"""From what a person writes to a weather station."""

import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from sources.stations import Catalogue, Station

MOST_SUGGESTIONS = 3

_SEPARATED_ENDING = re.compile(r"(?<=\w)[\s-]+(?:si|gun|do|city|county|station)$")
_KOREAN_ENDING = re.compile(r"(?<=..)(?:특별자치시|특별자치도|특별시|광역시|시|군|도)$")
_CHINESE_ENDING = re.compile(r"(?<=..)(?:特別自治市|特別市|広域市|特别市|广域市|廣域市|市|郡|道)$")
_IGNORED = re.compile(r"[\s\-'’.·,]+")
_LIKENESS = 0.6
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name may mean.

    Attributes:
        station: the station that it names, or None.
        others: with a station, those that have the same name but for its ending; without one, what may have been
            meant, best first; empty where nothing is near.
    """

    station: Station | None
    others: tuple[Station, ...]


class Places:
    """Finds stations by name, in any language of the catalogue, and by coordinates."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._stems: dict[str, set[int]] = defaultdict(set)
        self._spellings: dict[str, set[int]] = defaultdict(set)
        for station in catalogue:
            for name in (*station.names.values(), *station.aliases):
                self._exact[normal(name)].add(station.number)
                self._stems[stem(name)].add(station.number)
                self._spellings[letters(normal(name))].add(station.number)

    def find(self, text: str) -> Answer:
        """What a name means; the exact name goes before one with another ending (시, 군, -gun …)."""
        name = text[:_LONGEST_NAME]
        exact = self._exact.get(normal(name), set())
        alike = self._stems.get(stem(name), set()) | exact
        found = exact or alike
        if len(found) == 1:
            return Answer(self._catalogue[next(iter(found))], self._sorted(alike - found))
        return Answer(None, self._sorted(found) if found else self._nearest_spellings(name))

    def nearest(self, latitude: float, longitude: float) -> tuple[Station, float]:
        """The station nearest to a place (degrees) and its distance by great circle, km."""
        distances = ((station, station.distance(latitude, longitude)) for station in self._catalogue)
        return min(distances, key=lambda pair: pair[1])

    def _nearest_spellings(self, name: str) -> tuple[Station, ...]:
        parted = letters(normal(name))
        alike = difflib.get_close_matches(parted, self._spellings, n=4 * MOST_SUGGESTIONS, cutoff=_LIKENESS)
        numbers = dict.fromkeys(number for spelling in alike for number in sorted(self._spellings[spelling]))
        return tuple(self._catalogue[number] for number in list(numbers)[:MOST_SUGGESTIONS])

    def _sorted(self, numbers: set[int]) -> tuple[Station, ...]:
        return tuple(self._catalogue[number] for number in sorted(numbers))


def normal(name: str) -> str:
    """A name without what people write differently: case, width, spaces, hyphens."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())


def stem(name: str) -> str:
    """The normal form without the ending that says what kind of place it is."""
    text = _SEPARATED_ENDING.sub("", unicodedata.normalize("NFKC", name).casefold().strip())
    return _CHINESE_ENDING.sub("", _KOREAN_ENDING.sub("", normal(text)))


def letters(text: str) -> str:
    """Syllables parted into their letters, so that 서을 is near 서울."""
    return unicodedata.normalize("NFD", text)
