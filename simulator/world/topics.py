"""Topics of forums."""

from dataclasses import dataclass

from simulator.world.chats import Chat, User

# The Bot API allows these (createForumTopic).
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)  # RGB
MAX_NAME_LENGTH = 128  # characters


@dataclass(slots=True, eq=False)
class Topic:
    """One topic, whose id is that of the service message of its creation.

    The General topic has no `Topic`, and its messages have no `message_thread_id`.
    """

    thread_id: int
    chat: Chat
    name: str
    creator: User
    icon_color: int = ICON_COLORS[0]
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False

    def to_json(self) -> dict[str, object]:
        """Return Telegram's ForumTopic."""
        return {"message_thread_id": self.thread_id, **self.created_json()}

    def created_json(self) -> dict[str, object]:
        """Return Telegram's ForumTopicCreated."""
        fields: dict[str, object] = {"name": self.name, "icon_color": self.icon_color}
        return fields | ({"icon_custom_emoji_id": self.icon_custom_emoji_id} if self.icon_custom_emoji_id else {})
