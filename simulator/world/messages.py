"""Messages, events in chats, and callback queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic_core import from_json

from simulator.formatting.entities import Entity, FormattedText
from simulator.world.chats import ANONYMOUS_ADMINISTRATOR, TELEGRAM, Chat, ChatKind, User
from simulator.world.content.files import StoredFile
from simulator.world.content.polls import Poll
from simulator.world.content.reactions import Reaction
from simulator.world.keyboards import Button, InlineKeyboard

_DOCUMENT_FIELDS = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type", "thumbnail")
MAX_TEXT_LENGTH = 4096  # UTF-16 code units
# What an answer in another chat repeats of a message.
_EXTERNAL_FIELDS = (
    *("animation", "audio", "document", "link_preview_options", "location", "photo", "poll", "sticker", "video"),
    *("video_note", "voice", "has_media_spoiler"),
)
MAX_CAPTION_LENGTH = 1024  # UTF-16 code units


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the Earth, in degrees; `accuracy` is its uncertainty in metres, 0 if unknown."""

    latitude: float
    longitude: float
    accuracy: float = 0.0

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Location."""
        fields: dict[str, object] = {"latitude": self.latitude, "longitude": self.longitude}
        return fields | ({"horizontal_accuracy": self.accuracy} if self.accuracy else {})


@dataclass(slots=True, eq=False)  # not frozen: that would more than double the time to create one
class Message:
    """One state of a message; an edit makes a new `Message` with the same id.

    Attributes:
        sender: the real author, whom Telegram hides in channels and for anonymous administrators.
        sender_chat: the chat in whose name it was posted, if any.
        date: the time of sending, aware; Telegram writes whole seconds.
        edited: the time of the last edit of its text, aware.
        content: the text, or the caption of a file, with its entities.
        markup: the inline keyboard as JSON; empty where there is none.
        reply_keyboard: the labels of the reply keyboard's rows; empty where there is none.
        reply_markup: the ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply as the bot's JSON; empty for none.
        silent: whether it was sent without a sound.
        file: the photo, document or other file whose caption the content is.
        thread_id: the topic of a forum or a private chat; None is the General one.
        direct_topic: the person to whom a message in a channel's direct messages belongs.
        history: the current messages of its chat, by id; `State.post` sets it.
        via: the bot of an inline result.
        inline_id: the id for editing an inline result that has buttons.
        service: the fields of a service message, e.g. `migrate_to_chat_id`.
        reactions: the reactions, by the user's id; `State.set_reactions` replaces them.
        options: the bot's options that Telegram repeats, e.g. `link_preview_options`.
    """

    message_id: int
    chat: Chat
    sender: User
    date: datetime
    content: FormattedText = field(default_factory=FormattedText)
    sender_chat: Chat | None = None
    markup: str = ""
    reply_keyboard: tuple[tuple[str, ...], ...] = ()
    reply_markup: str = ""
    silent: bool = False
    edited: datetime | None = None
    reply_to: "Message | None" = None
    location: Location | None = None
    file: StoredFile | None = None
    poll: Poll | None = None
    thread_id: int | None = None
    direct_topic: User | None = None
    history: "Mapping[int, Message]" = field(default_factory=dict, repr=False)
    via: User | None = None
    inline_id: str | None = None
    service: Mapping[str, object] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    reactions: Mapping[int, tuple[Reaction, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The plain text; empty where there is none."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of the text."""
        return self.content.entities

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        """The rows of the inline keyboard; empty where there is none."""
        rows = InlineKeyboard.model_validate_json(self.markup).inline_keyboard if self.markup else ()
        return tuple(tuple(row) for row in rows)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All inline buttons in reading order."""
        return tuple(button for row in self.keyboard for button in row)

    @property
    def reply_thread_id(self) -> int | None:
        """The id of the message that a thread of replies in a supergroup began with; None within topics."""
        is_supergroup = self.chat.kind is ChatKind.SUPERGROUP and not self.chat.parent
        if not is_supergroup or self.thread_id or self.reply_to is None:
            return None
        first = self.reply_to
        while first.reply_to:
            first = first.reply_to
        return first.message_id

    def forces_reply_from(self, person: User) -> bool:
        """Return whether a person's app opens a reply to this message: a ForceReply, which can be selective."""
        markup = from_json(self.reply_markup) if self.reply_markup else {}
        if not markup.get("force_reply") or not markup.get("selective"):
            return bool(markup.get("force_reply"))
        names = {entity.covered_text(self.text) for entity in self.entities if entity.type == "mention"}
        is_named = f"@{person.username}" in names or person in [entity.user for entity in self.entities]
        return is_named or (self.reply_to is not None and self.reply_to.sender is person)

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Message."""
        fields: dict[str, object] = {
            "message_id": self.message_id,
            "date": int(self.date.timestamp()),
            "chat": self.chat.to_json(),
            **self._sender_fields(),
        }
        if self.thread_id:
            fields |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        elif first := self.reply_thread_id:
            fields["message_thread_id"] = first
        if self.direct_topic:
            fields["direct_messages_topic"] = {"topic_id": self.direct_topic.id, "user": self.direct_topic.to_json()}
        if self.via:
            fields["via_bot"] = self.via.to_json()
        if replied := self._replied_message():
            # Telegram nests only one level of replies.
            fields["reply_to_message"] = {
                name: value for name, value in replied.to_json().items() if name != "reply_to_message"
            }
        if self.edited:
            fields["edit_date"] = int(self.edited.timestamp())
        self._add_content(fields)
        fields.update(self.options)
        fields.update(self.service)
        return fields

    def _replied_message(self) -> "Message | None":
        # In a topic of a forum, Telegram reports a message that is no reply as a reply to the topic's service message.
        if self.chat.person or self.reply_to or not self.thread_id or self.thread_id == self.message_id:
            return self.reply_to
        return self.history.get(self.thread_id)

    def _sender_fields(self) -> dict[str, object]:
        if self.sender_chat is None:
            return {"from": self.sender.to_json()}
        fields: dict[str, object] = {"sender_chat": self.sender_chat.to_json()}
        if self.chat.kind is not ChatKind.CHANNEL:
            sender = self.sender if self.sender is TELEGRAM else ANONYMOUS_ADMINISTRATOR
            fields["from"] = sender.to_json()
        return fields

    def origin_json(self) -> dict[str, object]:
        """Return Telegram's MessageOrigin of a forward of this message."""
        fields: dict[str, object] = {"date": int(self.date.timestamp())}
        if self.sender_chat is None:
            return fields | {"type": "user", "sender_user": self.sender.to_json()}
        if self.chat.kind is ChatKind.CHANNEL:
            return fields | {"type": "channel", "chat": self.sender_chat.to_json(), "message_id": self.message_id}
        return fields | {"type": "chat", "sender_chat": self.sender_chat.to_json()}

    def external_reply_json(self) -> dict[str, object]:
        """Return Telegram's ExternalReplyInfo of an answer to this message in another chat."""
        described = self.to_json()
        fields: dict[str, object] = {"origin": self.origin_json()}
        # Telegram names the chat only where others can be members.
        if self.chat.kind in {ChatKind.SUPERGROUP, ChatKind.CHANNEL}:
            fields |= {"chat": self.chat.to_json(), "message_id": self.message_id}
        return fields | {name: described[name] for name in _EXTERNAL_FIELDS if name in described}

    def _add_content(self, fields: dict[str, object]) -> None:
        is_caption = self.file is not None
        if self.text:
            fields["caption" if is_caption else "text"] = self.text
        if self.entities:
            fields["caption_entities" if is_caption else "entities"] = [entity.to_json() for entity in self.entities]
        if self.file:
            described = self.file.to_json()
            sizes = [*(size.to_json() for size in self.file.smaller), described]
            fields[self.file.kind] = sizes if self.file.kind == "photo" else described
            if self.file.kind == "animation":
                # For bots that are older than animations.
                fields["document"] = {name: described[name] for name in _DOCUMENT_FIELDS if name in described}
        if self.location:
            fields["location"] = self.location.to_json()
        if self.poll:
            fields["poll"] = self.poll.to_json()
        if self.markup:
            fields["reply_markup"] = from_json(self.markup)


class EventKind(StrEnum):
    """The kinds of events in a chat."""

    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"
    VOTED = "voted"
    TOAST = "toast"


class Event(NamedTuple):
    """An event that people see.

    Attributes:
        text: the text of a toast, the emoji of a reaction, or the chosen options.
        is_alert: whether a toast stays until it is closed.
        actor: the user who reacted or voted.
    """

    kind: EventKind
    message: Message
    text: str = ""
    is_alert: bool = False
    actor: User | None = None


@dataclass(slots=True, eq=False)
class Callback:
    """A button that was pressed at the aware time `date`, and that waits for the bot's answer."""

    id: str
    person: User
    message: Message
    data: str
    date: datetime
    is_answered: bool = False

    @property
    def bot(self) -> User:
        """The bot that the button belongs to."""
        return self.message.via or self.message.sender

    def to_json(self) -> dict[str, object]:
        """Return Telegram's CallbackQuery."""
        return {
            "id": self.id,
            "from": self.person.to_json(),
            **self._message_fields(),
            "chat_instance": str(self.message.chat.id),
            "data": self.data,
        }

    def _message_fields(self) -> dict[str, object]:
        # For a message sent inline, Telegram gives the bot only the id to edit it by.
        if self.message.via:
            return {"inline_message_id": self.message.inline_id}
        return {"message": self.message.to_json()}
