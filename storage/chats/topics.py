"""Names of forum topics with subscriptions (table `topic`)."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import topic as table


async def get_names(connection: AsyncConnection, chat_id: int) -> dict[int, str]:
    """Return the known names of a chat's topics by thread id."""
    rows = await connection.execute(select(table.c.thread_id, table.c.name).where(table.c.chat_id == chat_id))
    return {row.thread_id: row.name for row in rows}


async def save(connection: AsyncConnection, chat_id: int, thread_id: int, name: str) -> None:
    """Store the name of a topic of a stored chat."""
    given = insert(table).values(chat_id=chat_id, thread_id=thread_id, name=name)
    again = {"name": given.excluded.name}
    await connection.execute(given.on_conflict_do_update(index_elements=["chat_id", "thread_id"], set_=again))


async def rename(connection: AsyncConnection, chat_id: int, thread_id: int, name: str) -> None:
    """Store the new name of a topic that is stored."""
    mine = table.c.chat_id == chat_id, table.c.thread_id == thread_id
    await connection.execute(update(table).where(*mine).values(name=name))
