"""What a name may mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sources.korea.gazetteer import Place
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
