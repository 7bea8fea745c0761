"""Finds places: the ways of reading a name, the surest first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import partial
from typing import TypeVar

from bot.places.address import surroundings
from bot.places.containment import narrowed
from bot.places.disambiguation import Meanings, Stations
from bot.places.fuzzy import NearNames
from bot.places.homophones import heard
from bot.places.index import Index, Keyed, Sounds, distinct, forms_of, is_hangul, names_of, provincial, towns_index
from bot.places.jamo import initials_of, parted, read_initials
from bot.places.kana import kana_key, kana_keys, rare_kana_keys
from bot.places.keyboard import in_hangul, in_latin
from bot.places.match import Answer, How, Match
from bot.places.normalization import is_region, is_town, normal, short
from bot.places.phrases import names_nothing, readings
from bot.places.unknown_names import OtherPlaces
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.stations import Catalogue

_LONGEST_NAME = 100
_SEVERAL = 2
_NEED_TABLES = ("Soeuk", "서룩", "ㅅㅇ", "プサソ")
"""Slips in Latin letters and in Korean, initials, and kana."""
_SHORTEST_MENTION = 2
MOST_SUGGESTIONS = 3
"""How many places are offered where a name has no meaning."""


_BETTER_KNOWN_ABROAD = frozenset({"广州", "广州市"})
"""广州 is 경기 광주시, but Guangzhou to most of its readers."""

_Way = Callable[[str], list[Place]]
_Text = TypeVar("_Text", str, str | None)


class Places:
    """Finds places by name, in any spelling, and by coordinates; holds no more than it was given.

    Args:
        catalogue: the weather stations.
        places: what can be found; all that ships with the project where None is given.
    """

    def __init__(self, catalogue: Catalogue, places: Iterable[Place] | None = None) -> None:
        self._places = tuple(load_places(catalogue) if places is None else places)
        self._stations = Stations(catalogue)
        self._initials = Keyed(self._places, lambda place: map(initials_of, (*forms_of(place), *provincial(place))))
        self._homophones = Keyed(self._places, lambda place: map(heard, forms_of(place)))
        self._others = OtherPlaces(self._places)
        self._kana = _kana_tables(self._places)
        self._layers: tuple[tuple[Index, Sounds], ...] = ((Index(self._places), Sounds(self._places, forms_of)),)
        self._know(self._places)

    def with_towns(self, towns: Iterable[Place]) -> "Places":
        """A finder that also knows these towns, which are meant where no better known place has the name."""
        known = tuple(towns)
        other = copy(self)
        other._layers = (self._layers[0], (towns_index(known), Sounds(known, _no_forms)))  # noqa: SLF001 - its making
        other._know((*self._places, *known))  # noqa: SLF001
        return other

    def prepared(self) -> "Places":
        """This finder, with the tables made that are otherwise made at the first name that needs them (0.15 s)."""
        for text in _NEED_TABLES:
            self.find(text)
        return self

    def _know(self, places: tuple[Place, ...]) -> None:
        self._meanings = Meanings(places, self._stations)
        self._near_names = NearNames(places)
        self._by_key = {place.key: place for place in places}

    def find(self, text: str) -> Answer:
        """What a name means, by the first way of reading it that gives a meaning."""
        name = text[:_LONGEST_NAME].strip()
        for how, found in self._ways(name):
            if matches := self._meanings.of(found, how):
                if _is_better_known_abroad(name):
                    return Answer(near=matches)
                return self._meaning(matches)
        return self._by_spelling(name)

    def get(self, key: str) -> Match | None:
        """The place that is stored by a key; None where there is none."""
        place = self._by_key.get(key)
        return None if place is None else self._meanings.of([place], How.EXACT)[0]

    def like(self, text: str) -> tuple[Match, ...]:
        """The three places whose names come nearest to a text that means none; none for a text without a letter.

        A name that several have is none of them: which one is shown would be chance.
        """
        *_, bare = readings(text[:_LONGEST_NAME].strip())
        near = self._near_names.nearest(bare) if any(map(str.isalpha, bare)) else []
        bearers = Counter(place.names["ko"] for place in near)
        own = (place for place in near if bearers[place.names["ko"]] == 1)
        return self._meanings.of(own, How.SPELLING, sort=False)[:MOST_SUGGESTIONS]

    def nearest(self, latitude: float, longitude: float) -> Match:
        """The station nearest to a place (degrees), which is its own place, and how far it is."""
        station = self._stations.nearest(latitude, longitude)
        place = self._by_key[f"station:{station.number}"]
        return Match(place, station, station.distance(latitude, longitude), How.COORDINATES)

    def _ways(self, name: str) -> Iterator[tuple[How, list[Place]]]:
        """Each way of reading a name with the places it leads to; later ones are tried only where need be."""
        is_written_so = any(name in index.written for index, _ in self._layers)
        yield How.EXACT if is_written_so else How.NORMAL, self._named(name)
        spoken = list(readings(name))
        yield How.NORMAL, _first(self._meant, spoken)
        yield How.ROMANIZED, _first(self._sounding, spoken)
        yield How.ROMANIZED, _first(lambda text: narrowed(text, self._spoken), spoken)
        yield How.NORMAL, _first(lambda text: surroundings(text, self._spoken, self._understood), spoken)
        yield How.INITIALS, self._beginning(parted(name))
        yield How.KEYBOARD, _first(self._typed, (keys for keys in (*in_hangul(name), in_latin(name)) if keys != name))

    def _named(self, text: str) -> list[Place]:
        return _first_of((index.named for index, _ in self._layers), text)

    def _meant(self, text: str) -> list[Place]:
        return self._named(text) or self._inside(text)

    def _understood(self, text: str) -> list[Place]:
        return self._meant(text) or self._sounding(text) or narrowed(text, self._spoken)

    def _inside(self, text: str) -> list[Place]:
        """Inside what is named a town may be meant although a better known place elsewhere has its name."""
        return _first_of((partial(narrowed, named=self._named), partial(narrowed, named=self._named_at_all)), text)

    def _named_at_all(self, text: str) -> list[Place]:
        return [place for index, _ in self._layers for place in index.named(text)]

    def _sounding(self, text: str) -> list[Place]:
        if in_kana := kana_key(text):
            return _first_of((table.named for table in self._kana), in_kana)
        return _first_of((sounds.named for _, sounds in self._layers), text)

    def _spoken(self, text: str) -> list[Place]:
        return _first_of((self._named, self._sounding), text)

    def _heard(self, text: str) -> list[Place]:
        if found := self._homophones.named(heard(normal(text))):
            return found
        found = self._homophones.named(heard(short(text)))
        return [place for place in found if place.kind is not Kind.LANDMARK] if is_region(text) else found

    def _beginning(self, name: str) -> list[Place]:
        return _first(self._initials.named, map(read_initials, readings(name)))

    def _typed(self, name: str) -> list[Place]:
        spoken = list(readings(name))
        ways = (self._spoken, lambda text: narrowed(text, self._spoken), self._heard)
        return next(filter(None, (_first(way, spoken) for way in ways)), [])

    def _meaning(self, matches: tuple[Match, ...]) -> Answer:
        return Answer(matches, self._meanings.namesakes(matches[0]) if len(matches) == 1 else ())

    def _by_spelling(self, name: str) -> Answer:
        spoken = list(readings(name))
        bare = spoken[-1]
        if names_nothing(bare):
            return Answer()
        mentioned, is_list = self._mentioned(bare)
        misheard = [] if is_town(bare) else _first(self._heard, spoken)
        if misheard and not is_list:
            return self._meaning(self._meanings.of(misheard, How.SPELLING))
        found = () if is_list else tuple(self._near_names.near(bare))
        for slips in found:
            certain = self._meanings.of(slips.certain, How.SPELLING)
            is_slip = certain and not self._others.may_be_meant(bare, certain[0].place)
            if is_slip and len(self._meanings.of(slips.rivals, How.SPELLING)) == 1:
                return Answer(certain)
        near = distinct((*mentioned, *(place for slips in found for place in slips.places)))
        return Answer(near=self._meanings.of(near, How.SPELLING, sort=False)[:MOST_SUGGESTIONS])

    def _mentioned(self, text: str) -> tuple[list[Place], bool]:
        """The places that some words of a text name, and whether every word names one."""
        words = text.split()
        if len(words) < _SEVERAL:
            return [], False
        named = [_first(self._named, readings(word)) if len(word) >= _SHORTEST_MENTION else [] for word in words]
        return [place for places in named for place in places], all(named)


def _kana_tables(places: Iterable[Place]) -> tuple[Keyed, ...]:
    """Places by their names in kana, the better known first: イチョン is 이천 and not 이촌."""
    landmarks = [place for place in places if place.kind is Kind.LANDMARK]
    known = [place for place in places if place.kind is not Kind.LANDMARK]
    ways = ((known, kana_keys), (known, rare_kana_keys), (landmarks, kana_keys))
    return tuple(Keyed(some, partial(_of_names, keys=keys)) for some, keys in ways)


def _of_names(place: Place, keys: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The keys of a place's Korean names, in all their forms."""
    return (key for name in {*forms_of(place), *filter(is_hangul, names_of(place))} for key in keys(normal(name)))


def _is_better_known_abroad(text: str) -> bool:
    """Return whether a name means a better-known place outside Korea to most readers."""
    # Candidates cost far more than this look at the text, and nearly no text has such a name.
    may_be = any(name in text for name in _BETTER_KNOWN_ABROAD)
    return may_be and not _BETTER_KNOWN_ABROAD.isdisjoint(readings(text))


def _no_forms(_town: Place) -> Iterable[str]:
    """A town is meant by its whole name in Latin letters: Guam is not 구암동."""
    return ()


def _first(way: Callable[[_Text], list[Place]], spoken: Iterable[_Text]) -> list[Place]:
    """Where the first reading that leads anywhere leads."""
    return next(filter(None, map(way, spoken)), [])


def _first_of(ways: Iterable[_Way], text: str) -> list[Place]:
    """Where the first way that leads anywhere leads."""
    return next(filter(None, (way(text) for way in ways)), [])
