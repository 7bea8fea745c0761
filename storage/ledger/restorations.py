"""Moments at which the database was restored: what is older may have been sent by the bot before (`restoration`)."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import restoration as table

NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


async def add(connection: AsyncConnection, now: dt.datetime) -> None:
    """Record that the database was restored, at an aware time."""
    await connection.execute(insert(table).values(restored_at=now).on_conflict_do_nothing())


async def get_last(connection: AsyncConnection) -> dt.datetime:
    """Return when the database was restored last (UTC); `NEVER` if it was not."""
    return await connection.scalar(select(func.max(table.c.restored_at))) or NEVER
