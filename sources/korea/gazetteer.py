"""Built-in places of Korea, from four tables.

`stations.csv` holds the weather stations, `regions.csv` the provinces, `districts.csv` the districts (with the wards of
cities) and `landmarks.csv` other well-known places. All data are public facts: coordinates are degrees (WGS 84) to a
hundredth, for a district those of its office. Names are those that each language uses: Revised Romanization without the
suffix in English, simplified characters in Chinese; Vietnamese uses the English ones with few exceptions. A column with
several spellings separates them by `|`.

The station of a place is the nearest one. If the nearest would mislead (beyond a mountain range), the row gives another
one in `station` and why in `reason`. `python -m sources.korea.gazetteer_check` checks the tables.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from sources.korea.regions import Region, load_districts, load_provinces
from sources.korea.stations import Catalogue, Station
from sources.korea.succession import find_former, find_present
from sources.korea.tables import read_table, split_names

LANGUAGES = ("ko", "en", "ja", "zh", "vi")

_ENDING = re.compile(r"(?<=..)[시군]$")


class Kind(StrEnum):
    """Kinds of places."""

    STATION = "station"
    PROVINCE = "province"
    DISTRICT = "district"
    LANDMARK = "landmark"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a person may name.

    Attributes:
        key: its stored key, unique and stable: ``station:112``, ``강원``, ``강원 강릉시``, ``판교``.
        kind: its kind.
        names: its name by language (``ko``, ``en``, ``ja``, ``zh``; ``vi`` if it differs from the English one).
        spellings: other names: old and merged ones, other romanizations, traditional Chinese characters.
        province: the short Korean name of its province, or None.
        district: the Korean name of its district; None for a province, or if it belongs to none.
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        station: the number of its station if that is not the nearest one.
        reason: the reason for that station.
    """

    key: str
    kind: Kind
    # Places are keys of caches, and a mapping proxy has no hash.
    names: Mapping[str, str] = field(hash=False)
    spellings: tuple[str, ...]
    province: str | None
    district: str | None
    latitude: float
    longitude: float
    station: int | None = None
    reason: str | None = None

    def name(self, language: str) -> str:
        """Return the name in `language`, or the English one if there is none."""
        return self.names.get(language, self.names["en"])

    def short_name(self, language: str) -> str:
        """Return the everyday name in `language`: 고성 for 고성군."""
        name = self.name(language)
        return _ENDING.sub("", name) if self.kind is Kind.DISTRICT else name


@cache
def load_places(catalogue: Catalogue) -> tuple[Place, ...]:
    """Load all built-in places: stations, then provinces, districts and landmarks."""
    names = {province.name: province.names for province in load_provinces()}
    former = FormerNames(load_districts())
    return (
        *map(_from_station, catalogue),
        *(_from_province(row, names[row["name"]]) for row in read_table("regions.csv")),
        *(_from_district(row, former) for row in load_districts()),
        *map(_from_landmark, read_table("landmarks.csv")),
    )


class FormerNames:
    """Names of districts that were renamed, moved, merged or divided (`sources.korea.changes`).

    Args:
        districts: the rows of `districts.csv`.
    """

    def __init__(self, districts: Iterable[Mapping[str, str]]) -> None:
        self._rows: dict[str, Mapping[str, str]] = {}
        self._present = set()
        for row in districts:
            self._rows.setdefault(row["ko"], row)
            self._present.add(Region(row["province"], row["ko"]))

    def find(self, region: Region) -> Iterator[str]:
        """Yield the former names of a district; alone only those that no other district has today."""
        for former in find_former(region):
            # 부천시 was divided into wards and still exists.
            if former.district is None or former in self._present:
                continue
            yield str(former)
            if row := self._rows.get(former.district):
                # The names of a 중구 are the same everywhere.
                yield from (f"{former.province} {row[language]}" for language in LANGUAGES if row.get(language))
            else:
                yield former.district


def _from_station(station: Station) -> Place:
    return Place(
        key=f"station:{station.number}",
        kind=Kind.STATION,
        names=station.names,
        spellings=station.aliases,
        province=station.region.province,
        district=station.region.district,
        latitude=station.latitude,
        longitude=station.longitude,
    )


def _from_province(row: Mapping[str, str], names: Iterable[str]) -> Place:
    return _from_row(row, row["name"], Kind.PROVINCE, Region(row["name"]), (row["name"], *names, row["mr"]))


def _from_district(row: Mapping[str, str], former: FormerNames) -> Place:
    region = Region(row["province"], row["ko"])
    return _from_row(row, str(region), Kind.DISTRICT, region, (*split_names(row["aliases"]), *former.find(region)))


def _from_landmark(row: Mapping[str, str]) -> Place:
    region = find_present(Region(row["province"], row["district"] or None))
    return _from_row(row, row["ko"], Kind.LANDMARK, region, split_names(row["aliases"]))


def _from_row(row: Mapping[str, str], key: str, kind: Kind, region: Region, others: Iterable[str]) -> Place:
    names = {language: row[language] for language in LANGUAGES if row.get(language)}
    known = set(names.values())
    return Place(
        key=key,
        kind=kind,
        names=MappingProxyType(names),
        spellings=tuple(dict.fromkeys(name for name in (*others, *split_names(row["hanja"])) if name not in known)),
        province=region.province,
        district=region.district,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        station=int(row["station"]) if row.get("station") else None,
        reason=row.get("reason") or None,
    )
