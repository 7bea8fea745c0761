"""KMA's current-weather feed, `sfc_web_map.xml`: one hour's readings of the synoptic stations, without a key.

    <current xmlns="current"><weather year="2018" month="03" day="20" hour="15">
    <local stn_id="108" icon="20" desc="가끔 비" ta="4.9" rn_hr1="0.5">서울</local>

The hour is KST. ``desc`` is ``-`` where no condition was observed; ``rn_hr1`` (mm in the last hour) and ``sd_day`` (cm
of new snow today) are absent where it was dry; ``ta`` (℃) may be empty. ``icon`` only draws what ``desc`` says.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sources.errors import BrokenDocument
from sources.kma.table import (
    RAIN,
    SNOW,
    TEMPERATURE,
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
from sources.korea.stations import Catalogue
from sources.records import Content, Document, NamedBy, Precision, Reading
from sources.text.encoding import decode

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 6
_LONGEST_CONDITION = 30
_LONGEST_TEXT = 200
_NOTHING = frozenset({"", "-"})


def parse_kma_map(document: Document, catalogue: Catalogue) -> Content:
    """Read the feed; a row that cannot be used is rejected alone, with its place among the rows.

    Whatever the namespace, only the elements' own names count. Conditions are kept in KMA's words, known or not.

    Raises:
        BrokenDocument: it is not text or no well-formed XML, brings a document type or entities, is nested deeper
            or longer than a feed can be, its hour is missing or impossible, or no row can be read.
    """
    refuse_too_long(document.data)
    weather, rows = _read(decode(document.data, document.charset))
    if weather is None:
        raise BrokenDocument("the feed has no weather element, which tells the hour of its readings")
    observed_at = _observed_at(weather)
    readings, rejected = read_rows(rows, partial(_reading, catalogue=catalogue))
    return Content(observed_at, Precision.HOUR, readings, rejected)


def _read(text: str) -> tuple[Mapping[str, str] | None, list[Row]]:
    """The attributes of the weather element, where there is one, and the rows."""
    weather: Mapping[str, str] | None = None
    rows: list[Row] = []
    for event, element in _elements(text):
        name = element.tag.rpartition("}")[2]
        if name == "weather" and event == "start":
            if weather is not None:
                raise BrokenDocument("the feed has two weather elements; which hour its readings are of is not known")
            weather = dict(element.attrib)
        elif name == "local" and event == "end":
            rows.append(_row(len(rows) + 1, element))
            refuse_too_many(len(rows))
            element.clear()
    return weather, rows


def _elements(text: str) -> Iterator[tuple[str, Element]]:
    """The elements as they start and end."""
    # The text is decoded already, whatever its declaration says.
    source = BytesIO(_DECLARATION.sub("", text, count=1).encode())
    depth = 0
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise BrokenDocument(f"the feed nests elements deeper than {_DEEPEST} levels")
            yield event, element
    except DefusedXmlException as error:
        raise BrokenDocument("the feed brings a document type or entities, which KMA's never does") from error
    except ParseError as error:
        raise BrokenDocument(f"the feed is not well-formed XML ({error.msg})", error.position[0]) from error


def _row(place: int, element: Element) -> Row:
    name = (element.text or "").strip()
    attributes = " ".join(f'{key}="{value}"' for key, value in element.attrib.items())
    return Row(place, f"{attributes} {name}".strip()[:_LONGEST_TEXT], dict(element.attrib))


def _observed_at(weather: Mapping[str, str]) -> dt.datetime:
    printed = {part: weather.get(part, "") for part in ("year", "month", "day", "hour")}
    try:
        return hour_of(**printed)
    except ValueError as error:
        words = " ".join(f'{part}="{shortened(value)}"' for part, value in printed.items())
        raise BrokenDocument(f"{words} is not an hour of the calendar") from error


def _reading(row: Row, catalogue: Catalogue) -> Reading:
    return Reading(
        line=row.place,
        condition=_condition(row),
        temperature=_figure(row, "ta", TEMPERATURE),
        station=station_of(row.cells.get("stn_id", "").strip(), catalogue),
        named_by=NamedBy.PAGE,
        rain=_figure(row, "rn_hr1", RAIN),
        snow=_figure(row, "sd_day", SNOW),
    )


def _cell(row: Row, column: str) -> str | None:
    printed = row.cells.get(column, "").strip()
    return None if printed in _NOTHING else printed


def _condition(row: Row) -> str | None:
    printed = _cell(row, "desc")
    if printed is not None and (len(printed) > _LONGEST_CONDITION or not printed.isprintable()):
        raise UnreadableRow("the condition is no word")
    return printed


def _figure(row: Row, column: str, quantity: Quantity) -> float | None:
    printed = _cell(row, column)
    return None if printed is None else quantity.read(printed)
