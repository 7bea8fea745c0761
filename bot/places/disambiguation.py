"""Disambiguation: the meanings of the places that share a name, each with its weather station."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.places.index import distinct
from bot.places.match import Match, MatchMethod
from bot.places.normalization import normalize, short_form, town_short_form
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Catalogue, Station


class PlaceStations:
    """Weather stations of places: the one that the gazetteer names, else the nearest by great circle."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._directions = [(*_unit_vector(one.latitude, one.longitude), one) for one in catalogue]

    def __getitem__(self, number: int) -> Station:
        return self._catalogue[number]

    def nearest(self, latitude: float, longitude: float) -> Station:
        """Return the station nearest to a position in degrees."""
        # The chord is shortest exactly where the arc is, so one dot product per station is enough.
        x, y, z = _unit_vector(latitude, longitude)
        return max(self._directions, key=lambda other: x * other[0] + y * other[1] + z * other[2])[3]

    def get_station(self, place: Place) -> Station:
        """Return the station that the place's table names, or the nearest one."""
        return self.nearest(place.latitude, place.longitude) if place.station is None else self[place.station]


def _unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return the unit vector from the earth's centre to a position in degrees."""
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


_ORDER = {
    kind: rank for rank, kind in enumerate((Kind.PROVINCE, Kind.DISTRICT, Kind.LANDMARK, Kind.STATION, Kind.TOWN))
}
_REGIONS = frozenset({Kind.PROVINCE, Kind.DISTRICT})

_STATION_KEY = "station:"
_MAX_CACHED = 4_096
"""Groups of places that are kept with their matches."""

_Family = tuple[str | None, ...]


class Disambiguator:
    """Groups places by family: those of one name in one province, such as a city and its weather station."""

    def __init__(self, places: Iterable[Place], stations: PlaceStations) -> None:
        self._stations = stations
        self._families: dict[_Family, list[Place]] = defaultdict(list)
        self._groups: dict[tuple[object, ...], tuple[Match, ...]] = {}
        self._family = {place.key: _family(place) for place in places}
        for place in places:
            self._families[self._family[place.key]].append(place)

    def group(self, places: Iterable[Place], method: MatchMethod, *, sort: bool = True) -> tuple[Match, ...]:
        """Return one match per family, the broadest place first; with `sort=False` in the order of the places."""
        members = tuple(places)
        # Distances and stations are most of the time of an exact name, and people ask for few places.
        key = *(place.key for place in members), method, sort
        if (found := self._groups.get(key)) is None:
            found = self._group(members, method, sort)
            if len(self._groups) < _MAX_CACHED:
                self._groups[key] = found
        return found

    def _group(self, places: Iterable[Place], method: MatchMethod, sort: bool) -> tuple[Match, ...]:
        families: dict[_Family, list[Place]] = defaultdict(list)
        for place in places:
            families[self._family.get(place.key) or _family(place)].append(place)
        matches = [self._match(family, members, method) for family, members in families.items()]
        return tuple(sorted(matches, key=lambda match: _ORDER[match.place.kind]) if sort else matches)

    def other_stations(self, match: Match) -> tuple[Match, ...]:
        """Return the same place with each other station of its family."""
        family = self._families.get(_family(match.place), ())
        others = [self._stations[number] for number in _station_numbers(family) if number != match.station.number]
        return tuple(self.with_station(match.place, station, match.method) for station in others)

    @staticmethod
    def with_station(place: Place, station: Station, method: MatchMethod) -> Match:
        """Return a match of a place with a station."""
        return Match(place, station, station.distance_km(place.latitude, place.longitude), method)

    def _match(self, family: _Family, members: Sequence[Place], method: MatchMethod) -> Match:
        # A station stands for the region of its name: 강릉 means 강릉시, whose weather the station measures.
        regions = [place for place in self._families.get(family, ()) if place.kind in _REGIONS]
        has_station = any(place.kind is Kind.STATION for place in members)
        place = min([*members, *regions] if has_station else members, key=lambda one: _ORDER[one.kind])
        return self.with_station(place, self._station(family, place, members), method)

    def _station(self, family: _Family, place: Place, members: Sequence[Place]) -> Station:
        # The table names a station only where the nearest one would mislead, beyond a mountain range for example.
        if place.station is None and place.kind in {*_REGIONS, Kind.STATION}:
            relatives = self._families.get(family, ())
            # 고창 and 고창군 are two stations of one county: the name as written decides.
            named = [one for one in relatives if one.names["ko"] == place.names["ko"]]
            if numbers := _station_numbers([*members, *named, *relatives]):
                return self._stations[numbers[0]]
        return self._stations.get_station(place)


def _station_numbers(places: Iterable[Place]) -> list[int]:
    """Return the numbers of the weather stations among places."""
    return [int(place.key.removeprefix(_STATION_KEY)) for place in places if place.kind is Kind.STATION]


def _family(place: Place) -> _Family:
    """Return a place's family. A town's name is unique only in its district, other names in their province."""
    if place.kind is Kind.TOWN:
        return place.province, place.district, town_short_form(place.names["ko"])
    # A ward's name has its city before it (화성시 동탄구), its other places do not (동탄역).
    return place.province or place.key, short_form(place.names["ko"].split()[-1])


def merge_namesakes(places: list[Place], towns: list[Place]) -> list[Place]:
    """Return places and the towns with their name, a landmark's own town in its place, a district without its seat."""
    around = {place.key: [town for town in towns if _is_in(town, place)] for place in places}
    seats = {town.key for place in places if place.kind is not Kind.LANDMARK for town in around[place.key]}
    own = (one for place in places for one in (place.kind is Kind.LANDMARK and around[place.key]) or [place])
    return distinct([*own, *(town for town in towns if town.key not in seats)])


def merge_districts(places: list[Place], districts: list[Place]) -> list[Place]:
    """Return places and the districts that have a town with their name, without those in which one of the places is."""
    others = [one for one in districts if not any(_is_in(place, one) or _is_in(one, place) for place in places)]
    return [*places, *others]


def _is_own_name(text: str, place: Place) -> bool:
    """Return whether a text is a place's present Korean name, a region's without its ending and its city too."""
    name = place.names["ko"]
    if place.kind is Kind.LANDMARK:
        return text == normalize(name)
    word = name.split()[-1]
    return text in {normalize(name), word, short_form(word), place.key}


def is_known(name: str, places: Iterable[Place]) -> bool:
    """Return whether one of the places is known by a name: by its own, or an everyday word by a landmark's short one.

    The 국회 is 국회의사당, but 개봉, the release of a film, no 개봉동. A former city is still known by its name (충무).
    """
    is_word = name in load_everyday_words()
    is_short = _is_short_name if is_word else _is_former_city
    return any(_is_own_name(name, place) or is_short(name, place) for place in places)


def is_station_quarter(name: str, places: Iterable[Place]) -> bool:
    """Return whether one of the places is a landmark that people name by its railway station: 성수 for 성수동."""
    return any(
        place.kind is Kind.LANDMARK and {name, f"{name}역"} <= {place.names["ko"], *place.spellings} for place in places
    )


def _is_former_city(name: str, place: Place) -> bool:
    return place.kind is Kind.DISTRICT and f"{name}시" in place.spellings


def _is_short_name(name: str, place: Place) -> bool:
    """Return whether a name is a landmark's short one, and not that of a 동 without its ending."""
    return place.kind is Kind.LANDMARK and name in place.spellings and town_short_form(place.names["ko"]) != name


def _is_in(town: Place, place: Place) -> bool:
    """Return whether a town lies in a region, or around a landmark in its district."""
    return town.province == place.province and (town.district or "").startswith(place.district or "")
