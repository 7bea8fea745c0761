"""Grid of KMA's forecasts: cells of 5 km, by Lambert's conformal conic projection.

KMA's constants: a sphere of 6371.00877 km, standard parallels 30 and 60 degrees north, and the point 38 degrees north
126 degrees east in cell 43, 136 (user guide of the service `VilageFcstInfoService_2.0`, data.go.kr).
"""

import math
from dataclasses import dataclass

_RADIUS = 6371.00877 / 5.0
"""Radius of the earth, in cells."""
_SOUTHERN, _NORTHERN = math.radians(30), math.radians(60)
"""The standard parallels."""
_LATITUDE, _LONGITUDE = math.radians(38), math.radians(126)
_X, _Y = 43, 136
"""The origin and its cell."""


def _stretch(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)


_CONE = math.log(math.cos(_SOUTHERN) / math.cos(_NORTHERN)) / math.log(_stretch(_NORTHERN) / _stretch(_SOUTHERN))
_SCALE = _RADIUS * math.pow(_stretch(_SOUTHERN), _CONE) * math.cos(_SOUTHERN) / _CONE


def _get_distance(latitude: float) -> float:
    """Return the distance of a parallel from the cone's tip, in cells."""
    return _SCALE * math.pow(_stretch(latitude), -_CONE)


_ORIGIN = _get_distance(_LATITUDE)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Cell of the grid.

    Attributes:
        x: number to the east, KMA's ``nx``.
        y: number to the north, KMA's ``ny``.
    """

    x: int
    y: int


def find_cell(latitude: float, longitude: float) -> Cell:
    """Return the cell of a point in Korea, given in degrees (WGS 84)."""
    distance = _get_distance(math.radians(latitude))
    angle = (math.radians(longitude) - _LONGITUDE) * _CONE
    x = distance * math.sin(angle) + _X
    y = _ORIGIN - distance * math.cos(angle) + _Y
    return Cell(math.floor(x + 0.5), math.floor(y + 0.5))
