"""Overview: all that the dashboard shows at one moment."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.clock import Clock, elapsed
from bot.monitoring.monitor import Monitor
from bot.monitoring.readiness import CheckName, Readiness
from bot.monitoring.recent_lines import Line, RecentLines
from bot.operations.stats import Stats, read_stats
from storage.database import Database
from storage.errors import StorageError
from storage.ledger import bulletin_pause, history
from storage.ledger.history import BroadcastCount

SHARED_SECONDS = 10.0
"""Seconds for which all who look see the same overview: counting costs time that bulletins need."""

HISTORY_SECONDS = 300.0
"""The same for the counts of 30 days."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """State of a source.

    Attributes:
        name: its name.
        age: time since it was read, or since the start.
        is_failing: True if its last request failed.
        is_paused: True if an operator has paused it.
    """

    name: str
    age: dt.timedelta
    is_failing: bool
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts from the database; no chat is named.

    Attributes:
        broadcasts: today's bulletins by due time.
        stats: subscribers and the bulletins of the last days, at most `HISTORY_SECONDS` old.
        lags: longest time from a due time of a day to its last bulletin that was sent, by local day.
        paused_since: since when bulletins are paused, aware; None if they are not.
    """

    broadcasts: Sequence[BroadcastCount]
    stats: Stats
    lags: Mapping[dt.date, dt.timedelta]
    paused_since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the dashboard shows.

    Attributes:
        at: the time, in the operator's zone.
        reasons: the reason of each check that fails, None for the others.
        counts: what the database tells; None if it fails, which is among the reasons.
        sources: the sources.
        lines: the last warnings and errors of the log, the newest first.
    """

    at: dt.datetime
    reasons: Mapping[CheckName, str | None]
    counts: Counts | None
    sources: Sequence[SourceState]
    lines: Sequence[Line]


class _History(NamedTuple):
    """Counts of the last days."""

    stats: Stats
    lags: Mapping[dt.date, dt.timedelta]


class OverviewReader:
    """Reads an overview, and shares it for some seconds.

    Args:
        database: the database.
        clock: the clock.
        zone: the operator's IANA time zone.
        monitor: what the parts of the bot report.
        lines: the last lines of the log.
        now: monotonic clock, seconds.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: str,
        monitor: Monitor,
        lines: RecentLines,
        now: Callable[[], float] = elapsed,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._monitor = monitor
        self._readiness = Readiness(database, monitor)
        self._lines = lines
        self._now = now
        self._reading = asyncio.Lock()
        self._last: tuple[float, Overview] | None = None
        self._history: tuple[float, _History] | None = None

    async def read(self) -> Overview:
        """Return an overview that is at most `SHARED_SECONDS` old."""
        async with self._reading:
            if self._last is None or self._now() - self._last[0] >= SHARED_SECONDS:
                self._last = self._now(), await self._read()
            return self._last[1]

    async def _read(self) -> Overview:
        at = self._clock.now().astimezone(ZoneInfo(self._zone))
        try:
            counts = await self._count(at)
        except StorageError:
            counts = None
        return Overview(at, await self._readiness.check(), counts, self._list_sources(), self._lines.list_newest())

    async def _count(self, at: dt.datetime) -> Counts:
        past = await self._read_history(at)
        async with self._database.read() as connection:
            broadcasts = await history.count_by_broadcast(connection, at.date())
            paused_since = await bulletin_pause.get(connection)
        return Counts(broadcasts, past.stats, past.lags, paused_since)

    async def _read_history(self, at: dt.datetime) -> _History:
        if self._history is None or self._now() - self._history[0] >= HISTORY_SECONDS:
            stats = await read_stats(self._database, at, self._zone)
            async with self._database.read() as connection:
                lags = await history.measure_lags(connection, stats.first_day)
            self._history = self._now(), _History(stats, lags)
        return self._history[1]

    def _list_sources(self) -> list[SourceState]:
        health = self._monitor.sources
        failing, active = set(health.failing), set(health.active)
        return [
            SourceState(
                name,
                dt.timedelta(seconds=max(one.age for one in health.list_watches(name))),
                name in failing,
                name not in active,
            )
            for name in health.names
            if name not in health.elsewhere
        ]
