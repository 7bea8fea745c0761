"""People and chats: who is where, with which rights, and how Telegram writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.messages import Message

_ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
)
_RIGHTS_NOT_GIVEN = (
    "can_be_edited",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


class ChatKind(StrEnum):
    """Telegram's four types of chats."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot; ids are positive."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False

    def to_json(self) -> dict[str, object]:
        """Return Telegram's User."""
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in fields.items() if value is not None}


# Telegram writes this user as the sender of what an anonymous administrator says.
ANONYMOUS_ADMINISTRATOR = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's place in a chat."""

    user: User
    status: Status = Status.LEFT
    is_anonymous: bool = False

    @property
    def is_administrator(self) -> bool:
        """Whether the member is the creator or an administrator."""
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR}

    @property
    def is_inside(self) -> bool:
        """Whether the member can see the chat."""
        return self.is_administrator or self.status is Status.MEMBER

    def to_json(self, kind: ChatKind) -> dict[str, object]:
        """Return Telegram's ChatMember in a chat of this kind."""
        fields: dict[str, object] = {"status": self.status.value, "user": self.user.to_json()}
        match self.status:
            case Status.CREATOR:
                fields |= {"is_anonymous": self.is_anonymous}
            case Status.ADMINISTRATOR:
                fields |= {"is_anonymous": self.is_anonymous} | _rights(kind)
            case Status.KICKED:
                fields |= {"until_date": 0}
            case Status.MEMBER | Status.LEFT:
                pass
        return fields


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation; groups have negative ids, supergroups and channels ids that begin with -100.

    Attributes:
        person: whose private chat this is; None in the other kinds.
        members: everybody who is or was here, the bot too, by user id.
        messages: what can be read now, by message id, the oldest first.
        migrated_to: the supergroup that this group has become.
    """

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    person: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: Chat | None = None

    @property
    def name(self) -> str:
        """What the chat is called in a list of chats."""
        return self.person.first_name if self.person else self.title or str(self.id)

    def member(self, user: User) -> Member:
        """Return the user's place here; somebody who never was here has left."""
        return self.members.get(user.id, Member(user))

    def place(self, user: User, status: Status, *, is_anonymous: bool = False) -> None:
        """Set the user's place here, without telling anybody."""
        self.members[user.id] = Member(user, status, is_anonymous)

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Chat."""
        fields = {
            "id": self.id,
            "type": self.kind.value,
            "title": self.title,
            "username": self.person.username if self.person else self.username,
            "first_name": self.person.first_name if self.person else None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def _rights(kind: ChatKind) -> dict[str, bool]:
    rights = dict.fromkeys(_RIGHTS_NOT_GIVEN, False) | dict.fromkeys(_ADMINISTRATOR_RIGHTS, True)
    if kind is ChatKind.CHANNEL:
        return rights | {"can_post_messages": True, "can_edit_messages": True}
    return rights | {"can_pin_messages": True}
