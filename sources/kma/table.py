"""Tables of readings, one row per station: rules shared by KMA's parsers.

An unusable row is rejected alone, with its reason; a table without a usable row is broken.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sources.errors import BrokenDocument
from sources.korea.stations import Catalogue
from sources.records import KST, MAX_TEMPERATURE, MIN_TEMPERATURE, Reading, Rejected

# KMA has several hundred stations, with one row each.
MAX_ROWS = 2000

_MAX_TABLE_BYTES = 2**20
# Stricter than `float`, which also takes nan, inf, 1e5, underscores and the digits of other scripts.
_NUMBER = re.compile(r"[-+]?[0-9]{1,4}(?:\.[0-9]{1,2})?")
_STATION = re.compile(r"[0-9]{1,5}")
_DIGITS = re.compile(r"[0-9]{1,4}")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""The mark of a damaged character."""

_MAX_QUOTE = 30
_MAX_CONDITION_LENGTH = 30
_YEARS = range(1900, 2100)


class UnreadableRow(Exception):
    """A row is rejected; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """An unparsed row of a table.

    Attributes:
        place: its line, or its position among the rows, counted from 1.
        text: the row as printed.
        cells: its cells by the source's column names.
    """

    place: int
    text: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity with generous limits of plausible values.

    Attributes:
        name: its English name for reasons.
        unit: its unit for reasons.
        lowest: in `unit`.
        highest: in `unit`.
    """

    name: str
    unit: str
    lowest: float
    highest: float

    def parse(self, printed: str) -> float:
        """Parse a printed number; its minus sign may be a hyphen or U+2212.

        Raises:
            UnreadableRow: it is not a plain decimal number, or outside the limits.
        """
        number = printed.strip().replace("−", "-")
        if not _NUMBER.fullmatch(number):
            raise UnreadableRow(f"unreadable {self.name} {truncate(printed)}")
        value = float(number)
        if not self.lowest <= value <= self.highest:
            raise UnreadableRow(f"{self.name} {printed} is outside {self.lowest:g}…{self.highest:g} {self.unit}")
        return value


TEMPERATURE = Quantity("temperature", "℃", MIN_TEMPERATURE, MAX_TEMPERATURE)
DEW_POINT = Quantity("dew point", "℃", -90, MAX_TEMPERATURE)
FEELS_LIKE = Quantity("feels-like temperature", "℃", -90, 80)
HUMIDITY = Quantity("humidity", "%", 0, 100)
RAIN = Quantity("rain of the hour", "mm", 0, 500)
RAIN_TODAY = Quantity("rain of the day", "mm", 0, 2000)
SNOW = Quantity("new snow of the day", "cm", 0, 500)
WIND_SPEED = Quantity("wind speed", "m/s", 0, 120)
PRESSURE = Quantity("sea-level pressure", "hPa", 850, 1100)
VISIBILITY = Quantity("visibility", "km", 0, 200)


def check_size(data: bytes) -> None:
    """Raise BrokenDocument if a table is longer than 1 MiB."""
    if len(data) > _MAX_TABLE_BYTES:
        raise BrokenDocument(f"the table is longer than {_MAX_TABLE_BYTES // 2**20} MiB")


def check_row_count(rows: int) -> None:
    """Raise BrokenDocument if a table has more than MAX_ROWS rows."""
    if rows > MAX_ROWS:
        raise BrokenDocument(f"the table has more than {MAX_ROWS} rows")


def truncate(printed: str) -> str:
    """Shorten a cell for a quotation in a reason."""
    return printed if len(printed) <= _MAX_QUOTE else f"{printed[:_MAX_QUOTE]}…"


def parse_station(printed: str, catalogue: Catalogue) -> int:
    """Parse a station number of the catalogue.

    Raises:
        UnreadableRow: it is not a number, or the catalogue has no such station.
    """
    if not _STATION.fullmatch(printed):
        raise UnreadableRow(f"unreadable station number {truncate(printed)}".rstrip())
    if catalogue.get(int(printed)) is None:
        raise UnreadableRow(f"unknown station {printed}")
    return int(printed)


def parse_condition(printed: str) -> str:
    """Return KMA's word for the weather as printed, known or not.

    Raises:
        UnreadableRow: it is too long for a word, or has unprintable or damaged characters.
    """
    if len(printed) > _MAX_CONDITION_LENGTH or not printed.isprintable() or REPLACEMENT in printed:
        raise UnreadableRow("the condition is not a word")
    return printed


def parse_hour(year: str, month: str, day: str, hour: str) -> dt.datetime:
    """Return the hour (aware, KST) that four printed numbers give.

    Raises:
        ValueError: there is no such hour, or its year is out of range.
    """
    printed = (year, month, day, hour)
    if not all(map(_DIGITS.fullmatch, printed)):
        raise ValueError("not four numbers")
    if int(year) not in _YEARS:
        raise ValueError("the year is out of range")
    # Hour 24 is an error too: no source has been seen to print it, so that its day would be a guess.
    return dt.datetime(int(year), int(month), int(day), int(hour), tzinfo=KST)


def parse_rows(
    rows: Iterable[Row], parse: Callable[[Row], Reading]
) -> tuple[tuple[Reading, ...], tuple[Rejected, ...]]:
    """Parse the rows of one table; the second row of a station is rejected.

    Args:
        rows: the rows in the order of the table.
        parse: returns the reading of a row, or raises UnreadableRow.

    Raises:
        BrokenDocument: no row can be parsed.
    """
    readings: dict[int | None, Reading] = {}
    rejected: list[Rejected] = []
    for row in rows:
        try:
            reading = parse(row)
            _reject_empty(reading)
            _reject_duplicate(reading, readings)
            # Only now: a rejected row must not make the station's next one a duplicate.
            readings[reading.station] = reading
        except UnreadableRow as error:
            rejected.append(Rejected(row.place, row.text, str(error)))
    _check_not_empty(readings, rejected)
    return tuple(readings.values()), tuple(rejected)


def _reject_empty(reading: Reading) -> None:
    observed = (reading.condition, reading.temperature, reading.rain, reading.rain_today, reading.snow,
                reading.humidity, reading.dew_point, reading.feels_like, reading.wind_speed, reading.pressure,
                reading.visibility)  # fmt: skip
    if all(value is None for value in observed):
        raise UnreadableRow("nothing was observed")


def _reject_duplicate(reading: Reading, readings: Mapping[int | None, Reading]) -> None:
    first = readings.get(reading.station)
    if first is not None:
        raise UnreadableRow(f"station {reading.station} already has a reading on line {first.line}")


def _check_not_empty(readings: Mapping[int | None, Reading], rejected: Sequence[Rejected]) -> None:
    if readings:
        return
    if rejected:
        first = rejected[0]
        raise BrokenDocument(f"no row of the table can be parsed; the first: {first.reason}", first.line)
    raise BrokenDocument("the table has no row of a known station")
