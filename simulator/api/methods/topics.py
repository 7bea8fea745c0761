"""Methods for the topics of a forum."""

from simulator import errors
from simulator.api.arguments import chats as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import check_right, writable_chat
from simulator.formatting.entities import clean
from simulator.world.chats import Chat
from simulator.world.topics import ICON_COLORS, MAX_NAME_LENGTH, Topic

_MAX_COLOR = 0xFFFFFF


def create_forum_topic(caller: Caller, call: arguments.CreateForumTopic) -> dict[str, object]:
    """Create a topic."""
    chat = _find_forum(caller, call.chat_id)
    check_right(caller, chat, "can_manage_topics", "not enough rights to create a topic")
    name = _clean_name(call.name)
    if not name:
        raise errors.bad_request("name must be non-empty")
    if not 0 <= call.icon_color <= _MAX_COLOR:
        raise errors.bad_request("invalid icon color specified")
    color = call.icon_color or ICON_COLORS[0]
    return caller.world.open_topic(chat, caller.user, name, color, call.icon_custom_emoji_id).to_json()


def edit_forum_topic(caller: Caller, call: arguments.EditForumTopic) -> bool:
    """Rename a topic, or change its icon."""
    topic = _find_topic(caller, call.chat_id, call.message_thread_id)
    _check_may_change(caller, topic, "can_manage_topics", "edit")
    name = _clean_name(call.name)
    if call.name and not name:
        raise errors.bad_request("name must be non-empty")
    if not name and call.icon_custom_emoji_id is None:
        return True
    is_same_icon = call.icon_custom_emoji_id in {None, topic.icon_custom_emoji_id}
    if name in {"", topic.name} and is_same_icon:
        raise errors.bad_request("TOPIC_NOT_MODIFIED")
    if call.icon_custom_emoji_id is not None:
        topic.icon_custom_emoji_id = call.icon_custom_emoji_id or None
    caller.world.rename_topic(topic, caller.user, name or topic.name)
    return True


def close_forum_topic(caller: Caller, call: arguments.CloseForumTopic) -> bool:
    """Close a topic for everybody but administrators."""
    return _set_closed(caller, call, is_closed=True)


def reopen_forum_topic(caller: Caller, call: arguments.ReopenForumTopic) -> bool:
    """Reopen a topic."""
    return _set_closed(caller, call, is_closed=False)


def delete_forum_topic(caller: Caller, call: arguments.DeleteForumTopic) -> bool:
    """Delete a topic and its messages."""
    topic = _find_topic(caller, call.chat_id, call.message_thread_id)
    _check_may_change(caller, topic, "can_delete_messages", "delete")
    caller.world.remove_topic(topic)
    return True


def _set_closed(caller: Caller, call: arguments.CloseForumTopic, *, is_closed: bool) -> bool:
    topic = _find_topic(caller, call.chat_id, call.message_thread_id)
    if not topic.chat.is_forum:
        raise errors.bad_request("the chat is not a supergroup forum")
    _check_may_change(caller, topic, "can_manage_topics", "close or open")
    if topic.is_closed is is_closed:
        raise errors.bad_request("TOPIC_NOT_MODIFIED")
    caller.world.set_topic_closed(topic, caller.user, is_closed=is_closed)
    return True


def _clean_name(name: str) -> str:
    return " ".join(clean(name).split())[:MAX_NAME_LENGTH].rstrip()


def _find_forum(caller: Caller, chat_id: int | str) -> Chat:
    chat = writable_chat(caller, chat_id)
    if not caller.world.has_topics(chat):
        raise errors.bad_request("the chat is not a forum")
    return chat


def _find_topic(caller: Caller, chat_id: int | str, thread_id: int) -> Topic:
    chat = _find_forum(caller, chat_id)
    if thread_id <= 0:
        raise errors.bad_request("invalid forum topic identifier specified")
    topic = caller.world.topics[chat].get(thread_id)
    if topic is None:
        raise errors.bad_request("TOPIC_ID_INVALID")
    return topic


def _check_may_change(caller: Caller, topic: Topic, right: str, change: str) -> None:
    if topic.creator is not caller.user:
        check_right(caller, topic.chat, right, f"not enough rights to {change} the topic")
