"""The state of the local Telegram: users, bots, chats, messages, pending updates and events."""

import asyncio
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from simulator import errors
from simulator.formatting.entities import find_commands
from simulator.world.accounts import Account
from simulator.world.chats import Chat, ChatKind, Member, Status, User
from simulator.world.content.files import StoredFile
from simulator.world.content.polls import Poll
from simulator.world.content.reactions import Reaction, totals_json
from simulator.world.discussions import automatic_forward, edited_forward
from simulator.world.inline import InlineQuery, WebAppQuery
from simulator.world.invitations import InviteLink, InviteLinks
from simulator.world.journal import Journal, MemberChange
from simulator.world.messages import Callback, Event, EventKind, Message
from simulator.world.refusals import Refusal
from simulator.world.topics import ICON_COLORS, Topic
from simulator.world.update_queue import UpdateQueue

_FIRST_USER_ID = 100_001
# Telegram publishes no number; this is the longest that has been seen.
_QUERY_LIFETIME = timedelta(minutes=15)
_FIRST_GROUP_ID = -400_001
_FIRST_ALBUM_ID = 13_000_000_000_000_000
_TIMER_DELAY = 0.05  # seconds, because a timer may ring a little early
_FIRST_POLL_ID = 5_300_000_000_000_000_000
_FIRST_SUPERGROUP_ID = -1_001_000_000_001


class State:
    """The state that people's actions (`simulator.world.world`) and the bots' calls (`simulator.api.methods`) change.

    Attributes:
        accounts: the bots, by user id.
        bot: the first bot, which is the only one in most worlds.
        updates: the first bot's pending updates.
        menus: the first bot's commands; see `Account.menus`.
        profile: the first bot's profile; see `Account.profile`.
        chats: every chat, without the private chats of the other bots, by id.
        history: the current messages of each chat by message id, the oldest first.
        topics: the topics of each forum by thread id, without the General one.
        events: the events that people saw, the oldest first.
        callbacks: the pressed buttons, by callback query id.
        files: the uploaded files, by file id.
        inline_queries: the inline queries, by id.
        web_app_queries: the opened web apps, by id.
        known_people: the ids of people whom the bots know although they never wrote to them.
        invite_links: the invite links of all chats.
        inline_messages: the editable inline results, by inline id, as first sent.
        query_lifetime: how long the bots can answer a query.
        refusals: why chats take no messages of bots; a chat that is not there takes them.
    """

    def __init__(
        self, now: Callable[[], datetime], bot_id: int = 1, *, query_lifetime: timedelta = _QUERY_LIFETIME
    ) -> None:
        self._clock = now
        self.query_lifetime = query_lifetime
        self.users: dict[int, User] = {}
        self.accounts: dict[int, Account] = {}
        self.bot = self.new_bot(bot_id, "Local bot", "local_bot")
        account = self.accounts[bot_id]
        self.updates = account.updates
        self.menus = account.menus
        self.profile = account.profile
        self.chats: dict[int, Chat] = {}
        # By chat and not by id, because a person's private chats with several bots have one id.
        self.history: defaultdict[Chat, dict[int, Message]] = defaultdict(dict)
        self.topics: defaultdict[Chat, dict[int, Topic]] = defaultdict(dict)
        self.events = Journal()
        self.callbacks: dict[str, Callback] = {}
        self.files: dict[str, StoredFile] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.web_app_queries: dict[str, WebAppQuery] = {}
        self.known_people: set[int] = set()
        self.inline_messages: dict[str, Message] = {}
        self.refusals: dict[Chat, Refusal] = {}
        self._last_posts: dict[tuple[Chat, int], datetime] = {}
        self._automatic_forwards: dict[tuple[Chat, int], Message] = {}
        self.invite_links = InviteLinks(self.now)
        self._last_album_id = _FIRST_ALBUM_ID
        self._last_poll_id = _FIRST_POLL_ID
        self._open_polls: list[Poll] = []

    def now(self) -> datetime:
        """Return the world's time, aware; all dates of messages come from it.

        Raises:
            ValueError: the clock returned a time without a zone.
        """
        time = self._clock()
        if time.tzinfo is None:
            raise ValueError(f"the clock must return an aware time, not {time}")
        return time

    def set_clock(self, at: datetime) -> None:
        """Set the clock to an aware time, from which it goes on."""
        clock, jump = self._clock, at - self.now()
        self._clock = lambda: clock() + jump
        self.report_closed_polls()

    def is_too_old(self, query: Callback | InlineQuery | WebAppQuery) -> bool:
        """Return whether a query can no longer be answered."""
        return self.now() - query.date > self.query_lifetime

    def new_user(self, first_name: str, language_code: str | None, username: str | None) -> User:
        """Add a person."""
        people = sum(not user.is_bot for user in self.users.values())
        user = User(_FIRST_USER_ID + people, first_name, language_code, username)
        self.users[user.id] = user
        return user

    def new_bot(self, bot_id: int, first_name: str, username: str) -> User:
        """Add a bot; its id is the part of its token before the colon."""
        user = User(bot_id, first_name, username=username, is_bot=True)
        self.users[bot_id] = user
        self.accounts[bot_id] = Account(user, UpdateQueue(self.now))
        return user

    def new_chat(self, kind: ChatKind, title: str, creator: User, username: str | None = None) -> Chat:
        """Add a chat that is not private, with its creator inside."""
        first = _FIRST_GROUP_ID if kind is ChatKind.GROUP else _FIRST_SUPERGROUP_ID
        chat = Chat(first - len(self.chats), kind, self.now, title, username)
        chat.set_member(creator, Status.CREATOR)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, person: User, bot: User | None = None) -> Chat:
        """Return the person's private chat with a bot (by default the first); it is made on first use."""
        account = self.accounts[(bot or self.bot).id]
        if person.id not in account.private_chats:
            chat = Chat(person.id, ChatKind.PRIVATE, self.now, person=person)
            chat.set_member(person, Status.MEMBER)
            chat.set_member(account.user, Status.MEMBER)
            account.private_chats[person.id] = chat
            if account.user is self.bot:
                self.chats[chat.id] = chat
        return account.private_chats[person.id]

    def find_chat(self, chat_id: int | str, account: Account | None = None) -> Chat:
        """Return a chat by its id for this bot (by default the first), or by its @name.

        Raises:
            ApiError: 400 `chat not found`.
        """
        if chat_id == "":
            raise errors.bad_request("chat_id is empty")
        if isinstance(chat_id, int):
            # A person's private chats with several bots have one id, so the bot decides which is meant.
            private = (account or self.accounts[self.bot.id]).private_chats
            found = (private if chat_id > 0 else self.chats).get(chat_id)
        else:
            name = chat_id.removeprefix("@").lower()
            found = next((c for c in self.chats.values() if c.username and c.username.lower() == name), None)
        if found is None:
            raise errors.chat_not_found()
        return found

    def post(self, message: Message) -> Message:
        """Add a new message to its chat, and queue its updates; a channel's post goes to the discussion group too."""
        chat = message.chat
        message.history = history = self.history[chat]
        history[message.message_id] = message
        if chat.slow_mode_delay and not message.service:
            self._last_posts[chat, message.sender.id] = message.date
        self.events.append(Event(EventKind.SENT, message))
        self.queue_message_updates(message)
        if chat.kind is ChatKind.CHANNEL and chat.linked and not message.service:
            copy = automatic_forward(message, chat.linked, self.next_message_id(chat.linked), self.now())
            self._automatic_forwards[chat, message.message_id] = self.post(copy)
        return message

    def slow_mode_left(self, chat: Chat, user: User) -> int:
        """Return the seconds for which slow mode keeps a user from posting; 0 for an administrator."""
        last = self._last_posts.get((chat, user.id))
        if last is None or chat.member(user).is_administrator:
            return 0
        return max(0, math.ceil(chat.slow_mode_delay - (self.now() - last).total_seconds()))

    def next_message_id(self, chat: Chat) -> int:
        """Return the chat's next message id, and use it up."""
        chat.last_message_id += 1
        return chat.last_message_id

    def next_album_id(self) -> str:
        """Return the next `media_group_id`, and use it up."""
        self._last_album_id += 1
        return str(self._last_album_id)

    def next_poll_id(self) -> str:
        """Return the next poll's id, and use it up."""
        self._last_poll_id += 1
        return str(self._last_poll_id)

    def watch_poll(self, poll: Poll) -> None:
        """Queue the update of a poll when it closes by itself."""
        self._open_polls.append(poll)
        # Its own clock may stand still or be set; then `set_clock` looks.
        asyncio.get_running_loop().call_later(poll.open_period + _TIMER_DELAY, self.report_closed_polls)

    def report_closed_polls(self) -> None:
        """Queue the updates of the polls that have closed by themselves."""
        closed = [poll for poll in self._open_polls if poll.is_closed]
        self._open_polls = [poll for poll in self._open_polls if not poll.is_closed]
        for poll in closed:
            # A stopped poll was reported.
            if not poll.has_closed:
                self.queue_poll_update(poll)

    def queue_poll_update(self, poll: Poll) -> None:
        """Queue a poll's new state for its bot."""
        self.accounts[poll.bot.id].updates.add("poll", poll.update_json())

    def replace_message(self, message: Message) -> Message:
        """Replace a message by its edited state."""
        self.history[message.chat][message.message_id] = message
        self.events.append(Event(EventKind.EDITED, message))
        if copy := self.find_automatic_forward(message):
            changed = edited_forward(copy, message)
            if changed is not copy:
                self.queue_message_updates(self.replace_message(changed), edited=True)
        return message

    def has_topics(self, chat: Chat) -> bool:
        """Return whether a chat has topics: a forum, or the private chat of a bot that has switched them on."""
        if chat.kind is not ChatKind.PRIVATE:
            return chat.is_forum
        return any(self.accounts[user_id].has_topics for user_id in chat.members if user_id in self.accounts)

    def find_automatic_forward(self, post: Message) -> Message | None:
        """Return the copy of a channel's post in the discussion group."""
        first = self._automatic_forwards.get((post.chat, post.message_id))
        return self.history[first.chat].get(first.message_id) if first else None

    def set_reactions(self, message: Message, user: User, reactions: Sequence[Reaction]) -> None:
        """Set a user's reactions to a message, and queue the updates that Telegram would send."""
        old = message.reactions.get(user.id, ())
        others = {user_id: given for user_id, given in message.reactions.items() if user_id != user.id}
        message.reactions = {**others, user.id: tuple(reactions)} if reactions else others
        shown = "".join(reaction.value for reaction in reactions)
        self.events.append(Event(EventKind.REACTED, message, shown, actor=user))
        if not user.is_bot:
            self._queue_reaction_update(message, user, old)

    def _queue_reaction_update(self, message: Message, user: User, old: Sequence[Reaction]) -> None:
        chat = message.chat
        payload: dict[str, object] = {
            "chat": chat.to_json(),
            "message_id": message.message_id,
            "date": int(self.now().timestamp()),
        }
        # In a channel nobody sees who reacted.
        is_anonymous = chat.kind is ChatKind.CHANNEL
        kind = "message_reaction_count" if is_anonymous else "message_reaction"
        payload |= {"reactions": totals_json(message.reactions)} if is_anonymous else _change_json(message, user, old)
        for account in self.accounts.values():
            me = chat.member(account.user)
            if me.is_administrator or (chat.kind is ChatKind.PRIVATE and me.is_inside):
                account.updates.add(kind, payload)

    def remove_message(self, message: Message) -> None:
        """Remove a message from its chat."""
        chat = message.chat
        del self.history[chat][message.message_id]
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message.message_id]
        self.events.append(Event(EventKind.DELETED, message))
        if copy := self.find_automatic_forward(message):
            self.remove_message(copy)

    def queue_message_updates(self, message: Message, *, edited: bool = False) -> None:
        """Queue the update of a message for every bot that may see it."""
        kind = "channel_post" if message.chat.kind is ChatKind.CHANNEL else "message"
        for account in self.accounts.values():
            if _is_visible_to(message, account):
                account.updates.add(f"edited_{kind}" if edited else kind, message.to_json())

    def set_status(
        self,
        chat: Chat,
        user: User,
        status: Status,
        *,
        by: User,
        anonymous: bool = False,
        withheld: frozenset[str] = frozenset(),
    ) -> None:
        """Set a user's status in a chat, and queue the updates that Telegram would send."""
        self.set_member(chat, Member(user, status, anonymous, withheld), by=by)

    def set_member(
        self,
        chat: Chat,
        member: Member,
        *,
        by: User,
        link: InviteLink | None = None,
        via_join_request: bool = False,
    ) -> None:
        """Set a user's membership of a chat, and queue the updates that Telegram would send.

        Args:
            chat: the chat.
            member: the new membership.
            by: the user who sets it.
            link: the link by which the user joined.
            via_join_request: whether an administrator approved it.
        """
        user, old = member.user, chat.member(member.user)
        chat.members[user.id] = member
        change: dict[str, object] = {"chat": chat.to_json(), "from": by.to_json(), "date": int(self.now().timestamp())}
        if via_join_request:
            change["via_join_request"] = True
        # Other bots learn of a member only as administrators.
        for account in self.accounts.values():
            if account.user is user or chat.member(account.user).is_administrator:
                members: dict[str, object] = {
                    "old_chat_member": old.to_json(chat.kind, account.user),
                    "new_chat_member": member.to_json(chat.kind, account.user),
                }
                kind = "my_chat_member" if account.user is user else "chat_member"
                way: dict[str, object] = {"invite_link": link.to_json(account.user)} if link else {}
                account.updates.add(kind, change | members | way)
        self.events.notify(MemberChange(chat, user, member.status))

    def queue_join_request(self, link: InviteLink, person: User) -> None:
        """Queue the update about a person who asks to join, for the bots that can let people in."""
        chat, now = link.chat, int(self.now().timestamp())
        request = {"chat": chat.to_json(), "from": person.to_json(), "user_chat_id": person.id, "date": now}
        for account in self.accounts.values():
            if chat.member(account.user).has_right("can_invite_users", chat.kind):
                account.updates.add("chat_join_request", {**request, "invite_link": link.to_json(account.user)})

    def admit(
        self, chat: Chat, person: User, *, by: User, link: InviteLink | None = None, via_join_request: bool = False
    ) -> None:
        """Make a person a member; a group gets a service message, and restrictions stay."""
        if link:
            link.joined.add(person.id)
        old = chat.member(person)
        is_restricted = old.status is Status.RESTRICTED
        member = replace(old, is_member=True) if is_restricted else Member(person, Status.MEMBER)
        self.set_member(chat, member, by=by, link=link, via_join_request=via_join_request)
        if chat.kind is not ChatKind.CHANNEL:
            self.post_service(chat, person, {"new_chat_members": [person.to_json()]})

    def expel(self, chat: Chat, member: Member, *, by: User) -> None:
        """Set a membership that ends the present one; a group gets a service message if the user was inside."""
        was_inside = chat.member(member.user).is_inside
        self.set_member(chat, member, by=by)
        if was_inside and chat.kind is not ChatKind.CHANNEL:
            self.post_service(chat, by, {"left_chat_member": member.user.to_json()})

    def post_service(
        self, chat: Chat, sender: User, service: Mapping[str, object], thread_id: int | None = None
    ) -> Message:
        """Post a service message, e.g. about a new member, and queue its updates."""
        message_id = self.next_message_id(chat)
        posting_chat = chat if chat.kind is ChatKind.CHANNEL else None
        message = Message(
            message_id, chat, sender, self.now(), service=service, thread_id=thread_id, sender_chat=posting_chat
        )
        return self.post(message)

    def open_topic(
        self, chat: Chat, by: User, name: str, icon_color: int = ICON_COLORS[0], icon_id: str | None = None
    ) -> Topic:
        """Create a topic, with its service message."""
        # The id of the service message that is posted next.
        topic = Topic(chat.last_message_id + 1, chat, name, by, icon_color, icon_id)
        self.topics[chat][topic.thread_id] = topic
        self.post_service(chat, by, {"forum_topic_created": topic.created_json()}, topic.thread_id)
        return topic

    def set_topic_closed(self, topic: Topic, by: User, *, is_closed: bool) -> None:
        """Close or reopen a topic, with its service message."""
        topic.is_closed = is_closed
        service: dict[str, object] = {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}}
        self.post_service(topic.chat, by, service, topic.thread_id)

    def rename_topic(self, topic: Topic, by: User, name: str) -> None:
        """Rename a topic, with its service message."""
        topic.name = name
        self.post_service(topic.chat, by, {"forum_topic_edited": {"name": name}}, topic.thread_id)

    def remove_topic(self, topic: Topic) -> None:
        """Delete a topic and its messages."""
        del self.topics[topic.chat][topic.thread_id]
        for message in list(self.history[topic.chat].values()):
            if message.thread_id == topic.thread_id:
                self.remove_message(message)

    def add_file(self, file: StoredFile) -> StoredFile:
        """Store a file, so that it can be sent again and downloaded; return the one that is stored already, if any."""
        for size in file.smaller:
            self.files.setdefault(size.file_id, size)
        return self.files.setdefault(file.file_id, file)


def _change_json(message: Message, user: User, old: Sequence[Reaction]) -> dict[str, object]:
    new = message.reactions.get(user.id, ())
    return {
        "user": user.to_json(),
        "old_reaction": [reaction.to_json() for reaction in old],
        "new_reaction": [reaction.to_json() for reaction in new],
    }


def _is_visible_to(message: Message, account: Account) -> bool:
    # A bot gets no update about its own messages, but about its service messages, a pin for example.
    if message.sender is account.user:
        return bool(message.service) and message.chat.member(account.user).is_inside
    # Bots do not get the messages of other bots.
    if message.sender.is_bot:
        return False
    me = message.chat.member(account.user)
    if message.chat.kind is ChatKind.PRIVATE or me.is_administrator or account.reads_all_messages:
        return me.is_inside
    # Privacy mode, Telegram's default: in a group a bot gets only messages that are addressed to it.
    return me.is_inside and (bool(message.service) or _is_addressed_to(message, account.user))


def _is_addressed_to(message: Message, bot: User) -> bool:
    if (message.reply_to and message.reply_to.sender is bot) or message.via is bot:
        return True
    name = (bot.username or "").lower()
    names = {bot.lower() for _, bot in find_commands(message.text, message.entities)}
    mentions = [e.covered_text(message.text).lower() for e in message.entities if e.type == "mention"]
    return bool({"", name} & names) or f"@{name}" in mentions
