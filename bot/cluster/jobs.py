"""Jobs that one worker does for all: procrastinate hands each to a worker, and to another one if that is gone.

A kind of job stays in one process while that lives: there it finds a source's failures and the validators of its last
document. Only processes that reach Telegram are given jobs, if there are any: the others hardly reach anything else.
What a job writes is fenced, as all that a worker writes (docs/decisions/054).
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from typing import TypeAlias

from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.jobs import DeleteJobCondition
from procrastinate.jobs import Job as JobRow
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cluster.membership import Membership
from storage.cluster.job_connector import FencedJobManager, JobConnector
from storage.database import Database
from storage.dialects import job_rows
from storage.errors import LeaseLost, StorageError

Job: TypeAlias = Callable[[], Awaitable[None]]

POLL_INTERVAL = 1.0
"""Seconds between two looks for jobs if the database tells of none, as when they were a dead worker's."""

_PATIENCE = 4.0
"""Seconds within which the database must have taken back the jobs of a process that ends."""

_RESTART_AFTER = 1.0
"""Seconds after an unexpected error."""

_NEVER = 1e9
"""Seconds between two runs of what procrastinate does besides: heartbeats, which are ours, and cancellations."""

_log = logging.getLogger(__name__)


class Jobs:
    """Hands out jobs, and does those of this worker.

    Args:
        database: on PostgreSQL.
        member: this process among those that share the database.
        report: called with a kind and the exception of its run, or None, after each run.
    """

    def __init__(self, database: Database, member: Membership, report: Callable[[str, Exception | None], None]) -> None:
        self._member = member
        self._report = report
        self._jobs: dict[str, Job] = {}
        self._places: dict[str, str] = {}
        self._connector = JobConnector(database)
        self._app = App(connector=self._connector)
        self._app.job_manager = FencedJobManager(self._connector, database, member.number)
        self._task = self._app.task(name="run", retry=_WhenInterrupted())(self._run)

    def add(self, kind: str, job: Job, place: str) -> None:
        """Add a job; kinds with the same place run in the same process."""
        self._jobs[kind] = job
        self._places[kind] = place

    @property
    def own_queue(self) -> str:
        """Queue of the jobs that are given to this worker."""
        return job_rows.get_queue(self._member.number)

    async def find_queue(self, connection: AsyncConnection, kind: str) -> str:
        """Return the queue of the worker for a kind, which stays alive until the end of the transaction."""
        chosen = choose(self._places[kind], self._find_fit(await job_rows.list_signed_on(connection)))
        return job_rows.ANYBODY if chosen is None else job_rows.get_queue(chosen)

    async def hand_out(self, connection: AsyncConnection, kind: str, queue: str) -> None:
        """Make a job, in a transaction of the caller's."""
        await self._task.configure(connection=connection, queue=queue).defer_async(kind=kind)

    def _find_fit(self, signed_on: Collection[int]) -> Collection[int]:
        fit = self._member.list_fit()
        return [one for one in signed_on if one in fit] or signed_on

    async def _run(self, kind: str) -> None:
        job = self._jobs.get(kind)
        if job is None:
            _log.debug("This process has no job %s; another one has other sources", kind)
            return
        try:
            await job()
        except LeaseLost:
            return  # this process ends, and another one does it
        except Exception as error:  # noqa: BLE001 - reported; the job is over, as it runs again at its next tick
            self._report(kind, error)
        else:
            self._report(kind, None)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Do the jobs of this worker until the block ends; those that have not ended then are done by others."""
        working = asyncio.create_task(self._keep_working())
        try:
            yield
        finally:
            self._connector.end()
            working.cancel()
            # The others take the jobs of a process that is gone, whether or not it could give them back.
            await asyncio.wait((working,), timeout=_PATIENCE)

    async def _keep_working(self) -> None:
        while not self._member.lost.is_set():
            try:
                await self._work()
            except LeaseLost:
                return
            except StorageError as error:
                # The heartbeats tell of an outage.
                _log.debug("Could not take shared jobs; will retry: %s", error)
            except Exception:  # noqa: BLE001 - logged; jobs of this process would wait for ever
                _log.exception("The worker of shared jobs failed; starting it again")
            await asyncio.sleep(_RESTART_AFTER)

    async def _work(self) -> None:
        await self._app.run_worker_async(
            queues=[job_rows.ANYBODY, self.own_queue],
            # Each kind runs once at a time.
            concurrency=len(self._jobs) or 1,
            fetch_job_polling_interval=POLL_INTERVAL,
            abort_job_polling_interval=_NEVER,
            update_heartbeat_interval=_NEVER,
            # What runs at the end is given back at once.
            shutdown_graceful_timeout=0,
            # The rows of ticks say what was done.
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
        )


class _WhenInterrupted(BaseRetryStrategy):
    """Puts back a job that the end of its process has interrupted; a job that fails is over."""

    def get_retry_decision(self, *, exception: BaseException, job: JobRow) -> RetryDecision | None:  # noqa: ARG002
        """Return a decision if the job was cancelled."""
        return RetryDecision(queue=job_rows.ANYBODY) if isinstance(exception, asyncio.CancelledError) else None


def choose(place: str, workers: Collection[int]) -> int | None:
    """Return the worker for a place; another one only when that worker goes, or a better one comes (rendezvous)."""
    return max(workers, key=lambda one: hashlib.sha256(f"{place} {one}".encode()).digest(), default=None)
