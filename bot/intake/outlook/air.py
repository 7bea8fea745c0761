"""Fine dust: AirKorea's measurements once an hour, and its list of stations once a week.

One call brings all stations of the country, so that no province has to be asked for by its name, which changes, and a
place near a border finds the nearest station beyond it. AirKorea publishes an hour about a quarter past; what comes
later is in the answer an hour later, with its own time.
"""

import asyncio
import datetime as dt
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.clock import Clock, elapsed
from bot.intake.outlook.service import Service
from bot.intake.plausibility import CLOCK_TOLERANCE
from bot.intake.source_config import AirKorea
from bot.monitoring.monitor import Monitor
from sources.airkorea import measurements, station_list
from sources.errors import BrokenDocument, ImplausibleReadings, SourceError
from sources.fetch import Fetcher
from sources.kma.open_api import ROWS_PER_PAGE, ResponsePage
from sources.records import KST, Document
from storage.content import air
from storage.database import Database
from storage.errors import DatabaseFailed

LIST_LIFETIME = dt.timedelta(days=7)
"""Time after which the list of stations is asked for again."""

MINUTES = range(16, 41)
"""Minutes of an hour from which it is asked for; each process draws one."""

_MAX_PAGES = 5
_MIN_SHARE = 0.5
"""The smallest share of the stored stations that a new list must have."""

_log = logging.getLogger(__name__)
_Record = TypeVar("_Record")


class AirCollector:
    """Collects fine dust.

    Args:
        source: the source.
        key: the operator's key of data.go.kr.
        fetcher: the HTTP client.
        database: the database.
        clock: the clock.
        minute: the minute from which an hour is asked for; one of `MINUTES` by default.
        elapsed: seconds that no setting of the clock changes.
        monitor: learns whether the source works.
    """

    def __init__(
        self,
        source: AirKorea,
        key: str,
        fetcher: Fetcher,
        database: Database,
        clock: Clock,
        minute: int | None = None,
        elapsed: Callable[[], float] = elapsed,
        monitor: Monitor | None = None,
    ) -> None:
        monitor = monitor or Monitor()
        self._metrics = monitor.metrics
        self._source = source
        self._key = key
        self._database = database
        self._clock = clock
        # So that the bots of many operators do not all ask at the same minute.
        self._minute = random.choice(MINUTES) if minute is None else minute  # noqa: S311 - no secret
        parts = source.budget, fetcher, database, clock
        # Two services with a circuit each, and one name for both: the budget is that of the source.
        self._lists, self._hours = (
            Service(
                source.name,
                *parts,
                monitor.sources.watch(source.name, elapsed),
                private=source.private,
                elapsed=elapsed,
            )
            for _ in range(2)
        )
        self._asked_for: dt.datetime | None = None
        self._has_rejected = False

    async def run(self) -> None:
        """Ask for what is due. A failure is logged, and what failed is due again."""
        try:
            if self._lists.allows_call and await self._is_list_due():
                await _try(self._lists, self._collect_list)
            if self._hours.allows_call and await self._is_hour_due():
                await _try(self._hours, self._collect_hour)
        except DatabaseFailed as error:
            _log.error("Could not store the content of source %s: %s", self._source.name, error)

    async def _is_list_due(self) -> bool:
        async with self._database.read() as connection:
            age = await air.get_list_age(connection, self._clock.now())
        # Below zero after the clock was set back.
        return age is None or not dt.timedelta(0) <= age < LIST_LIFETIME

    async def _is_hour_due(self) -> bool:
        hour = self._get_hour()
        if self._asked_for == hour:
            return False
        # After a restart: what is stored need not be asked for again.
        async with self._database.read() as connection:
            newest = await air.get_newest_hour(connection)
        return newest is None or newest < hour

    def _get_hour(self) -> dt.datetime:
        """Return the hour that can be asked for now: the last one of which the minute has come."""
        return (self._clock.now() - dt.timedelta(minutes=self._minute)).replace(minute=0, second=0, microsecond=0)

    async def _collect_list(self) -> None:
        stations = await self._fetch_all(
            self._lists, self._source.stations, station_list.build_url, station_list.parse_station_list
        )
        now = self._clock.now()
        async with self._database.write() as connection:
            if len(stations) < _MIN_SHARE * await air.count_stations(connection):
                raise BrokenDocument(f"the list has only {len(stations)} stations; the last one is kept")
            await air.replace_stations(connection, stations, now)
        _log.debug("Source %s: %d stations", self._source.name, len(stations))

    async def _collect_hour(self) -> None:
        hour = self._get_hour()
        readings = await self._fetch_all(
            self._hours, self._source.address, measurements.build_url, measurements.parse_measurements
        )
        now = self._clock.now()
        newest = max((one.measured_at for one in readings), default=now)
        if newest > now + CLOCK_TOLERANCE:
            # They would hide all real ones until then.
            at = newest.astimezone(KST)
            raise ImplausibleReadings(f"the readings are dated {at:%Y-%m-%d %H:%M}, which is in the future")
        async with self._database.write() as connection:
            stored = await air.add(connection, self._source.name, readings, now)
        self._asked_for = hour
        if stored:
            self._metrics.record_stored(readings=stored)
            _log.debug("Source %s: %d new readings", self._source.name, stored)

    async def _fetch_all(
        self,
        service: Service,
        address: str,
        build_url: Callable[[str, str, int], str],
        parse: Callable[[Document], ResponsePage[_Record]],
    ) -> list[_Record]:
        """Return the records of all pages."""
        records: list[_Record] = []
        for number in range(1, _MAX_PAGES + 1):
            document = await service.fetch(build_url(address, self._key, number))
            page = await asyncio.to_thread(parse, document)
            self._log_rejected(page)
            records += page.records
            if number * ROWS_PER_PAGE >= page.total:
                break
        return records

    def _log_rejected(self, page: ResponsePage[_Record]) -> None:
        # Once: the same item would be rejected every hour.
        if page.rejected and not self._has_rejected:
            first = page.rejected[0]
            line = "Source %s: %d items cannot be used; the first, %d: %s"
            _log.warning(line, self._source.name, len(page.rejected), first.line, first.reason)
        self._has_rejected = bool(page.rejected)


async def _try(service: Service, collect: Callable[[], Awaitable[None]]) -> None:
    try:
        await collect()
    except SourceError as error:
        service.record_failure(error)
    else:
        service.record_success()
