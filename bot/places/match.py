"""The result of looking up a place's name: places, each with its weather station."""

from dataclasses import dataclass
from enum import StrEnum

from bot.places.normalization import without_ending
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Station


class MatchMethod(StrEnum):
    """Method by which a name led to a place, the most reliable one first."""

    EXACT = "exact"
    NORMAL = "normal"
    ROMANIZED = "romanized"
    INITIALS = "initials"
    KEYBOARD = "keyboard"
    SPELLING = "spelling"
    COORDINATES = "coordinates"


_RELIABLE_METHODS = frozenset({MatchMethod.EXACT, MatchMethod.NORMAL, MatchMethod.ROMANIZED})


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a name means.

    Attributes:
        place: the place.
        station: its weather station.
        distance: from the place to the station by great circle, km.
        method: how the name led to the place.
    """

    place: Place
    station: Station
    distance: float
    method: MatchMethod

    @property
    def is_reliable(self) -> bool:
        """True if the name was written out; initials, a keyboard slip and a typo may be ordinary words."""
        return self.method in _RELIABLE_METHODS

    @property
    def has_station_name(self) -> bool:
        """True if the place and its station have the same name, such as 강릉시 and 강릉; never true for a town."""
        place, station = self.place, self.station
        if place.kind is Kind.TOWN or place.province not in {None, station.region.province}:
            return False
        name, own = place.names["ko"], station.names["ko"]
        return name == own or (place.kind is not Kind.LANDMARK and without_ending(name) == without_ending(own))

    @property
    def stable_key(self) -> str:
        """The key for a button's data: the station's if both have the same name, else the place's."""
        # The stations 고창 and 고창군 lie in the same district, so the district's key does not tell them apart.
        return f"station:{self.station.number}" if self.has_station_name else self.place.key


@dataclass(frozen=True, slots=True)
class Answer:
    """The places that a name may mean.

    Attributes:
        matches: the meanings, the best-known first; exactly one if the name is certain.
        suggestions: without a match, at most three similar places; with one match, the other stations of its name.
    """

    matches: tuple[Match, ...] = ()
    suggestions: tuple[Match, ...] = ()

    @property
    def match(self) -> Match | None:
        """The meaning, or None if there is none or more than one."""
        return self.matches[0] if len(self.matches) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """True if the name has several meanings and the person has to choose."""
        return len(self.matches) > 1

    @property
    def others(self) -> tuple[Station, ...]:
        """The stations to offer besides the match, or instead of one, each once."""
        matches = self.suggestions if self.match else self.matches or self.suggestions
        return tuple({match.station.number: match.station for match in matches}.values())
