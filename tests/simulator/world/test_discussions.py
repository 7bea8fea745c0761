"""Channels with a discussion group, and the comments on their posts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator import Server, Town, World
from simulator.client import Client, connect
from simulator.errors import ActionError
from simulator.world.chats import Chat
from tests.simulator.factories import Ask


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


@pytest.fixture
async def group(world: World, town: Town, telegram: Client) -> Chat:
    chat = world.add_supergroup("Walkers", town.person)
    world.add_bot(chat)
    world.accounts[world.bot.id].reads_all_messages = True
    world.updates.clear()
    await telegram.link(town.channel.id, chat.id)
    return chat


async def updates(ask: Ask, offset: int = 0) -> list[dict[str, Any]]:
    return (await ask("getUpdates", offset=offset)).items


async def test_a_post_is_forwarded_to_the_discussion_group(ask: Ask, town: Town, telegram: Client, group: Chat) -> None:
    await telegram.say(town.channel.id, town.person.id, "news")
    post, copy = await updates(ask)
    forwarded = copy["message"]
    assert post["channel_post"]["text"] == forwarded["text"] == "news"
    assert (forwarded["chat"]["id"], forwarded["is_automatic_forward"]) == (group.id, True)
    assert (forwarded["from"]["id"], forwarded["sender_chat"]["id"]) == (777000, town.channel.id)
    assert forwarded["forward_origin"] == {
        "type": "channel",
        "date": post["channel_post"]["date"],
        "chat": post["channel_post"]["chat"],
        "message_id": post["channel_post"]["message_id"],
    }
    assert "message_thread_id" not in forwarded


async def test_a_bots_post_comes_back_from_the_discussion_group(ask: Ask, town: Town, group: Chat) -> None:
    await ask("sendMessage", chat_id=town.channel.id, text="<b>news</b>", parse_mode="HTML")
    (copy,) = await updates(ask)
    assert (copy["message"]["is_automatic_forward"], copy["message"]["entities"][0]["type"]) == (True, "bold")
    assert copy["message"]["chat"]["id"] == group.id


async def test_comments_carry_the_id_of_the_copy(
    ask: Ask, world: World, town: Town, telegram: Client, group: Chat
) -> None:
    await ask("sendMessage", chat_id=town.channel.id, text="news")
    guest = world.add_person("Guest")
    world.join(group, guest)
    world.updates.clear()
    (post,) = await telegram.messages(town.channel.id)
    first = await telegram.comment(post, guest.id, "/weather")
    await telegram.say(group.id, town.person.id, "mind the rain", reply_to=first.message_id)
    copy = next(message for message in world.messages(group) if message.text == "news")
    comment, reply = [update["message"] for update in await updates(ask)]
    for message in (comment, reply):
        assert (message["message_thread_id"], "is_topic_message" in message) == (copy.message_id, False)
    assert comment["reply_to_message"]["is_automatic_forward"] is True
    answer = await ask(
        "sendMessage", chat_id=group.id, text="dry", reply_parameters={"message_id": comment["message_id"]}
    )
    assert answer.fields["message_thread_id"] == copy.message_id


async def test_a_comment_needs_no_membership(ask: Ask, world: World, town: Town, telegram: Client, group: Chat) -> None:
    await ask("sendMessage", chat_id=town.channel.id, text="news")
    (post,) = await telegram.messages(town.channel.id)
    guest = world.add_person("Guest")
    comment = await telegram.comment(post, guest.id, "/weather")
    assert comment.reply_to == (await telegram.messages(group.id))[-2].message_id
    assert (await ask("getChatMember", chat_id=group.id, user_id=guest.id)).fields["status"] == "left"
    world.ban(group, guest)
    with pytest.raises(ActionError, match="is not in"):
        await telegram.comment(post, guest.id, "/weather")


async def test_privacy_mode_hides_copies_that_are_not_for_the_bot(
    ask: Ask, world: World, town: Town, telegram: Client, group: Chat
) -> None:
    await telegram.set_settings(privacy=True)
    for text in ("news", "/weather"):
        await telegram.say(town.channel.id, town.person.id, text)
    chats = [update["message"]["chat"]["id"] for update in await updates(ask) if "message" in update]
    assert chats == [group.id]
    assert [message.text for message in world.messages(group)][-2:] == ["news", "/weather"]


async def test_a_copy_follows_its_post(ask: Ask, world: World, town: Town, telegram: Client, group: Chat) -> None:
    sent = await ask("sendMessage", chat_id=town.channel.id, text="news", reply_markup={"inline_keyboard": []})
    place = {"chat_id": town.channel.id, "message_id": sent.fields["message_id"]}
    await ask("editMessageText", **place, text="newer")
    button = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("editMessageReplyMarkup", **place, reply_markup=button)
    kinds = [next(iter(update.keys() - {"update_id"})) for update in await updates(ask)]
    assert kinds == ["message", "edited_message"]
    assert world.messages(group)[-1].text == "newer"
    await ask("deleteMessage", **place)
    assert [message.text for message in world.messages(group) if not message.service] == []
    again = await telegram.say(town.channel.id, town.person.id, "again")
    await telegram.delete((await telegram.messages(group.id))[-1], town.person.id)
    with pytest.raises(ActionError, match="no comments"):
        await telegram.comment(again, town.person.id, "x")


async def test_both_chats_name_each_other(ask: Ask, town: Town, telegram: Client, group: Chat) -> None:
    assert (await ask("getChat", chat_id=town.channel.id)).fields["linked_chat_id"] == group.id
    assert (await ask("getChat", chat_id=group.id)).fields["linked_chat_id"] == town.channel.id
    assert {chat.id: chat.linked for chat in (await telegram.state()).chats}[group.id] == town.channel.id
    await telegram.link(town.channel.id, None)
    assert "linked_chat_id" not in (await ask("getChat", chat_id=group.id)).fields
    assert (await ask("sendMessage", chat_id=town.channel.id, text="x")).status == 200
    assert await updates(ask) == []


async def test_a_channel_has_one_discussion_group(world: World, town: Town, telegram: Client, group: Chat) -> None:
    other = world.add_supergroup("Runners", town.person)
    await telegram.link(town.channel.id, other.id)
    assert (town.channel.linked, other.linked, group.linked) == (other, town.channel, None)
    strangers = world.add_supergroup("Strangers", world.add_person("Guest"))
    with pytest.raises(ActionError, match="different creators"):
        await telegram.link(town.channel.id, strangers.id)
    with pytest.raises(ActionError, match="only a channel and a supergroup"):
        await telegram.link(town.channel.id, town.group.id)
