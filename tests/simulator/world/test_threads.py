"""Threads of replies outside of topics, and the ids that Telegram takes for one."""

import pytest

from simulator import Town, World
from simulator.world.chats import Chat
from tests.simulator.factories import Ask


@pytest.fixture
def supergroup(world: World, town: Town) -> Chat:
    chat = world.add_supergroup("Walkers", town.person)
    world.add_bot(chat)
    world.updates.clear()
    return chat


@pytest.fixture
def forum(world: World, town: Town) -> Chat:
    chat = world.add_supergroup("Forum", town.person, is_forum=True)
    world.add_bot(chat)
    world.updates.clear()
    return chat


async def test_replies_in_a_supergroup_carry_the_first_message_of_their_thread(
    ask: Ask, world: World, town: Town, supergroup: Chat
) -> None:
    sent = await ask("sendMessage", chat_id=supergroup.id, text="question")
    root = sent.fields["message_id"]
    first = world.say(supergroup, town.person, "answer", reply_to=world.messages(supergroup)[-1])
    world.say(supergroup, town.person, "/answer_again", reply_to=first)
    fields = [update["message"] for update in (await ask("getUpdates")).items]
    assert "message_thread_id" not in sent.fields
    for field in fields:
        assert isinstance(field, dict)
        assert (field["message_thread_id"], field.get("is_topic_message")) == (root, None)
    reply = {"message_id": first.message_id}
    answer = await ask("sendMessage", chat_id=supergroup.id, text="x", reply_parameters=reply)
    assert (answer.fields["message_thread_id"], "is_topic_message" in answer.fields) == (root, False)


async def test_the_thread_of_a_reply_in_the_general_topic_cannot_be_sent_to(
    ask: Ask, world: World, town: Town, forum: Chat
) -> None:
    await ask("sendMessage", chat_id=forum.id, text="question")
    said = world.say(forum, town.person, "/weather", reply_to=world.messages(forum)[-1]).to_json()
    assert "is_topic_message" not in said
    echoed = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=said["message_thread_id"])
    assert echoed.error == "Bad Request: message thread not found"


def test_a_reply_within_a_topic_has_the_id_of_the_topic(world: World, town: Town, forum: Chat) -> None:
    topic = world.create_topic(forum, town.person, "Weather")
    asked = world.say(forum, town.person, "/weather", topic=topic)
    said = world.say(forum, town.person, "/weather", reply_to=asked).to_json()
    assert (said["message_thread_id"], said["is_topic_message"]) == (topic.thread_id, True)


@pytest.mark.parametrize("kind", ["supergroup", "group", "channel"])
async def test_a_thread_id_is_ignored_where_there_are_no_topics(
    ask: Ask, town: Town, supergroup: Chat, kind: str
) -> None:
    chat = {"supergroup": supergroup, "group": town.group, "channel": town.channel}[kind]
    sent = await ask("sendMessage", chat_id=chat.id, text="x", message_thread_id=5)
    assert "message_thread_id" not in sent.fields
    place = {"chat_id": chat.id, "from_chat_id": chat.id, "message_thread_id": 5}
    forwarded = await ask("forwardMessage", **place, message_id=sent.fields["message_id"])
    assert "message_thread_id" not in forwarded.fields


@pytest.mark.parametrize("thread_id", [0, -3])
async def test_a_thread_id_below_one_is_none(ask: Ask, forum: Chat, thread_id: int) -> None:
    sent = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=thread_id)
    assert "message_thread_id" not in sent.fields


async def test_a_private_chat_without_topics_has_no_thread(ask: Ask, town: Town) -> None:
    sent = await ask("sendMessage", chat_id=town.private.id, text="x", message_thread_id=5)
    assert sent.error == "Bad Request: message thread not found"
