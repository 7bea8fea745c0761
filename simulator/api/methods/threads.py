"""The topic that a bot's message goes to."""

from simulator import errors
from simulator.api.caller import Caller
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.refusals import Refusal


def find_thread(caller: Caller, chat: Chat, thread_id: int | None) -> int | None:
    """Return the id of the topic that the bot posts in; None for the General topic, and in a chat without topics.

    Raises:
        ApiError: 400 for a missing or closed topic.
    """
    # Telegram looks for a topic in forums and in private chats only, and ignores ids below 1.
    can_have_topics = chat.is_forum or chat.kind is ChatKind.PRIVATE
    if not can_have_topics or not thread_id or thread_id < 0:
        thread_id = None
    # Messages to the General topic have no thread id, although its id is 1.
    topic = caller.world.topics[chat].get(thread_id) if thread_id else None
    is_refused = caller.world.refusals.get(chat) is Refusal.THREAD_NOT_FOUND
    if thread_id and (topic is None or is_refused):
        raise errors.bad_request("message thread not found")
    is_closed = topic.is_closed if topic else chat.is_general_closed
    if is_closed and not chat.member(caller.user).has_right("can_manage_topics", chat.kind):
        raise errors.bad_request("TOPIC_CLOSED")
    return thread_id


def find_direct_topic(caller: Caller, chat: Chat, topic_id: int | None) -> User | None:
    """Return the person to whom the bot writes in a channel's direct messages; None in other chats.

    Raises:
        ApiError: 400 for a missing or unknown topic.
    """
    if chat.parent is None:
        return None
    if not topic_id:
        raise errors.bad_request("channel direct messages topic must be specified")
    member = chat.members.get(topic_id)
    if member is None or member.is_administrator:
        raise errors.bad_request("wrong direct messages topic identifier specified")
    return caller.world.users[topic_id]
