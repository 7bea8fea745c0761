"""The results of the control API as pydantic models; `simulator.control.serialization` writes their JSON."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Seen(BaseModel):
    """Base of all results: frozen, and unknown fields of newer servers are ignored."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class SeenPerson(Seen):
    """A person, or a bot."""

    id: int
    name: str
    username: str | None
    language: str | None
    is_bot: bool


class SeenMember(Seen):
    """A membership: `creator`, `administrator`, `member`, `restricted`, `left` or `kicked`."""

    user: int
    status: str
    anonymous: bool


class SeenTopic(Seen):
    """A topic of a forum."""

    id: int
    name: str
    closed: bool


class SeenChat(Seen):
    """A chat: `private`, `group`, `supergroup` or `channel`.

    Attributes:
        bot: the bot of a private chat; None in the other kinds.
        linked: the discussion group of a channel, or the channel of a discussion group.
        parent: the channel whose direct messages this chat is.
        slow_mode: the seconds between two messages of a member; 0 for none.
        refuses: the reason why the chat takes no messages of the bot; None where it takes them.
        topics: the topics of a forum, without the General one.
    """

    id: int
    kind: str
    name: str
    username: str | None
    person: int | None
    bot: int | None
    migrated_to: int | None
    linked: int | None
    parent: int | None
    slow_mode: int
    refuses: str | None
    forum: bool
    topics: list[SeenTopic]
    members: list[SeenMember]


class SeenFault(Seen):
    """An active fault, with its remaining `times` or `seconds`; see `simulator.client.Client.add_fault`."""

    method: str
    chat: int | None
    times: int | None
    seconds: float | None
    status: int | None
    retry_after: int | None
    drop: str | None
    hang: str | None
    delay: float
    trickle: float


class SeenState(Seen):
    """The state of the local Telegram; `number` is that of the last event, and `bot` the first of the `bots`."""

    clock: datetime
    zone: str
    about: dict[str, str]
    number: int
    bot: SeenPerson
    bots: list[SeenPerson]
    people: list[SeenPerson]
    chats: list[SeenChat]
    faults: list[SeenFault]


class SeenEntity(Seen):
    """Telegram's MessageEntity; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


class SeenButton(Seen):
    """An inline button; one of the fields after `text` is its action."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    web_app: dict[str, Any] | None = None


class SeenFile(Seen):
    """A file, of kind `photo`, `document`, `voice` …; width and height in pixels; the URL is relative to the server."""

    id: str
    kind: str
    name: str
    url: str
    width: int
    height: int


class SeenMessage(Seen):
    """A message, as it is or was in a chat.

    Attributes:
        bot: the bot of a private chat; None in the other kinds of chats.
        text: the text, or the caption of the file.
        in_name_of_chat: whether a channel or an anonymous administrator sent it.
        keyboard: the rows of the inline keyboard.
        reply_keyboard: the labels of the reply keyboard, by row.
        album: the id that the files of an album share.
        poll: Telegram's Poll, with the votes so far.
        reactions: Telegram's ReactionCounts.
        forward_origin: Telegram's MessageOrigin of a forwarded message.
        reply_markup: Telegram's ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply.
        service: the fields of a service message.
    """

    chat: int
    bot: int | None
    message_id: int
    sender: SeenPerson
    in_name_of_chat: bool
    date: datetime
    edited: datetime | None
    text: str
    entities: list[SeenEntity]
    keyboard: list[list[SeenButton]]
    reply_keyboard: list[list[str]]
    reply_markup: dict[str, Any] | None
    file: SeenFile | None
    album: str | None
    poll: dict[str, Any] | None
    reactions: list[dict[str, Any]]
    silent: bool
    pinned: bool
    thread: int | None
    via: str | None
    reply_to: int | None
    forward_origin: dict[str, Any] | None
    location: dict[str, float] | None
    service: dict[str, Any]

    @property
    def buttons(self) -> list[SeenButton]:
        """All inline buttons in reading order."""
        return [button for row in self.keyboard for button in row]


class SeenEvent(Seen):
    """An event: `sent`, `edited`, `deleted`, `reacted`, `voted`, `toast`, `membership`, `language` or `faults`.

    Attributes:
        chat: the chat's id; None for an event without a chat.
        bot: the bot of a private chat; None in the other kinds of chats.
        text: the text of a toast, the emoji of a reaction, or the chosen options.
        alert: whether the toast stays until it is closed.
        plain: the event as the terminal shows it.
        user: the user whose membership (now `status`) or language changed.
    """

    number: int
    kind: str
    chat: int | None = None
    bot: int | None = None
    by_bot: bool = False
    text: str = ""
    alert: bool = False
    plain: str = ""
    message: SeenMessage | None = None
    user: SeenPerson | None = None
    status: str | None = None


class SeenCall(Seen):
    """One call of a bot, given by its id."""

    bot: int
    method: str
    arguments: dict[str, Any]
    accepted: bool
    error: str


class SeenCommand(Seen):
    """One line of the bot's menu."""

    command: str
    description: str


class SeenInlineResult(Seen):
    """One result of an inline query."""

    id: str
    title: str
    description: str
    text: str


class SeenResultsButton(Seen):
    """The button above the results of an inline query: it opens the private chat, or a web app."""

    text: str
    start_parameter: str | None = None
    web_app: dict[str, Any] | None = None


class SeenWebApp(Seen):
    """An opened web app: its URL, and the id of the query that it can answer."""

    query: str
    url: str
