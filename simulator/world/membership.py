"""People's actions on chats: adding them, joining, administering and linking them."""

from collections.abc import Iterable

from simulator.errors import ActionError
from simulator.world.chats import Chat, ChatKind, Member, Status, User
from simulator.world.state import State


class Membership(State):
    """The part of `World` about who is in which chat, and about what a chat's creator sets."""

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
        """Block a bot (by default the first) as a person."""
        blocked = bot or self.bot
        # Telegram reports a block as a bot that was kicked from the private chat.
        self.set_status(self.private_chat(person, blocked), blocked, Status.KICKED, by=person)

    def unblock(self, person: User, bot: User | None = None) -> None:
        """Unblock a bot as a person."""
        blocked = bot or self.bot
        self.set_status(self.private_chat(person, blocked), blocked, Status.MEMBER, by=person)

    def delete_account(self, person: User) -> None:
        """Delete a person's account; the bots get no update."""
        person.is_deactivated = True

    def add_bot(self, chat: Chat, bot: User | None = None) -> None:
        """Add a bot as the creator: in a channel as an administrator, else as a member."""
        creator, added = creator_of(chat), bot or self.bot
        is_channel = chat.kind is ChatKind.CHANNEL
        self.set_status(chat, added, Status.ADMINISTRATOR if is_channel else Status.MEMBER, by=creator)
        if not is_channel:
            self.post_service(chat, creator, {"new_chat_members": [added.to_json()]})

    def remove_bot(self, chat: Chat, bot: User | None = None) -> None:
        """Remove a bot as the creator."""
        self.set_status(chat, bot or self.bot, Status.KICKED, by=creator_of(chat))

    def join(self, chat: Chat, person: User) -> None:
        """Make a person join a chat; a group gets a service message."""
        if chat.member(person).status is Status.KICKED:
            raise ActionError(f"{person.first_name} was banned from {chat.name}")
        self.admit(chat, person, by=person)

    def join_by_link(self, url: str, person: User) -> bool:
        """Open an invite link as a person: return whether it let the person in, or else asked an administrator."""
        link = self.invite_links.find(url)
        if link is None:
            raise ActionError(f"there is no invite link {url}")
        self._check_can_enter(link.chat, person)
        link.check_open()
        if not link.creates_join_request:
            self.admit(link.chat, person, by=person, link=link)
            return True
        if self.invite_links.find_request(link.chat, person):
            raise ActionError(f"{person.first_name} has asked to join already")
        link.requests[person.id] = self.now()
        self.queue_join_request(link, person)
        return False

    def _check_can_enter(self, chat: Chat, person: User) -> None:
        if chat.member(person).status is Status.KICKED:
            raise ActionError(f"{person.first_name} was banned from {chat.name}")
        if chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} is in {chat.name} already")

    def leave(self, chat: Chat, person: User) -> None:
        """Make a person or a bot leave a chat; a group gets a service message."""
        self.set_status(chat, person, Status.LEFT, by=person)
        if chat.kind not in {ChatKind.CHANNEL, ChatKind.PRIVATE}:
            self.post_service(chat, person, {"left_chat_member": person.to_json()})

    def ban(self, chat: Chat, person: User) -> None:
        """Ban a person as the creator; a group gets a service message."""
        self.set_status(chat, person, Status.KICKED, by=creator_of(chat))
        if chat.kind is not ChatKind.CHANNEL:
            self.post_service(chat, creator_of(chat), {"left_chat_member": person.to_json()})

    def restrict(self, chat: Chat, person: User) -> None:
        """Mute a user in a supergroup, as the creator."""
        if chat.kind is not ChatKind.SUPERGROUP:
            raise ActionError(f"{chat.name} is not a supergroup; only there can members be restricted")
        self.set_status(chat, person, Status.RESTRICTED, by=creator_of(chat))

    def link(self, channel: Chat, group: Chat | None) -> None:
        """Make a supergroup the discussion group of a channel, as their creator; None ends it."""
        if channel.kind is not ChatKind.CHANNEL or (group and group.kind is not ChatKind.SUPERGROUP):
            raise ActionError("only a channel and a supergroup can be linked")
        if group and creator_of(channel) is not creator_of(group):
            raise ActionError(f"{channel.name} and {group.name} have different creators")
        for chat in (channel, group):
            if chat and chat.linked:
                chat.linked.linked = None
                chat.linked = None
        channel.linked = group
        if group:
            group.linked = channel

    def open_direct_messages(self, channel: Chat) -> Chat:
        """Open a channel's direct messages, as its creator, and return their chat: a supergroup with a topic a person.

        The bots that administer the channel get what people write there.
        """
        if channel.kind is not ChatKind.CHANNEL:
            raise ActionError(f"{channel.name} is not a channel; only a channel has direct messages")
        chat = next((chat for chat in self.chats.values() if chat.parent is channel), None)
        if chat is None:
            chat = self.add_supergroup(channel.title or "", creator_of(channel))
            chat.parent = channel
        chat.members.update({id_: member for id_, member in channel.members.items() if member.is_administrator})
        return chat

    def set_slow_mode(self, chat: Chat, seconds: int) -> None:
        """Limit members of a supergroup to one message in so many seconds, as the creator; 0 ends it."""
        if chat.kind is not ChatKind.SUPERGROUP:
            raise ActionError(f"{chat.name} is not a supergroup; only there is slow mode")
        chat.slow_mode_delay = seconds

    def promote(
        self,
        chat: Chat,
        person: User,
        *,
        anonymous: bool = False,
        without: Iterable[str] = (),
        extra: Iterable[str] = (),
    ) -> None:
        """Make a user an administrator, as the creator.

        Args:
            chat: the chat.
            person: the new administrator, a person or a bot.
            anonymous: whether the administrator posts in the group's name.
            without: the rights that are withheld, by Telegram's names, e.g. `can_post_messages`.
            extra: the rights that are given besides the usual ones, e.g. `can_promote_members`.
        """
        creator = creator_of(chat)
        withheld, granted = frozenset(without), frozenset(extra)
        member = Member(person, Status.ADMINISTRATOR, anonymous, withheld, granted, promoter=creator.id)
        self.set_member(chat, member, by=creator)

    def demote(self, chat: Chat, person: User) -> None:
        """Make an administrator an ordinary member, as the creator."""
        self.set_status(chat, person, Status.MEMBER, by=creator_of(chat))

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup, a new chat with the same members, and return the supergroup."""
        if group.kind is not ChatKind.GROUP or group.migrated_to:
            raise ActionError(f"{group.name} is not a group that can become a supergroup")
        creator = creator_of(group)
        supergroup = self.add_supergroup(group.title or "", creator)
        for member in group.members.values():
            if member.user.is_bot and member.is_inside:
                # Telegram reports the new chat to bots as one that they were added to, and the old one not at all.
                self.set_status(supergroup, member.user, member.status, by=creator, withheld=member.withheld)
        supergroup.members = dict(group.members)
        self.post_service(group, creator, {"migrate_to_chat_id": supergroup.id})
        self.post_service(supergroup, creator, {"migrate_from_chat_id": group.id})
        group.migrated_to = supergroup
        return supergroup


def creator_of(chat: Chat) -> User:
    """Return the creator of a chat.

    Raises:
        ActionError: the chat is private.
    """
    for member in chat.members.values():
        if member.status is Status.CREATOR:
            return member.user
    raise ActionError(f"{chat.name} is a private chat, which has no administrators")
