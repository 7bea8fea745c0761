"""Overview of the processes that share the database, for operators."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster import roles, workers
from storage.cluster.database_time import read_seconds
from storage.dialects import job_rows


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
        jobs: kinds of the shared jobs that it does now.
    """

    number: int
    host: str
    process: str
    version: str
    started_at: dt.datetime
    beat_age: dt.timedelta
    reach_age: dt.timedelta | None
    roles: Sequence[str]
    jobs: Sequence[str] = ()


async def read(connection: AsyncConnection) -> list[WorkerState]:
    """Return the state of all workers by number; none if a single process has the database for itself."""
    now = dt.datetime.fromtimestamp(await read_seconds(connection), dt.UTC)
    held: defaultdict[str, list[str]] = defaultdict(list)
    for role in await roles.list_all(connection):
        held[role.holder].append(role.name)
    in_hand: defaultdict[int, list[str]] = defaultdict(list)
    for number, kind in await job_rows.list_in_hand(connection):
        in_hand[number].append(kind)
    found = []
    for one in await workers.list_all(connection):
        host, process, *_ = one.name.split()
        beat_age = max(dt.timedelta(0), now - one.beat_at)
        reach_age = max(dt.timedelta(0), now - one.reached_at) if one.reached_at else None
        state = one.id, host, process, one.version, one.started_at, beat_age, reach_age
        found.append(WorkerState(*state, held[one.name], in_hand[one.id]))
    return found
