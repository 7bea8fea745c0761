"""The bot that a token is of, and the bot that a database is of."""

from bot.errors import OtherBot
from storage.chats import bot_account
from storage.database import Database


def get_bot_id(token: str) -> int | None:
    """Return Telegram's id of the bot that a token is of, the number before its colon; None if there is none."""
    number, _, _ = token.partition(":")
    return int(number) if number.isdecimal() and number.isascii() else None


async def claim_database(database: Database, token: str, *, is_other: bool = False) -> None:
    """Store which bot runs on a database.

    A bot can write only to people who have started it. With the token of another bot, Telegram would refuse every
    bulletin, and all subscribers would count as people who have blocked the bot.

    Args:
        database: the database.
        token: the bot's token; a new one of the same bot begins with the same number.
        is_other: True to let another bot follow.

    Raises:
        OtherBot: another bot ran on it before.
        StorageError: the database failed.
    """
    given = get_bot_id(token)
    async with database.read() as connection:
        stored = await bot_account.get(connection)
    if given is None or given == stored:  # without a number Telegram rejects the token
        return
    if stored is not None and not is_other:
        raise OtherBot(stored, given)
    async with database.write() as connection:
        await bot_account.put(connection, given)
