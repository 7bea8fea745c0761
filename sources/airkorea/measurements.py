"""AirKorea's measurements of the last hour, ``getCtprvnRltmMesureDnsty``: all stations of the country in one answer.

Hours are KST and go from 01:00 to 24:00; stations that report late stand in the same answer with an earlier hour, and
stations that are out of service without one. A value that is missing is ``-``, null or left out; a flag
(``통신장애``, ``점검및교정``, ``자료이상``, ``장비점검``) says why, and a value beside a flag is not to be used.

There are two grades. ``pm10Grade`` is that of 24 hours and differs from the hour's for a fourth of the stations; it is
not read. ``pm10Grade1h``, from version 1.3 of the service on, is the hour's. Without it the grade follows from
AirKorea's table of hourly values.
"""

import datetime as dt
import re

from sources.air import PM10_LIMITS, PM25_LIMITS, AirGrade, AirReading, get_grade
from sources.airkorea import response
from sources.airkorea.response import parse_name, parse_province
from sources.kma.open_api import ResponsePage, get_text, parse_page
from sources.kma.table import UnreadableRow, truncate
from sources.records import KST, Document

_VERSION = "1.3"
"""The first version with grades of the hour."""

_COUNTRY = "전국"
_TIME = re.compile(r"(20[0-9]{2})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):00")
_END_OF_DAY = 24
_NUMBER = re.compile(r"[0-9]{1,4}")
_GRADES = {str(grade.value): grade for grade in AirGrade}

# The highest hour on record is 3,311 (Seoul, 2002-04-08).
_MAX_VALUE = 5000
"""The largest plausible value, µg/m³."""


def build_url(base: str, key: str, page: int = 1) -> str:
    """Return the URL of a page with the newest hour of all stations; arguments as in `response.build_url`."""
    return response.build_url(base, key, page, sidoName=_COUNTRY, ver=_VERSION)


def parse_measurements(document: Document) -> ResponsePage[AirReading]:
    """Parse a page; stations without a value have no record.

    A value that contradicts its grade is damaged, or the table of grades has changed: its item is rejected.

    Raises:
        ServiceError: the answer is an error of the service.
        BrokenDocument: the answer cannot be used.
    """
    return parse_page(document, _parse_item)


def _parse_item(item: dict[str, object]) -> AirReading | None:
    pm10, pm10_grade = _parse_value(item, "pm10", PM10_LIMITS)
    pm25, pm25_grade = _parse_value(item, "pm25", PM25_LIMITS)
    if pm10 is None and pm25 is None:
        return None
    return AirReading(
        station=parse_name(item),
        province=parse_province(get_text(item, "sidoName")),
        measured_at=_parse_time(get_text(item, "dataTime")),
        pm10=pm10,
        pm25=pm25,
        pm10_grade=pm10_grade,
        pm25_grade=pm25_grade,
    )


def _parse_time(printed: str | None) -> dt.datetime:
    found = _TIME.fullmatch(printed or "")
    if found is None:
        raise UnreadableRow(f"not a full hour: {truncate(printed)}" if printed else "the values have no time")
    year, month, day, hour = map(int, found.groups())
    try:
        midnight = dt.datetime(year, month, day, tzinfo=KST)
        if hour == _END_OF_DAY:
            return midnight + dt.timedelta(days=1)
        return midnight.replace(hour=hour)
    except ValueError as error:
        raise UnreadableRow(f"not an hour of the calendar: {printed}") from error


def _parse_value(
    item: dict[str, object], name: str, limits: tuple[int, int, int]
) -> tuple[int | None, AirGrade | None]:
    """Return a value and its grade of the hour."""
    printed, grade = get_text(item, f"{name}Value"), get_text(item, f"{name}Grade1h")
    if printed is None or get_text(item, f"{name}Flag") is not None:
        return None, None
    if not _NUMBER.fullmatch(printed) or int(printed) > _MAX_VALUE:
        raise UnreadableRow(f"unreadable {name}Value {truncate(printed)}")
    value = int(printed)
    return value, get_grade(value, limits) if grade is None else _check_grade(name, value, grade, limits)


def _check_grade(name: str, value: int, printed: str, limits: tuple[int, int, int]) -> AirGrade:
    grade = _GRADES.get(printed)
    if grade is None:
        raise UnreadableRow(f"unreadable {name}Grade1h {truncate(printed)}")
    # A value is printed without decimals: one that is printed as the limit may have been above it.
    if grade not in {get_grade(value, limits), get_grade(value + 1, limits)}:
        raise UnreadableRow(f"{name}Value {value} contradicts its grade of the hour, {printed}")
    return grade
