"""The land around Korea (`coast.csv`), and where a place stands on the map.

The outlines are Natural Earth's (https://www.naturalearthdata.com), which are in the public domain; `make_coast` makes
the table.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

SOUTH_KOREA = "KR"


@dataclass(frozen=True, slots=True)
class Outline:
    """A piece of land.

    Attributes:
        country: the two letters of its country.
        points: degrees east and north.
    """

    country: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """An equirectangular map, true to scale at one parallel.

    Attributes:
        west: the longitude of the left edge, degrees.
        north: the latitude of the upper edge, degrees.
        scale: pixels a degree of latitude.
        parallel: degrees north.
    """

    west: float
    north: float
    scale: float
    parallel: float = 36.0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place (degrees) stands, in pixels from the top left."""
        across = (longitude - self.west) * math.cos(math.radians(self.parallel))
        return across * self.scale, (self.north - latitude) * self.scale


@cache
def load_coast() -> tuple[Outline, ...]:
    """Read the table that ships with the package."""
    table = resources.files("bot.pictures").joinpath("coast.csv").read_text(encoding="utf-8")
    return tuple(_outline(row) for row in csv.DictReader(table.splitlines()))


def _outline(row: dict[str, str]) -> Outline:
    numbers = iter(map(float, row["ring"].split()))
    return Outline(row["country"], tuple(zip(numbers, numbers, strict=True)))
