"""Slips: how far what was written is from each name, letter by letter."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places.index import distinct, names_of
from bot.places.writing import letters, normal, short
from sources.gazetteer import Place

_LIKENESS = 0.6
_MOST_LOOKED_AT = 12


class Spellings:
    """Names by their letters: syllables are parted, so that 서을 is one letter away from 서울."""

    def __init__(self, places: Iterable[Place]) -> None:
        spellings: dict[str, list[Place]] = {}
        for place in places:
            for name in _forms(place):
                spellings.setdefault(letters(name), []).append(place)
        self._places = list(spellings.values())
        self._spellings = list(spellings)

    def near(self, text: str) -> list[Place]:
        """Places whose names may have been meant, the nearest first."""
        written = letters(normal(text))
        alike = process.extract(
            written,
            self._spellings,
            scorer=OSA.normalized_similarity,
            processor=None,
            limit=_MOST_LOOKED_AT,
            score_cutoff=_LIKENESS,
        )
        return distinct(place for _, _, row in alike for place in self._places[row])


def _forms(place: Place) -> set[str]:
    return {form for name in names_of(place) for form in (normal(name), short(name))}
