"""Korea's provinces and districts: `regions.csv`, one row per province, and `districts.csv`, one row per district.

A province is identified by a short Korean name that never changes, because it is stored. The column `ko` holds its
present short name, `names` its other names, the full one first, separated by `|`; former names come from `changes.csv`.
A metropolitan city that was merged into a province keeps its row, because people and what is stored keep its name:
광주 is a part of 전남, which is called 전남광주 since.

The ward of a city that is no province follows the city's name (``수원시 장안구``); it is a place
(`sources.korea.gazetteer`) but not a region.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sources.korea.changes import find_former_names, load_changes
from sources.korea.tables import read_table, split_names


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
        name: the short Korean name that identifies it.
        names: other names in all languages, the full Korean one first; former ones too.
        districts: the Korean names of its cities and counties, or of the wards of a metropolitan city.
        part_of: the `name` of the province into which it was merged, or None.
    """

    name: str
    names: tuple[str, ...]
    districts: tuple[str, ...]
    part_of: str | None = None

    @property
    def is_city(self) -> bool:
        """True for a metropolitan city: it has no other city in it."""
        return not any(district.endswith("시") for district in self.districts)


@cache
def load_provinces() -> tuple[Province, ...]:
    """Load the provinces from the tables shipped with the package."""
    rows = read_table("regions.csv")
    by_full_name = {split_names(row["names"])[0]: row["name"] for row in rows}
    return tuple(_to_province(row, by_full_name, load_districts()) for row in rows)


@cache
def load_districts() -> tuple[Mapping[str, str], ...]:
    """Load the rows of the districts, with the wards of cities."""
    return tuple(read_table("districts.csv"))


def _to_province(
    row: Mapping[str, str], by_full_name: Mapping[str, str], districts: Sequence[Mapping[str, str]]
) -> Province:
    full, *others = split_names(row["names"])
    # A district may have become a province; its name stays that of a district.
    former = (name for name in find_former_names(full) if " " not in name and name not in by_full_name)
    own = (district["ko"] for district in districts if district["province"] == row["name"])
    names = dict.fromkeys((full, *former, *others, row["ko"], row["en"]))
    return Province(
        name=row["name"],
        names=tuple(name for name in names if name != row["name"]),
        # The ward of a non-metropolitan city has no government of its own.
        districts=tuple(name for name in own if " " not in name),
        part_of=next((by_full_name[change.present] for change in load_changes() if change.former == full), None),
    )
