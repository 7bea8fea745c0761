import pytest

from simulator import Town, World, errors
from simulator.world.chats import Chat
from tests.simulator.factories import Ask


@pytest.fixture
def forum(world: World, town: Town) -> Chat:
    chat = world.add_supergroup("Forum", town.person, is_forum=True)
    world.add_bot(chat)
    world.updates.clear()
    return chat


async def test_messages_in_a_topic_have_its_id(ask: Ask, world: World, town: Town, forum: Chat) -> None:
    topic = world.create_topic(forum, town.person, "Weather")
    world.say(forum, town.person, "/weather", topic=topic)
    created, said = (update["message"] for update in (await ask("getUpdates")).items)
    assert isinstance(created, dict)
    assert isinstance(said, dict)
    assert created["forum_topic_created"]["name"] == "Weather"
    assert (said["message_thread_id"], said["is_topic_message"]) == (topic.thread_id, True)
    assert said["chat"]["is_forum"] is True
    place = {"chat_id": forum.id, "message_thread_id": topic.thread_id}
    assert (await ask("sendMessage", **place, text="x")).fields["message_thread_id"] == topic.thread_id
    assert (await ask("sendChatAction", **place, action="typing")).result is True
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "Weather", "it answers what made the topic"
    assert "reply_to_message" not in created
    reply = {"message_id": said["message_id"]}
    answer = await ask("sendMessage", chat_id=forum.id, text="x", reply_parameters=reply)
    assert answer.fields["message_thread_id"] == topic.thread_id
    assert "message_thread_id" not in (await ask("sendMessage", chat_id=forum.id, text="x")).fields


async def test_only_administrators_post_in_a_closed_topic(ask: Ask, world: World, town: Town, forum: Chat) -> None:
    guest = world.add_person("Guest")
    world.join(forum, guest)
    topic = world.create_topic(forum, town.person, "Weather")
    world.close_topic(topic, town.person)
    place = {"chat_id": forum.id, "message_thread_id": topic.thread_id, "text": "x"}
    assert (await ask("sendMessage", **place)).error == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(errors.ActionError, match="closed"):
        world.say(forum, guest, "x", topic=topic)
    world.promote(forum, world.bot)
    assert (await ask("sendMessage", **place)).status == 200
    world.demote(forum, world.bot)
    world.reopen_topic(topic, town.person)
    assert (await ask("sendMessage", **place)).status == 200


async def test_only_administrators_post_in_a_closed_general_topic(
    ask: Ask, world: World, town: Town, forum: Chat
) -> None:
    guest = world.add_person("Guest")
    world.join(forum, guest)
    topic = world.create_topic(forum, town.person, "Weather")
    world.close_general(forum, town.person)
    assert "message_thread_id" not in world.messages(forum)[-1].to_json()
    assert (await ask("sendMessage", chat_id=forum.id, text="x")).error == "Bad Request: TOPIC_CLOSED"
    assert (await ask("sendMessage", chat_id=forum.id, message_thread_id=topic.thread_id, text="x")).status == 200
    with pytest.raises(errors.ActionError, match="closed"):
        world.say(forum, guest, "x")
    with pytest.raises(errors.ActionError, match="cannot change"):
        world.reopen_general(forum, guest)
    world.reopen_general(forum, town.person)
    assert (await ask("sendMessage", chat_id=forum.id, text="x")).status == 200


@pytest.mark.parametrize("thread_id", [1, 99])
async def test_a_deleted_or_general_topic_is_not_found(
    ask: Ask, world: World, town: Town, forum: Chat, thread_id: int
) -> None:
    topic = world.create_topic(forum, town.person, "Weather")
    world.say(forum, town.person, "x", topic=topic)
    world.delete_topic(topic, town.person)
    assert [message.thread_id for message in world.messages(forum)] == [None]
    for gone in (thread_id, topic.thread_id):
        answer = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=gone)
        assert answer.error == "Bad Request: message thread not found"
    with pytest.raises(errors.ActionError, match="deleted"):
        world.close_topic(topic, town.person)


async def test_a_bot_with_the_right_manages_topics(ask: Ask, world: World, town: Town, forum: Chat) -> None:
    rejected = await ask("createForumTopic", chat_id=forum.id, name="News")
    assert rejected.error == "Bad Request: not enough rights to create a topic"
    world.promote(forum, world.bot)
    made = await ask("createForumTopic", chat_id=forum.id, name="News", icon_color=9367192)
    place = {"chat_id": forum.id, "message_thread_id": made.fields["message_thread_id"]}
    assert (await ask("editForumTopic", **place, name="Headlines")).result is True
    assert (await ask("editForumTopic", **place, name="Headlines")).error == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await ask("closeForumTopic", **place)).result is True
    assert (await ask("closeForumTopic", **place)).error == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await ask("reopenForumTopic", **place)).result is True
    assert (await ask("deleteForumTopic", **place)).result is True
    assert (await ask("closeForumTopic", **place)).error == "Bad Request: TOPIC_ID_INVALID"
    elsewhere = await ask("createForumTopic", chat_id=town.group.id, name="News")
    assert elsewhere.error == "Bad Request: the chat is not a forum"


def test_only_the_creator_and_administrators_change_a_topic(world: World, town: Town, forum: Chat) -> None:
    guest, other = world.add_person("Guest"), world.add_person("Other")
    world.join(forum, guest)
    world.join(forum, other)
    topic = world.create_topic(forum, guest, "Mine")
    with pytest.raises(errors.ActionError, match="cannot change"):
        world.close_topic(topic, other)
    world.close_topic(topic, guest)
    with pytest.raises(errors.ActionError, match="cannot make topics"):
        world.create_topic(town.group, town.person, "x")
