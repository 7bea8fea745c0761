"""Slips: how far what was written is from each name, letter by letter (`bot.places.typo_distance`).

A name is certain only where what is wrong is little for what was written, and every other meaning is clearly farther;
all else is a question. `python -m bench.places_slips` tells what the thresholds cost and save.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places import typo_distance
from bot.places.index import distinct, forms_of, names_of
from bot.places.jamo import letters
from bot.places.normalization import normal, short
from bot.places.romanization import coarse_key, fine_key, is_latin, romanized
from sources.korea.gazetteer import Kind, Place

MARGIN = 0.5
"""Letters: how much farther every other meaning must be at least."""
SHORTEST_LANDMARK = 6
"""Letters: a name that is less known than a district's is never certain if it is shorter."""
_FARTHEST_OFFERED = 1.5
_FARTHEST_LOOKED_AT = 2
_MOST_LOOKED_AT = 40
_WELL_KNOWN = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.STATION})
_MISTYPED_ENDINGS = ("도", "구")
"""Endings that are looked at with their names; 고양이, the cat, is no slip for 고양시."""


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


@dataclass(frozen=True, slots=True)
class Lengths:
    """From how many letters on a name can be certain, and how many may be wrong in one that is offered.

    Attributes:
        shortest: if what is wrong is a slip that is often made.
        long: if it is any one letter but the first.
        share: of the letters those that may be wrong in a name that is offered.
    """

    shortest: int
    long: int
    share: float


_HANGUL = Lengths(shortest=0, long=7, share=0.34)
_LATIN = Lengths(shortest=5, long=7, share=0.34)
_SOUNDS = Lengths(shortest=7, long=99, share=0.2)


class Spellings:
    """Names by their letters.

    Args:
        places: in the order in which equally near ones are given back.
        forms: how a place's name is spelled.
        lengths: from which on a name is certain.
    """

    def __init__(self, places: Iterable[Place], forms: Callable[[Place], Iterable[str]], lengths: Lengths) -> None:
        self._places, self._forms, self._lengths = places, forms, lengths

    @cached_property
    def _rows(self) -> tuple[list[str], list[list[Place]]]:
        """The spellings, and the places that are spelled so; made at the first look."""
        rows: dict[str, list[Place]] = {}
        for place in self._places:
            for name in dict.fromkeys(self._forms(place)):
                rows.setdefault(name, []).append(place)
        return list(rows), list(rows.values())

    def near(self, written: str) -> Slips:
        """Places whose names may have been meant by something that is spelled as the names are here."""
        farthest = max(min(_FARTHEST_OFFERED, len(written) / 2), int(len(written) * self._lengths.share))
        found = self._measured(written, max(int(farthest), _FARTHEST_LOOKED_AT)) if written else []
        if not found:
            return Slips()
        return Slips(self._within(found, farthest), self._certain(written, found), self._rivals(found))

    def nearest(self, written: str) -> list[Place]:
        """The places whose names come nearest to what was written, however far they are; equally near ones in order."""
        return self._within(self._measured(written), math.inf)

    def _measured(self, written: str, farthest: int | None = None) -> list[tuple[float, int]]:
        """How far names are from what was written, none farther than `farthest`, the nearest first, as rows."""
        found = process.extract(
            written, self._rows[0], scorer=OSA.distance, limit=_MOST_LOOKED_AT, score_cutoff=farthest
        )
        return sorted(((typo_distance.distance(written, name), row) for name, _, row in found), key=itemgetter(0))

    def _certain(self, written: str, found: Sequence[tuple[float, int]]) -> list[Place]:
        """The nearest, if what is wrong is little enough for what was written."""
        (nearest, row), length = found[0], len(written)
        is_slight = nearest <= typo_distance.OFTEN and length >= self._lengths.shortest
        is_one_of_many = nearest <= 1 and length >= self._lengths.long and written[0] == self._rows[0][row][0]
        if not (is_slight or is_one_of_many):
            return []
        places = self._within(found, nearest)
        return places if length >= SHORTEST_LANDMARK or any(place.kind in _WELL_KNOWN for place in places) else []

    def _rivals(self, found: Sequence[tuple[float, int]]) -> list[Place]:
        """Those as near as the nearest, and those hardly farther that are as well known as a district."""
        nearest = found[0][0]
        equal = self._within(found, nearest)
        near = (place for far, row in found if far < nearest + MARGIN for place in self._rows[1][row])
        return distinct([*equal, *(place for place in near if place.kind in _WELL_KNOWN)])

    def _within(self, found: Iterable[tuple[float, int]], farthest: float) -> list[Place]:
        return distinct(place for far, row in found if far <= farthest for place in self._rows[1][row])


class NearNames:
    """All names of some places by how they are spelled and, in Latin letters, by how they sound too."""

    def __init__(self, places: Iterable[Place]) -> None:
        known = tuple(places)
        regions = [place for place in known if place.kind is not Kind.TOWN]
        self._letters = Spellings(known, _letters_of, _HANGUL)
        self._latin, self._sounds = Spellings(regions, _latin_of, _LATIN), Spellings(regions, _sounds_of, _SOUNDS)

    def near(self, text: str) -> Iterator[Slips]:
        """What may have been meant, by each way in which the names can be compared."""
        if is_latin(text):
            yield self._latin.near(_as_letters(text))
            yield self._sounds.near(_as_sounds(text))
        else:
            yield self._letters.near(_as_letters(text))

    def nearest(self, text: str) -> list[Place]:
        """The better known places whose names come nearest to a text, however far they are."""
        written = _as_letters(text)
        spellings = self._latin if is_latin(text) else self._letters
        return [place for place in spellings.nearest(written) if place.kind is not Kind.TOWN] if written else []


def _as_letters(text: str) -> str:
    """How a text is spelled letter by letter: syllables are parted, so that 서을 is one letter away from 서울."""
    return letters(short(text))


def _as_sounds(text: str) -> str:
    """How a text in Latin letters sounds in whichever romanization; empty for other writing."""
    return coarse_key(fine_key(text)) if is_latin(text) else ""


def _letters_of(place: Place) -> Iterable[str]:
    """How a place's names are spelled that are not in Latin letters."""
    if place.kind is Kind.TOWN:
        return (letters(normal(place.names["ko"])),)
    names = [name for name in (*names_of(place), *forms_of(place)) if not is_latin(name)]
    whole = (letters(normal(name)) for name in names if name.endswith(_MISTYPED_ENDINGS))
    return (*map(_as_letters, names), *whole)


def _latin_of(place: Place) -> Iterable[str]:
    """How a place is written in Latin letters today; a slip in an older romanization is left to its sound."""
    return (_as_letters(place.names["en"]),)


def _sounds_of(place: Place) -> Iterable[str]:
    """How a place's names sound in Latin letters."""
    forms = (short(place.names["ko"].split()[-1]), short(place.names["en"]))
    return filter(None, (_as_sounds(sound) for form in forms for sound in (*romanized(form), form)))
