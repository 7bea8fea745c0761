"""Ticks: work that is due at a moment, and is done once among all workers (table `tick`).

With each tick a job is made that does the work (`bot.cluster.jobs`), and the tick is over when that job is gone.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import cast, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.dialects import job_rows
from storage.dialects.columns import Identifier
from storage.dialects.statements import insert
from storage.schema import is_running
from storage.schema import tick as table

_NOW = cast(database_now(), Identifier)


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick.

    Attributes:
        moment: when it was due (UTC).
        holder: the worker that its job was given to, as the maker has named it.
    """

    moment: dt.datetime
    holder: str


async def make(connection: AsyncConnection, kind: str, moment: dt.datetime, holder: str) -> bool:
    """Make a tick, unless there is one of this moment, or the job of the last one of its kind is not done.

    Args:
        connection: writes to a database of PostgreSQL.
        kind: what is due.
        moment: when it is due (UTC).
        holder: the worker that its job is given to.

    Returns:
        True if it was made; the caller makes its job in the same transaction.
    """
    over = update(table).where(table.c.kind == kind, is_running, ~job_rows.is_open(table.c.kind))
    await connection.execute(over.values(ended_at=_NOW))
    row = {"kind": kind, "moment": moment, "holder": holder, "begun_at": _NOW}
    # Whichever key it is: of its moment, or of the kind's tick that is not over.
    inserted = insert(table).values(row).on_conflict_do_nothing().returning(table.c.kind)
    return (await connection.execute(inserted)).scalar() is not None


async def get_last(connection: AsyncConnection, kind: str) -> Tick | None:
    """Return the last tick of a kind, or None."""
    newest = select(table.c.moment, table.c.holder).where(table.c.kind == kind)
    row = (await connection.execute(newest.order_by(table.c.moment.desc()).limit(1))).one_or_none()
    return None if row is None else Tick(*row)


async def delete_old(connection: AsyncConnection, kind: str, before: dt.datetime) -> None:
    """Delete the ended ticks of a kind whose moments are before a time (aware)."""
    await connection.execute(delete(table).where(table.c.kind == kind, table.c.moment < before, ~is_running))
