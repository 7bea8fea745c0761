"""What people do in the local Telegram, and what they can see."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.chats import Chat, ChatKind, Status, User
from simulator.entities import FormattedText, clean, detect, trim, units
from simulator.errors import ActionError, NotSettledError
from simulator.messages import Callback, Location, Message
from simulator.state import State

if TYPE_CHECKING:
    from simulator.keyboards import Button

LONGEST_TEXT = 4096  # UTF-16 code units


class World(State):
    """The local Telegram as people use it.

    Args:
        now: tells the time, aware; messages are dated with it.
        bot_id: the bot's user id, the part of its token before the colon.

    What an app would not let a person do raises `ActionError`.
    """

    def add_person(self, first_name: str, *, language_code: str | None = None, username: str | None = None) -> User:
        """Add a person."""
        return self.new_user(first_name, language_code, username)

    def add_group(self, title: str, creator: User) -> Chat:
        """Add a group that the bot is not in yet."""
        return self.new_chat(ChatKind.GROUP, title, creator)

    def add_supergroup(self, title: str, creator: User, *, username: str | None = None) -> Chat:
        """Add a supergroup that the bot is not in yet."""
        return self.new_chat(ChatKind.SUPERGROUP, title, creator, username)

    def add_channel(self, title: str, creator: User, *, username: str | None = None) -> Chat:
        """Add a channel that the bot does not administer yet."""
        return self.new_chat(ChatKind.CHANNEL, title, creator, username)

    def messages(self, chat: Chat) -> list[Message]:
        """Return what stands in a chat now, the oldest first."""
        return list(chat.messages.values())

    async def settled(self, within: float = 10.0) -> None:
        """Return when the bot has fetched and confirmed every update so far.

        Args:
            within: the most seconds to wait.

        Raises:
            NotSettledError: the bot did not; the error names the kinds of what still waits.
        """
        try:
            async with asyncio.timeout(within):
                await self.updates.confirmed()
        except TimeoutError as error:
            waiting = ", ".join(update.kind for update in self.updates.pending)
            raise NotSettledError(f"the bot did not fetch within {within} s: {waiting}") from error

    def say(
        self, chat: Chat, person: User, text: str, *, anonymous: bool = False, reply_to: Message | None = None
    ) -> Message:
        """Say something in a chat; in a channel it is said in the channel's name.

        Args:
            chat: where.
            person: who; must be inside, and an administrator in a channel.
            text: plain text; Telegram finds commands, mentions and addresses in it.
            anonymous: whether an administrator of a group speaks in the group's name.
            reply_to: the message that this one answers.
        """
        content = _plain(text)
        answered = self.current(reply_to) if reply_to else None
        message = self._compose(chat, person, anonymous=anonymous)
        return self._send(replace(message, content=content, reply_to=answered))

    def share_location(self, chat: Chat, person: User, latitude: float, longitude: float) -> Message:
        """Share a point, in degrees."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe's own bounds
            raise ActionError(f"{latitude}, {longitude} is nowhere: latitude is -90…90, longitude -180…180")
        return self._send(replace(self._compose(chat, person), location=Location(latitude, longitude)))

    def edit(self, message: Message, text: str) -> Message:
        """Change the text of a person's own message."""
        current = self.current(message)
        if current.sender.is_bot:
            raise ActionError("only the bot can edit its message")
        changed = self.change(replace(current, content=_plain(text), edited=self.now()))
        self.tell_of_message(changed, edited=True)
        return changed

    def press(self, message: Message, button: int | str, person: User) -> Callback:
        """Press a button under a message, by its place from 0 over all rows, or by its callback data."""
        current = self.current(message)
        if not current.chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} is not in {current.chat.name}")
        pressed = _find_button(current, button)
        if pressed.callback_data is None:
            raise ActionError(f"the button {pressed.text!r} sends nothing to the bot{_instead(pressed)}")
        query_id = str(len(self.callbacks) + 1)
        callback = Callback(query_id, person, current, pressed.callback_data)
        self.callbacks[callback.id] = callback
        self.updates.add("callback_query", callback.to_json())
        return callback

    def current(self, message: Message) -> Message:
        """Return the newest state of a message."""
        try:
            return message.chat.messages[message.message_id]
        except KeyError as error:
            raise ActionError("this message has been deleted") from error

    def block(self, person: User) -> None:
        """Let a person block the bot."""
        self.set_status(self.private_chat(person), self.bot, Status.KICKED, by=person)

    def unblock(self, person: User) -> None:
        """Let a person take the bot back."""
        self.set_status(self.private_chat(person), self.bot, Status.MEMBER, by=person)

    def delete_account(self, person: User) -> None:
        """Let a person leave Telegram; the bot is not told."""
        person.is_deactivated = True

    def add_bot(self, chat: Chat) -> None:
        """Let the creator take the bot in: as an administrator in a channel, else as a member."""
        creator = _creator(chat)
        is_channel = chat.kind is ChatKind.CHANNEL
        status = Status.ADMINISTRATOR if is_channel else Status.MEMBER
        self.set_status(chat, self.bot, status, by=creator)
        if not is_channel:
            self.post_service(chat, creator, {"new_chat_members": [self.bot.to_json()]})

    def remove_bot(self, chat: Chat) -> None:
        """Let the creator throw the bot out."""
        self.set_status(chat, self.bot, Status.KICKED, by=_creator(chat))

    def join(self, chat: Chat, person: User) -> None:
        """Let a person into a chat as a member."""
        self.set_status(chat, person, Status.MEMBER, by=person)

    def leave(self, chat: Chat, person: User) -> None:
        """Let a person go."""
        self.set_status(chat, person, Status.LEFT, by=person)

    def promote(self, chat: Chat, person: User, *, anonymous: bool = False) -> None:
        """Let the creator make somebody, the bot too, an administrator."""
        self.set_status(chat, person, Status.ADMINISTRATOR, by=_creator(chat), anonymous=anonymous)

    def demote(self, chat: Chat, person: User) -> None:
        """Let the creator make an administrator a member again."""
        self.set_status(chat, person, Status.MEMBER, by=_creator(chat))

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup, which is a new chat with the same members, and return that."""
        if group.kind is not ChatKind.GROUP or group.migrated_to:
            raise ActionError(f"{group.name} is not a group that can become a supergroup")
        creator = _creator(group)
        supergroup = self.add_supergroup(group.title or "", creator)
        supergroup.members = dict(group.members)
        self.post_service(group, creator, {"migrate_to_chat_id": supergroup.id})
        self.post_service(supergroup, creator, {"migrate_from_chat_id": group.id})
        group.migrated_to = supergroup
        return supergroup

    def _compose(self, chat: Chat, person: User, *, anonymous: bool = False) -> Message:
        _check_can_speak(chat, person, self.bot, anonymous=anonymous)
        in_its_name = anonymous or chat.kind is ChatKind.CHANNEL
        message_id = self.next_message_id(chat)
        return Message(message_id, chat, person, self.now(), sender_chat=chat if in_its_name else None)

    def _send(self, message: Message) -> Message:
        self.tell_of_message(self.post(message))
        return message


def _plain(text: str) -> FormattedText:
    content = detect(trim(FormattedText(clean(text))))
    if not 1 <= units(content.text) <= LONGEST_TEXT:
        raise ActionError(f"a message has 1 to {LONGEST_TEXT} characters, this one {units(content.text)}")
    return content


def _check_can_speak(chat: Chat, person: User, bot: User, *, anonymous: bool) -> None:
    member = chat.member(person)
    if chat.migrated_to:
        raise ActionError(f"{chat.name} has become a supergroup")
    if not member.is_inside or person.is_deactivated:
        raise ActionError(f"{person.first_name} is not in {chat.name}")
    if chat.kind is ChatKind.PRIVATE and not chat.member(bot).is_inside:
        raise ActionError(f"{person.first_name} has blocked the bot")
    if (anonymous or chat.kind is ChatKind.CHANNEL) and not member.is_administrator:
        raise ActionError(f"{person.first_name} is not an administrator of {chat.name}")
    if anonymous and chat.kind is ChatKind.PRIVATE:
        raise ActionError("nobody is anonymous in a private chat")


def _find_button(message: Message, button: int | str) -> Button:
    if isinstance(button, int):
        if 0 <= button < len(message.buttons):
            return message.buttons[button]
        raise ActionError(f"the message has {len(message.buttons)} buttons, no button {button + 1}")
    for found in message.buttons:
        if found.callback_data == button:
            return found
    raise ActionError(f"the message has no button with the data {button!r}")


def _instead(button: Button) -> str:
    return f", it opens {button.url}" if button.url else ""


def _creator(chat: Chat) -> User:
    for member in chat.members.values():
        if member.status is Status.CREATOR:
            return member.user
    raise ActionError(f"{chat.name} is nobody's to administer")
