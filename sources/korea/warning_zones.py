"""KMA's warning zones (특보구역) on land: `warning_zones.csv`, one row per zone.

Codes, names and hierarchy are those of KMA's list of zones (`wrn_reg.php` of the API hub, 2026). KMA cut its zones anew
on 2026-05-31 at 13:30 (KST); `valid_from` and `valid_until` hold that moment where it began or ended a zone. The
districts of the zones in metropolitan cities are KMA's announcements (Seoul 2020, Busan and Ulsan 2024, Incheon, Daegu
and Gwangju 2026). A zone without districts is the whole province, one without a province the whole country.

A zone that is a part of a district (강릉시산지) concerns the district, so that one that KMA splits finds all its parts.
Zones at sea concern no district. `python -m sources.kma.warning_regions` compares KMA's list with the table.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sources.korea.regions import Province, Region, load_provinces
from sources.korea.tables import read_table, split_names
from sources.records import KST

_SEA = "S"
_MIN_STEM = 2
"""Letters that a district's name without its ending needs, so that 중 is not taken for 중구."""


@dataclass(frozen=True, slots=True)
class WarningZone:
    """A warning zone on land.

    Attributes:
        code: KMA's code (``L1022520``).
        name: its Korean name (``강릉시산지``).
        upper: the code of the zone that contains it; empty for the whole country.
        regions: the districts that it concerns, or a whole province; all provinces for the whole country.
        valid_from: aware; None if it is older than the table.
        valid_until: aware; None if it is valid still.
    """

    code: str
    name: str
    upper: str
    regions: tuple[Region, ...]
    valid_from: dt.datetime | None
    valid_until: dt.datetime | None

    def is_valid(self, at: dt.datetime) -> bool:
        """Return whether warnings are issued for it at a time (aware)."""
        has_begun = self.valid_from is None or self.valid_from <= at
        return has_begun and (self.valid_until is None or at < self.valid_until)


@cache
def load_zones() -> Mapping[str, WarningZone]:
    """Load the table, by code."""
    return {row["code"]: _to_zone(row) for row in read_table("warning_zones.csv")}


def is_at_sea(code: str) -> bool:
    """Return whether a zone lies at sea."""
    return code.startswith(_SEA)


def concerns(regions: Iterable[Region], region: Region) -> bool:
    """Return whether what is said of some regions concerns another one: the same, one inside, or one around it."""
    return any(one.province == region.province and _overlap(one.district, region.district) for one in regions)


def _overlap(one: str | None, other: str | None) -> bool:
    # A ward's name begins with its city's: 수원시 장안구.
    return one is None or other is None or one.split(" ")[0] == other.split(" ")[0]


@lru_cache(maxsize=1000)
def find_regions(code: str, name: str, upper_name: str, at: dt.datetime) -> tuple[Region, ...]:
    """Return the districts, or whole provinces, that a listed zone concerns.

    A zone that the table does not have at that time, as after another cut, is found by its name: the district with
    which it begins (``울진군평지``), else the whole province that the zone above is named after.

    Args:
        code: KMA's code of the zone.
        name: its name.
        upper_name: the name of the zone above.
        at: the time of its warning, aware.

    Returns:
        The regions; none for a zone at sea, or if neither the zone nor the one above is known.
    """
    if is_at_sea(code):
        return ()
    zone = load_zones().get(code)
    return zone.regions if zone and zone.is_valid(at) else _find_by_name(name, upper_name)


def _find_by_name(name: str, upper_name: str) -> tuple[Region, ...]:
    whole = tuple(Region(one.name) for one in load_provinces() if name in {one.name, *one.names})
    if whole:
        return whole
    around = [one for one in load_provinces() if any(map(upper_name.startswith, (one.name, *one.names)))]
    named = [region for one in around or load_provinces() for region in _list_named_districts(one, name)]
    return tuple(named) or tuple(Region(one.name) for one in around)


def _list_named_districts(province: Province, name: str) -> list[Region]:
    whole = [district for district in province.districts if name.startswith(district)]
    # 영광낙월면 is in 영광군.
    stems = (one for one in province.districts if len(one) > _MIN_STEM and name.startswith(one[:-1]))
    return [Region(province.name, district) for district in whole or stems]


def _to_zone(row: Mapping[str, str]) -> WarningZone:
    return WarningZone(
        row["code"],
        row["name"],
        row["upper"],
        _list_regions(row["province"], split_names(row["districts"])),
        _to_moment(row["valid_from"]),
        _to_moment(row["valid_until"]),
    )


def _list_regions(province: str, districts: Sequence[str]) -> tuple[Region, ...]:
    if not province:
        return tuple(Region(one.name) for one in load_provinces())
    return tuple(Region(province, district) for district in districts or (None,))


def _to_moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KST) if text else None
