"""Tables of readings, a row a station: what their parsers share.

A row that cannot be used is rejected alone, with its reason; a table of which nothing can be used is broken.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sources.errors import BrokenDocument
from sources.korea.stations import Catalogue
from sources.newspaper.ticker import HIGHEST, LOWEST
from sources.records import KST, Reading, Rejected

MOST_ROWS = 2000
"""KMA has hundreds of stations, and a table has one row for each."""

_LONGEST_TABLE = 2**20
_NUMBER = re.compile(r"[-+]?[0-9]{1,4}(?:\.[0-9]{1,4})?")
_STATION = re.compile(r"[0-9]{1,5}")
_DIGITS = re.compile(r"[0-9]{1,4}")
_LONGEST_QUOTE = 30
_YEARS = range(1900, 2100)


class UnreadableRow(Exception):
    """One row cannot be used; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table before it is read.

    Attributes:
        place: its line, or its place among the rows, counted from 1.
        text: as printed.
        cells: what stands in it, by the name that the source gives each column.
    """

    place: int
    text: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a column measures, and between which values it can be, generously.

    Attributes:
        name: in English, as reasons say it.
        unit: as reasons print it.
        lowest: in `unit`.
        highest: in `unit`.
    """

    name: str
    unit: str
    lowest: float
    highest: float

    def read(self, printed: str) -> float:
        """The value of a printed number; its minus may be a hyphen or U+2212.

        Raises:
            UnreadableRow: it is no plain decimal number, or not between the two values.
        """
        number = printed.strip().replace("−", "-")
        if not _NUMBER.fullmatch(number):
            raise UnreadableRow(f"unreadable {self.name} {shortened(printed)}")
        value = float(number)
        if not self.lowest <= value <= self.highest:
            raise UnreadableRow(f"{self.name} {printed} is outside {self.lowest:g}…{self.highest:g} {self.unit}")
        return value


TEMPERATURE = Quantity("temperature", "℃", LOWEST, HIGHEST)
DEW_POINT = Quantity("dew point", "℃", -90, HIGHEST)
HUMIDITY = Quantity("humidity", "%", 0, 100)
RAIN = Quantity("rain of the hour", "mm", 0, 500)
RAIN_TODAY = Quantity("rain of the day", "mm", 0, 2000)
SNOW = Quantity("new snow of the day", "cm", 0, 500)
WIND_SPEED = Quantity("wind speed", "m/s", 0, 120)


def refuse_too_long(data: bytes) -> None:
    """Keep a document that is far longer than any table from being read.

    Raises:
        BrokenDocument: it is longer than 1 MiB.
    """
    if len(data) > _LONGEST_TABLE:
        raise BrokenDocument(f"the table is longer than {_LONGEST_TABLE // 2**20} MiB")


def refuse_too_many(rows: int) -> None:
    """Keep a table from being read that has more rows than KMA has stations.

    Raises:
        BrokenDocument: there are more than MOST_ROWS.
    """
    if rows > MOST_ROWS:
        raise BrokenDocument(f"the table has more than {MOST_ROWS} rows")


def shortened(printed: str) -> str:
    """What is printed in a cell, as a reason quotes it."""
    return printed if len(printed) <= _LONGEST_QUOTE else f"{printed[:_LONGEST_QUOTE]}…"


def station_of(printed: str, catalogue: Catalogue) -> int:
    """The number of a station of the catalogue.

    Raises:
        UnreadableRow: it is no number, or that of no station in the catalogue.
    """
    if not _STATION.fullmatch(printed):
        raise UnreadableRow(f"unreadable station number {shortened(printed)}".rstrip())
    if catalogue.get(int(printed)) is None:
        raise UnreadableRow(f"unknown station {printed}")
    return int(printed)


def hour_of(year: str, month: str, day: str, hour: str) -> dt.datetime:
    """The hour in Seoul (aware) that four printed numbers name.

    Hour 24 is refused: no source has been seen to print it, so which day it belongs to is not known.

    Raises:
        ValueError: there is no such hour, or its year is none of a feed.
    """
    printed = (year, month, day, hour)
    if not all(map(_DIGITS.fullmatch, printed)):
        raise ValueError("not four numbers")
    if int(year) not in _YEARS:
        raise ValueError("not a year of a feed")
    return dt.datetime(int(year), int(month), int(day), int(hour), tzinfo=KST)


def read_rows(rows: Iterable[Row], read: Callable[[Row], Reading]) -> tuple[tuple[Reading, ...], tuple[Rejected, ...]]:
    """Read the rows of one table; of two of one station the second is rejected.

    Args:
        rows: in the table's order.
        read: makes a row a reading, or raises UnreadableRow.

    Raises:
        BrokenDocument: nothing can be read.
    """
    readings: dict[int | None, Reading] = {}
    rejected: list[Rejected] = []
    for row in rows:
        try:
            reading = read(row)
            _refuse_nothing_observed(reading)
            _refuse_repeated(reading, readings)
            readings[reading.station] = reading
        except UnreadableRow as error:
            rejected.append(Rejected(row.place, row.text, str(error)))
    _refuse_nothing_read(readings, rejected)
    return tuple(readings.values()), tuple(rejected)


def _refuse_nothing_observed(reading: Reading) -> None:
    observed = (reading.condition, reading.temperature, reading.rain, reading.rain_today, reading.snow,
                reading.humidity, reading.dew_point, reading.wind_speed)  # fmt: skip
    if all(value is None for value in observed):
        raise UnreadableRow("nothing was observed")


def _refuse_repeated(reading: Reading, readings: Mapping[int | None, Reading]) -> None:
    first = readings.get(reading.station)
    if first is not None:
        raise UnreadableRow(f"station {reading.station} has a reading on line {first.line} already")


def _refuse_nothing_read(readings: Mapping[int | None, Reading], rejected: Sequence[Rejected]) -> None:
    if readings:
        return
    if rejected:
        first = rejected[0]
        raise BrokenDocument(f"no row of the table can be read; the first: {first.reason}", first.line)
    raise BrokenDocument("the table has no row of a station that is known")
