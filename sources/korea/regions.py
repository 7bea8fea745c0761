"""Korea's provinces and districts: `regions.csv`, one row per province, and `districts.csv`, one row per district.

A province is identified by its short Korean name; the column `names` holds its other names, present and old, the full
one first, separated by `|`. A ward of a non-metropolitan city follows the city's name (``수원시 장안구``); it
is a place (`sources.korea.gazetteer`) but not a region.
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
        """Return the stored form: ``강원`` or ``강원 강릉시``."""
        return self.province if self.district is None else f"{self.province} {self.district}"


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its other names and its districts.

    Attributes:
        name: the short Korean name.
        names: other names in all languages, the full Korean one first.
        districts: the Korean names of its cities and counties, or of the wards of a metropolitan city.
    """

    name: str
    names: tuple[str, ...]
    districts: tuple[str, ...]


def load_provinces() -> tuple[Province, ...]:
    """Load the provinces from the tables shipped with the package."""
    districts = read_table("districts.csv")
    return tuple(_to_province(row, districts) for row in read_table("regions.csv"))


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table shipped with the package, as text by column."""
    table = resources.files("sources.korea").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def split_names(text: str) -> tuple[str, ...]:
    """Split a column that holds several names, separated by `|`."""
    return tuple(filter(None, text.split("|")))


def _to_province(row: Mapping[str, str], districts: Sequence[Mapping[str, str]]) -> Province:
    own = (district["ko"] for district in districts if district["province"] == row["name"])
    return Province(
        row["name"],
        (*split_names(row["names"]), row["en"]),
        # The ward of a non-metropolitan city has no government of its own.
        tuple(name for name in own if " " not in name),
    )
