"""Sources that an operator has paused (table `paused_source`), by the names in their configuration."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import paused_source as table


async def list_all(connection: AsyncConnection) -> dict[str, dt.datetime]:
    """Return since when (UTC) each paused source is paused."""
    return {row.name: row.paused_at for row in await connection.execute(select(table).order_by(table.c.name))}


async def pause(connection: AsyncConnection, name: str, now: dt.datetime) -> bool:
    """Pause a source; a pause that is on goes on.

    Returns:
        True if it was not paused before.
    """
    made = insert(table).values(name=name, paused_at=now).on_conflict_do_nothing()
    return (await connection.execute(made)).rowcount > 0


async def resume(connection: AsyncConnection, name: str) -> bool:
    """Resume a source.

    Returns:
        True if it was paused.
    """
    return (await connection.execute(delete(table).where(table.c.name == name))).rowcount > 0
