"""What people do to the topics of a forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import ActionError
from simulator.state import State
from simulator.topics import ICON_COLORS, Topic

if TYPE_CHECKING:
    from simulator.chats import Chat, User


class Forum(State):
    """Topics, as people and bots make and change them; both see the same service messages."""

    def create_topic(self, chat: Chat, person: User, name: str) -> Topic:
        """Let a member make a topic."""
        if not chat.is_forum or not chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} cannot make topics in {chat.name}")
        return self.open_topic(chat, person, name)

    def close_topic(self, topic: Topic, person: User) -> None:
        """Let an administrator, or who made the topic, close it: then only administrators can write there."""
        self._check_may(topic, person)
        self.shut_topic(topic, person, is_closed=True)

    def reopen_topic(self, topic: Topic, person: User) -> None:
        """Let such a person open it again."""
        self._check_may(topic, person)
        self.shut_topic(topic, person, is_closed=False)

    def delete_topic(self, topic: Topic, person: User) -> None:
        """Let such a person delete it, with everything that was said in it."""
        self._check_may(topic, person)
        self.drop_topic(topic)

    def close_general(self, chat: Chat, person: User) -> None:
        """Let an administrator close the General topic to others."""
        self._shut_general(chat, person, is_closed=True)

    def reopen_general(self, chat: Chat, person: User) -> None:
        """Let an administrator open it again."""
        self._shut_general(chat, person, is_closed=False)

    def _shut_general(self, chat: Chat, person: User, *, is_closed: bool) -> None:
        if not chat.is_forum or not chat.member(person).may("can_manage_topics", chat.kind):
            raise ActionError(f"{person.first_name} may not change the General topic of {chat.name}")
        chat.is_general_closed = is_closed
        self.post_service(chat, person, {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}})

    def open_topic(
        self, chat: Chat, by: User, name: str, icon_color: int = ICON_COLORS[0], icon_id: str | None = None
    ) -> Topic:
        """Make a topic, and tell of it."""
        topic = Topic(chat.last_message_id + 1, chat, name, by, icon_color, icon_id)
        self.topics[chat][topic.thread_id] = topic
        self.post_service(chat, by, {"forum_topic_created": topic.created_json()}, topic.thread_id)
        return topic

    def shut_topic(self, topic: Topic, by: User, *, is_closed: bool) -> None:
        """Close or reopen a topic, and tell of it."""
        topic.is_closed = is_closed
        service: dict[str, object] = {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}}
        self.post_service(topic.chat, by, service, topic.thread_id)

    def rename_topic(self, topic: Topic, by: User, name: str) -> None:
        """Name a topic anew, and tell of it."""
        topic.name = name
        self.post_service(topic.chat, by, {"forum_topic_edited": {"name": name}}, topic.thread_id)

    def drop_topic(self, topic: Topic) -> None:
        """Take a topic and its messages away."""
        del self.topics[topic.chat][topic.thread_id]
        for message in list(self.history[topic.chat].values()):
            if message.thread_id == topic.thread_id:
                self.remove(message)

    def _check_may(self, topic: Topic, person: User) -> None:
        chat = topic.chat
        if topic.thread_id not in self.topics[chat]:
            raise ActionError(f"the topic {topic.name} has been deleted")
        if topic.creator is not person and not chat.member(person).may("can_manage_topics", chat.kind):
            raise ActionError(f"{person.first_name} may not change the topic {topic.name}")
