"""Check of the sources of forecasts and of fine dust for `jogan sources check`."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from bot.intake.outlook.forecast_readers import check_age, make_reader
from bot.intake.outlook.service import fetch_document
from bot.intake.source_config import AirKorea, KmaForecast
from sources.airkorea import measurements, station_list
from sources.errors import ServiceError, ServiceFailure
from sources.fetch import Fetcher
from sources.forecasts import ParsedForecast
from sources.kma.village_forecast import list_issues
from sources.korea.forecast_grid import Cell
from sources.records import KST, Article, Document, Precision, Rejected
from storage.content import service_calls
from storage.database import open_database
from storage.errors import DatabaseUnreachable

_SAMPLE = Cell(60, 127)
"""The cell of central Seoul."""


@dataclass(frozen=True, slots=True)
class OutlookContent:
    """Parsed content of a source that is about places, with the fields of `sources.records.Content` that are checked.

    Attributes:
        observed_at: the newest time of the readings (aware); None if there are none.
        readings: the readings.
        rejected: unusable parts.
        remark: a line about the content, or None.
    """

    observed_at: dt.datetime | None
    readings: Sequence[object]
    rejected: tuple[Rejected, ...]
    remark: str | None = None
    articles: ClassVar[tuple[Article, ...]] = ()
    precision: ClassVar[Precision] = Precision.HOUR


async def fetch_measurements(source: AirKorea, key: str, fetcher: Fetcher) -> OutlookContent:
    """Fetch and parse the first page of AirKorea's measurements.

    Raises:
        SourceError: it cannot be used.
    """
    url = measurements.build_url(source.address, key)
    page = measurements.parse_measurements(await fetch_document(fetcher, url, private=source.private))
    newest = max((one.measured_at for one in page.records), default=None)
    remark = f"{len(page.records)} of {page.total} stations have a value"
    return OutlookContent(newest, page.records, page.rejected, remark)


async def fetch_stations(source: AirKorea, key: str, fetcher: Fetcher) -> OutlookContent:
    """Fetch and parse the first page of AirKorea's list of stations.

    Raises:
        SourceError: it cannot be used.
    """
    url = station_list.build_url(source.stations, key)
    page = station_list.parse_station_list(await fetch_document(fetcher, url, private=source.private))
    return OutlookContent(None, (), page.rejected, f"{len(page.records)} of {page.total} stations have a place")


async def fetch_sample_forecast(source: KmaForecast, key: str, fetcher: Fetcher, now: dt.datetime) -> OutlookContent:
    """Fetch and parse the newest forecast of one cell.

    Raises:
        SourceError: it cannot be used.
    """

    async def fetch(url: str) -> Document:
        return await fetch_document(fetcher, url, private=source.private)

    reader = make_reader(source, key, fetch)
    newest, previous = islice(list_issues(now), 2)
    try:
        parsed = await reader.read(_SAMPLE, newest)
    except ServiceError as error:
        if error.kind is not ServiceFailure.NO_DATA:
            raise
        parsed = await reader.read(_SAMPLE, previous)
    check_age(parsed.forecast, now)
    return OutlookContent(None, (), parsed.rejected, _describe(parsed))


async def list_calls(database_url: str, sources: Iterable[object], now: dt.datetime) -> list[str]:
    """Return a line for each source with a daily budget: the calls that the bot has made today (Seoul), of how many.

    Before the bot's first start there is no database, and no line.

    Raises:
        StorageError: the database failed.
    """
    budgeted = [one for one in sources if isinstance(one, KmaForecast | AirKorea)]
    if not budgeted:
        return []
    try:
        async with open_database(database_url, must_exist=True) as database, database.read() as connection:
            calls = await service_calls.list_of_day(connection, now.astimezone(KST).date())
    except DatabaseUnreachable:
        return []
    return [f"{one.name}: {calls.get(one.name, 0):,} of {one.budget:,} calls made today (Seoul)" for one in budgeted]


def _describe(parsed: ParsedForecast) -> str:
    forecast = parsed.forecast
    place = parsed.place or "Seoul"
    issued_at = f"{forecast.issued_at.astimezone(KST):%Y-%m-%d %H:%M}"
    return f"{len(forecast.hours)} hours and {len(forecast.days)} days of {place}, issued {issued_at} (Seoul)"
