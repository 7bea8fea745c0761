"""Places by each of their names."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from bot.places.writing import normal, short, town_stem
from sources.gazetteer import Kind, Place

_LATIN_ENDINGS = {"시": "si", "군": "gun", "구": "gu"}
_CITY = "시"
_METROPOLITAN = ("특별시", "광역시", "특별자치시")


class Index:
    """Some places by their names, with and without endings."""

    def __init__(self, places: Iterable[Place], stem: Callable[[str], str] = short) -> None:
        self.places = tuple(places)
        self._stem = stem
        self.written = frozenset(itertools.chain.from_iterable(map(names_of, self.places)))
        self._full: dict[str, list[Place]] = defaultdict(list)
        self._stems: dict[str, list[Place]] = defaultdict(list)
        self._old_stems: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for name in dict.fromkeys(map(normal, (*names_of(place), *_usual(place)))):
                self._full[name].append(place)
            for name in dict.fromkeys(map(stem, place.names.values())):
                self._stems[name].append(place)
            for name in dict.fromkeys(map(stem, place.spellings)):
                self._old_stems[name].append(place)

    def named(self, text: str) -> list[Place]:
        """The places that bear a name, those that bear it without an ending first.

        An ending that is written tells which is meant (고성군); a name without one may be short for others (광주), but
        for what was once called so (울산군) only where nothing else is.
        """
        bearers = self._full.get(normal(text), [])
        bare = self._stem(text)
        if bearers and bare != normal(text):
            return bearers
        return distinct([*bearers, *self._stems.get(bare, ())]) or self._old_stems.get(bare, [])


def towns_index(towns: Iterable[Place]) -> Index:
    """Towns by their names: 역삼1동 is found as 역삼동 too."""
    return Index(towns, town_stem)


def names_of(place: Place) -> tuple[str, ...]:
    """All that a place is called."""
    return (*place.names.values(), *place.spellings)


def distinct(places: Iterable[Place]) -> list[Place]:
    """Each place once, in order."""
    return list({place.key: place for place in places}.values())


def _usual(place: Place) -> Iterator[str]:
    """What a place is called in daily life by the rule of its kind: 부산시, Gangneungsi."""
    if place.kind is Kind.PROVINCE and any(name.endswith(_METROPOLITAN) for name in place.spellings):
        yield place.names["ko"] + _CITY
    if place.kind is Kind.DISTRICT and (ending := _LATIN_ENDINGS.get(place.names["ko"][-1])):
        yield place.names["en"] + ending
