"""Measurements that are made when somebody asks for the metrics."""

import math
from collections.abc import Callable

from bot.clock import Clock
from bot.monitoring.metrics import SharedRole
from bot.monitoring.monitor import Monitor
from storage.cluster import overview, updates
from storage.database import Database
from storage.dialects import job_rows
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
        await self._measure_cluster()
        metrics.database_size.set(await self._measure_database())
        self._monitor.sources.update_metrics()

    async def _measure_cluster(self) -> None:
        """Measure what processes share, if this one is not alone."""
        if self._monitor.worker is None:
            return
        metrics = self._monitor.metrics
        try:
            async with self._database.read() as connection:
                workers = await overview.read(connection)
                waiting = await updates.count_waiting(connection)
                waiting_jobs = await job_rows.count_waiting(connection)
        except StorageError:
            for unknown in (metrics.workers, metrics.forwarded_updates, metrics.waiting_jobs):
                unknown.set(math.nan)
            return
        metrics.workers.set(len(workers))
        metrics.forwarded_updates.set(waiting)
        metrics.waiting_jobs.set(waiting_jobs)
        held = {role for one in workers if one.number == self._monitor.worker for role in one.roles}
        for role in SharedRole:
            metrics.is_in_charge.labels(role).set(role in held)

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
