"""KMA's public table of forecast locations, down to 읍, 면 and 동.

data.go.kr publishes it as dataset 15084084, a CSV in UTF-8 or cp949 or an XLSX, one row per place. Five columns are
read: ``1단계`` (province), ``2단계`` (district; a city and its ward without a space), ``3단계`` (town; empty for
provinces and districts), ``경도(초/100)`` and ``위도(초/100)``, which hold decimal degrees in spite of their names.
Columns come in any order, and lines may precede the header row.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from sources.errors import BrokenDocument
from sources.kma.spreadsheet import Row, read_spreadsheet
from sources.kma.table import UnreadableRow, truncate
from sources.korea.regions import load_provinces
from sources.records import Rejected

_PROVINCE, _DISTRICT, _TOWN, _LONGITUDE, _LATITUDE = _COLUMNS = (
    "1단계", "2단계", "3단계", "경도(초/100)", "위도(초/100)",
)  # fmt: skip
_BOUNDS = {_LATITUDE: (32, 39), _LONGITUDE: (124, 132)}
"""Limits of Korea, degrees."""

_MAX_ROWS_ABOVE_HEADER = 20
_DEGREES = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,20})?")
# Towns that were merged have several numbers: 종로1.2.3.4가동.
_NAME = re.compile(r"[가-힣][가-힣0-9.,·()]{1,19}")
# KMA writes 수원시영통구; all other tables, and so the keys of places, have a space.
_CITY_AND_WARD = re.compile(r"([가-힣]+시)([가-힣]+구)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Town:
    """A 읍, 면 or 동.

    Attributes:
        province: the short Korean name (``경기``).
        district: ``가평군``, or with a city's ward ``수원시 영통구``; empty in Sejong, which has none.
        name: KMA's spelling (``영통1동``).
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
    """

    province: str
    district: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class TownTable:
    """The parsed table.

    Attributes:
        towns: in the order of the table, without duplicates.
        regions: the number of rows of provinces and districts, which are skipped.
        rejected: unusable rows; ``line`` is the line of a CSV, the row of an XLSX.
    """

    towns: tuple[Town, ...]
    regions: int
    rejected: tuple[Rejected, ...]


def parse_towns(data: bytes) -> TownTable:
    """Parse the table.

    Raises:
        BrokenDocument: it is neither CSV nor XLSX, lacks one of the columns, or has no usable town.
    """
    rows = iter(read_spreadsheet(data))
    columns = _find_columns(rows)
    towns: dict[tuple[str, str, str], Town] = {}
    rejected: list[Rejected] = []
    regions = 0
    for line, row in rows:
        cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
        if not cells[_TOWN]:
            regions += any(row)
            continue
        try:
            _add_unique(_parse_town(cells), towns)
        except UnreadableRow as error:
            rejected.append(Rejected(line, truncate(" ".join(cells.values()).strip()), str(error)))
    if not towns:
        raise BrokenDocument(f"the table has no usable town{_describe_first(rejected)}")
    return TownTable(tuple(towns.values()), regions, tuple(rejected))


def _find_columns(rows: Iterator[Row]) -> dict[str, int]:
    """Return the indices of the columns, consuming the rows up to and including the header."""
    for _, row in islice(rows, _MAX_ROWS_ABOVE_HEADER):
        names = [_SPACE.sub("", unicodedata.normalize("NFKC", cell)) for cell in row]
        if set(_COLUMNS) <= set(names):
            return {name: names.index(name) for name in _COLUMNS}
    raise BrokenDocument(f"this is not KMA's table of places: no row has the columns {', '.join(_COLUMNS)}")


def _parse_town(cells: Mapping[str, str]) -> Town:
    # Any name counts: the table may be older than a province's present one.
    province = _short_names().get(cells[_PROVINCE])
    if province is None:
        raise UnreadableRow(f"unknown province {truncate(cells[_PROVINCE])}".rstrip())
    for name in filter(None, (cells[_DISTRICT], cells[_TOWN])):
        if not _NAME.fullmatch(name):
            raise UnreadableRow(f"unreadable name {truncate(name)}")
    # In the rows of Sejong, which has no districts, its own name is repeated as the district.
    district = "" if cells[_DISTRICT] in _short_names() else _CITY_AND_WARD.sub(r"\1 \2", cells[_DISTRICT])
    return Town(province, district, cells[_TOWN], _parse_degrees(cells, _LATITUDE), _parse_degrees(cells, _LONGITUDE))


def _parse_degrees(cells: Mapping[str, str], column: str) -> float:
    printed = cells[column]
    if not _DEGREES.fullmatch(printed):
        raise UnreadableRow(f"unreadable {column} {truncate(printed)}".rstrip())
    lowest, highest = _BOUNDS[column]
    if not lowest <= float(printed) <= highest:
        raise UnreadableRow(f"{column} {truncate(printed)} is outside Korea ({lowest}…{highest}°)")
    return float(printed)


def _add_unique(town: Town, towns: dict[tuple[str, str, str], Town]) -> None:
    if towns.setdefault((town.province, town.district, town.name), town) is not town:
        raise UnreadableRow("this town is already in the table")


def _describe_first(rejected: Sequence[Rejected]) -> str:
    return f"; the first is line {rejected[0].line}: {rejected[0].reason}" if rejected else ""


@cache
def _short_names() -> Mapping[str, str]:
    """Return the short names of the provinces by all their names."""
    return {name: province.name for province in load_provinces() for name in (province.name, *province.names)}
