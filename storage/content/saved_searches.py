"""What was searched for, so that the buttons below an answer, which hold 64 bytes, can name it.

Who searched is not kept.
"""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import asked_search as table

KEPT = dt.timedelta(days=30)
"""How long the buttons of an answer work."""


async def save(connection: AsyncConnection, words: str, now: dt.datetime) -> int:
    """Note a search, and forget those that were last asked long ago.

    Returns:
        Its number.
    """
    await connection.execute(delete(table).where(table.c.asked_at < now - KEPT))
    statement = insert(table).values(words=words, asked_at=now)
    again = statement.on_conflict_do_update(index_elements=["words"], set_={"asked_at": now})
    number: int = (await connection.execute(again.returning(table.c.id))).scalar_one()
    return number


async def get(connection: AsyncConnection, number: int) -> str | None:
    """The words of a search, or None where it has been forgotten."""
    words: str | None = await connection.scalar(select(table.c.words).where(table.c.id == number))
    return words
