"""Collect KMA's forecasts: of wanted cells only, each once an issue, spread over the minutes, within a daily budget."""

import asyncio
import datetime as dt
import logging
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from bot.clock import Clock, elapsed
from bot.intake.outlook.forecast_readers import check_age, is_current, make_reader
from bot.intake.outlook.service import Service
from bot.intake.outlook.wanted_cells import Wanted, WantedCells
from bot.intake.source_config import KmaForecast
from bot.monitoring.monitor import Monitor
from bot.places.known import KnownPlaces
from bot.weather.outlook import Spot
from sources.errors import BrokenDocument, NoForecast, ServiceError, ServiceFailure, SourceError
from sources.fetch import Fetcher
from sources.kma.village_forecast import DELAY, ISSUE_HOURS, list_issues
from sources.korea.forecast_grid import Cell, find_cell
from sources.records import KST
from storage.content import forecasts
from storage.database import Database
from storage.errors import DatabaseFailed

SPREAD = 30
"""Minutes over which the requests of one issue are spread."""

PATIENCE = 2.5
"""Seconds for which an answer waits for a forecast that is not known yet."""

_MIN_SHARE = 5
"""Cells of one minute, if that many are due."""
_MAX_CONCURRENT = 4

_MINUTE = 60.0
_NOT_YET = 5 * _MINUTE
"""Seconds after which an issue that was not there is asked for again."""
_FAILED = 10 * _MINUTE
# The keyless feed does not say when its next issue comes.
_SAME_ISSUE = 60 * _MINUTE
"""Seconds after which a feed that still had the former issue is asked for again."""
_UNUSABLE = 180 * _MINUTE
"""Seconds after which a cell is asked for again whose forecast cannot be used."""

_log = logging.getLogger(__name__)


class ForecastCollector:
    """Keeps the forecasts of wanted cells up to date.

    Args:
        source: the source.
        key: the operator's key of the source's service, or empty.
        fetcher: the HTTP client.
        database: the database.
        known: the places.
        clock: the clock.
        elapsed: seconds that no setting of the clock changes.
        monitor: learns whether the source works.
    """

    def __init__(
        self,
        source: KmaForecast,
        key: str,
        fetcher: Fetcher,
        database: Database,
        known: KnownPlaces,
        clock: Clock,
        elapsed: Callable[[], float] = elapsed,
        monitor: Monitor | None = None,
    ) -> None:
        self._name = source.name
        watch = (monitor or Monitor()).sources.watch(source.name, elapsed)
        self._service = Service(
            source.name, source.budget, fetcher, database, clock, watch, private=source.private, elapsed=elapsed
        )
        self._reader = make_reader(source, key, self._service.fetch)
        self._wanted = WantedCells(database, known)
        self._database = database
        self._clock = clock
        self._elapsed = elapsed
        self._retry_at: dict[Cell, float] = {}
        self._unusable: set[Cell] = set()
        self._tasks: dict[Cell, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)
        self._is_scarce = False
        self._absent_issue: dt.datetime | None = None
        self._absent_until = -math.inf

    async def run(self) -> None:
        """Fetch a minute's share of the forecasts that are due, those of subscriptions first."""
        if not self._service.allows_call:
            return
        try:
            wanted = await self._wanted.get(self._clock.now())
            issues = await self._read_issues(wanted.subscribed | wanted.asked)
            due = await self._list_due(wanted, issues)
        except DatabaseFailed as error:
            _log.error("Could not look up the forecasts that are due: %s", error)
            return
        await asyncio.gather(*(self._start(cell, issues.get(cell)) for cell in due))

    async def request(self, spots: Collection[Spot], patience: float = PATIENCE) -> frozenset[str]:
        """Remember that somebody asks for places, and wait a moment for forecasts that are not known yet.

        Args:
            spots: the places.
            patience: seconds to wait.

        Returns:
            The keys of the places whose forecast is still unknown.

        Raises:
            StorageError: the database failed.
        """
        cells = {spot.key: find_cell(spot.latitude, spot.longitude) for spot in spots}
        wanted, now = set(cells.values()), self._clock.now()
        await self._wanted.remember(wanted, now)
        issues = await self._read_issues(wanted)
        missing = [cell for cell in sorted(wanted) if not is_current(issues.get(cell), now) and self._is_ready(cell)]
        tasks = [self._start(cell, issues.get(cell)) for cell in await self._limit(missing)]
        if tasks:
            await asyncio.wait(tasks, timeout=patience)
            issues = await self._read_issues(wanted)
        return frozenset(key for key, cell in cells.items() if not is_current(issues.get(cell), now))

    def is_fetching(self, spot: Spot) -> bool:
        """Return whether the forecast of a place is being fetched now."""
        return find_cell(spot.latitude, spot.longitude) in self._tasks

    async def close(self) -> None:
        """Cancel what is under way."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read_issues(self, cells: Collection[Cell]) -> dict[Cell, dt.datetime]:
        async with self._database.read() as connection:
            return await forecasts.list_issues(connection, cells)

    async def _list_due(self, wanted: Wanted, issues: Mapping[Cell, dt.datetime]) -> list[Cell]:
        """Return the cells to fetch in this minute."""
        newest = next(self._list_issues())

        def select(cells: Collection[Cell]) -> list[Cell]:
            due = [cell for cell in cells if self._is_ready(cell) and _is_older(issues.get(cell), newest)]
            # Those without any forecast first.
            return sorted(due, key=lambda cell: (cell in issues, cell))

        share = max(_MIN_SHARE, math.ceil((len(wanted.subscribed) + len(wanted.asked)) / SPREAD))
        subscribed = select(wanted.subscribed)[:share]
        return subscribed + await self._limit(select(wanted.asked)[: share - len(subscribed)])

    async def _limit(self, asked: Sequence[Cell]) -> list[Cell]:
        """Return as many of the cells that were asked for as the budget allows besides those of subscriptions."""
        if not asked or not self._service.allows_call:
            return []
        wanted = await self._wanted.get(self._clock.now())
        reserve = len(wanted.subscribed) * (1 + _count_issues_ahead(self._clock.now()))
        spare = await self._service.count_remaining() - reserve
        was_scarce, self._is_scarce = self._is_scarce, spare < len(asked)
        if self._is_scarce and not was_scarce:
            line = (
                "Source %s: the day's budget is nearly used up; only places of subscriptions are fetched until midnight"
            )
            _log.warning(line, self._name)
        return list(asked[: max(0, spare)])

    def _is_ready(self, cell: Cell) -> bool:
        return self._elapsed() >= self._retry_at.get(cell, -math.inf)

    def _start(self, cell: Cell, stored: dt.datetime | None) -> asyncio.Task[None]:
        """Return the task that fetches a cell; several who wait for a cell share it."""
        task = self._tasks.get(cell)
        if task is None:
            task = self._tasks[cell] = asyncio.create_task(self._collect(cell, stored))
            task.add_done_callback(lambda _: self._tasks.pop(cell, None))
        return task

    async def _collect(self, cell: Cell, stored: dt.datetime | None) -> None:
        """Fetch and store the issues of a cell that are missing; a failure is logged."""
        async with self._slots:
            try:
                newest = await self._collect_missing(cell, stored)
            except SourceError as error:
                self._record_failure(cell, error)
            # The source is not to blame, so that its circuit stays as it is.
            except DatabaseFailed as error:
                self._pause(cell, _FAILED)
                _log.error("Could not store the content of source %s: %s", self._name, error)
            else:
                self._record_success(cell, newest)

    async def _collect_missing(self, cell: Cell, stored: dt.datetime | None) -> dt.datetime | None:
        """Fetch and store the newest issue, and before it that with the low of today if it was missed.

        Returns:
            The time of the newest issue, or None if it is not there yet.
        """
        newest, previous = islice(self._list_issues(), 2)
        if not self._reader.has_issues:
            return await self._collect_issue(cell, newest)
        morning = self._get_morning_issue()
        if morning < newest and _is_older(stored, morning):
            await self._collect_issue(cell, morning)
        found = await self._collect_issue(cell, newest)
        if found is None and _is_older(stored, previous) and previous != morning:
            await self._collect_issue(cell, previous)
        return found

    def _list_issues(self) -> Iterator[dt.datetime]:
        """Yield the issues that can be had now, the newest first; one that was not there is left out for a while."""
        is_absent = self._elapsed() < self._absent_until
        issues = list_issues(self._clock.now())
        return (one for one in issues if not (is_absent and one == self._absent_issue))

    def _get_morning_issue(self) -> dt.datetime:
        """Return the issue of today that alone has today's low."""
        today = self._clock.now().astimezone(KST).date()
        return dt.datetime.combine(today, dt.time(ISSUE_HOURS[0]), KST)

    async def _collect_issue(self, cell: Cell, issued_at: dt.datetime) -> dt.datetime | None:
        """Fetch and store an issue.

        Returns:
            The time of the issue that came, or None if it is not there yet.

        Raises:
            SourceError: no usable forecast was received.
            StorageError: the database failed.
        """
        try:
            parsed = await self._reader.read(cell, issued_at)
        except ServiceError as error:
            if error.kind is ServiceFailure.NO_DATA:
                return None
            raise
        check_age(parsed.forecast, self._clock.now())
        async with self._database.write() as connection:
            await forecasts.add(connection, cell, self._name, parsed.forecast, self._clock.now())
        return parsed.forecast.issued_at

    def _record_success(self, cell: Cell, issued_at: dt.datetime | None) -> None:
        self._service.record_success()
        self._unusable.discard(cell)
        self._retry_at.pop(cell, None)
        newest = next(self._list_issues())
        if _is_older(issued_at, newest):
            # What one cell does not have yet no other has.
            self._absent_issue, self._absent_until = newest, self._elapsed() + _NOT_YET
            if issued_at is not None:
                self._pause(cell, _SAME_ISSUE)

    def _record_failure(self, cell: Cell, error: SourceError) -> None:
        if not isinstance(error, BrokenDocument):
            self._pause(cell, _FAILED)
            self._service.record_failure(error)
            return
        self._pause(cell, _UNUSABLE)
        # The service works; of a cell that has no forecast it is not to blame.
        if not isinstance(error, NoForecast):
            self._service.record_failure(error)
        elif cell not in self._unusable:
            self._unusable.add(cell)
            _log.warning("Source %s: %s", self._name, error)

    def _pause(self, cell: Cell, seconds: float) -> None:
        self._retry_at[cell] = self._elapsed() + seconds


def _is_older(stored: dt.datetime | None, issued_at: dt.datetime) -> bool:
    return stored is None or stored < issued_at


def _count_issues_ahead(now: dt.datetime) -> int:
    """Return the number of issues that come until midnight in Seoul."""
    local = now.astimezone(KST)
    midnight = dt.datetime.combine(local.date(), dt.time(), KST)
    return sum(midnight + dt.timedelta(hours=hour) + DELAY > local for hour in ISSUE_HOURS)
