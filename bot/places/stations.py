"""Which weather station speaks for a place."""

import math

from sources.korea.gazetteer import Place
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
