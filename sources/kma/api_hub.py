"""KMA's API hub, `kma_sfctm2`: hourly readings of all synoptic stations; a key is required.

The response is EUC-KR text: a table between ``#START7777`` and ``#7777END``, comments after ``#``, one row per station
with 46 columns separated by blanks, or by commas (``disp=1``). Column names and codes are those of the service's own
help; columns that KMA adds at the end are ignored.
"""

import datetime as dt
import re
from functools import partial
from urllib.parse import urlencode

from sources.kma.hub_table import find_table
from sources.kma.table import (
    DEW_POINT,
    HUMIDITY,
    RAIN,
    RAIN_TODAY,
    SNOW,
    TEMPERATURE,
    WIND_SPEED,
    Quantity,
    Row,
    UnreadableRow,
    check_row_count,
    check_size,
    parse_hour,
    parse_rows,
    parse_station,
    truncate,
)
from sources.kma.weather_codes import NO_SIGNIFICANT_WEATHER, describe_sky, describe_weather
from sources.korea.stations import Catalogue
from sources.records import Content, Document, NamedBy, Precision, Reading
from sources.text.plain_text import Line, split_lines

COLUMNS = (
    "TM", "STN", "WD", "WS", "GST_WD", "GST_WS", "GST_TM", "PA", "PS", "PT", "PR", "TA", "TD", "HM", "PV", "RN",
    "RN_DAY", "RN_JUN", "RN_INT", "SD_HR3", "SD_DAY", "SD_TOT", "WC", "WP", "WW", "CA_TOT", "CA_MID", "CH_MIN", "CT",
    "CT_TOP", "CT_MID", "CT_LOW", "VS", "SS", "SI", "ST_GD", "TS", "TE_005", "TE_01", "TE_02", "TE_03", "ST_SEA", "WH",
    "BF", "IR", "IX",
)  # fmt: skip
"""KMA's column names, in order."""

_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})00")
_DIGITS = re.compile(r"[0-9]{1,5}")
# KMA writes a missing value as -9, -9.0 or -99.0 (docs/decisions/016).
_MINUS_NINE = re.compile(r"-9(?:\.0+)?")
_MISSING = re.compile(r"(?:-9{1,3}(?:\.0+)?)?")
_NO_WEATHER = frozenset({"-", ""})
_MAX_QUOTE = 400

_WEATHER_INCLUDED = frozenset({"1", "4"})
"""Values of IX with which the report includes the present weather, by table 4677."""

_DIRECTION = Quantity("wind direction", "tens of degrees", 0, 36)
_CLOUD = Quantity("total cloud", "tenths", 0, 10)
_CODE = Quantity("weather code", "of WMO's table 4677", 0, 99)


def build_url(base: str, key: str) -> str:
    """Return the URL of the latest hour of all stations.

    Args:
        base: the service's URL, which may have a query of its own.
        key: the operator's key.
    """
    # Station 0 means all stations; without a time the hub gives the latest hour.
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'stn': 0, 'authKey': key})}"


def parse_api_hub(document: Document, catalogue: Catalogue) -> Content:
    """Parse the table; an unusable row is rejected alone, with its line.

    The response covers hundreds of stations; rows of those that are not in the catalogue are skipped.

    The condition is KMA's word for the present weather (``WC``, column 23). If no weather was reported (no ``WC`` or an
    insignificant one, nothing in ``WW``, no rain in ``RN``) it is the word for the total cloud (``CA_TOT``, column 26).
    Weather for which `sources.kma.weather_codes` has no word gives no condition. ``RN`` is taken for one hour's rain.

    Raises:
        ServiceError: the document is an error of the service, such as an unknown key.
        BrokenDocument: it is not such a table, truncated, too long, or has no usable row.
    """
    check_size(document.data)
    # The table is ASCII; an invalid byte in a Korean comment does no harm.
    lines = split_lines(document.data.decode("cp949", "replace"))
    rows = [_to_row(line) for line in find_table(lines, document.data)]
    wanted = [row for row in rows if not _has_other_station(row, catalogue)]
    check_row_count(len(wanted))
    # Of our stations only: a wrong hour of another one must not date the table.
    newest = max((observed_at for row in wanted if (observed_at := _parse_time(row)) is not None), default=None)
    readings, rejected = parse_rows(wanted, partial(_parse_row, newest=newest, catalogue=catalogue))
    return Content(newest, Precision.HOUR, readings, rejected)


def _to_row(line: Line) -> Row:
    # With commas a row ends in one, or in an equals sign.
    with_commas = "," in line.text
    cells = (
        [cell.strip() for cell in line.text.rstrip("= ").removesuffix(",").split(",")]
        if with_commas
        else line.text.split()
    )
    # A short row keeps its cells, as it may be of another station; two rows in one line are none.
    is_whole = len(COLUMNS) <= len(cells) < 2 * len(COLUMNS)
    return Row(line.number, line.text[:_MAX_QUOTE], dict(zip(COLUMNS, cells[: None if is_whole else 2], strict=False)))


def _has_other_station(row: Row, catalogue: Catalogue) -> bool:
    number = row.cells.get("STN", "")
    return _DIGITS.fullmatch(number) is not None and catalogue.get(int(number)) is None


def _parse_time(row: Row) -> dt.datetime | None:
    match = _TIME.fullmatch(row.cells.get("TM", ""))
    try:
        return None if match is None else parse_hour(*match.groups())
    except ValueError:
        # _parse_row rejects the row with a reason.
        return None


def _parse_row(row: Row, newest: dt.datetime | None, catalogue: Catalogue) -> Reading:
    if len(row.cells) < len(COLUMNS):
        raise UnreadableRow(f"the row does not have {len(COLUMNS)} columns")
    observed_at = _parse_time(row)
    if observed_at is None:
        raise UnreadableRow(f"{truncate(row.cells['TM'])} is not an hour of the calendar")
    if observed_at != newest:
        raise UnreadableRow(f"the row is of another hour than the newest one, {newest:%Y-%m-%d %H:%M}")
    dew_point = _parse_number(row, "TD", DEW_POINT)
    # According to KMA's help it can be three hours' rain in winter.
    rain = _parse_number(row, "RN", RAIN)
    wind_speed = _parse_number(row, "WS", WIND_SPEED)
    return Reading(
        line=row.place,
        condition=_parse_condition(row, rain),
        temperature=_parse_temperature(row, dew_point),
        station=parse_station(row.cells["STN"], catalogue),
        named_by=NamedBy.PAGE,
        rain=rain,
        rain_today=_parse_number(row, "RN_DAY", RAIN_TODAY),
        snow=_parse_number(row, "SD_DAY", SNOW),
        humidity=_parse_number(row, "HM", HUMIDITY),
        dew_point=dew_point,
        wind_direction=_parse_wind_direction(row, wind_speed),
        wind_speed=wind_speed,
    )


def _parse_number(row: Row, column: str, quantity: Quantity) -> float | None:
    printed = row.cells[column]
    return None if _MISSING.fullmatch(printed) else quantity.parse(printed)


def _parse_temperature(row: Row, dew_point: float | None) -> float | None:
    printed = row.cells["TA"]
    # -9.0 means "missing" but is also a temperature. A dew point below it proves that it was measured.
    if _MINUS_NINE.fullmatch(printed) and dew_point is not None and dew_point < float(printed):
        return float(printed)
    return _parse_number(row, "TA", TEMPERATURE)


def _parse_wind_direction(row: Row, speed: float | None) -> float | None:
    """Return degrees from north; the table has 36 points of ten degrees each, where 36 is north and 0 calm."""
    points = _parse_number(row, "WD", _DIRECTION)
    return points * 10 if points and speed != 0 else None


def _parse_condition(row: Row, rain: float | None) -> str | None:
    code = _parse_number(row, "WC", _CODE)
    cloud = _parse_number(row, "CA_TOT", _CLOUD)
    if code is not None and int(code) not in NO_SIGNIFICANT_WEATHER:
        return describe_weather(int(code)) if row.cells["IX"] in _WEATHER_INCLUDED else None
    # WW holds codes of KMA's own, which are not public: where it is set, the weather is more than the sky.
    if cloud is None or rain is not None or row.cells["WW"] not in _NO_WEATHER:
        return None
    return describe_sky(cloud)
