"""Typos: the distance from a text to each name, letter by letter (`bot.places.typo_distance`).

A name is certain only if the typo is slight for its length and every other meaning is clearly farther; otherwise the
person is asked. `python -m bench.places_slips` measures what the thresholds cost and save.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.places import typo_distance
from bot.places.index import Table, add, all_names, distinct, korean_forms
from bot.places.jamo import decompose
from bot.places.normalization import normalize, short_form
from bot.places.romanization import coarse_key, fine_key, is_latin, romanize
from bot.places.unknown_names import Townships, is_township
from sources.korea.gazetteer import Kind, Place
from sources.korea.romanization import romanize as romanize_officially

# With 0.6 for a frequent typo and 1 for any other, one frequent typo is understood and an unusual one is asked back
# (docs/decisions/020).
MIN_MARGIN = 0.5
"""Letters by which every other meaning must be farther."""
MIN_LANDMARK_LENGTH = 6
"""Letters; a shorter name of a place less known than a district is never certain."""
_MAX_SUGGESTED_DISTANCE = 1.5
_MAX_SHARE_NEAR = 0.4
"""Share of the letters that may differ in a name that is offered because nothing is nearer."""
# rapidfuzz counts 2 for two frequent typos, which cost 1.2 here and so may be suggested.
_MIN_CUTOFF = 2
# The finer measure takes 30 µs a name. Of many names at one distance, fewer candidates would lose the nearest by it.
_MAX_CANDIDATES = 40
_MIN_CANDIDATES = 5
_WELL_KNOWN = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.STATION})
# Not 시 and 군: 고양이, the cat, is no typo for 고양시.
_MISTYPED_ENDINGS = ("도", "구")
"""Endings that are compared with their names."""

_TITLES = ("특별시", "광역시", "특례시", "특별자치시", "특별자치도")
# The endings that remain if a letter before them is mistyped; 역시 is no 역, and 자치도 is no ending of 제주특뱔.
_TITLE_ENDINGS = ("별시", "역시", "례시", "자치시", "자치도")


_MIN_STEM = 2
_MAX_TITLE_DISTANCE = 1.2
"""Letters: two frequent typos in a title."""


def correct_title(name: str) -> str:
    """Return a name with its misspelled title corrected (수원특례시 for 수원특레시); empty if there is none."""
    for title in _TITLES:
        stem, written = name[: -len(title)], name[-len(title) :]
        is_near = len(stem) >= _MIN_STEM and written[-1] == title[-1] and written != title
        if is_near and typo_distance.distance(decompose(written), decompose(title)) <= _MAX_TITLE_DISTANCE:
            return f"{stem}{title}"
    return ""


@dataclass(frozen=True, slots=True)
class FuzzyMatches:
    """Places whose names are close to a text.

    Attributes:
        places: all of them, the nearest first.
        certain: those near enough to be meant if they have no rivals.
        rivals: those hardly farther than the nearest.
        distance: from the text to the nearest, letters.
    """

    places: Sequence[Place] = ()
    certain: Sequence[Place] = ()
    rivals: Sequence[Place] = ()
    distance: float = math.inf


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lengths, in letters, from which a typo is certain, and the share of letters that may be wrong.

    Attributes:
        min_length: from here on a frequent typo is certain.
        long_length: from here on any one wrong letter but the first is certain.
        max_share: the share of wrong letters in a name that is suggested.
    """

    min_length: int
    long_length: int
    max_share: float


# Two syllables are four to six letters. If any wrong letter were certain there, 수완 in 광주 would be 수원.
_HANGUL = Thresholds(min_length=0, long_length=7, max_share=0.34)
_LATIN = Thresholds(min_length=5, long_length=6, max_share=0.34)
# Sounds are coarse: only a frequent typo in a long one is certain, so no length is long enough for more.
_SOUNDS = Thresholds(min_length=7, long_length=99, max_share=0.2)


class SpellingIndex:
    """Names by their spelling.

    Args:
        names: yields spellings with their places; equally near ones are returned in this order.
        lengths: when a name is certain.
    """

    def __init__(self, names: Callable[[], Iterable[tuple[str, Place]]], lengths: Thresholds) -> None:
        self._names, self._lengths = names, lengths

    @cached_property
    def _rows(self) -> tuple[list[str], list[tuple[Place, ...]]]:
        """The spellings, and the places of each; built at the first search."""
        rows: Table[str] = {}
        for name, place in self._names():
            add(rows, place, (name,))
        return list(rows), list(rows.values())

    @cached_property
    def _by_length(self) -> Mapping[int, tuple[list[str], list[int]]]:
        """The spellings of each length, and their rows."""
        found: dict[int, tuple[list[str], list[int]]] = {}
        for row, name in enumerate(self._rows[0]):
            names, rows = found.setdefault(len(name), ([], []))
            names.append(name)
            rows.append(row)
        return found

    def search(self, written: str) -> FuzzyMatches:
        """Return the places whose spellings are near a text."""
        # One letter is no typo of anything: 北 would be 충북, 전북 and 경북.
        farthest = max(min(_MAX_SUGGESTED_DISTANCE, len(written) / 2), int(len(written) * self._lengths.max_share))
        found = self._measured(written, max(int(farthest), _MIN_CUTOFF)) if written else []
        if not found:
            return FuzzyMatches()
        return FuzzyMatches(
            self._within(found, farthest), self._certain(written, found), self._rivals(found), distance=found[0][0]
        )

    def within(self, written: str, farthest: float) -> list[Place]:
        """Return the places with a spelling up to a distance of one letter away, the nearest first."""
        return self._within(self._measured(written, math.ceil(farthest)), farthest)

    def nearest(self, written: str) -> list[Place]:
        """Return the places with the nearest spellings; those of which half of the letters differ are not near."""
        farthest = len(written) * _MAX_SHARE_NEAR
        return self._within(self._measured(written, math.ceil(farthest)), farthest)

    def _measured(self, written: str, farthest: int) -> list[tuple[float, int]]:
        """Return (distance, row) pairs up to a distance, the nearest first."""
        found = self._count_typos(written, farthest)[:_MAX_CANDIDATES]
        # A letter costs 0.6 to 1 by the finer measure, so names two letters farther than the nearest are neither meant
        # nor rivals; they fill up the suggestions.
        close = sum(far <= found[0][0] + 1 for far, _ in found)
        measured = found[: max(close, _MIN_CANDIDATES)]
        return sorted(
            ((typo_distance.distance(written, self._rows[0][row]), row) for _, row in measured), key=itemgetter(0)
        )

    def _count_typos(self, written: str, farthest: int) -> list[tuple[float, int]]:
        """Return (number of typos, row) pairs, the fewest first."""
        # rapidfuzz is fast but gives every typo the same cost. Its cutoff is wide enough for the finer measure. Each
        # letter by which a name is longer or shorter is a typo.
        found = list[tuple[float, int]]()
        for length in range(len(written) - farthest, len(written) + farthest + 1):
            names, rows = self._by_length.get(length, ((), ()))
            near = process.extract(written, names, scorer=OSA.distance, limit=None, score_cutoff=farthest)
            found += ((far, rows[place]) for _, far, place in near)
        return sorted(found)

    def _certain(self, written: str, found: Sequence[tuple[float, int]]) -> list[Place]:
        """Return the nearest places if the typo is slight enough for the text's length."""
        (nearest, row), length = found[0], len(written)
        is_slight = nearest <= typo_distance.FREQUENT_TYPO_COST and length >= self._lengths.min_length
        is_one_of_many = nearest <= 1 and length >= self._lengths.long_length and written[0] == self._rows[0][row][0]
        if not (is_slight or is_one_of_many):
            return []
        places = self._within(found, nearest)
        return places if length >= MIN_LANDMARK_LENGTH or any(place.kind in _WELL_KNOWN for place in places) else []

    def _rivals(self, found: Sequence[tuple[float, int]]) -> list[Place]:
        """Return the places as near as the nearest, and well-known ones that are hardly farther."""
        # Little-known places that are hardly farther are no rivals: 대쿠 is 대구, although 대부도 is near.
        nearest = found[0][0]
        equal = self._within(found, nearest)
        near = (place for far, row in found if far < nearest + MIN_MARGIN for place in self._rows[1][row])
        known = [place for place in near if place.kind in _WELL_KNOWN]
        # 서월 is 서울, although 서원구 in 청주 is near.
        if any(place.kind is Kind.PROVINCE for place in equal):
            known = [place for place in known if not _is_ward_of_city(place)]
        return distinct([*equal, *known])

    def _within(self, found: Iterable[tuple[float, int]], farthest: float) -> list[Place]:
        return distinct(place for far, row in found if far <= farthest for place in self._rows[1][row])


class FuzzyNames:
    """All names of places by spelling and, in Latin letters, by sound too.

    Args:
        places: the places.
        townships: the districts by the names of their 읍 and 면, for those that are no places.
    """

    def __init__(self, places: Iterable[Place], townships: Townships) -> None:
        known = tuple(places)
        # In Latin letters a town is known only by its whole name: Guam is no typo for 구암동.
        regions = [place for place in known if place.kind is not Kind.TOWN]
        towns = [place for place in known if place.kind is Kind.TOWN and is_township(place.names["ko"])]
        self._letters, self._latin, self._sounds = (
            SpellingIndex(partial(_named, some, forms), lengths)
            for some, forms, lengths in (
                (known, _korean_spellings, _HANGUL),
                (regions, _latin_spellings, _LATIN),
                (regions, _latin_sounds, _SOUNDS),
            )
        )
        self._townships, self._latin_townships = (
            SpellingIndex(partial(_township_names, towns, townships, spelling), _HANGUL)
            for spelling in (decompose, _lower_romanization)
        )

    def search(self, text: str) -> Iterator[FuzzyMatches]:
        """Yield the near places of each comparison: by spelling, and in Latin letters by sound.

        None is certain if the name of a 읍 or 면 is as near: Gwangcheon is no 광진구, and 사북 no 서북구.
        """
        # An older romanization is spelled differently but sounds the same.
        if is_latin(text):
            yield self._beside_townships(self._latin.search(_spelling(text)), self._latin_townships, text)
            yield self._beside_townships(self._sounds.search(_sound(text)), self._latin_townships, text)
        else:
            yield self._beside_townships(self._letters.search(_spelling(text)), self._townships, text)

    def nearest(self, text: str) -> list[Place]:
        """Return the places, towns excepted, whose names are nearest to a text."""
        written = _spelling(text)
        spellings = self._latin if is_latin(text) else self._letters
        return [place for place in spellings.nearest(written) if place.kind is not Kind.TOWN] if written else []

    @staticmethod
    def _beside_townships(matches: FuzzyMatches, townships: SpellingIndex, text: str) -> FuzzyMatches:
        near = townships.within(_spelling(text), matches.distance) if matches.certain else []
        return replace(matches, places=distinct((*near, *matches.places)), certain=()) if near else matches


def _is_ward_of_city(place: Place) -> bool:
    """Return whether a place is a ward of a city that is no province itself (청주시 서원구)."""
    return place.kind is Kind.DISTRICT and " " in place.names["ko"]


def _named(places: Iterable[Place], forms: Callable[[Place], Iterable[str]]) -> Iterator[tuple[str, Place]]:
    return ((name, place) for place in places for name in dict.fromkeys(forms(place)))


def _township_names(
    towns: Sequence[Place], townships: Townships, spelling: Callable[[str], str]
) -> Iterator[tuple[str, Place]]:
    """Yield the spellings of 읍 and 면 without their ending, with the imported ones, else with their districts."""
    if towns:
        known = dict(townships.rare_names())
        yield from ((spelling(town.names["ko"][:-1]), town) for town in towns if town.names["ko"] in known)
        return
    for name, districts in townships.rare_names():
        yield from ((spelling(name[:-1]), district) for district in districts)


def _lower_romanization(name: str) -> str:
    return romanize_officially(name).casefold()


def _spelling(text: str) -> str:
    """Return a text letter by letter; syllables are decomposed, so that 서을 is one letter away from 서울."""
    name = normalize(text)
    return decompose(name[:-1] if name.endswith(_TITLE_ENDINGS) else short_form(text))


def _sound(text: str) -> str:
    """Return the sound of a text in Latin letters, in any romanization; empty for other scripts."""
    return coarse_key(fine_key(text)) if is_latin(text) else ""


def _korean_spellings(place: Place) -> Iterable[str]:
    """Return the spellings of a place's names that are not in Latin letters."""
    if place.kind is Kind.TOWN:
        return (decompose(normalize(place.names["ko"])),)
    names = [name for name in (*all_names(place), *korean_forms(place)) if not is_latin(name)]
    whole = (decompose(normalize(name)) for name in names if name.endswith(_MISTYPED_ENDINGS))
    # The last syllable of a title is no part of its spelling: 서울툭별시.
    titles = (decompose(normalize(name[:-1])) for name in names if name.endswith(_TITLES))
    return (*(decompose(short_form(name)) for name in names), *whole, *titles)


def _latin_spellings(place: Place) -> Iterable[str]:
    """Return a place's current spelling in Latin letters; older romanizations are compared by sound."""
    return (_spelling(place.names["en"]),)


def _latin_sounds(place: Place) -> Iterable[str]:
    """Return the sounds of a place's names in Latin letters."""
    forms = (short_form(place.names["ko"].split()[-1]), short_form(place.names["en"]))
    return filter(None, (_sound(sound) for form in forms for sound in (*romanize(form), form)))
