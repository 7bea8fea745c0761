"""Roles that one worker holds at a time, such as sending: leases with a fencing number (table `lease`).

A lease is free when its holder is no worker any more, or has released it. Its number grows with each new holder, and
never returns: statements that name it change nothing after somebody else has taken the lease.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, cast, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.dialects.columns import Identifier
from storage.dialects.statements import insert
from storage.errors import LeaseLost
from storage.schema import lease as table
from storage.schema import worker

NOBODY = ""
"""Holder of a lease that was released."""

_NOW = cast(database_now(), Identifier)
_IS_FREE = ~select(worker.c.id).where(worker.c.name == table.c.holder).exists()
_TAKE = (
    update(table)
    .where(table.c.name == bindparam("role"), _IS_FREE)
    .values(holder=bindparam("worker"), number=table.c.number + 1, since=_NOW, until=_NOW + bindparam("seconds"))
    .returning(table.c.number)
)
_REQUIRE = (
    select(table.c.number)
    .where(
        table.c.name == bindparam("role"),
        table.c.holder == bindparam("worker"),
        table.c.number == bindparam("fencing_number"),
    )
    .with_for_update(read=True, key_share=True)
)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role and its holder.

    Attributes:
        name: the role.
        holder: the name of the worker, or empty if nobody holds it.
        since: when it was taken (UTC, by the database's clock).
        number: the fencing number.
    """

    name: str
    holder: str
    since: dt.datetime
    number: int


async def take(connection: AsyncConnection, role: str, worker_name: str, seconds: int) -> int | None:
    """Take a role if it is free.

    Args:
        connection: writes to the database.
        role: its name.
        worker_name: the worker that takes it.
        seconds: after which others may take it, unless it is renewed.

    Returns:
        The new fencing number; None if another worker holds it.
    """
    first = {"name": role, "holder": NOBODY, "since": _NOW, "until": _NOW}
    await connection.execute(insert(table).values(first).on_conflict_do_nothing())
    # Locked first: the lock waits for transactions of its last holder that are about to be committed.
    await connection.execute(select(table.c.number).where(table.c.name == role).with_for_update())
    number: int | None = await connection.scalar(_TAKE, {"role": role, "worker": worker_name, "seconds": seconds})
    return number


async def renew(connection: AsyncConnection, worker_name: str, seconds: int) -> None:
    """Renew all roles of a worker."""
    await connection.execute(update(table).where(table.c.holder == worker_name).values(until=_NOW + seconds))


async def require(connection: AsyncConnection, role: str, worker_name: str, number: int) -> None:
    """Check that a worker still holds a role; until the end of a transaction that writes, nobody can take it over.

    Raises:
        LeaseLost: it does not, or has lost it meanwhile.
    """
    given = {"role": role, "worker": worker_name, "fencing_number": number}
    if await connection.scalar(_REQUIRE, given) is None:
        raise LeaseLost


async def release(connection: AsyncConnection, role: str, worker_name: str) -> None:
    """Release a role, if a worker holds it."""
    held = table.c.name == role, table.c.holder == worker_name
    await connection.execute(update(table).where(*held).values(holder=NOBODY, until=_NOW))


async def release_all(connection: AsyncConnection, worker_name: str) -> None:
    """Release all roles of a worker that ends."""
    await connection.execute(update(table).where(table.c.holder == worker_name).values(holder=NOBODY, until=_NOW))


async def list_all(connection: AsyncConnection) -> list[HeldRole]:
    """Return all roles by name."""
    rows = await connection.execute(select(table).order_by(table.c.name))
    return [HeldRole(row.name, row.holder, row.since, row.number) for row in rows]
