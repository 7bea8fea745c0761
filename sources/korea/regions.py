"""Korea's provinces and districts: `regions.csv`, one row a province, and `districts.csv`, one row a district.

A province goes by its short Korean name; `names` are its other names, present and old ones, the full one first,
separated by `|`. A ward of a city that is no metropolitan one stands behind the city's name (``수원시 장안구``); it has
no government of its own and is no region, only a place (`sources.korea.gazetteer`).
"""

import csv
from collections.abc import Mapping, Sequence
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
        names: other names in all languages, the full Korean one first.
        districts: the Korean names of its cities, counties and, in a metropolitan city, wards.
    """

    name: str
    names: tuple[str, ...]
    districts: tuple[str, ...]


def load_provinces() -> tuple[Province, ...]:
    """Read the tables that ship with the package."""
    districts = read_table("districts.csv")
    return tuple(_province(row, districts) for row in read_table("regions.csv"))


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table that ships with the package, as text by column."""
    table = resources.files("sources.korea").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def parts(text: str) -> tuple[str, ...]:
    """The words of a column that holds several, separated by `|`."""
    return tuple(filter(None, text.split("|")))


def _province(row: Mapping[str, str], districts: Sequence[Mapping[str, str]]) -> Province:
    own = (district["ko"] for district in districts if district["province"] == row["name"])
    return Province(
        row["name"],
        (*parts(row["names"]), row["en"]),
        tuple(name for name in own if " " not in name),
    )
