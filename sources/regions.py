"""Korea's provinces and districts: `regions.csv`, one row a province.

A province goes by its short Korean name; `names` are its other names, the full one first, and `districts` the names
of its cities, counties and, in a metropolitan city, wards, each separated by `|`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Region:
    """A province or one of its districts.

    Attributes:
        province: its short Korean name (``강원``).
        district: the district's Korean name (``강릉시``); None for the whole province.
    """

    province: str
    district: str | None = None

    def __str__(self) -> str:
        """As it is stored: ``강원`` or ``강원 강릉시``."""
        return self.province if self.district is None else f"{self.province} {self.district}"


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its names and districts.

    Attributes:
        name: the short Korean name.
        names: other names, Korean and English.
        districts: the districts' Korean names.
    """

    name: str
    names: tuple[str, ...]
    districts: tuple[str, ...]


def load_provinces() -> tuple[Province, ...]:
    """Read the table that ships with the package."""
    table = resources.files("sources").joinpath("regions.csv").read_text(encoding="utf-8")
    return tuple(map(_province, csv.DictReader(table.splitlines())))


def _province(row: Mapping[str, str]) -> Province:
    return Province(row["name"], _parts(row["names"]), _parts(row["districts"]))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))
