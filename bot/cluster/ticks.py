"""Ticks of jobs that one worker does for all: whoever comes first makes a row, and only the maker works."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from bot.clock import Clock
from storage.cluster import ticks
from storage.database import Database

KEPT = dt.timedelta(days=2)
"""Time for which the rows of ticks are kept."""

Job: TypeAlias = Callable[[], Awaitable[None]]


class Sharing(Protocol):
    """How jobs are shared among the processes on a database."""

    def once(self, kind: str, job: Job, *, overlaps: bool = False) -> Job:
        """Return a job that runs once a minute among all of them; see `Ticks.once`."""


class Alone:
    """Sharing of a process that is alone on its database: it does all."""

    def once(self, _kind: str, job: Job, *, overlaps: bool = False) -> Job:  # noqa: ARG002 - as in `Sharing`
        """Return the job."""
        return job


class Ticks:
    """Makes jobs run once among all workers.

    Args:
        database: the database.
        worker_name: the name of this worker.
        clock: the clock of this machine.
    """

    def __init__(self, database: Database, worker_name: str, clock: Clock) -> None:
        self._database = database
        self._worker_name = worker_name
        self._clock = clock

    def once(self, kind: str, job: Job, *, overlaps: bool = False) -> Job:
        """Return a job that runs once a minute among all workers, however many of them start it.

        Args:
            kind: a name that all workers use for it.
            job: the job.
            overlaps: whether it may begin while an earlier run of it still works.
        """

        async def run() -> None:
            moment = self._clock.now().replace(second=0, microsecond=0)
            async with self._database.write() as connection:
                is_mine = await ticks.begin(connection, kind, moment, self._worker_name, overlaps=overlaps)
                if is_mine:
                    await ticks.delete_old(connection, kind, moment - KEPT)
            if not is_mine:
                return
            try:
                await job()
            finally:
                if not overlaps:
                    async with self._database.write() as connection:
                        await ticks.end(connection, kind, moment, self._worker_name)

        return run
