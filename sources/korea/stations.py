"""Catalogue of KMA's synoptic stations: `stations.csv`, one row per station, in ascending number.

Numbers, coordinates and elevations are KMA's public figures. English names follow the Revised Romanization of Korean;
Japanese and Chinese names are those that the languages use. `aliases` are other names (printed by newspapers, or old
spellings), separated by `|`. `province` and `district` are the region that a station represents, in the names of
`regions.csv`; the station of a metropolitan city represents the city and has no district.

`other_stations.csv` has the numbers and names of those that represent no district, on a mountain, on an islet or
closed; newspapers print some of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from sources.korea.distance import get_distance
from sources.korea.regions import Region
from sources.korea.succession import find_present
from sources.korea.tables import read_table, split_names


@dataclass(frozen=True, slots=True)
class Station:
    """A KMA synoptic station.

    Attributes:
        number: KMA's station number.
        names: the station's name by language (``ko``, ``en``, ``ja``, ``zh``).
        aliases: other names: printed ones and old spellings.
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        elevation: metres above sea level.
        region: the province or district that it represents.
    """

    number: int
    # A mapping proxy has no hash.
    names: Mapping[str, str] = field(hash=False)
    aliases: tuple[str, ...]
    latitude: float
    longitude: float
    elevation: float
    region: Region

    def name(self, language: str) -> str:
        """Return the name in `language`, or the English one if the catalogue has none."""
        return self.names.get(language, self.names["en"])

    def distance_km(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point (degrees), km."""
        return get_distance(latitude, longitude, self.latitude, self.longitude)


class Catalogue:
    """Stations by number and by printed Korean name.

    Args:
        stations: the stations.

    Attributes:
        numbers: all station numbers, ascending.
    """

    def __init__(self, stations: Iterable[Station]) -> None:
        self._by_number = {station.number: station for station in stations}
        self._by_printed_name = {
            name: station.number
            for station in self._by_number.values()
            for name in (station.names["ko"], *station.aliases)
        }
        self.numbers = tuple(sorted(self._by_number))

    def __iter__(self) -> Iterator[Station]:
        return iter(self._by_number.values())

    def __len__(self) -> int:
        return len(self._by_number)

    def get(self, number: int) -> Station | None:
        """Return a station, or None if there is no such number."""
        return self._by_number.get(number)

    def __getitem__(self, number: int) -> Station:
        return self._by_number[number]

    @property
    def example(self) -> Station:
        """The station used in examples of commands: Incheon."""
        return self[112]

    def neighbours(self, number: int) -> tuple[int, ...]:
        """Return the numbers of all other stations, nearest first."""
        here = self._by_number[number]
        others = (station for station in self if station is not here)
        by_distance = sorted(others, key=lambda station: station.distance_km(here.latitude, here.longitude))
        return tuple(station.number for station in by_distance)

    def find(self, name: str) -> Station | None:
        """Return the station with a number, or a Korean or English name; None if there is none."""
        if name.isdecimal():
            return self.get(int(name))
        wanted = name.casefold()
        return next((one for one in self if wanted in {one.names["ko"], one.names["en"].casefold()}), None)

    def find_printed(self, name: str) -> int | None:
        """Return the number of the station that newspapers print as `name`, or None."""
        return self._by_printed_name.get(name)


@cache
def load_catalogue() -> Catalogue:
    """Load the catalogue shipped with the package."""
    return Catalogue(map(_to_station, read_table("stations.csv")))


@dataclass(frozen=True, slots=True)
class OtherStation:
    """A station of KMA's that represents no district, and so is not in the catalogue.

    Attributes:
        number: KMA's station number.
        reason: where it stands, or that it is closed.
    """

    number: int
    reason: str


@cache
def load_other_stations() -> Mapping[str, OtherStation]:
    """Return KMA's stations outside the catalogue by their Korean names: 175 for 진도(첨찰산)."""
    return {row["ko"]: OtherStation(int(row["number"]), row["reason"]) for row in read_table("other_stations.csv")}


def _to_station(row: Mapping[str, str]) -> Station:
    return Station(
        number=int(row["number"]),
        names=MappingProxyType({language: row[language] for language in ("ko", "en", "ja", "zh")}),
        aliases=split_names(row["aliases"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        elevation=float(row["elevation"]),
        region=find_present(Region(row["province"], row["district"] or None)),
    )
