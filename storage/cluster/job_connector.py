"""Connector of procrastinate, the jobs of processes that share a database, to its connections.

procrastinate does not fence: a worker that wakes late would end a job that another one has taken over. Here each of its
statements is in a transaction that begins by locking the worker's row, as all others of a worker (`Database.fence`).
"""

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from procrastinate.connector import BaseAsyncConnector, Notify
from procrastinate.manager import JobManager
from psycopg.errors import ProgrammingError, RaiseException
from psycopg.types.json import Jsonb
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.database import Database
from storage.dialects import job_rows
from storage.errors import DatabaseFailed, LeaseLost

RETRY_INTERVAL = 1.0
"""Seconds until a statement that the database has failed is tried again."""

_NO_JOB: Mapping[str, object] = {"id": None}
# Which job it is the worker finds out.
_NEWS = json.dumps({"type": "job_inserted", "job_id": 0})

_log = logging.getLogger(__name__)


class JobConnector(BaseAsyncConnector):
    """Executes procrastinate's statements; while the database fails they wait for it.

    Args:
        database: on PostgreSQL.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_ending = asyncio.Event()

    def end(self) -> None:
        """Wait no longer for a database that fails."""
        self._is_ending.set()

    async def execute_query_async(self, query: str, **arguments: Any) -> None:
        """Execute a statement; nothing is done if this worker was pruned."""
        await self.execute_query_all_async(query, **arguments)

    async def execute_query_one_async(self, query: str, **arguments: Any) -> dict[str, Any]:
        """Return the row of a statement; one without a job if this worker was pruned."""
        rows = await self.execute_query_all_async(query, **arguments)
        return rows[0] if rows else {**_NO_JOB}

    async def execute_query_all_async(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        """Return the rows of a statement; none if this worker was pruned.

        Raises:
            DatabaseFailed: the statement is wrong.
        """
        while True:
            try:
                async with self._database.write() as connection:
                    return await _execute(connection, query, arguments)
            except LeaseLost:
                return []
            except DatabaseFailed as error:
                if not self._may_retry(error):
                    return []
                _log.debug("The database failed for a shared job; will retry: %s", error)
            await self._pause()

    def _may_retry(self, error: DatabaseFailed) -> bool:
        cause = getattr(error.__cause__, "orig", None)
        if isinstance(cause, ProgrammingError):
            raise error
        # It raises only if there is no such job any more: the answer to an earlier attempt was lost.
        return not isinstance(cause, RaiseException) and not self._is_ending.is_set()

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_ending.wait(), RETRY_INTERVAL)

    async def execute_query_all_async_with_connection(
        self, connection: AsyncConnection, query: str, **arguments: Any
    ) -> list[dict[str, Any]]:
        """Return the rows of a statement in a transaction of the caller's."""
        return await _execute(connection, query, arguments)

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Tell of each tick, on this machine or another, as a job was made with it."""
        news = asyncio.Event()
        with self._database.watch(schema.tick, news.set):
            while True:
                await news.wait()
                news.clear()
                for channel in channels:
                    await on_notification(channel=channel, payload=_NEWS)


async def _execute(connection: AsyncConnection, query: str, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    adapted = {name: _adapt(value) for name, value in arguments.items()}
    result = await connection.exec_driver_sql(query, adapted)
    return [dict(row) for row in result.mappings()] if result.returns_rows else []


def _adapt(value: Any) -> Any:
    """Return an argument as the driver takes it."""
    match value:
        case dict():
            return Jsonb(value)
        case list() | tuple():
            return (list if isinstance(value, list) else tuple)(map(_adapt, value))
    return value


class FencedJobManager(JobManager):
    """Manager of jobs whose worker is this process among those that share the database.

    Which workers live `bot.cluster.membership` decides: its heartbeats count, and procrastinate's are not sent.

    Args:
        connector: executes the statements.
        database: on PostgreSQL.
        worker: the number of this worker.
    """

    def __init__(self, connector: JobConnector, database: Database, worker: int) -> None:
        super().__init__(connector)
        self._database = database
        self._worker = worker

    async def register_worker(self) -> int:
        """Sign this worker on, so that it is given jobs; return its number.

        Raises:
            StorageError: the database failed, or this worker was pruned.
        """
        async with self._database.write() as connection:
            await job_rows.sign_on(connection, self._worker)
        return self._worker

    async def unregister_worker(self, worker_id: int) -> None:
        """Give the jobs of this worker to others; if the database fails, they take them when it is gone."""
        try:
            async with self._database.write() as connection:
                await job_rows.sign_off(connection, worker_id)
        except (DatabaseFailed, LeaseLost) as error:
            _log.debug("Could not give back shared jobs: %s", error)

    async def update_heartbeat(self, worker_id: int) -> None:
        """Do nothing."""

    async def prune_stalled_workers(self, _seconds_since_heartbeat: float) -> list[int]:
        """Prune nobody."""
        return []
