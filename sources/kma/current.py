"""KMA's current-weather feed, `sfc_web_map.xml`: hourly readings of the synoptic stations, without a key.

    <current xmlns="current"><weather year="2018" month="03" day="20" hour="15">
    <local stn_id="108" icon="20" desc="가끔 비" ta="4.9" rn_hr1="0.5">서울</local>

The hour is KST. ``desc`` is ``-`` if no condition was observed; ``rn_hr1`` (mm in the last hour) and ``sd_day`` (cm of
new snow today) are absent if it was dry; ``ta`` (℃) may be empty. ``icon`` is the picture for ``desc``.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from xml.etree.ElementTree import Element

from sources.errors import BrokenDocument
from sources.kma.table import (
    RAIN,
    SNOW,
    TEMPERATURE,
    Quantity,
    Row,
    check_row_count,
    check_size,
    parse_condition,
    parse_hour,
    parse_rows,
    parse_station,
    truncate,
)
from sources.kma.xml_elements import iterate_elements
from sources.korea.stations import Catalogue
from sources.records import Content, Document, NamedBy, Precision, Reading
from sources.text.encoding import decode

# KMA's feed has three levels: current, weather, local.
_MAX_DEPTH = 6
_MAX_QUOTE = 200
_NONE = frozenset({"", "-"})


def parse_current_weather(document: Document, catalogue: Catalogue) -> Content:
    """Parse the feed; an unusable row is rejected alone, with its position.

    Namespaces are ignored. Conditions are kept in KMA's words, unknown ones too.

    Raises:
        BrokenDocument: it is not text or ill-formed XML, has a document type or entities, is nested too deeply or too
            long, its hour is missing or invalid, or no row can be parsed.
    """
    check_size(document.data)
    weather, rows = _parse_xml(decode(document.data, document.charset))
    if weather is None:
        raise BrokenDocument("the feed has no weather element with the hour of its readings")
    observed_at = _parse_observed_at(weather)
    readings, rejected = parse_rows(rows, partial(_parse_row, catalogue=catalogue))
    return Content(observed_at, Precision.HOUR, readings, rejected)


def _parse_xml(text: str) -> tuple[Mapping[str, str] | None, list[Row]]:
    """Return the attributes of the weather element, None if it is missing, and the rows."""
    weather: Mapping[str, str] | None = None
    rows: list[Row] = []
    for event, name, element in iterate_elements(text, _MAX_DEPTH):
        if name == "weather" and event == "start":
            if weather is not None:
                raise BrokenDocument("the feed has two weather elements; the hour of its readings is ambiguous")
            weather = dict(element.attrib)
        elif name == "local" and event == "end":
            rows.append(_to_row(len(rows) + 1, element))
            check_row_count(len(rows))
            # iterparse keeps the whole tree; a row that was read is emptied.
            element.clear()
    return weather, rows


def _to_row(place: int, element: Element) -> Row:
    name = (element.text or "").strip()
    attributes = " ".join(f'{key}="{value}"' for key, value in element.attrib.items())
    return Row(place, f"{attributes} {name}".strip()[:_MAX_QUOTE], dict(element.attrib))


def _parse_observed_at(weather: Mapping[str, str]) -> dt.datetime:
    printed = {part: weather.get(part, "") for part in ("year", "month", "day", "hour")}
    try:
        return parse_hour(**printed)
    except ValueError as error:
        words = " ".join(f'{part}="{truncate(value)}"' for part, value in printed.items())
        raise BrokenDocument(f"{words} is not an hour of the calendar") from error


def _parse_row(row: Row, catalogue: Catalogue) -> Reading:
    return Reading(
        line=row.place,
        condition=None if (condition := _get_cell(row, "desc")) is None else parse_condition(condition),
        temperature=_parse_number(row, "ta", TEMPERATURE),
        station=parse_station(row.cells.get("stn_id", "").strip(), catalogue),
        named_by=NamedBy.PAGE,
        rain=_parse_number(row, "rn_hr1", RAIN),
        snow=_parse_number(row, "sd_day", SNOW),
    )


def _get_cell(row: Row, column: str) -> str | None:
    printed = row.cells.get(column, "").strip()
    return None if printed in _NONE else printed


def _parse_number(row: Row, column: str, quantity: Quantity) -> float | None:
    printed = _get_cell(row, column)
    return None if printed is None else quantity.parse(printed)
