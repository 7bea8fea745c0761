"""Who is at work: a lease is held by one process at a time, until it gives it back or stops renewing it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import lease as table


@dataclass(frozen=True, slots=True)
class Lease:
    """What a process holds.

    Attributes:
        name: what for.
        holder: tells the process from all others.
        since: since when (UTC).
        until: until when, unless it is renewed (UTC).
    """

    name: str
    holder: str
    since: dt.datetime
    until: dt.datetime


async def get(connection: AsyncConnection, name: str) -> Lease | None:
    """The lease, run out or not, or None where nobody holds it."""
    row = (await connection.execute(select(table).where(table.c.name == name))).one_or_none()
    return None if row is None else Lease(row.name, row.holder, row.since, row.until)


async def put(connection: AsyncConnection, lease: Lease) -> None:
    """Give a lease to its holder, whoever had it; the caller decides that in the same transaction."""
    values = {"name": lease.name, "holder": lease.holder, "since": lease.since, "until": lease.until}
    await connection.execute(insert(table).values(values).on_conflict_do_update(index_elements=["name"], set_=values))


async def renew(connection: AsyncConnection, name: str, holder: str, until: dt.datetime) -> bool:
    """Hold on for longer.

    Returns:
        Whether it was still held; somebody else may have taken it over.
    """
    mine = table.c.name == name, table.c.holder == holder
    return (await connection.execute(update(table).where(*mine).values(until=until))).rowcount == 1


async def release(connection: AsyncConnection, name: str, holder: str) -> None:
    """Let go of what is held."""
    await connection.execute(delete(table).where(table.c.name == name, table.c.holder == holder))
