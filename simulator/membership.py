"""Who there is, and who comes, goes, blocks and is promoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.chats import Chat, ChatKind, Status, User
from simulator.errors import ActionError
from simulator.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable


class Membership(State):
    """What people do to chats and to each other's places in them."""

    def add_person(self, first_name: str, *, language_code: str | None = None, username: str | None = None) -> User:
        """Add a person."""
        return self.new_user(first_name, language_code, username)

    def add_group(self, title: str, creator: User) -> Chat:
        """Add a group that the bot is not in yet."""
        return self.new_chat(ChatKind.GROUP, title, creator)

    def add_supergroup(self, title: str, creator: User, *, username: str | None = None, is_forum: bool = False) -> Chat:
        """Add a supergroup, with topics if it is a forum, that the bot is not in yet."""
        chat = self.new_chat(ChatKind.SUPERGROUP, title, creator, username)
        chat.is_forum = is_forum
        return chat

    def add_channel(self, title: str, creator: User, *, username: str | None = None) -> Chat:
        """Add a channel that the bot does not administer yet."""
        return self.new_chat(ChatKind.CHANNEL, title, creator, username)

    def block(self, person: User, bot: User | None = None) -> None:
        """Let a person block a bot, by default the first."""
        blocked = bot or self.bot
        self.set_status(self.private_chat(person, blocked), blocked, Status.KICKED, by=person)

    def unblock(self, person: User, bot: User | None = None) -> None:
        """Let a person take a bot back."""
        blocked = bot or self.bot
        self.set_status(self.private_chat(person, blocked), blocked, Status.MEMBER, by=person)

    def delete_account(self, person: User) -> None:
        """Let a person leave Telegram; the bots are not told."""
        person.is_deactivated = True

    def add_bot(self, chat: Chat, bot: User | None = None) -> None:
        """Let the creator take a bot in: as an administrator in a channel, else as a member."""
        creator, added = creator_of(chat), bot or self.bot
        is_channel = chat.kind is ChatKind.CHANNEL
        self.set_status(chat, added, Status.ADMINISTRATOR if is_channel else Status.MEMBER, by=creator)
        if not is_channel:
            self.post_service(chat, creator, {"new_chat_members": [added.to_json()]})

    def remove_bot(self, chat: Chat, bot: User | None = None) -> None:
        """Let the creator throw a bot out."""
        self.set_status(chat, bot or self.bot, Status.KICKED, by=creator_of(chat))

    def join(self, chat: Chat, person: User) -> None:
        """Let a person into a chat as a member; a group sees it."""
        if chat.member(person).status is Status.KICKED:
            raise ActionError(f"{person.first_name} was banned from {chat.name}")
        self.set_status(chat, person, Status.MEMBER, by=person)
        if chat.kind is not ChatKind.CHANNEL:
            self.post_service(chat, person, {"new_chat_members": [person.to_json()]})

    def leave(self, chat: Chat, person: User) -> None:
        """Let a person or a bot go; a group sees it."""
        self.set_status(chat, person, Status.LEFT, by=person)
        if chat.kind not in {ChatKind.CHANNEL, ChatKind.PRIVATE}:
            self.post_service(chat, person, {"left_chat_member": person.to_json()})

    def ban(self, chat: Chat, person: User) -> None:
        """Let the creator throw a person out for good; a group sees it."""
        self.set_status(chat, person, Status.KICKED, by=creator_of(chat))
        if chat.kind is not ChatKind.CHANNEL:
            self.post_service(chat, creator_of(chat), {"left_chat_member": person.to_json()})

    def restrict(self, chat: Chat, person: User) -> None:
        """Let the creator forbid somebody, a bot too, to say anything in a supergroup."""
        if chat.kind is not ChatKind.SUPERGROUP:
            raise ActionError(f"{chat.name} is no supergroup, and only there can members be restricted")
        self.set_status(chat, person, Status.RESTRICTED, by=creator_of(chat))

    def promote(self, chat: Chat, person: User, *, anonymous: bool = False, without: Iterable[str] = ()) -> None:
        """Let the creator make somebody, a bot too, an administrator.

        Args:
            chat: where.
            person: who.
            anonymous: whether the group sees only its own name when the administrator speaks.
            without: the rights that are withheld, by Telegram's names, e.g. `can_post_messages`.
        """
        withheld = frozenset(without)
        creator = creator_of(chat)
        self.set_status(chat, person, Status.ADMINISTRATOR, by=creator, anonymous=anonymous, withheld=withheld)

    def demote(self, chat: Chat, person: User) -> None:
        """Let the creator make an administrator a member again."""
        self.set_status(chat, person, Status.MEMBER, by=creator_of(chat))

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup, which is a new chat with the same members, and return that."""
        if group.kind is not ChatKind.GROUP or group.migrated_to:
            raise ActionError(f"{group.name} is not a group that can become a supergroup")
        creator = creator_of(group)
        supergroup = self.add_supergroup(group.title or "", creator)
        for member in group.members.values():
            if member.user.is_bot and member.is_inside:
                # To a bot it is a chat that it has come into; of the old one it is told nothing like that.
                self.set_status(supergroup, member.user, member.status, by=creator, withheld=member.withheld)
        supergroup.members = dict(group.members)
        self.post_service(group, creator, {"migrate_to_chat_id": supergroup.id})
        self.post_service(supergroup, creator, {"migrate_from_chat_id": group.id})
        group.migrated_to = supergroup
        return supergroup


def creator_of(chat: Chat) -> User:
    """Return who made the chat.

    Raises:
        ActionError: nobody did; it is a private chat.
    """
    for member in chat.members.values():
        if member.status is Status.CREATOR:
            return member.user
    raise ActionError(f"{chat.name} is nobody's to administer")
