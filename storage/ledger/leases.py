"""Leases: held by one process at a time, until it releases or stops renewing it (table `lease`)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, is_locking, lock
from storage.dialects.statements import insert
from storage.errors import LeaseLost
from storage.schema import lease as table

# Built once: each transaction of a running bot begins with it.
# Shared by all that write, and exclusive for who takes the lease over, who waits until they have ended.
_HOLDER = select(table.c.holder).where(table.c.name == bindparam("name"))
_HOLDER_LOCKED = _HOLDER.with_for_update(read=True)


@dataclass(frozen=True, slots=True)
class Lease:
    """Lease of a process.

    Attributes:
        name: its purpose.
        holder: unique id of the process.
        since: time of the acquisition (UTC).
        until: expiry unless renewed (UTC).
    """

    name: str
    holder: str
    since: dt.datetime
    until: dt.datetime


async def lock_all(connection: AsyncConnection) -> None:
    """Wait until no other transaction decides who gets a lease."""
    await lock(connection, Subject.LEASES)


async def get(connection: AsyncConnection, name: str) -> Lease | None:
    """Return a lease, expired or not, or None if nobody holds it."""
    row = (await connection.execute(select(table).where(table.c.name == name))).one_or_none()
    return None if row is None else Lease(row.name, row.holder, row.since, row.until)


async def require(connection: AsyncConnection, name: str, holder: str) -> None:
    """Check that a process holds a lease; in a transaction that writes, no other can take it over before the end.

    Raises:
        LeaseLost: it does not hold it any more.
    """
    # The expiry does not count: as long as nobody has taken the lease over, its holder may renew it.
    statement = _HOLDER_LOCKED if is_locking(connection) else _HOLDER
    if await connection.scalar(statement, {"name": name}) != holder:
        raise LeaseLost


async def put(connection: AsyncConnection, lease: Lease) -> None:
    """Store a lease, and replace its holder; the caller checks in the same transaction that it may."""
    values = {"name": lease.name, "holder": lease.holder, "since": lease.since, "until": lease.until}
    await connection.execute(insert(table).values(values).on_conflict_do_update(index_elements=["name"], set_=values))


async def renew(connection: AsyncConnection, name: str, holder: str, until: dt.datetime) -> None:
    """Renew a lease, if `holder` still holds it."""
    # The holder is part of the condition: a process that was suspended must not renew a lease taken over since.
    await connection.execute(update(table).where(table.c.name == name, table.c.holder == holder).values(until=until))


async def release(connection: AsyncConnection, name: str, holder: str) -> None:
    """Release a lease, if `holder` still holds it."""
    await connection.execute(delete(table).where(table.c.name == name, table.c.holder == holder))
