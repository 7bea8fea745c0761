"""Invite links of chats, and requests to join by them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from simulator.errors import ActionError
from simulator.world.chats import Chat, User

_SHOWN_LENGTH = 8  # of the 16 characters of a link's code, for others than its creator
# A bot can write so long to a person who asked to join (ChatJoinRequest).
_CONTACT_TIME = timedelta(minutes=5)


@dataclass(slots=True, eq=False)
class InviteLink:
    """An invite link.

    Attributes:
        code: the part that makes it unique.
        clock: returns the time, aware; it expires the link.
        expires_at: the time of its expiry, aware; None for never.
        member_limit: how many can be members by this link at once; 0 for any number.
        joined: the ids of the users who joined by it.
        requests: when people asked to join by it who wait for an administrator, by their ids; aware.
    """

    code: str
    chat: Chat
    creator: User
    clock: Callable[[], datetime]
    name: str = ""
    expires_at: datetime | None = None
    member_limit: int = 0
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    joined: set[int] = field(default_factory=set)
    requests: dict[int, datetime] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The link as its creator sees it."""
        return f"https://t.me/+{self.code}"

    def check_open(self) -> None:
        """Check that people can use the link.

        Raises:
            ActionError: it was revoked, has expired, or has no place left.
        """
        if self.is_revoked:
            raise ActionError("this link was revoked")
        if self.expires_at and self.clock() >= self.expires_at:
            raise ActionError("this link has expired")
        inside = sum(member.is_inside and member.user.id in self.joined for member in self.chat.members.values())
        if self.member_limit and inside >= self.member_limit:
            raise ActionError("this link has no place left")

    def to_json(self, viewer: User | None = None) -> dict[str, object]:
        """Return Telegram's ChatInviteLink, as a bot sees it; None sees all of it."""
        is_hidden = viewer is not None and viewer is not self.creator
        fields: dict[str, object] = {
            "invite_link": f"https://t.me/+{self.code[:_SHOWN_LENGTH]}..." if is_hidden else self.url,
            "creator": self.creator.to_json(),
            "creates_join_request": self.creates_join_request,
            "is_primary": self.is_primary,
            "is_revoked": self.is_revoked,
        }
        if self.expires_at:
            fields["expire_date"] = int(self.expires_at.timestamp())
        given = {
            "name": self.name,
            "member_limit": self.member_limit,
            "pending_join_request_count": len(self.requests),
        }
        return fields | {name: value for name, value in given.items() if value}


class InviteLinks:
    """The invite links of all chats.

    Args:
        clock: returns the time, aware.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._links: dict[str, InviteLink] = {}

    def add(self, chat: Chat, creator: User, *, is_primary: bool = False) -> InviteLink:
        """Add a link that never expires."""
        # Told apart by their beginning, because others than the creator see no more.
        number = len(self._links) + 1
        code = f"{number:0{_SHOWN_LENGTH}}{sha256(f'{chat.id} {number}'.encode()).hexdigest()[:_SHOWN_LENGTH]}"
        self._links[code] = InviteLink(code, chat, creator, self._clock, is_primary=is_primary)
        return self._links[code]

    def replace_primary(self, chat: Chat, creator: User) -> InviteLink:
        """Revoke the primary link that a member created, and return a new one."""
        if old := self.find_primary(chat, creator):
            old.is_revoked = True
        return self.add(chat, creator, is_primary=True)

    def find_primary(self, chat: Chat, creator: User) -> InviteLink | None:
        """Return the primary link that a member created; None where there is none."""
        links = self._links.values()
        found = (link for link in links if link.is_primary and not link.is_revoked and link.creator is creator)
        return next((link for link in found if link.chat is chat), None)

    def find(self, url: str) -> InviteLink | None:
        """Return a link by its URL; None where there is none."""
        return self._links.get(url.rpartition("/")[2].removeprefix("+"))

    def find_request(self, chat: Chat, person: User) -> InviteLink | None:
        """Return the link by which a person asked to join a chat; None where nobody waits."""
        links = (link for link in self._links.values() if link.chat is chat)
        return next((link for link in links if person.id in link.requests), None)

    def requested_chats(self, person: User, now: datetime) -> list[Chat]:
        """Return the chats that a person asked to join so recently that their bots may write first."""
        links = self._links.values()
        return [
            link.chat for link in links if person.id in link.requests and now - link.requests[person.id] < _CONTACT_TIME
        ]
