"""The guard against the token of another bot."""

import pytest

from bot.errors import OtherBot
from bot.runtime.bot_account import claim_database
from storage.chats import bot_account
from storage.database import Database

TOKEN, NEW_TOKEN, OTHER_TOKEN = "7001:first", "7001:second", "7002:first"  # open nothing


async def stored(database: Database) -> int | None:
    async with database.read() as connection:
        return await bot_account.get(connection)


async def test_a_new_token_of_the_same_bot_is_accepted(database: Database) -> None:
    await claim_database(database, TOKEN)
    await claim_database(database, NEW_TOKEN)
    assert await stored(database) == 7001


async def test_the_token_of_another_bot_is_refused_without_naming_it(database: Database) -> None:
    await claim_database(database, TOKEN)
    with pytest.raises(OtherBot, match=r"bot 7001, but JOGAN_TELEGRAM_TOKEN is of bot 7002, .* --other-bot$") as caught:
        await claim_database(database, OTHER_TOKEN)
    assert OTHER_TOKEN not in str(caught.value)
    assert await stored(database) == 7001


async def test_another_bot_follows_if_that_is_wanted(database: Database) -> None:
    await claim_database(database, TOKEN)
    await claim_database(database, OTHER_TOKEN, is_other=True)
    await claim_database(database, OTHER_TOKEN)
    assert await stored(database) == 7002


@pytest.mark.parametrize("token", ["", "first", ":first", "one:first", "７００１:first"])
async def test_what_is_no_token_claims_nothing(database: Database, token: str) -> None:
    await claim_database(database, token)
    assert await stored(database) is None
