"""KMA's API hub, `kma_sfctm2`: one hour's readings of all synoptic stations, for the holder of a key.

The answer is EUC-KR text: a table between ``#START7777`` and ``#7777END``, comments behind ``#``, a row a station of 46
columns parted by blanks. The columns' names and codes are those that the service's own help prints.
"""

import datetime as dt
import json
import re
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from sources.errors import BrokenDocument, ServiceRefused
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
    hour_of,
    read_rows,
    refuse_too_long,
    refuse_too_many,
    shortened,
    station_of,
)
from sources.kma.weather_codes import NO_SIGNIFICANT_WEATHER, present_weather, sky
from sources.korea.stations import Catalogue
from sources.records import Content, Document, NamedBy, Precision, Reading
from sources.text.lines import Line, split_lines

COLUMNS = (
    "TM", "STN", "WD", "WS", "GST_WD", "GST_WS", "GST_TM", "PA", "PS", "PT", "PR", "TA", "TD", "HM", "PV", "RN",
    "RN_DAY", "RN_JUN", "RN_INT", "SD_HR3", "SD_DAY", "SD_TOT", "WC", "WP", "WW", "CA_TOT", "CA_MID", "CH_MIN", "CT",
    "CT_TOP", "CT_MID", "CT_LOW", "VS", "SS", "SI", "ST_GD", "TS", "TE_005", "TE_01", "TE_02", "TE_03", "ST_SEA", "WH",
    "BF", "IR", "IX",
)  # fmt: skip
"""KMA's names of the columns, in their order."""

_BEGIN, _END = "#START7777", "#7777END"
_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})00")
_DIGITS = re.compile(r"[0-9]{1,5}")
_MINUS_NINE = re.compile(r"-9(?:\.0+)?")
_MISSING = re.compile(r"-9{1,3}(?:\.0+)?")
_NO_WEATHER = "-"
_LONGEST_TEXT = 400

_WEATHER_INCLUDED = frozenset({"1", "4"})

_LONGEST_ERROR = 4096
_LONGEST_WORDS = 120
_REASON_CODE = re.compile(r"<returnReasonCode>\s*([0-9]{1,3})\s*</returnReasonCode>")
_REASON = re.compile(r"<returnAuthMsg>([^<]{0,200})</returnAuthMsg>")
_ADVICE = {
    401: "the API hub does not know the key; check JOGAN_KMA_KEY",
    403: "the API hub has not approved the key for kma_sfctm2; apply for it there with the key of JOGAN_KMA_KEY",
    22: "the key's quota of today is used up; fetch less often, or wait until tomorrow",
    30: "the service does not know the key; check JOGAN_KMA_KEY",
    31: "the key has expired; renew it and set JOGAN_KMA_KEY",
}
"""What to do about HTTP's status in the hub's answer, or the portal's reason code."""

_DIRECTION = Quantity("wind direction", "tens of degrees", 0, 36)
_CLOUD = Quantity("total cloud", "tenths", 0, 10)
_CODE = Quantity("weather code", "of WMO's table 4677", 0, 99)


def hub_address(base: str, key: str) -> str:
    """The address that asks for the latest hour of all stations.

    Args:
        base: the service's address, which may have a query of its own.
        key: the operator's.
    """
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'stn': 0, 'authKey': key})}"


def parse_kma_hub(document: Document, catalogue: Catalogue) -> Content:
    """Read the table; a row that cannot be used is rejected alone, with its line.

    What is missing is printed as -9, -9.0 or -99.0. As -9.0 ℃ is printed alike, a temperature of -9.0 counts only
    beside a dew point that is there and below it, as dew points are. The answer is of hundreds of stations; rows of
    those that are not in the catalogue are no errors and are passed over.

    The condition is KMA's word for the present weather (``WC``, column 23). Where no weather was reported (no ``WC`` or
    an insignificant one, nothing in ``WW``, no rain in ``RN``) it is the word for the total cloud (``CA_TOT``, column
    26). Weather for which `sources.kma.weather_codes` has no word gives no condition. ``WW`` (column 25) holds codes of
    KMA's own, which are not public. ``RN`` is taken as one hour's rain; in winter it can be three hours' (KMA's help).

    Raises:
        ServiceRefused: the document is the service's error, such as one about the key.
        BrokenDocument: it is no such table, cut off, far too long, or holds no row that can be read.
    """
    refuse_too_long(document.data)
    # The table itself is ASCII: a byte that is broken in a comment breaks nothing.
    lines = split_lines(document.data.decode("cp949", "replace"))
    rows = [_row(line) for line in _table(lines, document.data)]
    ours = [row for row in rows if not _is_elsewhere(row, catalogue)]
    newest = max((observed_at for row in ours if (observed_at := _observed_at(row)) is not None), default=None)
    readings, rejected = read_rows(ours, partial(_reading, newest=newest, catalogue=catalogue))
    return Content(newest, Precision.HOUR, readings, rejected)


def _table(lines: Sequence[Line], data: bytes) -> Sequence[Line]:
    texts = [line.text for line in lines]
    begin = next((index for index, text in enumerate(texts) if text.endswith(_BEGIN)), None)
    if begin is None:
        raise service_error(data) or BrokenDocument(f"not a table of the API hub: {_BEGIN} is missing")
    if _END not in texts[begin:]:
        raise BrokenDocument(f"the table is cut off: {_END} is missing", len(lines))
    table = lines[begin + 1 : texts.index(_END, begin)]
    rows = [line for line in table if line.text and not line.text.startswith("#")]
    refuse_too_many(len(rows))
    return rows


def _row(line: Line) -> Row:
    cells = line.text.split()
    named = dict(zip(COLUMNS, cells, strict=True)) if len(cells) == len(COLUMNS) else {}
    return Row(line.number, line.text[:_LONGEST_TEXT], named)


def _is_elsewhere(row: Row, catalogue: Catalogue) -> bool:
    number = row.cells.get("STN", "")
    return _DIGITS.fullmatch(number) is not None and catalogue.get(int(number)) is None


def _observed_at(row: Row) -> dt.datetime | None:
    match = _TIME.fullmatch(row.cells.get("TM", ""))
    try:
        return None if match is None else hour_of(*match.groups())
    except ValueError:
        # The reading of the row says so.
        return None


def _reading(row: Row, newest: dt.datetime | None, catalogue: Catalogue) -> Reading:
    if not row.cells:
        raise UnreadableRow(f"the row has not {len(COLUMNS)} columns")
    observed_at = _observed_at(row)
    if observed_at is None:
        raise UnreadableRow(f"{shortened(row.cells['TM'])} is not an hour of the calendar")
    if observed_at != newest:
        raise UnreadableRow(f"the row is of another hour than the newest, {newest:%Y-%m-%d %H:%M}")
    dew_point = _figure(row, "TD", DEW_POINT)
    rain = _figure(row, "RN", RAIN)
    wind_speed = _figure(row, "WS", WIND_SPEED)
    return Reading(
        line=row.place,
        condition=_condition(row, rain),
        temperature=_temperature(row, dew_point),
        station=station_of(row.cells["STN"], catalogue),
        named_by=NamedBy.PAGE,
        rain=rain,
        rain_today=_figure(row, "RN_DAY", RAIN_TODAY),
        snow=_figure(row, "SD_DAY", SNOW),
        humidity=_figure(row, "HM", HUMIDITY),
        dew_point=dew_point,
        wind_direction=_wind_direction(row, wind_speed),
        wind_speed=wind_speed,
    )


def _figure(row: Row, column: str, quantity: Quantity) -> float | None:
    printed = row.cells[column]
    return None if _MISSING.fullmatch(printed) else quantity.read(printed)


def _temperature(row: Row, dew_point: float | None) -> float | None:
    printed = row.cells["TA"]
    if _MINUS_NINE.fullmatch(printed) and dew_point is not None and dew_point < float(printed):
        return float(printed)
    return _figure(row, "TA", TEMPERATURE)


def _wind_direction(row: Row, speed: float | None) -> float | None:
    """Degrees from north: the wind's 36 points are ten degrees each, 36 is north, and 0 is a calm."""
    points = _figure(row, "WD", _DIRECTION)
    return points * 10 if points and speed != 0 else None


def _condition(row: Row, rain: float | None) -> str | None:
    code = _figure(row, "WC", _CODE)
    cloud = _figure(row, "CA_TOT", _CLOUD)
    if code is not None and int(code) not in NO_SIGNIFICANT_WEATHER:
        # IX 1 and 4 say that the report includes the weather, in table 4677.
        return present_weather(int(code)) if row.cells["IX"] in _WEATHER_INCLUDED else None
    if cloud is None or rain is not None or row.cells["WW"] != _NO_WEATHER:
        return None
    return sky(cloud)


def service_error(data: bytes) -> ServiceRefused | None:
    """What an error's body says, in one line that tells the operator what to do; None where it is no such body.

    The hub answers in JSON (``{"result": {"status": 401, "message": "…"}}``), the portal data.go.kr in XML with a
    ``returnReasonCode``, even with HTTP status 200.
    """
    text = data[:_LONGEST_ERROR].decode("utf-8", "replace")
    code, words = _hub_error(text) or _portal_error(text) or (None, "")
    if code is None:
        return None
    advice = _ADVICE.get(code, f"the service refused the request with code {code}; try again later")
    words = "".join(filter(str.isprintable, " ".join(words.split())))[:_LONGEST_WORDS]
    return ServiceRefused(f"{advice} (the service says: {words})" if words else advice)


def _hub_error(text: str) -> tuple[int, str] | None:
    try:
        match json.loads(text):
            case {"result": {"status": int(status), "message": str(message)}}:
                return status, message
    except (ValueError, RecursionError):
        return None
    return None


def _portal_error(text: str) -> tuple[int, str] | None:
    code = _REASON_CODE.search(text)
    words = _REASON.search(text)
    return None if code is None else (int(code[1]), "" if words is None else words[1])
