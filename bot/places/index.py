"""Indexes of places by their names."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import TypeVar

from rapidfuzz.distance import OSA

from bot.places.normalization import normalize, short_form
from bot.places.romanization import coarse_key, fine_key, has_diacritics, is_fine, is_latin, romanize
from sources.korea.gazetteer import Kind, Place
from sources.korea.regions import load_provinces
from sources.korea.romanization import romanize as romanize_officially

_LATIN_ENDINGS = {"시": "si", "군": "gun", "구": "gu"}
_CITY = "시"
# People drop the half of 전라북도 or North Jeolla. Groups that do not take part are replaced by nothing.
_HALF_PROVINCE = re.compile(r"^(..)[남북](도)$|^(?:North|South) ()")
_SEVERAL = 2

_Key = TypeVar("_Key")
Table = dict[_Key, tuple[Place, ...]]


class Index:
    """Places by name, with and without endings.

    Args:
        places: the places; results keep this order.

    Attributes:
        written: the names as they are in the tables.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.written: set[str] = set()
        self._full: Table[str] = {}
        self._stems: Table[str] = {}
        self._old_stems: Table[str] = {}
        for place in places:
            usual = tuple(_everyday_names(place))
            self.written.update(all_names(place))
            add(self._full, place, map(normalize, (*all_names(place), *usual)))
            add(self._stems, place, map(short_form, (*place.names.values(), *usual)))
            add(self._old_stems, place, map(short_form, place.spellings))

    def find(self, text: str) -> list[Place]:
        """Return the places with a name, those that have it without an ending first."""
        name, bare = normalize(text), short_form(text)
        places = list(self._full.get(name, ()))
        # A written ending decides: 고성군 abbreviates no other name.
        if places and bare != name:
            return places
        # 광주 may be short for 광주시. 울산 may be short for the former 울산군 only if nothing else matches.
        found = distinct([*places, *without_landmarks(self._stems.get(bare, ()))])
        found = found or list(self._old_stems.get(bare, ()))
        # A written ending that is not the landmark's own means another place.
        return found if bare == name else [place for place in found if place.kind is not Kind.LANDMARK]

    def is_former(self, text: str) -> bool:
        """Return whether a text is only the former name of a place, without its ending."""
        name = normalize(text)
        return name in self._old_stems and name not in self._full and name not in self._stems


class KeyedPlaces:
    """Places by keys of their names; the table is built at the first search.

    Args:
        places: the places; results keep this order.
        keys: returns the keys of a place.
    """

    def __init__(self, places: Iterable[Place], keys: Callable[[Place], Iterable[str | None]]) -> None:
        self._places, self._keys = places, keys

    def find(self, key: str | None) -> list[Place]:
        """Return the places with a key."""
        return list(self._table.get(key, ())) if key else []

    @cached_property
    def _table(self) -> Table[str]:
        table: Table[str] = {}
        for place in self._places:
            add(table, place, filter(None, self._keys(place)))
        return table


class RomanizedNames:
    """Places by the sound of their names in Latin letters.

    Args:
        places: the places; results keep this order.
        forms: returns the forms of a place's name to romanize.
    """

    def __init__(self, places: Iterable[Place], forms: Callable[[Place], Iterable[str]]) -> None:
        self._fine = KeyedPlaces(places, lambda place: _sound_keys(place, forms))
        self._coarse = KeyedPlaces(places, lambda place: map(coarse_key, _sound_keys(place, forms)))

    def find(self, text: str) -> list[Place]:
        """Return the places whose names sound like a text; several if they share a key.

        A text that distinguishes ㅓ from ㅗ, or ㅡ from ㅜ, means the one; another text may mean either. Of places that
        share a key, the most similar spelling decides.
        """
        if not is_latin(text):
            return []
        keys = list(dict.fromkeys(filter(None, map(fine_key, (text, short_form(text))))))
        found = (
            *(self._fine.find(key) for key in keys if is_fine(key)),
            *(_regions_only(self._coarse.find(coarse_key(key)), key) for key in keys),
        )
        return _most_similar(text, next(filter(None, found), []))


def all_names(place: Place) -> tuple[str, ...]:
    """Return every name of a place."""
    return (*place.names.values(), *place.spellings)


def korean_forms(place: Place) -> set[str]:
    """Return a place's Korean name with and without its ending, and a ward's also without its city."""
    names = (place.names["ko"], *filter(is_hangul, _everyday_names(place)))
    return {form for name in names for form in (normalize(name), short_form(name))}


def province_names(place: Place) -> Iterator[str]:
    """Yield the Korean names that mark a province as one: 제주도 for 제주, 전라북도 for 전북."""
    if place.kind is Kind.PROVINCE:
        yield from (name for name in place.spellings if name.endswith("도"))


def is_metropolitan(place: Place) -> bool:
    """Return whether a province is a city."""
    return place.kind is Kind.PROVINCE and place.province in _metropolitan_cities()


@cache
def _metropolitan_cities() -> frozenset[str]:
    return frozenset(province.name for province in load_provinces() if province.is_city)


def distinct(places: Iterable[Place]) -> list[Place]:
    """Return each place once, in order."""
    return list({place.key: place for place in places}.values())


def without_landmarks(places: Sequence[Place]) -> list[Place]:
    """Return the places that are no landmark, or all if there are only landmarks: 진천 is not 진천역."""
    return [place for place in places if place.kind is not Kind.LANDMARK] or list(places)


def is_hangul(name: str) -> bool:
    """Return whether a name begins with a Korean syllable."""
    return "가" <= name[0] <= "힣"


def _regions_only(places: list[Place], key: str) -> list[Place]:
    """Return the regions for a text that tells the vowels apart, but not as they do: Seojong is not 소청도."""
    return [place for place in places if place.kind is not Kind.LANDMARK] if is_fine(key) else places


def is_romanization(text: str, place: Place) -> bool:
    """Return whether a text in Latin letters is a place's present name, or its full McCune–Reischauer form."""
    forms = {place.names["en"], short_form(place.names["en"]), *korean_forms(place)}
    names = [form if is_latin(form) else romanize_officially(form) for form in forms]
    if has_diacritics(text):
        return fine_key(text) in map(fine_key, names)
    return normalize(text) in map(normalize, names)


def _sound_keys(place: Place, forms: Callable[[Place], Iterable[str]]) -> list[str]:
    """Return the keys of a place's names in Latin letters."""
    latin = (name for name in all_names(place) if is_latin(name))
    hangul = (sound for form in forms(place) for sound in romanize(form))
    return list(filter(None, map(fine_key, (*latin, *hangul))))


def _most_similar(text: str, places: list[Place]) -> list[Place]:
    """Return the places whose spelling in Latin letters is nearest to a text."""
    if len(places) < _SEVERAL:
        return places
    # All these places sound the same, so only their spelling can decide: Daejon is 대전 and not 대천, once Taechon.
    written = normalize(short_form(text))
    distances = [
        min(OSA.distance(written, short_form(name)) for name in all_names(place) if is_latin(name)) for place in places
    ]
    return [place for place, distance in zip(places, distances, strict=True) if distance == min(distances)]


def add(table: Table[_Key], place: Place, keys: Iterable[_Key]) -> None:
    """Add a place to a table by its keys."""
    # Most keys have one place: its keys share this tuple, where a list each would take 3 MB.
    alone = (place,)
    for key in dict.fromkeys(keys):
        table[key] = (*table[key], place) if key in table else alone


def _everyday_names(place: Place) -> Iterator[str]:
    """Yield the everyday names that follow a rule: 부산시, 전라도, Gangneungsi, the ward 분당구."""
    korean, english = place.names["ko"], place.names["en"]
    if place.kind is Kind.PROVINCE:
        if is_metropolitan(place):
            yield korean + _CITY
            yield f"{english}si"
            yield f"{english} Metropolitan City"
        yield from (_HALF_PROVINCE.sub(r"\1\2", name) for name in all_names(place) if _HALF_PROVINCE.search(name))
    if place.kind is Kind.DISTRICT:
        yield korean.split()[-1]
        if ending := _LATIN_ENDINGS.get(korean[-1]):
            yield from (
                english.removesuffix(f"-{ending}") + ending,
                english.split()[-1].removesuffix(f"-{ending}") + ending,
            )
