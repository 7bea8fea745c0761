"""The coastline around Korea (`coast.csv`), and the map's projection.

The outlines are from Natural Earth (https://www.naturalearthdata.com), public domain; `make_coast` makes the table.
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
        country: its country's two-letter code.
        points: degrees east and north.
    """

    country: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """An equirectangular projection, true to scale at one parallel.

    Attributes:
        west: the longitude of the left edge, degrees.
        north: the latitude of the upper edge, degrees.
        scale: pixels per degree of latitude.
        parallel: degrees north.
    """

    west: float
    north: float
    scale: float
    # The middle of South Korea.
    parallel: float = 36.0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the pixels from the top left of a position in degrees."""
        across = (longitude - self.west) * math.cos(math.radians(self.parallel))
        return across * self.scale, (self.north - latitude) * self.scale


@cache
def load_coast() -> tuple[Outline, ...]:
    """Load the table that ships with the package."""
    table = resources.files("bot.pictures").joinpath("coast.csv").read_text(encoding="utf-8")
    return tuple(_outline(row) for row in csv.DictReader(table.splitlines()))


def _outline(row: dict[str, str]) -> Outline:
    numbers = iter(map(float, row["ring"].split()))
    return Outline(row["country"], tuple(zip(numbers, numbers, strict=True)))
