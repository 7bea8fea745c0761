"""Measurements that are made when somebody asks for the metrics."""

import math
from collections.abc import Callable

from bot.clock import Clock
from bot.monitoring.monitor import Monitor
from storage.database import Database
from storage.errors import StorageError
from storage.ledger import bulletin_pause, deliveries


class Measuring:
    """Sets the metrics that tell a state rather than count events.

    Args:
        monitor: has the metrics, and what the parts of the bot report.
        database: the database.
        clock: the clock.
        count_waiting: counts the updates that wait for their turn.
    """

    def __init__(
        self, monitor: Monitor, database: Database, clock: Clock, count_waiting: Callable[[], int] = lambda: 0
    ) -> None:
        self._monitor = monitor
        self._database = database
        self._clock = clock
        self.count_waiting = count_waiting

    async def update(self) -> None:
        """Measure all; what the database does not tell now is NaN."""
        metrics = self._monitor.metrics
        metrics.poll_age.set(self._monitor.polls.age)
        metrics.tick_age.set(self._monitor.ticks.age)
        metrics.waiting_updates.set(self.count_waiting())
        metrics.due_bulletins.set(await self._count_due())
        metrics.is_paused.set(await self._read_pause())
        metrics.database_size.set(await self._measure_database())
        self._monitor.sources.update_metrics()

    async def _count_due(self) -> float:
        try:
            async with self._database.read() as connection:
                return await deliveries.count_due(connection, self._clock.now())
        except StorageError:
            return math.nan

    async def _read_pause(self) -> float:
        try:
            async with self._database.read() as connection:
                return float(await bulletin_pause.get(connection) is not None)
        except StorageError:
            return math.nan

    async def _measure_database(self) -> float:
        try:
            return await self._database.measure_size()
        except StorageError:
            return math.nan
