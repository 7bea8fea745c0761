"""Which places of one name are one meaning, and how its answer looks."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.places.match import How, Match
from bot.places.normalization import short, town_stem
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Catalogue, Station


class Stations:
    """The nearest station by great circle, unless the place's table says another."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._directions = [(*_direction(one.latitude, one.longitude), one) for one in catalogue]

    def __getitem__(self, number: int) -> Station:
        return self._catalogue[number]

    def nearest(self, latitude: float, longitude: float) -> Station:
        """The station nearest to a place (degrees); the chord is shorter exactly where the arc is."""
        x, y, z = _direction(latitude, longitude)
        return max(self._directions, key=lambda other: x * other[0] + y * other[1] + z * other[2])[3]

    def speaking_for(self, place: Place) -> Station:
        """The station that the place's table names, or the nearest."""
        return self.nearest(place.latitude, place.longitude) if place.station is None else self[place.station]


def _direction(latitude: float, longitude: float) -> tuple[float, float, float]:
    """From the centre of the earth to a place (degrees), of length one."""
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


_ORDER = {
    kind: rank for rank, kind in enumerate((Kind.PROVINCE, Kind.DISTRICT, Kind.LANDMARK, Kind.STATION, Kind.TOWN))
}
_REGIONS = frozenset({Kind.PROVINCE, Kind.DISTRICT})

_STATION_KEY = "station:"

_Family = tuple[str | None, ...]


class Meanings:
    """Knows each place's family: those of one name in one province, such as a city and its weather station."""

    def __init__(self, places: Iterable[Place], stations: Stations) -> None:
        self._stations = stations
        self._families: dict[_Family, list[Place]] = defaultdict(list)
        self._family = {place.key: _family(place) for place in places}
        for place in places:
            self._families[self._family[place.key]].append(place)

    def of(self, places: Iterable[Place], how: How, *, sort: bool = True) -> tuple[Match, ...]:
        """The meanings of places that bear one name, the broadest first, or in their order."""
        families: dict[_Family, list[Place]] = defaultdict(list)
        for place in places:
            families[self._family.get(place.key) or _family(place)].append(place)
        matches = [self._match(family, bearers, how) for family, bearers in families.items()]
        return tuple(sorted(matches, key=lambda match: _ORDER[match.place.kind]) if sort else matches)

    def namesakes(self, match: Match) -> tuple[Match, ...]:
        """What else a match may be: the other stations of its family."""
        family = self._families.get(_family(match.place), ())
        others = [self._stations[number] for number in _numbers(family) if number != match.station.number]
        return tuple(self.spoken(match.place, station, match.how) for station in others)

    @staticmethod
    def spoken(place: Place, station: Station, how: How) -> Match:
        """A place with the station that speaks for it."""
        return Match(place, station, station.distance(place.latitude, place.longitude), how)

    def _match(self, family: _Family, bearers: Sequence[Place], how: How) -> Match:
        regions = [place for place in self._families.get(family, ()) if place.kind in _REGIONS]
        has_station = any(place.kind is Kind.STATION for place in bearers)
        place = min([*bearers, *regions] if has_station else bearers, key=lambda one: _ORDER[one.kind])
        return self.spoken(place, self._station(family, place, bearers), how)

    def _station(self, family: _Family, place: Place, bearers: Sequence[Place]) -> Station:
        if place.station is None and place.kind in {*_REGIONS, Kind.STATION}:
            sisters = self._families.get(family, ())
            named = [one for one in sisters if one.names["ko"] == place.names["ko"]]
            if numbers := _numbers([*bearers, *named, *sisters]):
                return self._stations[numbers[0]]
        return self._stations.speaking_for(place)


def _numbers(places: Iterable[Place]) -> list[int]:
    """The numbers of the weather stations among places."""
    return [int(place.key.removeprefix(_STATION_KEY)) for place in places if place.kind is Kind.STATION]


def _family(place: Place) -> _Family:
    """A town's name is its own only inside its district; other places share theirs inside a province."""
    if place.kind is Kind.TOWN:
        return place.province, place.district, town_stem(place.names["ko"])
    return place.province or place.key, short(place.names["ko"].split()[-1])
