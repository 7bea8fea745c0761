"""The client as a stranger uses it, with a bot of ten lines."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

from simulator.client import Client, connect, inside
from simulator.errors import ActionError, NotSettledError
from tests.simulator.conftest import NOON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator import Server, Town
    from tests.simulator.conftest import Ask


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


@pytest.fixture
async def echo(ask: Ask) -> AsyncIterator[None]:
    async def run() -> None:
        offset = 0
        while True:
            for update in (await ask("getUpdates", offset=offset, timeout=5)).items:
                offset = int(str(update["update_id"])) + 1
                message = update["message"]
                assert isinstance(message, dict)
                await ask("sendMessage", chat_id=message["chat"]["id"], text=f"You said {message['text']}")

    bot = asyncio.create_task(run())
    yield
    bot.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot


@pytest.mark.usefixtures("echo")
async def test_a_conversation(telegram: Client) -> None:
    mina = await telegram.add_person("Mina", language="en")
    await telegram.say(mina.id, mina.id, "hello")
    (answer,) = await telegram.wait(messages=1)
    assert answer.text == "You said hello"
    await telegram.say(mina.id, mina.id, "again")
    (answer,) = await telegram.wait()
    assert answer.text == "You said again"
    assert [message.text for message in await telegram.messages(mina.id)][::2] == ["hello", "again"]


@pytest.mark.usefixtures("echo")
async def test_a_client_waits_from_where_it_begins(telegram: Client, server: Server) -> None:
    mina = await telegram.add_person("Mina")
    await telegram.say(mina.id, mina.id, "the first test")
    await telegram.wait(messages=1)
    async with connect(server.base_url.removesuffix("/bot")) as another:
        await another.say(mina.id, mina.id, "the second test")
        assert [one.text for one in await another.wait(messages=1)] == ["You said the second test"]
    assert [one.text for one in await telegram.wait()] == ["You said the second test"]
    within = inside(server.control)
    await within.say(mina.id, mina.id, "the third test")
    assert [one.text for one in await within.wait(messages=1)] == ["You said the third test"]


async def test_a_bot_does_not_speak_first(telegram: Client, ask: Ask) -> None:
    mina = await telegram.add_person("Mina", started=False)
    refused = await ask("sendMessage", chat_id=mina.id, text="x")
    assert (refused.status, refused.error) == (403, "Forbidden: bot can't initiate conversation with a user")
    assert mina.id not in {chat.id for chat in (await telegram.state()).chats}
    await telegram.say(mina.id, mina.id, "/start")
    assert (await ask("sendMessage", chat_id=mina.id, text="x")).status == 200


async def test_what_did_not_come_is_told_with_the_conversation(telegram: Client, town: Town) -> None:
    await telegram.say(town.private.id, town.person.id, "anybody?")
    with pytest.raises(NotSettledError, match=r"in vain\. The conversation:\n미나 / 미나: anybody\?"):
        await telegram.wait(messages=1, within=0.01)


async def test_what_nobody_could_do_is_an_error(telegram: Client, town: Town) -> None:
    with pytest.raises(ActionError, match="chat not found"):
        await telegram.say("@nowhere", town.person.id, "x")


async def test_everything_can_be_done(telegram: Client, town: Town, ask: Ask) -> None:
    mina = town.person.id
    group = await telegram.add_chat("group", "Walkers", mina)
    guest = await telegram.add_person("Guest", username="guest")
    await telegram.join(group.id, guest.id)
    await telegram.promote(group.id, guest.id, anonymous=True)
    said = await telegram.say(group.id, guest.id, "x", anonymous=True)
    assert (await telegram.edit(said, "y")).edited == NOON
    await telegram.demote(group.id, guest.id)
    await telegram.leave(group.id, guest.id)
    await telegram.remove_bot(group.id)
    await telegram.add_bot(group.id)
    assert (await telegram.migrate(group.id)).kind == "supergroup"
    forum = await telegram.add_chat("supergroup", "Forum", mina, forum=True)
    topic = await telegram.add_topic(forum.id, mina, "Tea")
    assert (await telegram.say(forum.id, mina, "hot", topic=topic)).thread == topic
    await telegram.block(mina)
    await telegram.unblock(mina)
    await telegram.set_language(mina, "en")
    place = await telegram.share_location(mina, mina, 37.5, 127.0)
    assert place.location == {"latitude": 37.5, "longitude": 127.0}
    with pytest.raises(ActionError, match="no file"):
        await telegram.file(place)
    await telegram.set_clock(NOON.replace(hour=5))
    assert (await telegram.state()).clock == NOON.replace(hour=5)
    await telegram.add_fault(method="getMe", retry_after=3)
    await telegram.set_limits(on=True)
    assert (await ask("getMe")).status == 429
    await telegram.begin_outage(60)
    await telegram.clear_faults()
    (call,) = await telegram.calls()
    assert (call.method, call.accepted) == ("getMe", False)
    await telegram.delete_account(guest.id)
    assert {event.kind for event in await telegram.log()} == {"sent", "edited", "membership"}


async def test_a_button_is_pressed_and_a_menu_read(telegram: Client, town: Town, ask: Ask) -> None:
    await ask("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    (message,) = await telegram.wait(messages=1)
    await telegram.press(message, "a", town.person.id)
    assert message.buttons[0].text == "A"
    assert [one.command for one in await telegram.menu(town.private.id, town.person.id)] == ["help"]


async def test_chaos_single_limits_and_refusals(telegram: Client, town: Town, ask: Ask, server: Server) -> None:
    await telegram.set_chaos(seed=1, flood=1)
    assert (await ask("getMe")).status == 429
    with pytest.raises(ActionError, match="no probabilities"):
        await telegram.set_chaos(flood=1, broken=1)
    await telegram.clear_faults()
    await telegram.set_limits(overall=1)
    statuses = [(await ask("sendMessage", chat_id=town.private.id, text="x")).status for _ in range(2)]
    assert statuses == [200, 429]
    with pytest.raises(ActionError, match="cannot be set"):
        await telegram.set_limits(on=False, chat=1)
    await telegram.begin_outage(60, refuse=True)
    assert server.outages.seconds_left > 0
    with pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", int(server.base_url.split(":")[2].split("/")[0]))
