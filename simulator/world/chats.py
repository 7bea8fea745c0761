"""People, chats and memberships, with the rights of members, and their Telegram JSON."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
)
_UNUSUAL_RIGHTS = (
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
# The permissions to send something, which a restricted member may lack.
SEND_PERMISSIONS = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video": "can_send_videos",
    "video_note": "can_send_video_notes",
    "animation": "can_send_other_messages",
    "sticker": "can_send_other_messages",
    "poll": "can_send_polls",
    "text": "can_send_messages",
}
MEMBER_RIGHTS = (
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
        granted: the rights that an administrator has beyond the usual ones, e.g. `can_promote_members`.
        promoter: the id of the user who made the member an administrator; None for the creator of the chat.
        permissions: what a restricted member may do, e.g. `can_send_messages`.
        is_member: True if a restricted user is a member of the chat.
        until: the time when a ban or restriction ends, aware; None for never.
    """

    user: User
    status: Status = Status.LEFT
    is_anonymous: bool = False
    withheld: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    promoter: int | None = None
    permissions: frozenset[str] = frozenset()
    is_member: bool = True
    until: datetime | None = None

    @property
    def is_administrator(self) -> bool:
        """True if the member is the creator or an administrator."""
        return self.status in _ADMINISTRATOR_STATUSES

    @property
    def is_inside(self) -> bool:
        """True if the member can read the chat."""
        return self.status in _INSIDE_STATUSES and self.is_member

    def has_right(self, right: str, kind: ChatKind) -> bool:
        """Return whether the member is an administrator with this right in a chat of this kind."""
        if self.status is Status.ADMINISTRATOR:
            return self._rights(kind).get(right, False)
        return self.status is Status.CREATOR

    def may(self, permission: str) -> bool:
        """Return whether restrictions of this member allow something, e.g. `can_send_photos`."""
        return self.status is not Status.RESTRICTED or permission in self.permissions

    def at(self, now: datetime) -> "Member":
        """Return the membership at a time: a ban or a restriction may have ended."""
        if self.until is None or now < self.until:
            return self
        is_member = self.status is Status.RESTRICTED and self.is_member
        return Member(self.user, Status.MEMBER if is_member else Status.LEFT)

    def to_json(self, kind: ChatKind, viewer: User | None = None) -> dict[str, object]:
        """Return Telegram's ChatMember in a chat of this kind, as a bot sees it."""
        fields: dict[str, object] = {"status": self.status.value, "user": self.user.to_json()}
        match self.status:
            case Status.CREATOR:
                fields |= {"is_anonymous": self.is_anonymous}
            case Status.ADMINISTRATOR:
                can_be_edited = viewer is not None and self.promoter == viewer.id
                fields |= {"is_anonymous": self.is_anonymous, "can_be_edited": can_be_edited} | self._rights(kind)
            case Status.RESTRICTED:
                fields |= {"is_member": self.is_member, "until_date": self._until_date}
                fields |= {right: right in self.permissions for right in MEMBER_RIGHTS}
            case Status.KICKED:
                fields |= {"until_date": self._until_date}
            case Status.MEMBER | Status.LEFT:
                pass
        return fields

    @property
    def _until_date(self) -> int:
        # 0 means forever.
        return int(self.until.timestamp()) if self.until else 0

    def _rights(self, kind: ChatKind) -> dict[str, bool]:
        usual = usual_rights(kind)
        return {
            right: right in self.granted or (is_usual and right not in self.withheld)
            for right, is_usual in usual.items()
        }


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation; groups have negative ids, supergroups and channels ids that begin with -100.

    Attributes:
        clock: returns the time, aware; it ends bans and restrictions.
        person: the person of a private chat; None in the other kinds.
        members: all present and former members, bots included, by user id.
        migrated_to: the supergroup that replaced this group.
        is_forum: True if a supergroup has topics.
        is_general_closed: True if only administrators can post in the General topic.
        linked: the discussion group of a channel, or the channel of a discussion group.
        parent: the channel whose direct messages this supergroup is; None for any other chat.
        slow_mode_delay: the seconds between two messages of a member of a supergroup; 0 for none.
        pinned: the ids of the pinned messages, the newest last.
    """

    id: int
    kind: ChatKind
    clock: Callable[[], datetime] = field(repr=False)
    title: str | None = None
    username: str | None = None
    person: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    last_message_id: int = 0
    migrated_to: "Chat | None" = None
    is_forum: bool = False
    is_general_closed: bool = False
    linked: "Chat | None" = None
    parent: "Chat | None" = None
    slow_mode_delay: int = 0
    pinned: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The chat's name in a list of chats."""
        return self.person.first_name if self.person else self.title or str(self.id)

    def member(self, user: User) -> Member:
        """Return the user's membership; somebody who was never a member has status `left`."""
        member = self.members.get(user.id) or Member(user)
        return member.at(self.clock()) if member.until else member

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
        if self.parent:
            fields["is_direct_messages"] = True
        return fields


def usual_rights(kind: ChatKind) -> dict[str, bool]:
    """Return the rights of administrators in a chat of this kind, and whether a new one has them unless withheld."""
    rights = dict.fromkeys(_UNUSUAL_RIGHTS, False) | dict.fromkeys(_ADMINISTRATOR_RIGHTS, True)
    if kind is ChatKind.CHANNEL:
        rights |= {"can_post_messages": True, "can_edit_messages": True}
    else:
        rights |= {"can_pin_messages": True}
    if kind is ChatKind.SUPERGROUP:
        rights |= {"can_manage_topics": True}
    return rights
