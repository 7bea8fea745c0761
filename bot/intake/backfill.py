"""Backfill: the hours of the last day that are missing at the start, from KMA's table of cities.

With them the difference from yesterday and the chart are there on the first morning. What is missing is looked up in
the database, so that a restart goes on where the last process ended, and complete hours are never requested.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from bot.clock import Clock, elapsed
from bot.intake.chain import MIN_STATIONS
from bot.intake.ingest import SourceRef, store_content
from bot.intake.source_config import KmaCities
from sources.errors import BrokenDocument, FetchFailed, SourceError
from sources.fetch import Circuit, Fetcher
from sources.kma.city_table import build_url, parse_city_table
from sources.korea.stations import Catalogue
from sources.records import Content, Document
from storage.content import observations
from storage.database import Database
from storage.errors import DatabaseFailed

HOURS = 25
"""Hours before the current one that are filled in: the newest reading may be an hour old, and a day is before it."""

_HOUR = dt.timedelta(hours=1)
_log = logging.getLogger(__name__)


class Backfill:
    """Requests a missing hour at each run, the newest first, until none is missing or the source refuses.

    Args:
        source: the table of cities.
        may_ask: returns whether the table of cities is being polled successfully; without it nothing is requested.
        fetcher: the HTTP client.
        database: the database.
        catalogue: the weather stations.
        clock: the clock.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(
        self,
        source: KmaCities,
        may_ask: Callable[[], bool],
        fetcher: Fetcher,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        elapsed: Callable[[], float] = elapsed,
    ) -> None:
        self._source = source
        self._may_ask = may_ask
        self._fetcher = fetcher
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._elapsed = elapsed
        self._circuit = Circuit()
        self._asked: set[dt.datetime] = set()
        self._filled = 0
        self._has_begun = False
        self._is_over = False

    @property
    def source_name(self) -> str:
        """The name of the table of cities."""
        return self._source.name

    async def run(self) -> None:
        """Fill in one hour; it ends where the server refuses, or after five failures in a row."""
        if self._is_over or not self._may_ask() or not self._circuit.allows_attempt(self._elapsed()):
            return
        try:
            missing = await self._list_missing()
            if missing:
                self._log_begin(len(missing))
                await self._fill(missing[0])
            else:
                self._end()
        except DatabaseFailed as error:
            _log.error("Could not fill in a past hour from %s, will retry: %s", self._source.name, error)

    async def _list_missing(self) -> list[dt.datetime]:
        """Return the hours that have too few stations and were not requested yet, the newest first."""
        newest = self._clock.now().replace(minute=0, second=0, microsecond=0) - _HOUR
        hours = [newest - number * _HOUR for number in range(HOURS)]
        async with self._database.read() as connection:
            stations = await observations.count_stations(connection, hours[-1], newest)
        enough = MIN_STATIONS * len(self._catalogue)
        return [at for at in hours if at not in self._asked and stations.get(at, 0) < enough]

    def _log_begin(self, missing: int) -> None:
        if not self._has_begun:
            self._has_begun = True
            _log.info("Filling in %d missing hours from %s, one a minute", missing, self._source.name)

    async def _fill(self, hour: dt.datetime) -> None:
        try:
            await self._collect(hour)
        except FetchFailed as error:
            self._record_failure(error, error.retry_after, is_final=not error.is_transient)
        # The table of this hour cannot be used; another one may be.
        except SourceError as error:
            self._asked.add(hour)
            self._record_failure(error)
        else:
            self._asked.add(hour)
            self._filled += 1
            self._circuit.record_success()

    async def _collect(self, hour: dt.datetime) -> None:
        """Fetch, parse and store the table of an hour.

        Raises:
            SourceError: the source failed or its content cannot be used; nothing is stored.
            StorageError: the database failed; nothing is stored.
        """
        fetched = await self._fetcher.fetch(build_url(self._source.address, hour), private=self._source.private)
        # None is not possible here: without validators a server cannot answer that nothing has changed.
        document = fetched.document if fetched else Document(b"")
        content = await asyncio.to_thread(self._parse, document, hour)
        name, now = self._source.name, self._clock.now()
        await store_content(name, content, SourceRef(name), self._database, self._catalogue, now)

    def _parse(self, document: Document, hour: dt.datetime) -> Content:
        content = parse_city_table(document, self._catalogue)
        # A server that ignores the hour gives the latest one again and again.
        if content.observed_at != hour:
            raise BrokenDocument(f"the table is of another hour than {hour:%Y-%m-%d %H:%M} UTC")
        return content

    def _record_failure(
        self, error: SourceError, retry_after: dt.timedelta | None = None, *, is_final: bool = False
    ) -> None:
        if self._circuit.record_failure(self._elapsed(), retry_after) or is_final:
            self._is_over = True
            _log.warning("Past hours are not filled in any more from %s: %s", self._source.name, error)

    def _end(self) -> None:
        self._is_over = True
        if self._filled:
            _log.info("Filled in %d missing hours from %s", self._filled, self._source.name)
