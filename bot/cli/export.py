"""`jogan export`: all that is stored about a chat, as `/data` shows it."""

import datetime as dt
from dataclasses import asdict

from bot.errors import InvalidInput
from bot.rendering.data_export import to_json
from storage.chats import privacy, refused
from storage.database import open_database


async def export_chat(database_url: str, number: int, now: dt.datetime) -> str:
    """Return what is stored about a chat or person as an indented JSON document.

    Args:
        database_url: the database.
        number: Telegram's id.
        now: aware.

    Raises:
        InvalidInput: nothing is stored about it.
        StorageError: the database failed.
    """
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        rows = await privacy.collect(connection, number)
        refused_chat = await refused.get(connection, number)
    if refused_chat is not None:  # it cannot ask the bot, and `/forget` would keep the row
        rows["refused_chat"] = [asdict(refused_chat)]
    if not rows:
        raise InvalidInput(f"nothing is stored about {number}; groups and channels have negative ids")
    return to_json(rows, now).decode()
