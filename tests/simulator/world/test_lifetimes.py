"""Queries that can no longer be answered, and updates that nobody fetched in time."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from simulator import Server, Town, World, small_town
from simulator.client import Client, connect
from tests.simulator.factories import NOON, Ask, keyboard

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


async def press(ask: Ask, world: World, town: Town) -> str:
    await ask("sendMessage", chat_id=town.private.id, text="choose", reply_markup=keyboard("A"))
    return world.press(world.messages(town.private)[-1], 0, town.person).id


async def test_an_old_press_is_delivered_but_cannot_be_answered(
    ask: Ask, world: World, town: Town, telegram: Client
) -> None:
    query = await press(ask, world, town)
    await telegram.set_clock(NOON + timedelta(minutes=15))
    assert (await ask("answerCallbackQuery", callback_query_id=query)).result is True
    query = await press(ask, world, town)
    await telegram.set_clock(NOON + timedelta(minutes=31))
    (*_, update) = (await ask("getUpdates")).items
    assert isinstance(update["callback_query"], dict)
    assert update["callback_query"]["id"] == query
    refused = await ask("answerCallbackQuery", callback_query_id=query)
    assert (refused.status, refused.error) == (400, TOO_OLD)
    message = {"chat_id": town.private.id, "message_id": world.messages(town.private)[-1].message_id}
    assert (await ask("editMessageText", **message, text="done")).fields["text"] == "done"


async def test_an_old_inline_query_cannot_be_answered(ask: Ask, world: World, town: Town, telegram: Client) -> None:
    query = world.ask_inline(town.group, town.person, "weather")
    await telegram.set_clock(NOON + timedelta(minutes=16))
    assert [update["inline_query"] for update in (await ask("getUpdates")).items] == [query.to_json()]
    assert (await ask("answerInlineQuery", inline_query_id=query.id, results=[])).error == TOO_OLD


async def test_an_old_web_app_query_cannot_be_answered(ask: Ask, world: World, town: Town, telegram: Client) -> None:
    markup = {"inline_keyboard": [[{"text": "Open", "web_app": {"url": "https://example.com/"}}]]}
    await ask("sendMessage", chat_id=town.private.id, text="choose", reply_markup=markup)
    query = world.open_web_app(world.messages(town.private)[-1], 0, town.person)
    await telegram.set_clock(NOON + timedelta(minutes=16))
    text = {"message_text": "x"}
    result = {"type": "article", "id": "1", "title": "x", "input_message_content": text}
    assert (await ask("answerWebAppQuery", web_app_query_id=query.id, result=result)).error == TOO_OLD


async def test_the_lifetime_of_queries_can_be_set(ask: Ask, world: World, town: Town, telegram: Client) -> None:
    await telegram.set_lifetimes(queries=5)
    query = await press(ask, world, town)
    await telegram.set_clock(NOON + timedelta(seconds=6))
    assert (await ask("answerCallbackQuery", callback_query_id=query)).error == TOO_OLD


def test_a_world_can_be_made_with_another_lifetime() -> None:
    world = World(lambda: NOON, query_lifetime=timedelta(seconds=5))
    query = world.ask_inline(small_town(world).group, world.users[100_001], "weather")
    assert not world.is_too_old(query)
    world.set_clock(NOON + timedelta(seconds=6))
    assert world.is_too_old(query)


async def test_updates_are_dropped_after_a_day(ask: Ask, world: World, town: Town, telegram: Client) -> None:
    world.say(town.private, town.person, "yesterday")
    await telegram.set_clock(NOON + timedelta(hours=23))
    world.say(town.private, town.person, "today")
    assert len((await ask("getUpdates")).items) == 2
    await telegram.set_clock(NOON + timedelta(hours=25))
    (update,) = (await ask("getUpdates")).items
    assert isinstance(update["message"], dict)
    assert (update["update_id"], update["message"]["text"]) == (2, "today")


async def test_dropped_updates_are_not_waited_for(world: World, town: Town, telegram: Client, ask: Ask) -> None:
    await telegram.set_lifetimes(updates=60)
    world.say(town.private, town.person, "x")
    await telegram.set_clock(NOON + timedelta(seconds=61))
    assert (await ask("getWebhookInfo")).fields["pending_update_count"] == 0
    assert await telegram.wait(quiet=0) == []
