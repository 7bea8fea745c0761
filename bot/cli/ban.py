"""`jogan ban` and `jogan unban`: chats and people that the bot does not serve."""

import datetime as dt
import json
from collections.abc import Sequence

from sources.records import KST
from storage.chats import privacy, refused
from storage.chats.refused import RefusedChat
from storage.database import open_database


async def ban(database_url: str, number: int, now: dt.datetime, *, forget: bool) -> list[RefusedChat]:
    """Ban a chat or person; the running bot knows it within some seconds.

    Args:
        database_url: the database.
        number: Telegram's id.
        now: aware.
        forget: True to delete all else that is stored about it.

    Returns:
        All that are refused.
    """
    async with open_database(database_url, must_exist=True) as database, database.write() as connection:
        await refused.ban(connection, number, now)
        if forget:
            await privacy.forget(connection, number)
        return await refused.list_all(connection)


async def unban(database_url: str, number: int) -> bool:
    """Lift a ban.

    Returns:
        True if there was one.
    """
    async with open_database(database_url, must_exist=True) as database, database.write() as connection:
        return await refused.unban(connection, number)


async def list_refused(database_url: str) -> list[RefusedChat]:
    """Return all that are refused."""
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        return await refused.list_all(connection)


def describe(found: Sequence[RefusedChat]) -> str:
    """Return a line for each."""
    return "\n".join(map(_describe, found)) or "Nobody is banned."


def _describe(one: RefusedChat) -> str:
    return f"{one.number}: {one.reason.replace('_', ' ')} since {one.refused_at.astimezone(KST):%Y-%m-%d %H:%M} (Seoul)"


def to_json(found: Sequence[RefusedChat]) -> str:
    """Return them as a JSON object."""
    rows = [{"chat": one.number, "reason": one.reason, "since": one.refused_at.isoformat()} for one in found]
    return json.dumps({"refused": rows})
