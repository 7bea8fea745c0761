"""KMA's public table of forecast locations, down to 읍, 면 and 동.

data.go.kr publishes it as dataset 15084084, as a CSV in UTF-8 or cp949, or as an XLSX in a ZIP, one row per place. Five
columns are read: ``1단계`` (province), ``2단계`` (district; a city and its ward with or without a space), ``3단계``
(town; empty for provinces and districts), ``경도(초/100)`` and ``위도(초/100)``, which hold decimal degrees in spite of
their names. Columns come in any order, and lines or sheets may precede the table.

Tables of any year are read: a town is placed in the district to which it belongs today. So a table can be compared with
another one, and `places import` takes any of them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from sources.errors import BrokenDocument
from sources.kma.spreadsheet import Row, read_sheets
from sources.kma.table import UnreadableRow, truncate
from sources.korea.changes import load_changes
from sources.korea.regions import Region, load_districts, load_provinces
from sources.korea.succession import find_present, to_region
from sources.records import Rejected

_PROVINCE, _DISTRICT, _TOWN, _LONGITUDE, _LATITUDE = _COLUMNS = (
    "1단계", "2단계", "3단계", "경도(초/100)", "위도(초/100)",
)  # fmt: skip
_BOUNDS = {_LATITUDE: (32, 39), _LONGITUDE: (124, 132)}
"""Limits of Korea, degrees."""

_MAX_ROWS_ABOVE_HEADER = 50
# A spreadsheet of some countries writes a decimal comma.
_DEGREES = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,20})?")
# Towns that were merged have several numbers: 종로1.2.3.4가동.
_NAME = re.compile(r"[가-힣][가-힣0-9.,·()]{1,19}")
# KMA writes 수원시영통구; all other tables, and so the keys of places, have a space.
_CITY_AND_WARD = re.compile(r"([가-힣]+시) ?([가-힣]+구)")
_SPACE = re.compile(r"\s+")


_ORDINAL_PREFIX = re.compile(r"제(?=[0-9])")


def without_ordinal_prefix(name: str) -> str:
    """Return a town's name without the prefix of a number: 부곡1동 for 부곡제1동."""
    return _ORDINAL_PREFIX.sub("", name)


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

    @property
    def key(self) -> tuple[str, str, str]:
        """The names of the town and its region, which are unique."""
        return self.province, self.district, self.name

    @property
    def plain_key(self) -> tuple[str, str, str]:
        """The key without the prefix of a number, in which tables differ: 부곡1동 for 부곡제1동."""
        return self.province, self.district, without_ordinal_prefix(self.name)


@dataclass(frozen=True, slots=True)
class TownTable:
    """The parsed table.

    Attributes:
        towns: in the order of the table, without duplicates, in the districts of today.
        regions: the number of rows of provinces and districts, which are skipped.
        rejected: unusable rows; ``line`` is the line of a CSV, the row of an XLSX.
        merged: the number of rows that name a town again in its other spelling (부곡1동, 부곡제1동).
    """

    towns: tuple[Town, ...]
    regions: int
    rejected: tuple[Rejected, ...]
    merged: int = 0


def parse_towns(data: bytes) -> TownTable:
    """Parse the table.

    Raises:
        BrokenDocument: the file has no sheet with these columns, or several files of a ZIP have; it cannot be read; or
            no town is usable.
    """
    columns, rows = _find_table(data)
    towns = _Towns()
    rejected: list[Rejected] = []
    regions = 0
    for line, row in rows:
        if not any(row):
            continue
        try:
            cells = _take_cells(row, columns)
            if cells[_TOWN]:
                towns.add(_parse_town(cells))
            else:
                regions += 1
        except UnreadableRow as error:
            rejected.append(Rejected(line, _quote(row, columns), str(error)))
    if not towns.found:
        raise BrokenDocument(f"the table has no usable town{_describe_first(rejected)}")
    return TownTable(tuple(towns.found.values()), regions, tuple(rejected), towns.merged)


def find_present_town(town: Town) -> Town:
    """Return a town in the district to which it belongs today."""
    region = Region(town.province, town.district or None)
    if (present := find_present(region, town.name)) == region:
        return town
    return replace(town, province=present.province, district=present.district or "")


class _Towns:
    """Towns in the order of a table, each once.

    Attributes:
        found: the towns by their names without the prefix of a number.
        merged: the number of further spellings.
    """

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], Town] = {}
        self.merged = 0

    def add(self, town: Town) -> None:
        """Add a town, unless the table has it already in its other spelling.

        Raises:
            UnreadableRow: the table has this very name already.
        """
        known = self.found.setdefault(town.plain_key, town)
        if known is town:
            return
        if known.name == town.name:
            raise UnreadableRow("this town is already in the table")
        self.merged += 1


def _find_table(data: bytes) -> tuple[dict[str, int], Iterable[Row]]:
    """Return the indices of the columns, and the rows below the header of the first sheet that has one.

    Raises:
        BrokenDocument: see `parse_towns`.
    """
    found: dict[str, tuple[dict[str, int], tuple[Row, ...]]] = {}
    broken: list[BrokenDocument] = []
    searched: dict[str, None] = {}
    for sheet in read_sheets(data):
        if sheet.file in found:
            continue
        searched[sheet.file] = None
        try:
            if columns := _find_columns(sheet.rows):
                found[sheet.file] = columns, tuple(sheet.rows)
        except BrokenDocument as error:
            broken.append(error)
    if len(found) > 1:
        raise BrokenDocument(f"the ZIP holds several tables: {', '.join(found)}; unpack it, and import one of them")
    if found:
        return next(iter(found.values()))
    raise broken[0] if broken else BrokenDocument(_describe_missing([*searched]))


def _describe_missing(files: Sequence[str]) -> str:
    """Return that no table was found in a file, or in those of a ZIP, which have names."""
    columns = ", ".join(_COLUMNS)
    if not any(files):
        return f"this is not KMA's table of places: no row has the columns {columns}"
    return f"the ZIP holds no table of places: no row of {', '.join(map(truncate, files))} has the columns {columns}"


def _find_columns(rows: Iterator[Row]) -> dict[str, int]:
    """Return the indices of the columns, consuming the rows up to the header; empty if there is none."""
    for _, row in islice(rows, _MAX_ROWS_ABOVE_HEADER):
        names = [_SPACE.sub("", unicodedata.normalize("NFKC", cell)) for cell in row]
        if set(_COLUMNS) <= set(names):
            return {name: names.index(name) for name in _COLUMNS}
    return {}


def _quote(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """Return the cells of the columns, as far as a row has them; if it has none, those in front of them."""
    cells = [row[place] for place in columns.values() if place < len(row)] or row
    return " ".join(map(truncate, filter(None, cells)))


def _take_cells(row: Sequence[str], columns: Mapping[str, int]) -> Mapping[str, str]:
    """Return the cells of the columns.

    Raises:
        UnreadableRow: the row ends before one of them, as the last row of a file does that was not copied whole.
    """
    missing = next((name for name in _COLUMNS if columns[name] >= len(row)), None)
    if missing is not None:
        raise UnreadableRow(f"the row is cut off before {missing}")
    return {name: row[place] for name, place in columns.items()}


def _parse_town(cells: Mapping[str, str]) -> Town:
    # What follows a slash is a remark: 대정읍/마라도포함.
    name = cells[_TOWN].partition("/")[0].strip()
    if not _NAME.fullmatch(name):
        raise UnreadableRow("unreadable name")
    region = _find_region(cells[_PROVINCE], cells[_DISTRICT])
    latitude, longitude = _parse_position(cells)
    return find_present_town(Town(region.province, region.district or "", name, latitude, longitude))


def _find_region(province: str, district: str) -> Region:
    """Return the region that a table of any year means.

    Raises:
        UnreadableRow: no region had these names at any time.
    """
    provinces = _provinces_by_name().get(province)
    if provinces is None:
        raise UnreadableRow("unknown province")
    # In the rows of Sejong, which has no districts, its own name is repeated as the district, or none stands there.
    name = None if not district or district in _provinces_by_name() else _CITY_AND_WARD.sub(r"\1 \2", district)
    # A ward may be newer than the tables: it counts as its city.
    names = dict.fromkeys((name, name and name.partition(" ")[0]))
    regions = (Region(one, other) for other in names for one in provinces)
    if found := next((region for region in regions if region in _known_regions()), None):
        return found
    raise UnreadableRow("unknown district")


def _parse_position(cells: Mapping[str, str]) -> tuple[float, float]:
    """Return latitude and longitude, degrees."""
    latitude, longitude = _parse_degrees(cells, _LATITUDE), _parse_degrees(cells, _LONGITUDE)
    if _is_within(longitude, _LATITUDE) and _is_within(latitude, _LONGITUDE):
        raise UnreadableRow(f"{_LONGITUDE} and {_LATITUDE} look swapped")
    for column, degrees in ((_LATITUDE, latitude), (_LONGITUDE, longitude)):
        if not _is_within(degrees, column):
            lowest, highest = _BOUNDS[column]
            raise UnreadableRow(f"{column} is outside Korea ({lowest}…{highest}°)")
    return latitude, longitude


def _parse_degrees(cells: Mapping[str, str], column: str) -> float:
    printed = cells[column]
    if not _DEGREES.fullmatch(printed):
        raise UnreadableRow(f"unreadable {column}")
    return float(printed.replace(",", "."))


def _is_within(degrees: float, column: str) -> bool:
    lowest, highest = _BOUNDS[column]
    return lowest <= degrees <= highest


def _describe_first(rejected: Sequence[Rejected]) -> str:
    return f"; the first is line {rejected[0].line}: {rejected[0].reason}" if rejected else ""


@cache
def _provinces_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return the provinces by all their names, former ones too; a province comes before those merged into it."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for province in sorted(load_provinces(), key=lambda one: one.part_of is not None):
        for name in (province.name, *province.names):
            found[name] += (province.name,)
        if province.part_of:
            for name in next(one.names for one in load_provinces() if one.name == province.part_of):
                found[name] += (province.name,)
    return dict(found)


@cache
def _known_regions() -> frozenset[Region]:
    """Return the districts with the wards of cities, of today and of before; and Sejong, which has none."""
    present = (Region(row["province"], row["ko"]) for row in load_districts())
    former = (to_region(change.former) for change in load_changes() if " " in change.former)
    without = (Region(province.name) for province in load_provinces() if not province.districts)
    return frozenset(chain(present, former, without))
