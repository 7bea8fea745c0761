"""Built-in places of Korea, from four tables.

`stations.csv` holds the weather stations, `regions.csv` the provinces, `districts.csv` the districts (with the wards of
cities) and `landmarks.csv` other well-known places. All data are public facts: coordinates are degrees (WGS 84) to a
hundredth, for a district those of its office. Names are those that each language uses: Revised Romanization without the
suffix in English, simplified characters in Chinese; Vietnamese uses the English ones with few exceptions. A column with
several spellings separates them by `|`.

The station of a place is the nearest one. If the nearest would mislead (beyond a mountain range), the row gives another
one in `station` and why in `reason`. `python -m sources.korea.gazetteer_check` checks the tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from sources.korea.regions import Region, read_table, split_names
from sources.korea.stations import Catalogue, Station

LANGUAGES = ("ko", "en", "ja", "zh", "vi")


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


@cache
def load_places(catalogue: Catalogue) -> tuple[Place, ...]:
    """Load all built-in places: stations, then provinces, districts and landmarks."""
    return (
        *map(_from_station, catalogue),
        *map(_from_province, read_table("regions.csv")),
        *map(_from_district, read_table("districts.csv")),
        *map(_from_landmark, read_table("landmarks.csv")),
    )


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


def _from_province(row: Mapping[str, str]) -> Place:
    named = {**row, "ko": row["name"], "aliases": f"{row['names']}|{row['mr']}"}
    return _from_row(named, row["name"], Kind.PROVINCE, Region(row["name"]))


def _from_district(row: Mapping[str, str]) -> Place:
    region = Region(row["province"], row["ko"])
    return _from_row(row, str(region), Kind.DISTRICT, region)


def _from_landmark(row: Mapping[str, str]) -> Place:
    return _from_row(row, row["ko"], Kind.LANDMARK, Region(row["province"], row["district"] or None))


def _from_row(row: Mapping[str, str], key: str, kind: Kind, region: Region) -> Place:
    names = {language: row[language] for language in LANGUAGES if row.get(language)}
    return Place(
        key=key,
        kind=kind,
        names=MappingProxyType(names),
        spellings=tuple(_get_spellings(row, names)),
        province=region.province,
        district=region.district,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        station=int(row["station"]) if row.get("station") else None,
        reason=row.get("reason") or None,
    )


def _get_spellings(row: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the spellings of a row that are not its names, without duplicates."""
    known = set(names.values())
    for spelling in (*split_names(row["aliases"]), *split_names(row["hanja"])):
        if spelling not in known:
            known.add(spelling)
            yield spelling
