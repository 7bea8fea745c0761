"""The bot whose chats are stored (table `bot_account`, at most one row)."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, lock
from storage.schema import bot_account as table


async def get(connection: AsyncConnection) -> int | None:
    """Return Telegram's id of the bot that ran on this database last, or None if none has."""
    return await connection.scalar(select(table.c.id))


async def put(connection: AsyncConnection, bot_id: int) -> None:
    """Store the bot that runs on this database, in the place of another one."""
    await lock(connection, Subject.ACCOUNT)
    await connection.execute(delete(table))
    await connection.execute(insert(table).values(id=bot_id))
