"""What people say and share in chats, change and take back, and the buttons that they press."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.chats import Chat, ChatKind, Status, User
from simulator.entities import FormattedText, clean, detect, trim, units
from simulator.errors import ActionError, ApiError
from simulator.files import Kind, StoredFile, Upload, store
from simulator.messages import Callback, Location, Message
from simulator.state import State

if TYPE_CHECKING:
    from simulator.keyboards import Button
    from simulator.topics import Topic

LONGEST_TEXT = 4096  # UTF-16 code units
LONGEST_CAPTION = 1024  # UTF-16 code units


class Speech(State):
    """What people do with messages."""

    def say(
        self,
        chat: Chat,
        person: User,
        text: str,
        *,
        anonymous: bool = False,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Say something in a chat; in a channel it is said in the channel's name.

        Args:
            chat: where.
            person: who; must be inside, and an administrator in a channel.
            text: plain text; Telegram finds commands, mentions and addresses in it.
            anonymous: whether an administrator of a group speaks in the group's name.
            reply_to: the message that this one answers.
            topic: the topic of a forum; without one, that of the answered message or the General one.
        """
        content = _plain(text)
        answered = self.current(reply_to) if reply_to else None
        message = self._compose(chat, person, anonymous=anonymous, topic=topic, answered=answered)
        return self._send(replace(message, content=content))

    def share_location(
        self, chat: Chat, person: User, latitude: float, longitude: float, *, topic: Topic | None = None
    ) -> Message:
        """Share a point, in degrees."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - the globe's own bounds
            raise ActionError(f"{latitude}, {longitude} is nowhere: latitude is -90…90, longitude -180…180")
        message = self._compose(chat, person, topic=topic)
        return self._send(replace(message, location=Location(latitude, longitude)))

    def post_photo(
        self, chat: Chat, person: User, data: bytes, caption: str = "", *, topic: Topic | None = None
    ) -> Message:
        """Post a picture, the bytes of a PNG, JPEG, GIF or WebP file, with a caption."""
        return self._post_file(self._compose(chat, person, topic=topic), "photo", Upload("", "", data), caption)

    def post_document(
        self, chat: Chat, person: User, upload: Upload, caption: str = "", *, topic: Topic | None = None
    ) -> Message:
        """Post a file of any kind, with a caption."""
        return self._post_file(self._compose(chat, person, topic=topic), "document", upload, caption)

    def edit(self, message: Message, text: str) -> Message:
        """Change the text or the caption of a person's own message."""
        current = self.current(message)
        if current.sender.is_bot:
            raise ActionError("only the bot can edit its message")
        changed = self.change(
            replace(current, content=_caption(text) if current.file else _plain(text), edited=self.now())
        )
        self.tell_of_message(changed, edited=True)
        return changed

    def delete(self, message: Message, person: User) -> None:
        """Take a message away: one's own, or an administrator anybody's; the bots are not told."""
        current = self.current(message)
        is_private = current.chat.kind is ChatKind.PRIVATE
        may = is_private or current.chat.member(person).may("can_delete_messages", current.chat.kind)
        if current.sender is not person and not may:
            raise ActionError(f"{person.first_name} may not delete this message")
        self.remove(current)

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
        self.accounts[callback.bot.id].updates.add("callback_query", callback.to_json())
        return callback

    def current(self, message: Message) -> Message:
        """Return the newest state of a message."""
        try:
            return self.history[message.chat][message.message_id]
        except KeyError as error:
            raise ActionError("this message has been deleted") from error

    def _compose(
        self,
        chat: Chat,
        person: User,
        *,
        anonymous: bool = False,
        topic: Topic | None = None,
        answered: Message | None = None,
    ) -> Message:
        check_can_speak(chat, person, anonymous=anonymous)
        thread_id = topic.thread_id if topic else answered.thread_id if answered else None
        self._check_topic(chat, person, thread_id)
        in_its_name = anonymous or chat.kind is ChatKind.CHANNEL
        return Message(
            self.next_message_id(chat),
            chat,
            person,
            self.now(),
            sender_chat=chat if in_its_name else None,
            reply_to=answered,
            thread_id=thread_id,
        )

    def _check_topic(self, chat: Chat, person: User, thread_id: int | None) -> None:
        topic = None if thread_id is None else self.topics[chat].get(thread_id)
        if thread_id is not None and topic is None:
            raise ActionError(f"{chat.name} has no such topic")
        is_closed, name = (topic.is_closed, topic.name) if topic else (chat.is_general_closed, "General")
        if is_closed and not chat.member(person).may("can_manage_topics", chat.kind):
            raise ActionError(f"the topic {name} is closed")

    def _post_file(self, message: Message, kind: Kind, upload: Upload, caption: str) -> Message:
        content = _caption(caption)
        try:
            file = self.keep(store(upload, kind, owner=self._reader(message.chat)))
        except ApiError as error:
            raise ActionError(f"the {kind} cannot be posted: {error.description}") from error
        return self._send(replace(message, content=content, file=file))

    def keep(self, file: StoredFile) -> StoredFile:
        """Remember a file, so that it can be sent again and downloaded."""
        self.files[file.file_id] = file
        return file

    def _reader(self, chat: Chat) -> int:
        # File ids are each bot's own; what a person posts gets that of the first bot that is there to read it.
        return next((id_ for id_, account in self.accounts.items() if chat.member(account.user).is_inside), self.bot.id)

    def _send(self, message: Message) -> Message:
        self.tell_of_message(self.post(message))
        return message


def check_can_speak(chat: Chat, person: User, *, anonymous: bool = False) -> None:
    """Check that an app would let a person say something here.

    Raises:
        ActionError: it would not.
    """
    member = chat.member(person)
    if chat.migrated_to:
        raise ActionError(f"{chat.name} has become a supergroup")
    if not member.is_inside or person.is_deactivated:
        raise ActionError(f"{person.first_name} is not in {chat.name}")
    if member.status is Status.RESTRICTED:
        raise ActionError(f"{person.first_name} may not speak in {chat.name}")
    if chat.kind is ChatKind.PRIVATE and not all(other.is_inside for other in chat.members.values()):
        raise ActionError(f"{person.first_name} has blocked the bot")
    if (anonymous or chat.kind is ChatKind.CHANNEL) and not member.is_administrator:
        raise ActionError(f"{person.first_name} is not an administrator of {chat.name}")
    if anonymous and chat.kind is ChatKind.PRIVATE:
        raise ActionError("nobody is anonymous in a private chat")


def _plain(text: str) -> FormattedText:
    content = detect(trim(FormattedText(clean(text))))
    if not 1 <= units(content.text) <= LONGEST_TEXT:
        raise ActionError(f"a message has 1 to {LONGEST_TEXT} characters, this one {units(content.text)}")
    return content


def _caption(text: str) -> FormattedText:
    content = detect(trim(FormattedText(clean(text))))
    if units(content.text) > LONGEST_CAPTION:
        raise ActionError(f"a caption has at most {LONGEST_CAPTION} characters, this one {units(content.text)}")
    return content


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
