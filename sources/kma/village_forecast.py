"""KMA's forecast of a grid cell, ``getVilageFcst``: at the API hub and at data.go.kr, with a key for either.

It is issued at 2, 5, 8, 11, 14, 17, 20 and 23 o'clock (KST) and can be had about ten minutes later; an issue that is
not there yet is error 03. Each value is an item of its own:

    {"baseDate": "20260911", "baseTime": "0500", "category": "TMP", "fcstDate": "20260911", "fcstTime": "0600",
     "fcstValue": "21", "nx": 60, "ny": 127}

Hours come one by one, and every three hours towards the end. ``TMN`` stands at 6 o'clock and ``TMX`` at 15; an issue
holds those of today only if they are ahead. Older answers have numbers where newer ones have text, ``T3H`` for ``TMP``,
and amounts of six hours (``R06``, ``S06``), which fit no hour and are not read.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sources.errors import BrokenDocument, NoForecast
from sources.forecasts import Forecast, ForecastDay, ForecastHour, ParsedForecast
from sources.kma import open_api
from sources.kma.forecast_values import (
    CHANCE,
    HUMIDITY,
    TEMPERATURE,
    WIND_DIRECTION,
    WIND_SPEED,
    find_span,
    parse_amount,
    parse_number,
    parse_precipitation,
    parse_sky,
)
from sources.kma.open_api import ResponsePage, get_text
from sources.kma.table import Quantity, UnreadableRow, check_size, truncate
from sources.korea.forecast_grid import Cell
from sources.records import KST, Document, Rejected

ISSUE_HOURS = (2, 5, 8, 11, 14, 17, 20, 23)
"""Hours of a day (KST) at which a forecast is issued."""

DELAY = dt.timedelta(minutes=10)
"""Time after which an issue can be had."""

MAX_PAGES = 5
"""An issue has about a thousand items, which fill one page or two."""

HUB_KEY = "authKey"
"""Name of the parameter with the hub's key."""
PORTAL_KEY = "serviceKey"
"""Name of the parameter with data.go.kr's key."""

_DATE = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_CLOCK = re.compile(r"([0-9]{2})00")
_END_OF_DAY = 24
_NUMBERS: Mapping[str, tuple[str, Quantity]] = {
    "TMP": ("temperature", TEMPERATURE),
    "T3H": ("temperature", TEMPERATURE),
    "REH": ("humidity", HUMIDITY),
    "WSD": ("wind_speed", WIND_SPEED),
    "VEC": ("wind_direction", WIND_DIRECTION),
}
_EXTREMES = frozenset({"low", "high"})
_MAX_LEAD = dt.timedelta(days=10)


@dataclass(frozen=True, slots=True)
class ForecastItem:
    """One value of a forecast.

    Attributes:
        issued_at: aware.
        at: its moment, aware.
        day: the day of its moment as printed, for which 24 o'clock is the end.
        field: the field of `ForecastHour` or `ForecastDay`.
        value: its value; None if it is missing.
    """

    issued_at: dt.datetime
    at: dt.datetime
    day: dt.date
    field: str
    value: object


def build_url(base: str, key: str, key_name: str, cell: Cell, issued_at: dt.datetime, page: int = 1) -> str:
    """Return the URL of a page of an issue.

    Args:
        base: the service's URL.
        key: the operator's key, with or without percent-encoding.
        key_name: `HUB_KEY` or `PORTAL_KEY`.
        cell: the cell of the grid.
        issued_at: the issue (aware).
        page: counted from 1.
    """
    base_date, base_time = f"{issued_at.astimezone(KST):%Y%m%d %H%M}".split()
    query = {"dataType": "JSON", "base_date": base_date, "base_time": base_time, "nx": cell.x, "ny": cell.y}
    return open_api.build_url(base, page, query, key=key, key_name=key_name)


def list_issues(now: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the issues that can be had at a time (aware), the newest first."""
    day = now.astimezone(KST).date()
    while True:
        for hour in reversed(ISSUE_HOURS):
            issued_at = dt.datetime.combine(day, dt.time(hour), KST)
            if issued_at + DELAY <= now:
                yield issued_at
        day -= dt.timedelta(days=1)


def parse_village_page(document: Document, cell: Cell) -> ResponsePage[ForecastItem]:
    """Parse a page of a cell's issue; an unusable item is rejected alone.

    Raises:
        ServiceError: the answer is an error of the service; its kind is NO_DATA if there is no such issue yet.
        BrokenDocument: the answer cannot be used.
    """
    check_size(document.data)
    return open_api.parse_page(document, lambda item: _parse_item(item, cell))


def combine_pages(pages: Sequence[ResponsePage[ForecastItem]]) -> ParsedForecast:
    """Return the forecast of all pages of one issue.

    Raises:
        NoForecast: they hold no hour.
        BrokenDocument: items are missing, or of several issues.
    """
    _check_complete(pages)
    items = [item for page in pages for item in page.records]
    issues = {item.issued_at for item in items}
    if not issues:
        raise NoForecast("the forecast has no value")
    if len(issues) > 1:
        raise BrokenDocument("the forecast is of several issues")
    hours: dict[dt.datetime, dict[str, Any]] = {}
    days: dict[dt.date, dict[str, Any]] = {}
    for item in items:
        known = days.setdefault(item.day, {}) if item.field in _EXTREMES else hours.setdefault(item.at, {})
        # Of two values for one hour neither is trusted.
        known[item.field] = item.value if known.get(item.field, item.value) == item.value else None
    return ParsedForecast(_assemble(issues.pop(), hours, days), _list_rejected(pages))


def _assemble(
    issued_at: dt.datetime, hours: Mapping[dt.datetime, Mapping[str, Any]], days: Mapping[dt.date, Mapping[str, Any]]
) -> Forecast:
    moments = sorted(hours)
    known = [at for at in moments if any(value is not None for value in hours[at].values())]
    if not known:
        raise NoForecast("the forecast has no hour")
    extremes = (ForecastDay(day, days[day].get("low"), days[day].get("high")) for day in sorted(days))
    return Forecast(
        issued_at,
        tuple(ForecastHour(at=at, span=find_span(moments, at), **hours[at]) for at in known),
        tuple(day for day in extremes if (day.low, day.high) != (None, None)),
    )


def _check_complete(pages: Sequence[ResponsePage[ForecastItem]]) -> None:
    total, found = pages[0].total, sum(page.items for page in pages)
    if any(page.total != total for page in pages) or found != total:
        raise BrokenDocument(f"the forecast is incomplete: {found} of {total} items")


def _list_rejected(pages: Sequence[ResponsePage[ForecastItem]]) -> tuple[Rejected, ...]:
    """Return the rejected items with their positions in all pages."""
    found: list[Rejected] = []
    before = 0
    for page in pages:
        found += [Rejected(before + one.line, one.text, one.reason) for one in page.rejected]
        before += page.items
    return tuple(found)


def _parse_item(item: dict[str, object], cell: Cell) -> ForecastItem | None:
    category = get_text(item, "category")
    if category is None:
        raise UnreadableRow("the item has no category")
    parse = _find_parser(category)
    if parse is None:
        return None
    if (get_text(item, "nx"), get_text(item, "ny")) != (str(cell.x), str(cell.y)):
        raise UnreadableRow(f"the item is not of cell {cell.x}, {cell.y}")
    issued_at, _ = _parse_moment(item, "base")
    at, day = _parse_moment(item, "fcst")
    if not issued_at <= at <= issued_at + _MAX_LEAD:
        raise UnreadableRow(f"{at:%Y-%m-%d %H:%M} is not ahead of the issue")
    field, value = parse(get_text(item, "fcstValue"))
    return ForecastItem(issued_at, at, day, field, value)


def _find_parser(category: str) -> Callable[[str | None], tuple[str, object]] | None:
    """Return what parses a category's values to a field and its value; None if it is not read."""
    if category in _NUMBERS:
        field, quantity = _NUMBERS[category]
        return lambda printed: (field, parse_number(printed, quantity))
    return _PARSERS.get(category)


def _parse_chance(printed: str | None) -> int | None:
    chance = parse_number(printed, CHANCE)
    return None if chance is None else round(chance)


_PARSERS: Mapping[str, Callable[[str | None], tuple[str, object]]] = {
    "SKY": lambda printed: ("sky", parse_sky(printed)),
    "PTY": lambda printed: ("precipitation", parse_precipitation(printed)),
    "POP": lambda printed: ("chance", _parse_chance(printed)),
    "PCP": lambda printed: ("rain", parse_amount(printed, "mm")),
    "SNO": lambda printed: ("snow", parse_amount(printed, "cm")),
    "TMN": lambda printed: ("low", parse_number(printed, TEMPERATURE)),
    "TMX": lambda printed: ("high", parse_number(printed, TEMPERATURE)),
}


def _parse_moment(item: dict[str, object], which: str) -> tuple[dt.datetime, dt.date]:
    """Return the moment (aware) and the day of the fields ``…Date`` and ``…Time``; older answers have 600 for 0600."""
    printed_day, printed_time = get_text(item, f"{which}Date") or "", get_text(item, f"{which}Time") or ""
    date, clock = _DATE.fullmatch(printed_day), _CLOCK.fullmatch(printed_time.zfill(4))
    words = truncate(f"{printed_day} {printed_time}".strip())
    if date is None or clock is None or int(clock[1]) > _END_OF_DAY:
        raise UnreadableRow(f"unreadable {which}Date and {which}Time {words}".rstrip())
    try:
        day = dt.date(*map(int, date.groups()))
    except ValueError as error:
        raise UnreadableRow(f"{words} is not an hour of the calendar") from error
    return dt.datetime.combine(day, dt.time(), KST) + dt.timedelta(hours=int(clock[1])), day
