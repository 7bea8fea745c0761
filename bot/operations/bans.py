"""Bans: chats and people that the bot does not serve."""

import datetime as dt

from storage.chats import privacy, refused
from storage.chats.refused import RefusedChat
from storage.database import Database


async def ban(database: Database, number: int, now: dt.datetime, *, forget: bool = False) -> list[RefusedChat]:
    """Ban a chat or person; the running bot knows it within some seconds.

    Args:
        database: the database.
        number: Telegram's id.
        now: aware.
        forget: True to delete all else that is stored about it.

    Returns:
        All that are refused.
    """
    async with database.write() as connection:
        await refused.ban(connection, number, now)
        if forget:
            await privacy.forget(connection, number)
        return await refused.list_all(connection)


async def unban(database: Database, number: int) -> bool:
    """Lift a ban.

    Returns:
        True if there was one.
    """
    async with database.write() as connection:
        return await refused.unban(connection, number)


async def list_refused(database: Database) -> list[RefusedChat]:
    """Return all that are refused."""
    async with database.read() as connection:
        return await refused.list_all(connection)
