"""People, chats and memberships, with the rights of members, and their Telegram JSON."""

from dataclasses import dataclass, field
from enum import StrEnum

_ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
)
_NEVER_GRANTED_RIGHTS = (
    "can_be_edited",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


class ChatKind(StrEnum):
    """Telegram's four types of chats."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """Telegram's statuses of a chat member."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


_ADMINISTRATOR_STATUSES = frozenset({Status.CREATOR, Status.ADMINISTRATOR})
_INSIDE_STATUSES = _ADMINISTRATOR_STATUSES | {Status.MEMBER, Status.RESTRICTED}


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
        fields: dict[str, object] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username is not None:
            fields["username"] = self.username
        if self.language_code is not None:
            fields["language_code"] = self.language_code
        return fields


# Telegram's placeholder for the sender of an anonymous administrator's message.
ANONYMOUS_ADMINISTRATOR = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
# Telegram's own account, which sends the copies of a channel's posts in the discussion group.
TELEGRAM = User(777000, "Telegram")


@dataclass(frozen=True, slots=True)
class Member:
    """A user's membership of a chat.

    Attributes:
        is_anonymous: True if an administrator posts in the chat's name.
        withheld: the rights that an administrator does not have, e.g. `can_post_messages`.
    """

    user: User
    status: Status = Status.LEFT
    is_anonymous: bool = False
    withheld: frozenset[str] = frozenset()

    @property
    def is_administrator(self) -> bool:
        """True if the member is the creator or an administrator."""
        return self.status in _ADMINISTRATOR_STATUSES

    @property
    def is_inside(self) -> bool:
        """True if the member can read the chat."""
        return self.status in _INSIDE_STATUSES

    def has_right(self, right: str, kind: ChatKind) -> bool:
        """Return whether the member is an administrator with this right in a chat of this kind."""
        if self.status is Status.ADMINISTRATOR:
            return right not in self.withheld and _rights(kind).get(right, False)
        return self.status is Status.CREATOR

    def to_json(self, kind: ChatKind) -> dict[str, object]:
        """Return Telegram's ChatMember in a chat of this kind."""
        fields: dict[str, object] = {"status": self.status.value, "user": self.user.to_json()}
        match self.status:
            case Status.CREATOR:
                fields |= {"is_anonymous": self.is_anonymous}
            case Status.ADMINISTRATOR:
                fields |= {"is_anonymous": self.is_anonymous} | _rights(kind, self.withheld)
            case Status.RESTRICTED:
                # An `until_date` of 0 means forever.
                fields |= {"is_member": True, "until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False)
            case Status.KICKED:
                fields |= {"until_date": 0}
            case Status.MEMBER | Status.LEFT:
                pass
        return fields


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation; groups have negative ids, supergroups and channels ids that begin with -100.

    Attributes:
        person: the person of a private chat; None in the other kinds.
        members: all present and former members, bots included, by user id.
        migrated_to: the supergroup that replaced this group.
        is_forum: True if a supergroup has topics.
        is_general_closed: True if only administrators can post in the General topic.
        linked: the discussion group of a channel, or the channel of a discussion group.
        slow_mode_delay: the seconds between two messages of a member of a supergroup; 0 for none.
        pinned: the ids of the pinned messages, the newest last.
    """

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    person: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: "Chat | None" = None
    is_forum: bool = False
    is_general_closed: bool = False
    linked: "Chat | None" = None
    slow_mode_delay: int = 0
    pinned: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The chat's name in a list of chats."""
        return self.person.first_name if self.person else self.title or str(self.id)

    def member(self, user: User) -> Member:
        """Return the user's membership; somebody who was never a member has status `left`."""
        return self.members.get(user.id) or Member(user)

    def set_member(
        self, user: User, status: Status, *, is_anonymous: bool = False, withheld: frozenset[str] = frozenset()
    ) -> None:
        """Set the user's membership, without any update or event."""
        self.members[user.id] = Member(user, status, is_anonymous, withheld)

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Chat."""
        fields: dict[str, object] = {"id": self.id, "type": self.kind.value}
        if self.person:
            fields["first_name"] = self.person.first_name
        if self.title is not None:
            fields["title"] = self.title
        if username := self.person.username if self.person else self.username:
            fields["username"] = username
        if self.is_forum:
            fields["is_forum"] = True
        return fields


def _rights(kind: ChatKind, withheld: frozenset[str] = frozenset()) -> dict[str, bool]:
    rights = dict.fromkeys(_NEVER_GRANTED_RIGHTS, False) | dict.fromkeys(_ADMINISTRATOR_RIGHTS, True)
    if kind is ChatKind.CHANNEL:
        rights |= {"can_post_messages": True, "can_edit_messages": True}
    else:
        rights |= {"can_pin_messages": True}
    if kind is ChatKind.SUPERGROUP:
        rights |= {"can_manage_topics": True}
    return rights | dict.fromkeys(withheld & rights.keys(), False)
