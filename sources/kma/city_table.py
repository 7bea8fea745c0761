"""KMA's table of cities, `city-obs.do`: hourly readings of the synoptic stations with all elements, without a key.

A page of HTML. Its time is KST (``기상실황표2026.09.25.19:00``), and a row names its station by the link in its first
cell (``…&stn=105``). The columns differ by season and year, so that they are found by their headers: in old summers
the discomfort index (불쾌지수) replaces the feels-like temperature (체감온도), and in winter there is a depth of snow
(적설), which is no new snow and not read. Pages until 2021 are EUC-KR, repeat their headers between the rows, and
print the wind speed as text; since then a script writes it, because people choose its unit.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.errors import BrokenDocument
from sources.kma.table import (
    DEW_POINT,
    FEELS_LIKE,
    HUMIDITY,
    PRESSURE,
    RAIN_TODAY,
    REPLACEMENT,
    TEMPERATURE,
    VISIBILITY,
    WIND_SPEED,
    Quantity,
    Row,
    UnreadableRow,
    check_row_count,
    check_size,
    parse_condition,
    parse_hour,
    parse_rows,
    parse_station,
    truncate,
)
from sources.korea.stations import Catalogue
from sources.records import KST, Content, Document, NamedBy, Precision, Reading
from sources.text.encoding import decode
from sources.text.html_tree import parse_html

_UNITS = {
    "지점": "", "이름": "", "현재일기": "", "시정": "km", "현재기온": "℃", "이슬점온도": "℃", "체감온도": "℃",
    "일강수": "mm", "습도": "%", "풍향": "", "풍속": "m/s", "해면기압": "hPa",
}  # fmt: skip
"""The columns that are read, and the unit in which each is."""

_NAMES = {spelling: name for name, unit in _UNITS.items() for spelling in (name, name + unit, f"{name}({unit})")}
"""The columns by their headers without spaces. One in another unit is not among them."""

_STATION, _ALSO_STATION, _TEMPERATURE = "지점", "이름", "현재기온"
_LINK = "link"
"""The key of a row's link, next to its columns."""

_POINTS = (
    "북", "북북동", "북동", "동북동", "동", "동남동", "남동", "남남동",
    "남", "남남서", "남서", "서남서", "서", "서북서", "북서", "북북서",
)  # fmt: skip
"""KMA's words for the points of the compass, clockwise from north."""

_CALM = "정온"

# The words of an image in pages until 2021. What stands between them and the time has no digit.
_TIME = re.compile(r"기상실황표[^0-9]{0,200}([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2}):00(?![0-9])")
_LINKED_STATION = re.compile(r"[?&]stn=([0-9]{1,5})(?:&|$)")
_WIND_SCRIPT = re.compile(r"\s*writeWindSpeed\(\s*['\"]([^'\"<]{0,20})['\"][^()<]{0,80}\)\s*;?\s*")
_OR_MORE = re.compile(r"\s*이상")
_KOREAN = re.compile("[가-힣 /·,()]+")
_SPACES = re.compile(r"\s+")
_NONE = frozenset({"", "-"})
_MAX_HEAD_ROWS = 4
_MAX_COLUMNS = 60
_MAX_SPAN = 20
_MAX_TITLE = 60
_MAX_QUOTE = 200


def build_url(base: str, at: dt.datetime | None = None) -> str:
    """Return the URL of all cities.

    Args:
        base: the page's URL, which may have a query of its own.
        at: a past full hour (aware); None for the latest one.
    """
    query = {"auto_man": "m", "stn": 0, "type": "t99", "reg": 100}
    hour = {} if at is None else {"tm": f"{at.astimezone(KST):%Y.%m.%d.%H:00}"}
    return f"{base}{'&' if '?' in base else '?'}{urlencode(query | hour, safe=':')}"


def parse_city_table(document: Document, catalogue: Catalogue) -> Content:
    """Parse the page; an unusable row is rejected alone, with its position among the rows of stations.

    Conditions are kept in KMA's words. Calm wind has no direction.

    Raises:
        BrokenDocument: the page has no such table (KMA's notice of maintenance has none), its hour is missing, invalid
            or ambiguous, it is too long, or no row can be parsed.
    """
    check_size(document.data)
    # HTML's parser drops NUL, so that a broken 2\0.8 would become 2.8.
    text = decode(document.data, document.charset).replace("\0", REPLACEMENT)
    tree = parse_html(text)
    table, columns = _find_table(tree)
    observed_at = _parse_time(text)
    rows = list(_list_rows(table, columns))
    check_row_count(len(rows))
    readings, rejected = parse_rows(rows, partial(_parse_row, catalogue=catalogue))
    return Content(observed_at, Precision.HOUR, readings, rejected)


def _find_table(tree: LexborHTMLParser) -> tuple[LexborNode, Sequence[str]]:
    """Return the table with a column of temperatures and a column of stations, and the names of its columns."""
    for table in tree.css("table"):
        # One that holds others, and not only itself, serves the layout.
        if len(table.css("table")) > 1:
            continue
        _replace_scripts(table)
        columns = _read_columns(table)
        if _TEMPERATURE in columns and _STATION in columns:
            _check_unique(columns)
            return table, columns
    # KMA's notices of maintenance and errors are pages too, whose titles tell the operator what they are.
    title = tree.css_first("title")
    printed = "" if title is None else "".join(filter(str.isprintable, _get_text(title)))[:_MAX_TITLE]
    raise BrokenDocument(f"the page has no table of KMA's cities{printed and f'; its title is: {printed}'}")


def _check_unique(columns: Sequence[str]) -> None:
    twice = next((name for name, times in Counter(filter(None, columns)).items() if times > 1), None)
    if twice is not None:
        raise BrokenDocument(f"the table of KMA's cities has two columns {twice}")


def _replace_scripts(table: LexborNode) -> None:
    """Put the wind speed that a script writes in the script's place."""
    for script in table.css("script"):
        text = script.text()
        if (written := _WIND_SCRIPT.fullmatch(text)) is not None:
            # With spaces, so that it does not run together with other text of the cell.
            script.replace_with(f" {written[1]} ")
        else:
            # One without its end has swallowed cells; what follows them may be of another row.
            script.replace_with(REPLACEMENT if "<" in text else "")


def _parse_time(text: str) -> dt.datetime:
    found = set(_TIME.findall(text))
    if not found:
        raise BrokenDocument("the table of KMA's cities has no time of a full hour")
    if len(found) > 1:
        raise BrokenDocument("the table of KMA's cities has two times; the hour of its readings is ambiguous")
    hour = found.pop()
    try:
        return parse_hour(*hour)
    except ValueError as error:
        raise BrokenDocument(f"{'.'.join(hour)}:00 is not an hour of the calendar") from error


def _read_columns(table: LexborNode) -> Sequence[str]:
    """Return the name of each column from the last row of the table's head; unknown columns have none."""
    rows = _list_head(table)
    # A table of another kind; its cells and their spans could be so many that the grid takes all memory.
    if len(rows) > _MAX_HEAD_ROWS or any(len(cells) > _MAX_COLUMNS for cells in rows):
        return []
    grid: dict[tuple[int, int], str] = {}
    for y, cells in enumerate(rows):
        x = 0
        for cell in cells:
            # A cell of an earlier row reaches down to this place.
            while (y, x) in grid:
                x += 1
            width, height = _get_span(cell, "colspan"), min(_get_span(cell, "rowspan"), len(rows) - y)
            name = _SPACES.sub("", _get_text(cell))
            grid |= {(y + down, x + along): name for down in range(height) for along in range(width)}
            x += width
    last = len(rows) - 1
    names = [_NAMES.get(name, "") for (y, _), name in sorted(grid.items()) if y == last]
    return [_STATION if name == _ALSO_STATION else name for name in names]


def _list_head(table: LexborNode) -> Sequence[Sequence[LexborNode]]:
    """Return the cells of the rows of the head: those marked as such, or the first ones that have headers only."""
    marked = [_get_cells(row) for row in table.css("thead tr")]
    return marked or list(takewhile(_is_header, (_get_cells(row) for row in table.css("tr"))))


def _is_header(cells: Sequence[LexborNode]) -> bool:
    return all(cell.tag == "th" for cell in cells)


def _get_span(cell: LexborNode, attribute: str) -> int:
    printed = cell.attributes.get(attribute) or ""
    return min(max(int(printed), 1), _MAX_SPAN) if re.fullmatch(r"[0-9]{1,4}", printed) else 1


def _get_cells(row: LexborNode) -> Sequence[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in {"td", "th"}]


def _get_text(node: LexborNode) -> str:
    return _SPACES.sub(" ", node.text()).strip()


def _list_rows(table: LexborNode, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of stations; headers that are repeated between them are skipped."""
    place = 0
    for row in table.css("tbody tr"):
        cells = _get_cells(row)
        if _is_header(cells):
            continue
        place += 1
        printed = [_get_text(cell) for cell in cells]
        named = dict(zip(columns, printed, strict=True)) if len(columns) == len(printed) else {}
        link = row.css_first("a[href]")
        named[_LINK] = "" if link is None else link.attributes.get("href") or ""
        yield Row(place, " ".join(filter(None, printed))[:_MAX_QUOTE], named)


def _parse_row(row: Row, catalogue: Catalogue) -> Reading:
    if _TEMPERATURE not in row.cells:
        raise UnreadableRow("the row does not have a cell for each column")
    return Reading(
        line=row.place,
        condition=_parse_condition(_get_cell(row, "현재일기")),
        temperature=_parse_number(row, _TEMPERATURE, TEMPERATURE),
        station=_parse_station(row, catalogue),
        named_by=NamedBy.PAGE,
        rain_today=_parse_number(row, "일강수", RAIN_TODAY),
        humidity=_parse_number(row, "습도", HUMIDITY),
        dew_point=_parse_number(row, "이슬점온도", DEW_POINT),
        wind_direction=_parse_wind_direction(_get_cell(row, "풍향")),
        wind_speed=_parse_number(row, "풍속", WIND_SPEED),
        feels_like=_parse_number(row, "체감온도", FEELS_LIKE),
        pressure=_parse_number(row, "해면기압", PRESSURE),
        visibility=_parse_visibility(_get_cell(row, "시정")),
    )


def _parse_station(row: Row, catalogue: Catalogue) -> int:
    linked = _LINKED_STATION.search(row.cells[_LINK])
    if linked is not None:
        return parse_station(linked[1], catalogue)
    number = catalogue.find_printed(row.cells[_STATION])
    if number is None:
        raise UnreadableRow(f"no station number, and no station of the name {truncate(row.cells[_STATION])}".rstrip())
    return number


def _get_cell(row: Row, column: str) -> str | None:
    printed = row.cells.get(column, "")
    return None if printed in _NONE else printed


def _parse_number(row: Row, column: str, quantity: Quantity) -> float | None:
    printed = _get_cell(row, column)
    return None if printed is None else _parse_value(printed, quantity)


def _parse_value(printed: str, quantity: Quantity) -> float:
    value = quantity.parse(printed)
    # KMA prints tenths. More are what damaged markup has run together: 6.1 and 8 of the next cell.
    if value != round(value, 1):
        raise UnreadableRow(f"unreadable {quantity.name} {truncate(printed)}")
    return value


def _parse_condition(printed: str | None) -> str | None:
    if printed is None:
        return None
    # Damaged markup leaves pieces of tags behind.
    if not _KOREAN.fullmatch(printed):
        raise UnreadableRow("the condition is not a word")
    return parse_condition(printed)


def _parse_visibility(printed: str | None) -> float | None:
    return None if printed is None else _parse_value(_OR_MORE.sub("", printed), VISIBILITY)


def _parse_wind_direction(printed: str | None) -> float | None:
    """Return degrees from north."""
    if printed is None or printed == _CALM:
        return None
    if printed not in _POINTS:
        raise UnreadableRow(f"unreadable wind direction {truncate(printed)}")
    return _POINTS.index(printed) * 360 / len(_POINTS)
