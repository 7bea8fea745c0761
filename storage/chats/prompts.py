"""The bot's messages that ask for the names of cities, so that an answer to one is understood after a restart.

Nothing is kept of the answers.
"""

import datetime as dt

from sqlalchemy import and_, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import prompt as table

KEPT = dt.timedelta(days=2)
"""How long an answer is understood."""


async def save(
    connection: AsyncConnection, chat_id: int, message_id: int, subscription_id: int, now: dt.datetime
) -> None:
    """Note for which subscription a message asks, and forget those that have asked long ago.

    Args:
        connection: writes to the store.
        chat_id: where the message stands, which may be another chat than the subscription's.
        message_id: Telegram's number of it.
        subscription_id: a subscription that is stored.
        now: aware.
    """
    await connection.execute(delete(table).where(table.c.asked_at < now - KEPT))
    about = {"subscription_id": subscription_id, "asked_at": now}
    statement = insert(table).values(chat_id=chat_id, message_id=message_id, **about)
    # Another bot, with the same store, counts its messages anew.
    await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=about))


async def get(connection: AsyncConnection, chat_id: int, message_id: int) -> int | None:
    """For which subscription a message asks; None where it does not, or where that is gone."""
    mine = and_(table.c.chat_id == chat_id, table.c.message_id == message_id)
    number: int | None = await connection.scalar(select(table.c.subscription_id).where(mine))
    return number
