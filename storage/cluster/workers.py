"""Workers: the processes that share a database, and their heartbeats (table `worker`)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, cast, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.dialects import job_rows
from storage.dialects.columns import Identifier
from storage.errors import LeaseLost
from storage.schema import worker as table

_NOW = cast(database_now(), Identifier)
# A shared lock on the row: whoever deletes it waits for the end of this transaction. SQLite has one writer anyway.
_REQUIRE = select(table.c.id).where(table.c.id == bindparam("worker")).with_for_update(read=True, key_share=True)
_AGE = bindparam("age", type_=Identifier)
_BEAT = (
    update(table)
    .where(table.c.id == bindparam("worker"))
    .values(beats=table.c.beats + 1, beat_at=_NOW, reached_at=cast(_NOW - _AGE, Identifier))
)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that shares the database.

    Attributes:
        id: its number, never used again.
        name: host, process id, start time and a random token.
        version: the version of Jogan that it runs.
        started_at: time of its start (UTC, by the database's clock).
        beat_at: time of its last heartbeat (UTC, by the database's clock).
        beats: number of its heartbeats.
        reached_at: when Telegram has answered it last (UTC, by the database's clock), or None.
    """

    id: int
    name: str
    version: str
    started_at: dt.datetime
    beat_at: dt.datetime
    beats: int
    reached_at: dt.datetime | None = None


async def join(connection: AsyncConnection, name: str, version: str) -> int:
    """Add a worker, and return its number."""
    values = {"name": name, "version": version, "started_at": _NOW, "beat_at": _NOW}
    found: int = (await connection.execute(insert(table).values(values).returning(table.c.id))).scalar_one()
    return found


async def require(connection: AsyncConnection, number: int) -> None:
    """Check that a worker was not pruned; until the end of a transaction that writes, nobody can.

    Raises:
        LeaseLost: it was.
    """
    if await connection.scalar(_REQUIRE, {"worker": number}) is None:
        raise LeaseLost


async def beat(connection: AsyncConnection, number: int, reach_age: int | None = None) -> None:
    """Count a heartbeat of a worker; `reach_age` are the seconds since Telegram's last answer, None for none yet."""
    await connection.execute(_BEAT, {"worker": number, "age": reach_age})


async def list_all(connection: AsyncConnection) -> list[Worker]:
    """Return all workers in the order of their numbers."""
    rows = await connection.execute(select(table).order_by(table.c.id))
    return [
        Worker(row.id, row.name, row.version, row.started_at, row.beat_at, row.beats, row.reached_at) for row in rows
    ]


async def prune(connection: AsyncConnection, stalled: Worker) -> bool:
    """Delete a worker, unless its heart has beaten since it was read; return whether it was deleted.

    What it had in hand waits for others in the same transaction.
    """
    which = table.c.id == stalled.id, table.c.beats == stalled.beats
    is_pruned = (await connection.execute(delete(table).where(*which).returning(table.c.id))).scalar() is not None
    if is_pruned:
        await job_rows.sign_off(connection, stalled.id)
    return is_pruned


async def leave(connection: AsyncConnection, number: int) -> None:
    """Delete a worker that ends, and give its jobs to others."""
    await job_rows.sign_off(connection, number)
    await connection.execute(delete(table).where(table.c.id == number))
