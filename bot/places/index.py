"""Places by each of their names."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.places.normalization import normal, short, town_stem
from bot.places.romanization import coarse_key, fine_key, is_fine, is_latin, romanized
from sources.korea.gazetteer import Kind, Place

_LATIN_ENDINGS = {"시": "si", "군": "gun", "구": "gu"}
_CITY = "시"
_HALF = re.compile(r"^(..)[남북](도)$|^(?:North|South) ()")
_SEVERAL = 2
_METROPOLITAN = ("특별시", "광역시", "특별자치시")

Table = dict[str, list[Place]]


class Index:
    """Some places by their names, with and without endings.

    Args:
        places: in the order in which they are given back.
        stem: takes an ending off a name.
    """

    def __init__(self, places: Iterable[Place], stem: Callable[[str], str] = short) -> None:
        self._stem = stem
        self.written: set[str] = set()
        self._full, self._stems, self._old_stems = _table(), _table(), _table()
        for place in places:
            usual = tuple(_usual(place))
            self.written.update(names_of(place))
            _add(self._full, place, map(normal, (*names_of(place), *usual)))
            _add(self._stems, place, map(stem, (*place.names.values(), *usual)))
            _add(self._old_stems, place, map(stem, place.spellings))

    def named(self, text: str) -> list[Place]:
        """The places that bear a name, those that bear it without an ending first.

        An ending that is written tells which is meant (고성군); a name without one may be short for others (광주), but
        for what was once called so (울산군) only where nothing else is. A landmark has no ending but its own.
        """
        name, bare = normal(text), self._stem(text)
        bearers = self._full.get(name, [])
        if bearers and bare != name:
            return bearers
        found = distinct([*bearers, *_broadest(self._stems.get(bare, []))]) or self._old_stems.get(bare, [])
        return found if bare == name else [place for place in found if place.kind is not Kind.LANDMARK]


class Keyed:
    """Places by keys that are made of their names, at the first look.

    Args:
        places: in the order in which they are given back.
        keys: the keys of a place.
    """

    def __init__(self, places: Iterable[Place], keys: Callable[[Place], Iterable[str | None]]) -> None:
        self._places, self._keys = places, keys

    def named(self, key: str | None) -> list[Place]:
        """The places that have a key."""
        return self._table.get(key, []) if key else []

    @cached_property
    def _table(self) -> Table:
        table = _table()
        for place in self._places:
            _add(table, place, filter(None, self._keys(place)))
        return table


class Sounds:
    """Places by what their names sound like in Latin letters.

    Args:
        places: in the order in which they are given back.
        forms: what is romanized of a place's name.
    """

    def __init__(self, places: Iterable[Place], forms: Callable[[Place], Iterable[str]]) -> None:
        self._fine = Keyed(places, lambda place: _sounds(place, forms))
        self._coarse = Keyed(places, lambda place: map(coarse_key, _sounds(place, forms)))

    def named(self, text: str) -> list[Place]:
        """The places whose names sound like a text; several where they share a key.

        Who tells ㅓ from ㅗ, or ㅡ from ㅜ, means the one; who does not may mean either. Of those who share a key, the
        one is meant who is written most like the text: Daejon is 대전 and not 대천, which was Taechon.
        """
        if not is_latin(text):
            return []
        keys = list(dict.fromkeys(filter(None, map(fine_key, (text, short(text))))))
        found = (
            *(self._fine.named(key) for key in keys if is_fine(key)),
            *(self._coarse.named(coarse_key(key)) for key in keys),
        )
        return _closest(text, next(filter(None, found), []))


def towns_index(towns: Iterable[Place]) -> Index:
    """Towns by their names: 역삼1동 is found as 역삼동 too."""
    return Index(towns, town_stem)


def names_of(place: Place) -> tuple[str, ...]:
    """All that a place is called."""
    return (*place.names.values(), *place.spellings)


def forms_of(place: Place) -> set[str]:
    """A place's Korean name with and without its ending, and that of a city's ward without the city too."""
    names = (place.names["ko"], *filter(is_hangul, _usual(place)))
    return {form for name in names for form in (normal(name), short(name))}


def provincial(place: Place) -> Iterator[str]:
    """The Korean names of a province that say that it is one: 제주도 of 제주, 전라북도 of 전북."""
    if place.kind is Kind.PROVINCE:
        yield from (name for name in place.spellings if name.endswith("도"))


def is_metropolitan(place: Place) -> bool:
    """Whether a province is a city."""
    return place.kind is Kind.PROVINCE and any(name.endswith(_METROPOLITAN) for name in place.spellings)


def distinct(places: Iterable[Place]) -> list[Place]:
    """Each place once, in order."""
    return list({place.key: place for place in places}.values())


def is_hangul(name: str) -> bool:
    """Whether a name begins with a Korean syllable."""
    return "가" <= name[0] <= "힣"


def _sounds(place: Place, forms: Callable[[Place], Iterable[str]]) -> list[str]:
    """The keys of all that a place is called in Latin letters."""
    latin = (name for name in names_of(place) if is_latin(name))
    hangul = (sound for form in forms(place) for sound in romanized(form))
    return list(filter(None, map(fine_key, (*latin, *hangul))))


def _closest(text: str, places: list[Place]) -> list[Place]:
    """The places that are written most like a text in Latin letters."""
    if len(places) < _SEVERAL:
        return places
    written = normal(short(text))
    how_far = [
        min(OSA.distance(written, short(name)) for name in names_of(place) if is_latin(name)) for place in places
    ]
    return [place for place, far in zip(places, how_far, strict=True) if far == min(how_far)]


def _table() -> Table:
    return defaultdict(list)


def _add(table: Table, place: Place, names: Iterable[str]) -> None:
    for name in dict.fromkeys(names):
        table[name].append(place)


def _broadest(places: list[Place]) -> list[Place]:
    """Of places that have an ending taken off, those that are no landmark, if there are any: 진천 is not 진천역."""
    return [place for place in places if place.kind is not Kind.LANDMARK] or places


def _usual(place: Place) -> Iterator[str]:
    """What a place is called in daily life by the rule of its kind: 부산시, 전라도, Gangneungsi, the ward 분당구."""
    korean, english = place.names["ko"], place.names["en"]
    if place.kind is Kind.PROVINCE:
        if is_metropolitan(place):
            yield korean + _CITY
            yield f"{english}si"
            yield f"{english} Metropolitan City"
        yield from (_HALF.sub(r"\1\2", name) for name in names_of(place) if _HALF.search(name))
    if place.kind is Kind.DISTRICT:
        yield korean.split()[-1]
        if ending := _LATIN_ENDINGS.get(korean[-1]):
            yield from (
                english.removesuffix(f"-{ending}") + ending,
                english.split()[-1].removesuffix(f"-{ending}") + ending,
            )
