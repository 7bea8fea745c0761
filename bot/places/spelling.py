"""Slips: how far what was written is from each name, letter by letter.

The distance counts letters that are missing, too many, wrong or exchanged with the next (optimal string alignment). A
name is certain only if it is long enough, one letter away, and every other meaning is two letters farther, so that two
slips in one name cannot lead to another; `tests/bot/places/test_spelling.py` prints what this costs and saves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.index import distinct, forms_of, names_of
from bot.places.writing import letters, normal, short
from sources.gazetteer import Kind, Place

SHORTEST_CERTAIN = 6
"""Letters: of shorter ones every one that is wrong leaves too little of the name."""
TOLERANCE = 1
MARGIN = 2
_FARTHEST_SHARE = 0.34
_MOST_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Slips:
    """What may have been meant.

    Attributes:
        places: the nearest first.
        certain: those so near that they are meant if they have no rivals.
        rivals: all that are hardly farther than the nearest.
    """

    places: Sequence[Place] = ()
    certain: Sequence[Place] = ()
    rivals: Sequence[Place] = ()


class Spellings:
    """Names by their letters: syllables are parted, so that 서을 is one letter away from 서울."""

    def __init__(self, places: Iterable[Place]) -> None:
        spellings: dict[str, list[Place]] = {}
        for place in places:
            for name in _forms(place):
                spellings.setdefault(letters(name), []).append(place)
        self._places = list(spellings.values())
        self._spellings = list(spellings)

    def near(self, text: str) -> Slips:
        """Places whose names may have been meant."""
        written = letters(short(text))
        farthest = int(len(written) * _FARTHEST_SHARE)
        found = process.extract(
            written,
            self._spellings,
            scorer=OSA.distance,
            limit=_MOST_LOOKED_AT,
            score_cutoff=max(farthest, TOLERANCE + MARGIN - 1),
        )
        if not written or not found:
            return Slips()
        nearest = found[0][1]
        is_certain = nearest <= TOLERANCE and len(written) >= SHORTEST_CERTAIN
        return Slips(
            self._within(found, farthest),
            self._within(found, nearest) if is_certain else (),
            self._within(found, nearest + MARGIN - 1),
        )

    def _within(self, found: Iterable[tuple[str, float, int]], farthest: float) -> list[Place]:
        return distinct(place for _, distance, row in found if distance <= farthest for place in self._places[row])


def _forms(place: Place) -> set[str]:
    if place.kind is Kind.TOWN:
        return {normal(place.names["ko"])}
    return {short(name) for name in (*names_of(place), *forms_of(place))}
