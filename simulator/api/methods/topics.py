"""Methods for the topics of a forum."""

from simulator import errors
from simulator.api.arguments import chats as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import check_right, writable
from simulator.world.chats import Chat
from simulator.world.topics import Topic


def create_forum_topic(my: Caller, call: arguments.CreateForumTopic) -> dict[str, object]:
    """Create a topic."""
    chat = _forum(my, call.chat_id)
    check_right(my, chat, "can_manage_topics", "not enough rights to create a topic")
    return my.state.open_topic(chat, my.user, call.name, call.icon_color, call.icon_custom_emoji_id).to_json()


def edit_forum_topic(my: Caller, call: arguments.EditForumTopic) -> bool:
    """Rename a topic, or change its icon."""
    topic = _manageable(my, call.chat_id, call.message_thread_id)
    is_same_icon = call.icon_custom_emoji_id in {None, topic.icon_custom_emoji_id}
    if call.name in {"", topic.name} and is_same_icon:
        raise errors.bad_request("TOPIC_NOT_MODIFIED")
    if call.icon_custom_emoji_id is not None:
        topic.icon_custom_emoji_id = call.icon_custom_emoji_id or None
    my.state.rename_topic(topic, my.user, call.name or topic.name)
    return True


def close_forum_topic(my: Caller, call: arguments.CloseForumTopic) -> bool:
    """Close a topic for everybody but administrators."""
    return _shut(my, call, is_closed=True)


def reopen_forum_topic(my: Caller, call: arguments.ReopenForumTopic) -> bool:
    """Reopen a topic."""
    return _shut(my, call, is_closed=False)


def delete_forum_topic(my: Caller, call: arguments.DeleteForumTopic) -> bool:
    """Delete a topic and its messages."""
    topic = _manageable(my, call.chat_id, call.message_thread_id)
    check_right(my, topic.chat, "can_delete_messages", "not enough rights to delete a topic")
    my.state.drop_topic(topic)
    return True


def _shut(my: Caller, call: arguments.CloseForumTopic, *, is_closed: bool) -> bool:
    topic = _manageable(my, call.chat_id, call.message_thread_id)
    if topic.is_closed is is_closed:
        raise errors.bad_request("TOPIC_NOT_MODIFIED")
    my.state.shut_topic(topic, my.user, is_closed=is_closed)
    return True


def _forum(my: Caller, chat_id: int | str) -> Chat:
    chat = writable(my, chat_id)
    if not chat.is_forum:
        raise errors.bad_request("the chat is not a forum")
    return chat


def _manageable(my: Caller, chat_id: int | str, thread_id: int) -> Topic:
    chat = _forum(my, chat_id)
    topic = my.state.topics[chat].get(thread_id)
    if topic is None:
        raise errors.bad_request("message thread not found")
    if topic.creator is not my.user:
        check_right(my, chat, "can_manage_topics", "not enough rights to manage the topic")
    return topic
