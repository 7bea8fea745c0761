"""Finds places: the ways of reading a name, the surest first."""

from collections.abc import Callable, Iterable, Iterator

from bot.places.answer import Answer, How, Match
from bot.places.index import Index, towns_index
from bot.places.leading import narrowed
from bot.places.meanings import Meanings
from bot.places.spelling import Spellings
from bot.places.stations import Stations
from bot.places.wording import readings
from sources.gazetteer import Place, load_places
from sources.stations import Catalogue

_LONGEST_NAME = 60
_MOST_SUGGESTIONS = 3


class Places:
    """Finds places by name, in any spelling, and by coordinates; holds no more than it was given.

    Args:
        catalogue: the weather stations.
        places: what can be found; all that ships with the project where None is given.
        towns: more of them, which are meant only where no better known place has the name.
    """

    def __init__(
        self, catalogue: Catalogue, places: Iterable[Place] | None = None, towns: Iterable[Place] = ()
    ) -> None:
        self._catalogue = catalogue
        self._places = tuple(load_places() if places is None else places)
        self._indexes = (Index(self._places), towns_index(towns))
        self._stations = Stations(catalogue)
        known = [place for index in self._indexes for place in index.places]
        self._meanings = Meanings(known, self._stations)
        self._spellings = Spellings(known)
        self._by_key = {place.key: place for place in known}

    def with_towns(self, towns: Iterable[Place]) -> "Places":
        """A finder that also knows towns, and no others than these."""
        return Places(self._catalogue, self._places, towns)

    def find(self, text: str) -> Answer:
        """What a name means, by the first way of reading it that gives a meaning."""
        name = text[:_LONGEST_NAME].strip()
        for how, found in self._ways(name):
            if matches := self._meanings.of(found, how):
                return self._answer(matches)
        suggestions = self._spellings.near(next(iter(readings(name)), name))
        return Answer(near=self._meanings.of(suggestions, How.SPELLING)[:_MOST_SUGGESTIONS])

    def get(self, key: str) -> Match | None:
        """The place that is stored by a key; None where there is none."""
        place = self._by_key.get(key)
        return None if place is None else self._meanings.of([place], How.EXACT)[0]

    def nearest(self, latitude: float, longitude: float) -> Match:
        """The station nearest to a place (degrees), which is its own place, and how far it is."""
        station = self._stations.nearest(latitude, longitude)
        place = self._by_key[f"station:{station.number}"]
        return Match(place, station, station.distance(latitude, longitude), How.COORDINATES)

    def _answer(self, matches: tuple[Match, ...]) -> Answer:
        return Answer(matches, self._meanings.namesakes(matches[0]) if len(matches) == 1 else ())

    def _ways(self, name: str) -> Iterator[tuple[How, list[Place]]]:
        """Each way of reading a name with the places it leads to; later ones are tried only where need be."""
        is_written_so = any(name in index.written for index in self._indexes)
        yield How.EXACT if is_written_so else How.NORMAL, self._named(name)
        spoken = list(readings(name))
        yield How.NORMAL, _first(self._named, spoken)
        yield How.NORMAL, _first(lambda text: narrowed(text, self._named), spoken)

    def _named(self, text: str) -> list[Place]:
        return next(filter(None, (index.named(text) for index in self._indexes)), [])


def _first(way: Callable[[str], list[Place]], spoken: Iterable[str]) -> list[Place]:
    """Where the first reading that leads anywhere leads."""
    return next(filter(None, map(way, spoken)), [])
