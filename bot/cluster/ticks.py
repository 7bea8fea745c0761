"""Ticks of jobs that one worker does for all: whoever comes first makes a row, and with it a job for one of them."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from bot.clock import Clock
from storage.cluster import ticks
from storage.database import Database

if TYPE_CHECKING:
    from bot.cluster.jobs import Jobs

KEPT = dt.timedelta(days=2)
"""Time for which the rows of ticks are kept."""

_MINUTE = dt.timedelta(minutes=1)

Job: TypeAlias = Callable[[], Awaitable[None]]


class Sharing(Protocol):
    """How jobs are shared among the processes on a database.

    Attributes:
        is_shared: True if there can be other processes.
    """

    is_shared: bool

    def once(self, kind: str, job: Job, *, every: int = 1, near: str = "") -> Job:
        """Return what starts a job once among all of them; see `Ticks.once`."""


class Alone:
    """Sharing of a process that is alone on its database: it does all."""

    is_shared = False

    def once(self, _kind: str, job: Job, *, every: int = 1, near: str = "") -> Job:  # noqa: ARG002 - as in `Sharing`
        """Return the job."""
        return job


class Ticks:
    """Makes jobs run once among all workers.

    Args:
        database: the database.
        worker_name: the name of this worker.
        clock: the clock of this machine.
        jobs: hands them to the workers, and does those of this one.
    """

    is_shared = True

    def __init__(self, database: Database, worker_name: str, clock: Clock, jobs: "Jobs") -> None:
        self._database = database
        self._worker_name = worker_name
        self._clock = clock
        self._jobs = jobs

    def once(self, kind: str, job: Job, *, every: int = 1, near: str = "") -> Job:
        """Return what makes a job run at most once in some minutes among all workers, however many of them call it.

        It does not run again before its last run has ended.

        Args:
            kind: a name that all workers use for it.
            job: the job, as this worker does it.
            every: the minutes.
            near: another kind, with which it runs in the same process while that one lives.
        """
        self._jobs.add(kind, job, near or kind)

        async def tick() -> None:
            moment = self._clock.now().replace(second=0, microsecond=0)
            if every == 1 or await self._is_due(kind, moment, every * _MINUTE):
                await self._make(kind, moment)

        return tick

    async def _is_due(self, kind: str, moment: dt.datetime, pause: dt.timedelta) -> bool:
        async with self._database.read() as connection:
            last = await ticks.get_last(connection, kind)
        # Before the last one after the clock was set back.
        return last is None or not last <= moment < last + pause

    async def _make(self, kind: str, moment: dt.datetime) -> None:
        async with self._database.write() as connection:
            if await ticks.make(connection, kind, moment, self._worker_name):
                await self._jobs.hand_out(connection, kind)
                await ticks.delete_old(connection, kind, moment - KEPT)
