"""What is so in the local Telegram: people, chats, messages, waiting updates, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import errors
from simulator.chats import Chat, ChatKind, Status, User
from simulator.entities import commands
from simulator.messages import Callback, Event, EventKind, Message
from simulator.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from simulator.fields import BotCommand

_FIRST_USER_ID = 100_001
_FIRST_GROUP_ID = -400_001
_FIRST_SUPERGROUP_ID = -1_001_000_000_001


class State:
    """The facts that people's actions (`simulator.world`) and the bot's calls (`simulator.methods`) change.

    Attributes:
        bot: the bot that the server's token belongs to.
        updates: what the bot has yet to fetch.
        events: what people saw happen, the oldest first.
        callbacks: the pressed buttons, by the id of their callback query.
        menus: the bot's commands, by scope (as JSON) and language code.
        profile: what the bot says of itself, by field (`name`, `description`, …) and language code.
    """

    def __init__(self, now: Callable[[], datetime], bot_id: int = 1) -> None:
        self._clock = now
        self.bot = User(bot_id, "Local bot", username="local_bot", is_bot=True)
        self.users: dict[int, User] = {bot_id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.events: list[Event] = []
        self.callbacks: dict[str, Callback] = {}
        self.menus: dict[tuple[str, str], list[BotCommand]] = {}
        self.profile: dict[tuple[str, str], str] = {}

    def now(self) -> datetime:
        """Tell the time; nothing here asks another clock for a message's date.

        Raises:
            ValueError: the clock tells a time without a zone, which could mean any.
        """
        time = self._clock()
        if time.tzinfo is None:
            raise ValueError(f"the clock must tell aware times, not {time}")
        return time

    def new_user(self, first_name: str, language_code: str | None, username: str | None) -> User:
        """Add a person."""
        user = User(_FIRST_USER_ID + len(self.users) - 1, first_name, language_code, username)
        self.users[user.id] = user
        return user

    def new_chat(self, kind: ChatKind, title: str, creator: User, username: str | None = None) -> Chat:
        """Add a chat that is not private, with its creator inside."""
        first = _FIRST_GROUP_ID if kind is ChatKind.GROUP else _FIRST_SUPERGROUP_ID
        chat = Chat(first - len(self.chats), kind, title, username)
        chat.place(creator, Status.CREATOR)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, person: User) -> Chat:
        """Return the person's chat with the bot, which begins when it is first asked for."""
        if person.id not in self.chats:
            chat = Chat(person.id, ChatKind.PRIVATE, person=person)
            chat.place(person, Status.MEMBER)
            chat.place(self.bot, Status.MEMBER)
            self.chats[chat.id] = chat
        return self.chats[person.id]

    def find_chat(self, chat_id: int | str) -> Chat:
        """Return a chat by its id or by its @name.

        Raises:
            ApiError: 400 `chat not found`.
        """
        if isinstance(chat_id, int):
            found = self.chats.get(chat_id)
        else:
            name = chat_id.removeprefix("@").lower()
            found = next((c for c in self.chats.values() if (c.username or "").lower() == name), None)
        if found is None:
            raise errors.chat_not_found()
        return found

    def post(self, message: Message) -> Message:
        """Put a new message into its chat."""
        message.chat.messages[message.message_id] = message
        self.events.append(Event(EventKind.SENT, message))
        return message

    def next_message_id(self, chat: Chat) -> int:
        """Take the chat's next message id."""
        chat.last_message_id += 1
        return chat.last_message_id

    def change(self, message: Message) -> Message:
        """Put a message in the place of its older state."""
        message.chat.messages[message.message_id] = message
        self.events.append(Event(EventKind.EDITED, message))
        return message

    def remove(self, message: Message) -> None:
        """Take a message out of its chat."""
        del message.chat.messages[message.message_id]
        self.events.append(Event(EventKind.DELETED, message))

    def tell_of_message(self, message: Message, *, edited: bool = False) -> None:
        """Queue the update of a person's message, where the bot may see it."""
        if self._is_seen(message):
            kind = "channel_post" if message.chat.kind is ChatKind.CHANNEL else "message"
            self.updates.add(f"edited_{kind}" if edited else kind, message.to_json())

    def set_status(self, chat: Chat, user: User, status: Status, *, by: User, anonymous: bool = False) -> None:
        """Change what somebody is in a chat, and tell the bot where Telegram would."""
        old = chat.member(user)
        chat.place(user, status, is_anonymous=anonymous)
        payload: dict[str, object] = {
            "chat": chat.to_json(),
            "from": by.to_json(),
            "date": int(self.now().timestamp()),
            "old_chat_member": old.to_json(chat.kind),
            "new_chat_member": chat.member(user).to_json(chat.kind),
        }
        if user is self.bot:
            self.updates.add("my_chat_member", payload)
        elif chat.member(self.bot).is_administrator:
            self.updates.add("chat_member", payload)

    def post_service(self, chat: Chat, sender: User, service: Mapping[str, object]) -> Message:
        """Post a service message, e.g. that somebody joined, and tell the bot of it."""
        message = Message(self.next_message_id(chat), chat, sender, self.now(), service=service)
        self.tell_of_message(self.post(message))
        return message

    def _is_seen(self, message: Message) -> bool:
        me = message.chat.member(self.bot)
        if message.chat.kind is ChatKind.PRIVATE or me.is_administrator:
            return me.is_inside
        # Privacy mode, Telegram's default: in a group a bot hears only what is meant for it.
        return me.is_inside and (bool(message.service) or self._is_meant_for_bot(message))

    def _is_meant_for_bot(self, message: Message) -> bool:
        if message.reply_to and message.reply_to.sender is self.bot:
            return True
        names = [bot.lower() for _, bot in commands(message.text, message.entities)]
        mentions = [e.of(message.text).lower() for e in message.entities if e.type == "mention"]
        return bool({"", self.bot.username} & set(names)) or f"@{self.bot.username}" in mentions
