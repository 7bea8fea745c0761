"""Texts of searches and subscribe requests that buttons refer to by number (table `asked_search`).

Callback data hold 64 bytes only. The person who asked is not stored.
"""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import asked_search as table

RETENTION = dt.timedelta(days=30)
"""Time for which the buttons of an answer work."""


async def save(connection: AsyncConnection, words: str, now: dt.datetime) -> int:
    """Store a text, and delete expired ones.

    Returns:
        Its number.
    """
    await connection.execute(delete(table).where(table.c.asked_at < now - RETENTION))
    statement = insert(table).values(words=words, asked_at=now)
    # The new time keeps the buttons of the latest answer working. DO NOTHING would also return no id.
    again = statement.on_conflict_do_update(index_elements=["words"], set_={"asked_at": now})
    number: int = (await connection.execute(again.returning(table.c.id))).scalar_one()
    return number


async def get(connection: AsyncConnection, number: int) -> str | None:
    """Return a stored text by its number, or None if it has expired."""
    words: str | None = await connection.scalar(select(table.c.words).where(table.c.id == number))
    return words
