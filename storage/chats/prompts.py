"""Messages of the bot that ask for city names, so that replies work after a restart (table `prompt`).

The replies are not stored.
"""

import datetime as dt

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import prompt as table

RETENTION = dt.timedelta(days=2)
"""Time for which a reply is accepted."""


async def save(
    connection: AsyncConnection, chat_id: int, message_id: int, subscription_id: int, now: dt.datetime
) -> None:
    """Store the subscription that a message asks for, and delete expired prompts.

    Args:
        connection: writes to the database.
        chat_id: chat of the message, which may differ from the subscription's.
        message_id: Telegram's id of the message.
        subscription_id: id of a stored subscription.
        now: aware.
    """
    await connection.execute(delete(table).where(table.c.asked_at < now - RETENTION))
    about = {"subscription_id": subscription_id, "asked_at": now}
    statement = insert(table).values(chat_id=chat_id, message_id=message_id, **about)
    # Another bot that uses this database numbers its messages from the beginning, so an id may come again.
    await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=about))


async def get(connection: AsyncConnection, chat_id: int, message_id: int) -> int | None:
    """Return the id of the subscription that a message asks for, or None."""
    mine = and_(table.c.chat_id == chat_id, table.c.message_id == message_id)
    number: int | None = await connection.scalar(select(table.c.subscription_id).where(mine))
    return number
