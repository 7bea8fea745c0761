"""Spots of places and of subscriptions' cities, for their outlook."""

from bot.places.finder import Places
from bot.weather.outlook import Spot
from sources.korea.gazetteer import Place
from sources.korea.stations import Station
from storage.terms import City


def make_spot(place: Place) -> Spot:
    """Return the spot of a place."""
    return Spot(place.key, place.latitude, place.longitude, place.province, place.district, place.names["ko"])


def find_spot(city: City, places: Places) -> Spot | None:
    """Return the spot of a city under the city's key; None if neither its place nor its station exists any more."""
    if match := places.get(city.key):
        place = match.place
        return Spot(city.key, place.latitude, place.longitude, place.province, place.district, place.names["ko"])
    # The operator may have imported other towns since.
    of_station = places.get(City.of_station(city.station).key)
    return None if of_station is None else _make_station_spot(city.key, of_station.station)


def _make_station_spot(key: str, station: Station) -> Spot:
    region = station.region
    return Spot(key, station.latitude, station.longitude, region.province, region.district, station.names["ko"])
