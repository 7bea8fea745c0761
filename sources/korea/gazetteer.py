"""The places of Korea that the program knows by itself, from four tables.

`stations.csv` holds the weather stations, `regions.csv` the provinces, `districts.csv` the districts (with the wards of
cities) and `landmarks.csv` well-known places that are none of these. All of it is public fact: coordinates are degrees
(WGS 84) to a hundredth, those of a district being its office's. Names are those that each language uses: Revised
Romanization without the ending in English, simplified characters in Chinese; Vietnamese has the English ones but for a
few. Several spellings stand in one column, separated by `|`.

Which station speaks for a place is not in the tables, it is the nearest; only where the nearest would mislead, a row
names another one in `station` and says why in `reason`. `python -m sources.korea.gazetteer_check` checks the tables.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from sources.korea.regions import Region, parts, read_table
from sources.korea.stations import Catalogue, Station

LANGUAGES = ("ko", "en", "ja", "zh", "vi")


class Kind(StrEnum):
    """What a place is."""

    STATION = "station"
    PROVINCE = "province"
    DISTRICT = "district"
    LANDMARK = "landmark"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a person may name.

    Attributes:
        key: what it is stored by, unique and lasting: ``station:112``, ``강원``, ``강원 강릉시``, ``판교``.
        kind: what it is.
        names: its name by language (``ko``, ``en``, ``ja``, ``zh``; ``vi`` where it is not the English one).
        spellings: what else it is called: old and merged names, other romanizations, traditional Chinese characters.
        province: the short Korean name of its province; None where it belongs to none.
        district: the Korean name of its district; None for a province, and where it belongs to none.
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        station: the number of the station that speaks for it where that is not the nearest one.
        reason: why it is not.
    """

    key: str
    kind: Kind
    names: Mapping[str, str] = field(hash=False)
    spellings: tuple[str, ...]
    province: str | None
    district: str | None
    latitude: float
    longitude: float
    station: int | None = None
    reason: str | None = None

    def name(self, language: str) -> str:
        """The name in `language`; the English one where there is none."""
        return self.names.get(language, self.names["en"])


@cache
def load_places(catalogue: Catalogue) -> tuple[Place, ...]:
    """Return the stations, then the provinces, districts and landmarks of the tables that ship with the package."""
    return (
        *map(_station, catalogue),
        *map(_province, read_table("regions.csv")),
        *map(_district, read_table("districts.csv")),
        *map(_landmark, read_table("landmarks.csv")),
    )


def _station(station: Station) -> Place:
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


def _province(row: Mapping[str, str]) -> Place:
    named = {**row, "ko": row["name"], "aliases": f"{row['names']}|{row['mr']}"}
    return _place(named, row["name"], Kind.PROVINCE, Region(row["name"]))


def _district(row: Mapping[str, str]) -> Place:
    region = Region(row["province"], row["ko"])
    return _place(row, str(region), Kind.DISTRICT, region)


def _landmark(row: Mapping[str, str]) -> Place:
    return _place(row, row["ko"], Kind.LANDMARK, Region(row["province"], row["district"] or None))


def _place(row: Mapping[str, str], key: str, kind: Kind, region: Region) -> Place:
    names = {language: row[language] for language in LANGUAGES if row.get(language)}
    return Place(
        key=key,
        kind=kind,
        names=MappingProxyType(names),
        spellings=tuple(_others(row, names)),
        province=region.province,
        district=region.district,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        station=int(row["station"]) if row.get("station") else None,
        reason=row.get("reason") or None,
    )


def _others(row: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """The spellings of a row that are not its names, each once."""
    known = set(names.values())
    for spelling in (*parts(row["aliases"]), *parts(row["hanja"])):
        if spelling not in known:
            known.add(spelling)
            yield spelling
