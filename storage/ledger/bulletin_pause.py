"""Pause of all bulletins by an operator (table `bulletin_pause`); they wait in the ledger until their cut-off."""

import datetime as dt

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, lock
from storage.schema import bulletin_pause as table


async def get(connection: AsyncConnection) -> dt.datetime | None:
    """Return since when bulletins are paused (UTC), or None."""
    found: dt.datetime | None = await connection.scalar(select(table.c.paused_at))
    return found


async def begin(connection: AsyncConnection, now: dt.datetime) -> bool:
    """Pause bulletins; a pause that is on goes on.

    Returns:
        True if they were not paused before.
    """
    await lock(connection, Subject.OPERATIONS)
    if await connection.scalar(select(exists().select_from(table))):
        return False
    await connection.execute(insert(table).values(paused_at=now))
    return True


async def end(connection: AsyncConnection) -> bool:
    """Resume bulletins.

    Returns:
        True if they were paused.
    """
    return (await connection.execute(delete(table))).rowcount > 0
