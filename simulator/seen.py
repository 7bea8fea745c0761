"""What the control API tells, as Python objects; `simulator.control_json` writes them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Seen(BaseModel):
    """What all of them keep to: frozen, and newer servers may tell more."""

    model_config = ConfigDict(frozen=True)


class SeenPerson(Seen):
    """A person, or a bot."""

    id: int
    name: str
    username: str | None
    language: str | None
    is_bot: bool


class SeenMember(Seen):
    """Somebody's place in a chat: `creator`, `administrator`, `member`, `left` or `kicked`."""

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
        bot: whose private chat with the `person` it is; None in the other kinds.
        topics: the topics of a forum but the General one.
    """

    id: int
    kind: str
    name: str
    username: str | None
    person: int | None
    bot: int | None
    migrated_to: int | None
    forum: bool
    topics: list[SeenTopic]
    members: list[SeenMember]


class SeenFault(Seen):
    """A rule that holds for so many more `times` or `seconds`; see `simulator.client.Client.add_fault`."""

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
    """Everything at a moment; `number` is that of the last event, and `bot` the first of the `bots`."""

    clock: datetime
    zone: str
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
    """An inline button; one of the fields below its text says what it does."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    web_app: dict[str, Any] | None = None


class SeenFile(Seen):
    """A `photo` or `document`; width and height in pixels; the URL is relative to the server."""

    id: str
    kind: str
    name: str
    url: str
    width: int
    height: int


class SeenMessage(Seen):
    """A message as it stands, or stood, in a chat.

    Attributes:
        bot: whose private chat it stands in; None in the other kinds of chats.
        text: the text, or the caption of the file.
        in_name_of_chat: whether it came from a channel or an anonymous administrator.
        keyboard: the rows of the inline keyboard.
        reply_keyboard: the labels of the keyboard in the place of the letters.
        forward_origin: Telegram's MessageOrigin, where it was forwarded.
        reply_markup: that keyboard as Telegram's ReplyKeyboardMarkup, the ReplyKeyboardRemove that takes it away, or
            the ForceReply that makes apps answer.
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
    """Something that happened: `sent`, `edited`, `deleted`, `toast`, `membership`, `language` or `faults`.

    Attributes:
        chat: where; None for what has to do with no chat.
        bot: whose private chat that is; None in the other kinds of chats.
        text: what a toast says.
        alert: whether the toast waits to be closed.
        plain: the event as a terminal shows it.
        user: whose membership changed, and `status` to what; or whose language changed.
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
    """One call of a bot's, by the bot's id."""

    bot: int
    method: str
    arguments: dict[str, Any]
    accepted: bool
    error: str


class SeenCommand(Seen):
    """One line of the bot's menu."""

    command: str
    description: str


class SeenOffer(Seen):
    """One result of an inline query."""

    id: str
    title: str
    description: str
    text: str


class SeenOffersButton(Seen):
    """The button above the results of an inline query: it leads to the private chat, or opens a web app."""

    text: str
    start_parameter: str | None = None
    web_app: dict[str, Any] | None = None


class SeenWebApp(Seen):
    """A web app that somebody opened: its address, and the id of the query that it may answer."""

    query: str
    url: str
