"""KMA's keyless forecast of a zone, ``hr1-forecast.do``: hour by hour, issued eight times a day.

    <rss version="2.0"><channel><pubDate>2026년 05월 18일 (월)요일 11:00</pubDate>
    <item><category>서울특별시 서초구 내곡동</category><description>
    <header><tm>202605181100</tm><ts>3</ts><x>61</x><y>124</y></header>
    <body><data seq="0"><hour>12</hour><day>0</day><temp>27.0</temp><tmx>28.0</tmx><tmn>-999.0</tmn><sky>4</sky> …

``tm`` is the time of the issue (KST), and ``day`` counts from its date. Hour 24 is the end of its day; the low and the
high in its row are those of that day. The feed it replaced, ``queryDFSRSS.jsp``, and the one for a grid point,
``queryDFS.jsp`` (root ``wid``), have the same rows every three hours, with amounts of six and twelve hours
(``r06``, ``r12``, ``s06``, ``s12``), which fit no row and are not read.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from sources.errors import BrokenDocument, NoForecast
from sources.forecasts import Forecast, ForecastDay, ForecastHour, ParsedForecast
from sources.kma.forecast_values import (
    CHANCE,
    HUMIDITY,
    TEMPERATURE,
    WIND_SPEED,
    find_span,
    parse_amount,
    parse_number,
    parse_precipitation,
    parse_sky,
)
from sources.kma.hub_errors import parse_service_error
from sources.kma.table import Quantity, UnreadableRow, check_size, parse_hour, truncate
from sources.kma.xml_elements import iterate_elements
from sources.records import KST, Document, Rejected
from sources.text.encoding import decode

# rss, channel, item, description, body, data, hour.
_MAX_DEPTH = 9
_MAX_ROWS = 200
_MAX_QUOTE = 200
_MAX_NAME_LENGTH = 60
_MAX_DAY = 10
_END_OF_DAY = 24
_ROOTS = frozenset({"rss", "wid"})
_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,2}")
_POINTS = Quantity("wind direction", "of eight points", 0, 7)
_DEGREES_PER_POINT = 45
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class _Feed:
    """Contents of a feed, as far as they were read.

    Attributes:
        root: name of the outermost element.
        issued: ``tm`` as printed; None if it is missing.
        place: name of the place.
        rows: the texts of each ``data`` element by name.
    """

    root: str = ""
    issued: str | None = None
    place: str | None = None
    rows: list[Mapping[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """Row whose moment is known."""

    place: int
    day: dt.date
    at: dt.datetime
    cells: Mapping[str, str]


def build_url(base: str, zone: str) -> str:
    """Return the URL of a zone's forecast; `base` may have a query of its own."""
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'zone': zone})}"


def parse_forecast_feed(document: Document) -> ParsedForecast:
    """Parse the feed; an unusable row is rejected alone, with its position.

    Raises:
        ServiceError: a notice or an error of the server came instead.
        NoForecast: the feed has no row, as that of an unknown zone.
        BrokenDocument: it is ill-formed XML, has a document type or entities, is nested too deeply or too long, is no
            such feed, the time of its issue is missing or invalid, or no row can be parsed.
    """
    check_size(document.data)
    text = decode(document.data, document.charset)
    if (error := parse_service_error(document.data)) is not None:
        raise error
    feed = _read(text)
    if feed.root not in _ROOTS:
        raise BrokenDocument("not a forecast of KMA's")
    if not feed.rows:
        raise NoForecast("the feed has no forecast; KMA may not know its zone")
    issued_at = _parse_issued_at(feed.issued)
    rows, undated = _date_rows(feed.rows, issued_at)
    hours, days, unread = _parse_rows(rows)
    rejected = tuple(sorted((*undated, *unread), key=lambda one: one.line))
    if not hours:
        raise BrokenDocument(f"no row of the forecast can be parsed; the first: {rejected[0].reason}", rejected[0].line)
    forecast = Forecast(issued_at, tuple(hours[at] for at in sorted(hours)), tuple(_list_known_days(days)))
    return ParsedForecast(forecast, rejected, feed.place)


def _read(text: str) -> _Feed:
    feed = _Feed()
    for event, name, element in iterate_elements(text, _MAX_DEPTH):
        if event == "start":
            feed.root = feed.root or name
        elif name == "tm":
            _read_issued(feed, element)
        elif name == "category":
            feed.place = _read_name(element)
        elif name == "data":
            feed.rows.append({child.tag.rpartition("}")[2]: (child.text or "").strip() for child in element})
            if len(feed.rows) > _MAX_ROWS:
                raise BrokenDocument(f"the forecast has more than {_MAX_ROWS} rows")
            # iterparse keeps the whole tree; a row that was read is emptied.
            element.clear()
    return feed


def _read_issued(feed: _Feed, element: Element) -> None:
    if feed.issued is not None:
        raise BrokenDocument("the forecast has two times of its issue")
    feed.issued = (element.text or "").strip()


def _read_name(element: Element) -> str | None:
    name = (element.text or "").strip()
    return name if name and name.isprintable() and len(name) <= _MAX_NAME_LENGTH else None


def _parse_issued_at(printed: str | None) -> dt.datetime:
    match = _TIME.fullmatch(printed or "")
    try:
        if match is not None:
            return parse_hour(*match.groups())
    except ValueError as error:
        raise BrokenDocument(f"tm {truncate(printed or '')} is not an hour of the calendar") from error
    raise BrokenDocument("the forecast has no readable time of its issue (tm)")


def _date_rows(rows: Sequence[Mapping[str, str]], issued_at: dt.datetime) -> tuple[list[_Row], list[Rejected]]:
    """Return the rows whose moment is known, and the others."""
    dated: list[_Row] = []
    rejected: list[Rejected] = []
    for place, cells in enumerate(rows, 1):
        try:
            day = issued_at.date() + _parse_count(cells, "day", _MAX_DAY) * _DAY
            hour = _parse_count(cells, "hour", _END_OF_DAY)
            # The last hour of a day is the first of the next one.
            at = dt.datetime.combine(day, dt.time(), KST) + dt.timedelta(hours=hour)
            _reject_past(at, issued_at)
            dated.append(_Row(place, day, at, cells))
        except UnreadableRow as error:
            rejected.append(Rejected(place, _quote(cells), str(error)))
    return dated, rejected


def _reject_past(at: dt.datetime, issued_at: dt.datetime) -> None:
    if at < issued_at:
        raise UnreadableRow(f"{at:%Y-%m-%d %H:%M} lies before the issue")


def _parse_count(cells: Mapping[str, str], name: str, most: int) -> int:
    printed = cells.get(name, "")
    if not _COUNT.fullmatch(printed) or int(printed) > most:
        raise UnreadableRow(f"unreadable {name} {truncate(printed)}".rstrip())
    return int(printed)


def _parse_rows(
    rows: Sequence[_Row],
) -> tuple[dict[dt.datetime, ForecastHour], dict[dt.date, ForecastDay], list[Rejected]]:
    """Return the hours by moment, the days' extremes by day, and the unusable rows."""
    moments = sorted({row.at for row in rows})
    hours: dict[dt.datetime, ForecastHour] = {}
    days: dict[dt.date, ForecastDay] = {}
    rejected: list[Rejected] = []
    for row in rows:
        try:
            _reject_duplicate(row, hours)
            hour, day = _parse_row(row, find_span(moments, row.at)), _parse_day(row)
        except UnreadableRow as error:
            rejected.append(Rejected(row.place, _quote(row.cells), str(error)))
        else:
            hours[row.at] = hour
            days[row.day] = _merge(days.get(row.day), day)
    return hours, days, rejected


def _reject_duplicate(row: _Row, hours: Mapping[dt.datetime, ForecastHour]) -> None:
    if row.at in hours:
        raise UnreadableRow(f"{row.at:%Y-%m-%d %H:%M} has a forecast already")


def _parse_row(row: _Row, span: int) -> ForecastHour:
    cells = row.cells
    points = parse_number(cells.get("wd"), _POINTS)
    hour = ForecastHour(
        at=row.at,
        temperature=parse_number(cells.get("temp"), TEMPERATURE),
        sky=parse_sky(cells.get("sky")),
        precipitation=parse_precipitation(cells.get("pty")),
        chance=None if (chance := parse_number(cells.get("pop"), CHANCE)) is None else round(chance),
        rain=parse_amount(cells.get("pcp"), "mm"),
        snow=parse_amount(cells.get("sno"), "cm"),
        humidity=parse_number(cells.get("reh"), HUMIDITY),
        wind_speed=parse_number(cells.get("ws"), WIND_SPEED),
        wind_direction=None if points is None else points * _DEGREES_PER_POINT,
        span=span,
    )
    if hour == ForecastHour(row.at, span=span):
        raise UnreadableRow("nothing is forecast")
    return hour


def _parse_day(row: _Row) -> ForecastDay:
    low, high = (parse_number(row.cells.get(name), TEMPERATURE) for name in ("tmn", "tmx"))
    return ForecastDay(row.day, low, high)


def _merge(known: ForecastDay | None, day: ForecastDay) -> ForecastDay:
    """Return a day's low and high with those of another of its rows; all rows of a day have the same."""
    if known is None:
        return day
    return ForecastDay(day.day, known.low if day.low is None else day.low, known.high if day.high is None else day.high)


def _list_known_days(days: Mapping[dt.date, ForecastDay]) -> Iterator[ForecastDay]:
    return (days[day] for day in sorted(days) if (days[day].low, days[day].high) != (None, None))


def _quote(cells: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in cells.items())[:_MAX_QUOTE]
