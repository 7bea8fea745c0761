"""Ticks of jobs that one worker does for all: whoever comes first makes a row, and with it a job for one of them."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

from bot.clock import Clock
from storage.cluster import ticks
from storage.cluster.ticks import Tick
from storage.database import Database
from storage.dialects.job_rows import ANYBODY

if TYPE_CHECKING:
    from bot.cluster.jobs import Jobs

KEPT = dt.timedelta(days=2)
"""Time for which the rows of ticks are kept."""

_MINUTE = dt.timedelta(minutes=1)

Job: TypeAlias = Callable[[], Awaitable[None]]
NotePlace: TypeAlias = Callable[[bool], object]


def _ignore(_is_here: bool) -> None:
    """Do nothing."""


class Sharing(Protocol):
    """How jobs are shared among the processes on a database.

    Attributes:
        is_shared: True if there can be other processes.
    """

    is_shared: bool

    def once(self, kind: str, job: Job, *, every: int = 1, near: str = "", note_place: NotePlace = _ignore) -> Job:
        """Return what starts a job once among all of them; see `Ticks.once`."""


class Alone:
    """Sharing of a process that is alone on its database: it does all."""

    is_shared = False

    def once(
        self,
        _kind: str,
        job: Job,
        *,
        every: int = 1,  # noqa: ARG002 - as in `Sharing`
        near: str = "",  # noqa: ARG002
        note_place: NotePlace = _ignore,  # noqa: ARG002
    ) -> Job:
        """Return the job."""
        return job


class Ticks:
    """Makes jobs run once among all workers.

    Args:
        database: the database.
        clock: the clock of this machine.
        jobs: hands them to the workers, and does those of this one.
    """

    is_shared = True

    def __init__(self, database: Database, clock: Clock, jobs: "Jobs") -> None:
        self._database = database
        self._clock = clock
        self._jobs = jobs

    def once(self, kind: str, job: Job, *, every: int = 1, near: str = "", note_place: NotePlace = _ignore) -> Job:
        """Return what makes a job run at most once in some minutes among all workers, however many of them call it.

        It does not run again before its last run has ended.

        Args:
            kind: a name that all workers use for it.
            job: the job, as this worker does it.
            every: the minutes.
            near: another kind, with which it runs in the same process while that one lives.
            note_place: called again and again with whether the job is given to this process.
        """
        self._jobs.add(kind, job, near or kind)

        async def tick() -> None:
            moment = self._clock.now().replace(second=0, microsecond=0)
            last = await self._read_last(kind)
            if last is not None:
                note_place(last.holder in {ANYBODY, self._jobs.own_queue})
            # Before the last one after the clock was set back.
            if last is None or not last.moment <= moment < last.moment + every * _MINUTE:
                await self._make(kind, moment)

        return tick

    async def _read_last(self, kind: str) -> Tick | None:
        async with self._database.read() as connection:
            return await ticks.get_last(connection, kind)

    async def _make(self, kind: str, moment: dt.datetime) -> None:
        async with self._database.write() as connection:
            queue = await self._jobs.find_queue(connection, kind)
            if await ticks.make(connection, kind, moment, queue):
                await self._jobs.hand_out(connection, kind, queue)
                await ticks.delete_old(connection, kind, moment - KEPT)
