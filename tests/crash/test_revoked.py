"""A token that is revoked during a broadcast: the bot ends with a message, and the next start loses nothing."""

import asyncio

import pytest

from simulator import Fault, errors
from storage.schema import DeliveryState
from tests.crash.factories import Prepare, until
from tests.delivery.mornings import in_state, ledger, received, switched_off

pytestmark = pytest.mark.process


async def test_a_revoked_token_ends_the_bot_with_a_message_and_loses_nothing(prepare: Prepare) -> None:
    morning = await prepare()
    async with morning.bot() as process:
        await until(lambda: morning.sends >= len(morning.people) // 3)
        for methods in ("*", "getUpdates"):
            morning.server.faults.append(Fault(methods, times=1_000_000, answer=errors.unauthorized()))
        person = morning.people[0]
        morning.world.say(morning.world.private_chat(person), person, "안녕")  # so that the bot asks for updates again
        assert await asyncio.wait_for(process.wait(), 60) == 1
    assert "JOGAN_TELEGRAM_TOKEN" in morning.log[-1]
    morning.check_log()
    assert await switched_off(morning.database) == {}
    morning.server.faults.clear()
    await morning.finish()
    assert in_state(await ledger(morning.database), DeliveryState.SENT) == {person.id for person in morning.people}
    assert set(received(morning.world, morning.people).values()) == {1}
