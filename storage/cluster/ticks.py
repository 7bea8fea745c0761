"""Ticks: work that is due at a moment, and is done by one of all workers (table `tick`)."""

import datetime as dt

from sqlalchemy import cast, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.dialects.columns import Identifier
from storage.dialects.statements import insert
from storage.schema import is_running, worker
from storage.schema import tick as table

_NOW = cast(database_now(), Identifier)


async def begin(
    connection: AsyncConnection, kind: str, moment: dt.datetime, worker_name: str, *, overlaps: bool = False
) -> bool:
    """Begin the work of a tick, if no other worker has, and if the last one of its kind has ended.

    Args:
        connection: writes to the database.
        kind: what is due.
        moment: when it is due (UTC).
        worker_name: the worker that does it.
        overlaps: whether the next one may begin before this one has ended.

    Returns:
        True if this worker is to do it.
    """
    # The work of a worker that was pruned ends with it; this one's has ended, even if that could not be stored.
    others = select(worker.c.id).where(worker.c.name == table.c.holder, worker.c.name != worker_name)
    over = update(table).where(table.c.kind == kind, is_running, ~others.exists())
    await connection.execute(over.values(ended_at=_NOW))
    row = {"kind": kind, "moment": moment, "holder": worker_name, "begun_at": _NOW}
    if overlaps:
        row["ended_at"] = _NOW
    # Whichever key it is: of its moment, or of the kind's work that runs.
    inserted = insert(table).values(row).on_conflict_do_nothing().returning(table.c.kind)
    return (await connection.execute(inserted)).scalar() is not None


async def end(connection: AsyncConnection, kind: str, moment: dt.datetime, worker_name: str) -> None:
    """End the work of a tick, if a worker does it."""
    which = table.c.kind == kind, table.c.moment == moment, table.c.holder == worker_name
    await connection.execute(update(table).where(*which).values(ended_at=_NOW))


async def get_last(connection: AsyncConnection, kind: str) -> dt.datetime | None:
    """Return the last moment of a kind (UTC), or None."""
    newest = select(table.c.moment).where(table.c.kind == kind).order_by(table.c.moment.desc()).limit(1)
    found: dt.datetime | None = await connection.scalar(newest)
    return found


async def delete_old(connection: AsyncConnection, kind: str, before: dt.datetime) -> None:
    """Delete the ended ticks of a kind whose moments are before a time (aware)."""
    await connection.execute(delete(table).where(table.c.kind == kind, table.c.moment < before, ~is_running))
