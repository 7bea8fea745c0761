"""Readers of KMA's forecasts: of a zone without a key, and of a grid cell with one."""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from bot.intake.plausibility import CLOCK_TOLERANCE
from bot.intake.source_config import ForecastService, KmaForecast
from sources.errors import BrokenDocument, NoForecast
from sources.forecasts import Forecast, ParsedForecast
from sources.kma import forecast_feed, village_forecast
from sources.kma.forecast_feed import parse_forecast_feed
from sources.kma.open_api import ROWS_PER_PAGE
from sources.kma.village_forecast import HUB_KEY, MAX_PAGES, PORTAL_KEY, combine_pages, parse_village_page
from sources.korea.forecast_grid import Cell
from sources.korea.forecast_zones import list_zones
from sources.records import KST, Document
from storage.content.forecasts import MAX_AGE

Fetch: TypeAlias = Callable[[str], Awaitable[Document]]
"""Fetches a URL, or raises a SourceError."""

_log = logging.getLogger(__name__)


def is_current(issued_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Return whether an issue is new enough to be used now; both are aware."""
    return issued_at is not None and now - issued_at <= MAX_AGE


def check_age(forecast: Forecast, now: dt.datetime) -> None:
    """Check that an issue can be the newest one now (aware), and not a page from a cache.

    Raises:
        BrokenDocument: it is dated in the future, or more than a day old.
    """
    printed = f"{forecast.issued_at.astimezone(KST):%Y-%m-%d %H:%M}"
    if forecast.issued_at > now + CLOCK_TOLERANCE:
        raise BrokenDocument(f"the forecast is dated {printed}, which is in the future")
    if not is_current(forecast.issued_at, now):
        raise BrokenDocument(f"the newest forecast is of {printed}, more than a day ago")


class ForecastReader(Protocol):
    """Reader of one cell's forecast.

    Attributes:
        has_issues: whether an issue can be chosen; else the newest one comes.
    """

    has_issues: bool

    async def read(self, cell: Cell, issued_at: dt.datetime) -> ParsedForecast:
        """Fetch and parse an issue of a cell.

        Raises:
            ServiceError: the service answered with an error; its kind is NO_DATA if there is no such issue yet.
            SourceError: no usable forecast was received.
        """


def make_reader(source: KmaForecast, key: str, fetch: Fetch) -> ForecastReader:
    """Return the reader of a configured source; `key` is the key of its service, or empty."""
    if source.service is ForecastService.KEYLESS:
        return ZoneReader(source.url, fetch)
    return VillageReader(source.url, key, HUB_KEY if source.service is ForecastService.HUB else PORTAL_KEY, fetch)


class ZoneReader:
    """Reader of the keyless feed.

    A zone that KMA does not know is replaced by the next one, and not asked for again.

    Args:
        address: URL of the feed.
        fetch: fetches a URL.
    """

    has_issues = False

    def __init__(self, address: str, fetch: Fetch) -> None:
        self._address = address
        self._fetch = fetch
        self._unknown: set[str] = set()

    async def read(self, cell: Cell, issued_at: dt.datetime) -> ParsedForecast:  # noqa: ARG002 - the newest one comes
        """Fetch and parse the newest issue.

        Raises:
            NoForecast: KMA knows none of the zones that can stand for the cell.
            SourceError: no usable forecast was received.
        """
        zones = list_zones(cell)
        # If none is left, all are tried again: the server may have been empty for a while.
        for zone in [one for one in zones if one not in self._unknown] or zones:
            document = await self._fetch(forecast_feed.build_url(self._address, zone))
            try:
                return await asyncio.to_thread(parse_forecast_feed, document)
            except NoForecast:
                self._note_unknown(zone)
        raise NoForecast(f"KMA knows no zone of cell {cell.x}, {cell.y}: {', '.join(zones)}")

    def _note_unknown(self, zone: str) -> None:
        if zone not in self._unknown:
            self._unknown.add(zone)
            _log.warning("KMA does not know forecast zone %s; the next one stands for it", zone)


class VillageReader:
    """Reader of `getVilageFcst`.

    Args:
        address: URL of the service.
        key: the operator's key.
        key_name: name of the key's parameter.
        fetch: fetches a URL.
    """

    has_issues = True

    def __init__(self, address: str, key: str, key_name: str, fetch: Fetch) -> None:
        self._address = address
        self._key = key
        self._key_name = key_name
        self._fetch = fetch

    async def read(self, cell: Cell, issued_at: dt.datetime) -> ParsedForecast:
        """Fetch and parse all pages of an issue.

        Raises:
            ServiceError: the service answered with an error; its kind is NO_DATA if there is no such issue yet.
            SourceError: no usable forecast was received.
        """
        pages = []
        for number in range(1, MAX_PAGES + 1):
            url = village_forecast.build_url(self._address, self._key, self._key_name, cell, issued_at, number)
            pages.append(await asyncio.to_thread(parse_village_page, await self._fetch(url), cell))
            if number * ROWS_PER_PAGE >= pages[0].total:
                break
        return await asyncio.to_thread(combine_pages, pages)
