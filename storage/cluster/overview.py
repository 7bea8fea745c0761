"""Overview of the processes that share the database, for operators."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster import roles, workers
from storage.cluster.database_time import read_seconds


@dataclass(frozen=True, slots=True)
class WorkerState:
    """State of a process.

    Attributes:
        number: the worker's number.
        host: its machine.
        process: its process id there.
        version: the version of Jogan that it runs.
        started_at: time of its start (UTC).
        beat_age: time since its last heartbeat.
        reach_age: time since Telegram has answered it last, or None.
        roles: what it is in charge of, by name.
    """

    number: int
    host: str
    process: str
    version: str
    started_at: dt.datetime
    beat_age: dt.timedelta
    reach_age: dt.timedelta | None
    roles: Sequence[str]


async def read(connection: AsyncConnection) -> list[WorkerState]:
    """Return the state of all workers by number; none if a single process has the database for itself."""
    now = dt.datetime.fromtimestamp(await read_seconds(connection), dt.UTC)
    held: defaultdict[str, list[str]] = defaultdict(list)
    for role in await roles.list_all(connection):
        held[role.holder].append(role.name)
    found = []
    for one in await workers.list_all(connection):
        host, process, *_ = one.name.split()
        beat_age = max(dt.timedelta(0), now - one.beat_at)
        reach_age = max(dt.timedelta(0), now - one.reached_at) if one.reached_at else None
        found.append(
            WorkerState(one.id, host, process, one.version, one.started_at, beat_age, reach_age, held[one.name])
        )
    return found
