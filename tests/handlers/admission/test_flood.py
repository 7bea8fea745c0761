"""Groups that ask all the time, by people who stay within their quota: nobody else waits for them."""

import asyncio
import time

import pytest

from bot.clock import SetClock
from bot.telegram_api.rate_limiter import Limiter
from local import TOKEN
from simulator import Server, World, small_town
from simulator.world.chats import Chat
from tests.factories import EVENING
from tests.handlers.factories import bot_at
from tests.talk import Talk

TOO_MANY = "한꺼번에 많이 물어보셨네요"


def flood(world: World, group: Chat, people: int, questions: int) -> None:
    """Let new members of a group ask, each so often."""
    for number in range(people):
        person = world.add_person(f"사람{number}")
        world.join(group, person)
        for _ in range(questions):
            world.say(group, person, "/weather 인천")


def answers(world: World, where: Chat) -> list[str]:
    return [one.text for one in world.messages(where) if one.sender is world.bot]


async def until_said(world: World, where: Chat, words: str) -> float:
    """Wait for a message of the bot in a chat, and return the seconds that it took."""
    begin = time.monotonic()
    async with asyncio.timeout(10):
        while not any(words in text for text in answers(world, where)):  # noqa: ASYNC110 - it happens in another task
            await asyncio.sleep(0.005)
    return time.monotonic() - begin


async def test_five_flooding_groups_make_nobody_else_wait(database_url: str) -> None:
    world = World(now=SetClock(EVENING).now)
    town = small_town(world)
    groups = [town.group, *(world.add_supergroup(f"모임 {number}", town.person) for number in range(4))]
    for group in groups[1:]:
        world.add_bot(group)
    async with Server(world, token=TOKEN) as server, bot_at(server, database_url, limiter=Limiter()) as application:
        for group in groups:
            flood(world, group, 5, 18)
        await server.wait_until_idle()
        world.say(town.private, town.person, "/weather 인천")
        assert await until_said(world, town.private, "인천") < 2
        for group in groups:
            await until_said(world, group, TOO_MANY)
        await application.dispatcher.close()
        for group in groups:
            assert sum(TOO_MANY in text for text in answers(world, group)) == 1, "one word about all that is dropped"


async def test_what_an_administrator_changes_finds_room_in_a_flooded_group(database_url: str) -> None:
    world = World(now=SetClock(EVENING).now)
    town = small_town(world)
    async with Server(world, token=TOKEN) as server, bot_at(server, database_url, limiter=Limiter()) as application:
        flood(world, town.group, 5, 18)
        world.say(town.group, town.person, "/language en")
        await server.wait_until_idle()
        await application.dispatcher.close()
        assert "I will speak English here" in answers(world, town.group)[-1]


@pytest.mark.parametrize("command", ["/subscribe 07:00", "/unsubscribe", "/settings", "/language", "/forget", "/data"])
async def test_refusals_do_not_use_up_a_groups_minute(talk: Talk, command: str) -> None:
    group, member = talk.town.group, talk.world.add_person("지훈")
    talk.world.join(group, member)
    for _ in range(20):
        talk.world.say(group, member, command)
    await talk.session.wait_until_idle()
    refusals = answers(talk.world, group)
    assert len(refusals) == 3
    assert all("관리자만" in text for text in refusals)
    talk.world.say(group, member, "/weather 인천")
    await talk.session.wait_until_idle()
    assert TOO_MANY in answers(talk.world, group)[-1], "they count for the person who asks"
    assert "15.9℃" in await talk(":in group", "/weather 인천")
