"""Topics of private chats, and the direct messages of channels."""

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


async def updates(ask: Ask) -> list[dict[str, Any]]:
    return (await ask("getUpdates")).items


async def test_a_private_chat_has_topics_where_the_bot_wants_them(ask: Ask, town: Town, telegram: Client) -> None:
    chat, person = town.private.id, town.person.id
    assert (await ask("getMe")).fields["has_topics_enabled"] is False
    with pytest.raises(ActionError, match="cannot make topics"):
        await telegram.add_topic(chat, person, "Weather")
    rejected = await ask("createForumTopic", chat_id=chat, name="Weather")
    assert rejected.error == "Bad Request: the chat is not a forum"
    await telegram.set_settings(topics=True)
    assert (await ask("getMe")).fields["has_topics_enabled"] is True
    topic = await telegram.add_topic(chat, person, "Weather")
    await telegram.say(chat, person, "/weather", topic=topic)
    created, said = (update["message"] for update in await updates(ask))
    assert created["forum_topic_created"]["name"] == "Weather"
    assert (said["message_thread_id"], said["is_topic_message"]) == (topic, True)
    assert ("reply_to_message" in said, "is_forum" in said["chat"]) == (False, False)
    place = {"chat_id": chat, "message_thread_id": topic}
    answer = (await ask("sendMessage", **place, text="dry")).fields
    assert (answer["message_thread_id"], answer["is_topic_message"]) == (topic, True)
    reply = {"message_id": said["message_id"]}
    assert (await ask("sendMessage", chat_id=chat, text="x", reply_parameters=reply)).fields["is_topic_message"] is True


async def test_a_bot_manages_topics_of_private_chats(ask: Ask, town: Town, telegram: Client) -> None:
    await telegram.set_settings(topics=True)
    made = await ask("createForumTopic", chat_id=town.private.id, name="News")
    place = {"chat_id": town.private.id, "message_thread_id": made.fields["message_thread_id"]}
    assert (await ask("editForumTopic", **place, name="Headlines")).result is True
    assert (await ask("closeForumTopic", **place)).error == "Bad Request: the chat is not a supergroup forum"
    assert (await ask("deleteForumTopic", **place)).result is True
    topic = await telegram.add_topic(town.private.id, town.person.id, "Weather")
    with pytest.raises(ActionError, match="cannot be closed"):
        await telegram.close_topic(town.private.id, town.person.id, topic)
    await telegram.delete_topic(town.private.id, town.person.id, topic)
    gone = await ask("sendMessage", **place, text="x")
    assert gone.error == "Bad Request: message thread not found"


async def test_a_private_topic_may_be_lost_for_a_day(ask: Ask, town: Town, telegram: Client) -> None:
    await telegram.set_settings(topics=True)
    topic = await telegram.add_topic(town.private.id, town.person.id, "Weather")
    await telegram.refuse(town.private.id, "thread_not_found")
    place = {"chat_id": town.private.id, "text": "x"}
    refused = await ask("sendMessage", **place, message_thread_id=topic)
    assert refused.error == "Bad Request: message thread not found"
    assert (await ask("sendMessage", **place)).status == 200
    await telegram.refuse(town.private.id, None)
    assert (await ask("sendMessage", **place, message_thread_id=topic)).status == 200


@pytest.fixture
async def direct(world: World, town: Town, telegram: Client) -> Chat:
    opened = await telegram.open_direct_messages(town.channel.id)
    return world.chats[opened.id]


async def test_what_people_write_to_a_channel_names_their_topic(
    ask: Ask, world: World, town: Town, telegram: Client, direct: Chat
) -> None:
    guest = world.add_person("Guest")
    await telegram.say(direct.id, guest.id, "/weather")
    (update,) = await updates(ask)
    message = update["message"]
    assert message["chat"]["is_direct_messages"] is True
    assert message["direct_messages_topic"]["topic_id"] == message["direct_messages_topic"]["user"]["id"] == guest.id
    assert "message_thread_id" not in message
    full = (await ask("getChat", chat_id=direct.id)).fields
    assert isinstance(full["parent_chat"], dict)
    assert full["parent_chat"]["id"] == town.channel.id
    assert (await telegram.open_direct_messages(town.channel.id)).id == direct.id


async def test_an_answer_in_direct_messages_needs_its_topic(
    ask: Ask, world: World, telegram: Client, direct: Chat
) -> None:
    guest = world.add_person("Guest")
    said = await telegram.say(direct.id, guest.id, "/weather")
    place = {"chat_id": direct.id, "text": "dry"}
    missing = "Bad Request: channel direct messages topic must be specified"
    assert (await ask("sendMessage", **place)).error == missing
    reply = {"reply_parameters": {"message_id": said.message_id}}
    assert (await ask("sendMessage", **place, **reply)).error == missing
    wrong = await ask("sendMessage", **place, direct_messages_topic_id=7)
    assert wrong.error == "Bad Request: wrong direct messages topic identifier specified"
    answer = await ask("sendMessage", **place, **reply, direct_messages_topic_id=guest.id)
    assert answer.fields["direct_messages_topic"] == {"topic_id": guest.id, "user": guest.to_json()}
    origin = {"from_chat_id": direct.id, "message_id": said.message_id}
    assert (await ask("forwardMessage", chat_id=direct.id, **origin)).error == missing
    forwarded = await ask("forwardMessage", chat_id=direct.id, **origin, direct_messages_topic_id=guest.id)
    assert "direct_messages_topic" in forwarded.fields


async def test_a_topic_of_direct_messages_is_ignored_elsewhere(ask: Ask, town: Town) -> None:
    sent = await ask("sendMessage", chat_id=town.group.id, text="x", direct_messages_topic_id=town.person.id)
    assert "direct_messages_topic" not in sent.fields


async def test_administrators_reply_in_direct_messages(
    world: World, town: Town, telegram: Client, direct: Chat
) -> None:
    guest = world.add_person("Guest")
    said = await telegram.say(direct.id, guest.id, "hello")
    await telegram.say(direct.id, town.person.id, "hi", reply_to=said.message_id)
    assert [message.direct_topic for message in world.messages(direct)] == [guest, guest]
    with pytest.raises(ActionError, match="an administrator can only reply"):
        await telegram.say(direct.id, town.person.id, "hi")
    with pytest.raises(ActionError, match="only a channel has direct messages"):
        await telegram.open_direct_messages(town.group.id)
