"""What a name may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.places.normalization import stem
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Station


class How(StrEnum):
    """How what was written led to a place, the surest first."""

    EXACT = "exact"
    NORMAL = "normal"
    ROMANIZED = "romanized"
    INITIALS = "initials"
    KEYBOARD = "keyboard"
    SPELLING = "spelling"
    COORDINATES = "coordinates"


@dataclass(frozen=True, slots=True)
class Match:
    """A meaning.

    Attributes:
        place: what was meant.
        station: the weather station that speaks for it.
        distance: from the place to the station by great circle, km.
        how: what led to it.
    """

    place: Place
    station: Station
    distance: float
    how: How


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name may mean.

    Attributes:
        matches: the meanings, equally good ones, the best known first; one where it is certain.
        near: without a meaning, at most three that may have been meant; beside the only one, other stations that
            bear its name.
    """

    matches: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()

    @property
    def match(self) -> Match | None:
        """The meaning, where it is certain."""
        return self.matches[0] if len(self.matches) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the name has several meanings, between which the person has to choose."""
        return len(self.matches) > 1

    @property
    def others(self) -> tuple[Station, ...]:
        """The stations that are worth offering beside the match, or instead of one, each once."""
        return _stations(self.near if self.match else self.matches or self.near)


def _stations(matches: Iterable[Match]) -> tuple[Station, ...]:
    return tuple({match.station.number: match.station for match in matches}.values())


_ENDING = re.compile(r"(?<=..)[시군]$")


def bears_the_name(match: Match) -> bool:
    """Return whether a place and its station have the same name, such as 강릉시 and 강릉; a town never does."""
    place, station = match.place, match.station
    if place.kind is Kind.TOWN or place.province not in {None, station.region.province}:
        return False
    name, own = place.names["ko"], station.names["ko"]
    return name == own or (place.kind is not Kind.LANDMARK and stem(name) == stem(own))


def lasting_key(match: Match) -> str:
    """Return the key of a place in a button's data: its station's key if both have the same name."""
    # The stations 고창 and 고창군 lie in the same district, so the district's key does not tell them apart.
    return f"station:{match.station.number}" if bears_the_name(match) else match.place.key


def short_name(place: Place, language: str) -> str:
    """Return a place's everyday name: 고성 for 고성군."""
    name = place.name(language)
    return _ENDING.sub("", name) if place.kind is Kind.DISTRICT else name
