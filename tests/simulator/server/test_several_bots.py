from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator import Server, Town, World
from simulator.client import Client, connect
from simulator.errors import ActionError, WaitTimeoutError
from tests.simulator.factories import TOKEN, Ask, keyboard, make_ask, png

OTHER = "77:other"


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, [TOKEN, OTHER], strict=True) as server:
        yield server


@pytest.fixture
def other(server: Server, client: aiohttp.ClientSession) -> Ask:
    return make_ask(server, client, OTHER)


async def test_each_token_is_its_own_bot(ask: Ask, other: Ask, server: Server) -> None:
    assert [(await bot("getMe")).fields["id"] for bot in (ask, other)] == [1, 77]
    assert [call.bot_id for call in server.calls] == [1, 77]


async def test_a_person_has_a_chat_with_each(ask: Ask, other: Ask, world: World, town: Town) -> None:
    assert (await other("sendMessage", chat_id=town.person.id, text="x")).error == "Bad Request: chat not found"
    chat = world.private_chat(town.person, world.users[77])
    world.say(chat, town.person, "/start")
    assert len((await other("getUpdates")).items) == 1
    assert (await ask("getUpdates")).items == []
    await other("sendMessage", chat_id=town.person.id, text="hello")
    assert [message.text for message in world.messages(chat)] == ["/start", "hello"]
    assert world.messages(town.private) == []
    world.block(town.person, world.users[77])
    rejected = await other("sendMessage", chat_id=town.person.id, text="x")
    assert rejected.error == "Forbidden: bot was blocked by the user"
    assert (await ask("sendMessage", chat_id=town.person.id, text="x")).status == 200


async def test_each_bot_gets_the_group_messages_addressed_to_it(ask: Ask, other: Ask, world: World, town: Town) -> None:
    world.add_bot(town.group, world.users[77])
    await other("getUpdates", offset=-1)
    world.updates.clear()
    world.accounts[77].updates.clear()
    world.say(town.group, town.person, "/help@local_77_bot")
    await other("sendMessage", chat_id=town.group.id, text="here", reply_markup=keyboard("a"))
    message = world.messages(town.group)[-1]
    world.press(message, 0, town.person)
    assert [kind for update in (await other("getUpdates")).items for kind in update if kind != "update_id"] == [
        "message",
        "callback_query",
    ]
    assert (await ask("getUpdates")).items == []
    place = {"chat_id": town.group.id, "message_id": message.message_id}
    assert (await ask("editMessageText", **place, text="x")).error == "Bad Request: message can't be edited"
    stolen = await ask("answerCallbackQuery", callback_query_id="1")
    assert stolen.error.startswith("Bad Request: query is too old")


async def test_files_menus_and_rights_are_separate(ask: Ask, other: Ask, world: World, town: Town) -> None:
    await ask("sendPhoto", chat_id=town.private.id, photo=png())
    file = world.messages(town.private)[0].file
    assert file
    assert (await other("getFile", file_id=file.file_id)).error == "Bad Request: invalid file_id"
    await ask("setMyCommands", commands=[{"command": "help", "description": "x"}])
    assert (await other("getMyCommands")).result == []
    assert (await other("sendMessage", chat_id=town.channel.id, text="x")).status == 403


async def test_a_bot_without_privacy_mode_gets_all_messages(ask: Ask, world: World, town: Town) -> None:
    world.accounts[1].reads_all_messages = True
    world.say(town.group, town.person, "just talking")
    assert len((await ask("getUpdates")).items) == 1


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


async def test_a_client_controls_each_bot(ask: Ask, other: Ask, telegram: Client) -> None:
    second = telegram.with_bot("@local_77_bot")
    mina = await second.add_person("Mina")
    await second.say(mina.id, mina.id, "/start")
    assert (len((await other("getUpdates")).items), (await ask("getUpdates")).items) == (1, [])
    await other("sendMessage", chat_id=mina.id, text="hello", reply_markup=keyboard("a"))
    (message,) = await second.wait(messages=1)
    assert (message.text, message.bot) == ("hello", 77)
    await telegram.press(message, "a", mina.id)
    await telegram.say(mina.id, mina.id, "/start")
    await ask("sendMessage", chat_id=mina.id, text="and me")
    assert [one.text for one in await telegram.messages(mina.id)] == ["/start", "and me"]
    assert [one.text for one in await telegram.wait(messages=2)] == ["hello", "and me"]
    with pytest.raises(WaitTimeoutError):
        await second.wait(messages=1, within=0.01)
    await other("setMyCommands", commands=[{"command": "tea", "description": "x"}])
    assert [one.command for one in await second.menu(mina.id, mina.id)] == ["tea"]
    assert await telegram.menu(mina.id, mina.id) == []
    assert {call.bot for call in await second.calls()} == {77}
    state = await telegram.state()
    assert ([bot.id for bot in state.bots], state.bot.id) == ([1, 77], 1)
    assert [(chat.id, chat.bot) for chat in state.chats] == [(mina.id, 1), (mina.id, 77)]


async def test_each_bot_is_blocked_added_and_queried_separately(
    ask: Ask, other: Ask, telegram: Client, town: Town, world: World
) -> None:
    second, mina = telegram.with_bot(77), town.person.id
    await second.say(mina, mina, "/start")
    await second.block(mina)
    assert (await other("sendMessage", chat_id=mina, text="x")).status == 403
    assert (await ask("sendMessage", chat_id=mina, text="x")).status == 200
    await second.unblock(mina)
    assert (await other("sendMessage", chat_id=mina, text="x")).status == 200
    await second.add_bot(town.group.id)
    await second.set_settings(privacy=False)
    await other("getUpdates", offset=-1)
    world.accounts[77].updates.clear()
    await telegram.say(town.group.id, mina, "just talking")
    assert len((await other("getUpdates")).items) == 1
    await second.remove_bot(town.group.id)
    assert (await other("sendMessage", chat_id=town.group.id, text="x")).status == 403
    query = await second.ask_inline(town.group.id, mina, "tea")
    assert world.inline_queries[query].bot.id == 77
    await second.set_settings(inline=False)
    with pytest.raises(ActionError, match="inline mode switched off"):
        await second.ask_inline(town.group.id, mina, "tea")
    with pytest.raises(ActionError, match="there is no bot 'nobody'"):
        await telegram.with_bot("nobody").block(mina)


def test_a_malformed_token_is_rejected(world: World) -> None:
    with pytest.raises(ValueError, match="a token is"):
        Server(world, "token")
