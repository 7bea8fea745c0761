"""A token that is replaced during a broadcast: the bot ends with a message, and goes on with the new one."""

import asyncio

import pytest

from storage.schema import DeliveryState
from tests.crash.factories import TOKEN, Prepare, until
from tests.delivery.mornings import in_state, ledger, received, switched_off

pytestmark = pytest.mark.process

NEW_TOKEN = "987654321:BBF-another_token_nobody_may_see_01234567"  # noqa: S105 - opens nothing


async def test_a_replaced_token_ends_the_bot_and_loses_nothing_with_the_new_one(prepare: Prepare) -> None:
    morning = await prepare()
    async with morning.bot() as process:
        await until(lambda: morning.sends >= len(morning.people) // 3)
        morning.server.replace_token(TOKEN, NEW_TOKEN)
        person = morning.people[0]
        chat = morning.world.private_chat(person)
        morning.world.say(chat, person, "/weather 인천")  # so that the bot asks for updates again
        assert await asyncio.wait_for(process.wait(), 60) == 1
    assert "JOGAN_TELEGRAM_TOKEN" in morning.log[-1]
    morning.check_log()
    assert await switched_off(morning.database) == {}
    morning.environment["JOGAN_TELEGRAM_TOKEN"] = NEW_TOKEN
    await morning.finish()
    assert NEW_TOKEN not in "".join(morning.log)
    assert in_state(await ledger(morning.database), DeliveryState.SENT) == {person.id for person in morning.people}
    messages = [one for one in morning.world.messages(chat) if one.sender is morning.world.bot]
    assert len(messages) == 2, "the bulletin, and the answer to what was asked meanwhile"
    assert set(received(morning.world, morning.people[1:]).values()) == {1}
