"""What the control API's actions take: one model an action, checked before anything happens.

Values of a query string are texts, so a number may be written as a text here.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Base64Bytes, BaseModel, ConfigDict, Field

_EARLIEST, _LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _in_range(at: datetime) -> datetime:
    # Telegram writes times as seconds since 1970, and near the ends of the calendar no zone can be applied.
    if not _EARLIEST.year <= at.year < _LATEST.year:
        raise ValueError(f"the clock goes from {_EARLIEST.year} to {_LATEST.year - 1}")
    return at


ChatRef: TypeAlias = int | Annotated[str, Field(min_length=1, max_length=64)]
BotRef: TypeAlias = ChatRef
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=128)]
Language: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z-]*[A-Za-z][A-Za-z-]*$")]
Username: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{3,32}$")]
Right: TypeAlias = Annotated[str, Field(pattern=r"^can_[a-z_]{1,60}$")]
Seconds: TypeAlias = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
Chance: TypeAlias = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)]
SetTime: TypeAlias = Annotated[datetime, AfterValidator(_in_range)]


class Given(BaseModel):
    """What every action's arguments keep to."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Given):
    """No arguments."""


class AtBot(Given):
    """Something that has to do with a bot, given by its id or its @name; without one it is the first."""

    bot: BotRef | None = None


class NewPerson(AtBot):
    """A person who comes to Telegram; unless `started`, the bot may not write to her before she wrote to it."""

    name: Name
    language: Language | None = None
    username: Username | None = None
    started: bool = True


class NewChat(Given):
    """A chat that somebody begins; the bot is in it unless `bot` is false, and more can be taken in with `add_bot`."""

    kind: Literal["group", "supergroup", "channel"]
    title: Name
    creator: int
    username: Username | None = None
    bot: bool = True
    forum: bool = False


class OfPerson(Given):
    """Something about one person."""

    person: int


class ToBot(OfPerson, AtBot):
    """What a person does to a bot."""


class SetLanguage(OfPerson):
    """The language of a person's Telegram."""

    language: Language


class OfChat(AtBot):
    """Something about one chat; a person's private chats with several bots have one id, so `bot` tells which."""

    chat: ChatRef


class InChat(OfChat):
    """What a person does in a chat."""

    person: int


class Say(InChat):
    """A text that a person says."""

    text: str
    anonymous: bool = False
    reply_to: int | None = None
    topic: int | None = None


class PostPhoto(InChat):
    """A picture that a person posts: the bytes of a PNG, JPEG, GIF or WebP file."""

    base64: Base64Bytes
    caption: str = ""
    topic: int | None = None


class PostDocument(PostPhoto):
    """A file of any kind."""

    name: Annotated[str, Field(max_length=255)] = "file"
    mime_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")] = "application/octet-stream"


class NewTopic(InChat):
    """A topic that a member of a forum makes."""

    name: Name


class OfTopic(InChat):
    """What somebody does to a topic."""

    topic: int


class Edit(OfChat):
    """Other words for a message."""

    message_id: int
    text: str


class Delete(InChat):
    """A message that a person takes away."""

    message_id: int


class Press(InChat):
    """A button that a person presses: its place from 0 over all rows, or its callback data."""

    message_id: int
    button: int | str


class OpenWebApp(InChat):
    """A web app that a person opens: the place of its button, from 0 over all rows."""

    message_id: int
    button: int


class ShareLocation(InChat):
    """A place, in degrees."""

    latitude: float
    longitude: float
    topic: int | None = None


class Inline(InChat):
    """What a person types after the bot's name, in the chat where the answer shall stand."""

    query: str


class OfQuery(Given):
    """An inline query, by the id that `inline` gave."""

    query: str


class Choose(OfQuery):
    """One of its results, by the id that the bot gave it."""

    result: str


class OfFile(Given):
    """A file that stands in a message."""

    file: str


class Promote(InChat):
    """Somebody becomes an administrator, but for the rights that are withheld, e.g. `can_post_messages`."""

    anonymous: bool = False
    without: frozenset[Right] = frozenset()


class SetClock(Given):
    """A time; one without an offset is meant in the server's zone. Or the time of day tomorrow."""

    at: SetTime | None = None
    tomorrow: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None


class Settings(AtBot):
    """What a bot's owner tells BotFather: whether it hears little in groups, and whether it can be asked inline."""

    privacy: bool | None = None
    inline: bool | None = None


class After(AtBot):
    """From which number on, and of which bot; without one it is about all of them."""

    after: Count = 0


class Wait(After):
    """Until the bot has sent so many messages after an event, or else until it is quiet.

    `quiet` is how many seconds without a call are quiet, where nobody can tell exactly.
    """

    messages: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    chat: ChatRef | None = None
    within: Seconds = 5
    quiet: Seconds = 0.2


class Log(Given):
    """From which event on."""

    after: Count = 0


class Menu(InChat):
    """The menu that a person sees in a chat."""


class NewFault(Given):
    """How the server shall misbehave: see docs/simulator.md; `seconds` instead of `times` ends it by the clock."""

    method: Annotated[str, Field(pattern=r"^(\*|[A-Za-z]{1,64})$")] = "*"
    times: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] | None = None
    chat: int | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    retry_after: Annotated[int, Field(ge=1, le=3600)] | None = None
    drop: Literal["before", "after"] | None = None
    hang: Literal["before", "after"] | None = None
    delay: Seconds = 0
    trickle: Seconds = 0


class Outage(Given):
    """How long the whole Bot API is away; what steers it stays."""

    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
    refuse: bool = False


class Limits(Given):
    """Whether the server counts how often the bot sends; those that are given are set so, the others are Telegram's."""

    on: bool = True
    overall: Annotated[int, Field(ge=1)] | None = None
    chat: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    group: Annotated[int, Field(ge=1)] | None = None
    paid: Annotated[int, Field(ge=1)] | None = None


class NewChaos(Given):
    """Faults by chance: see `simulator.faults.Chaos`."""

    seed: int = 0
    methods: frozenset[str] | None = None
    flood: Chance = 0
    broken: Chance = 0
    late: Chance = 0
    never: Chance = 0
    dropped_before: Chance = 0
    dropped_after: Chance = 0
    slow: Chance = 0
    retry_after: Annotated[int, Field(ge=1, le=3600)] = 1
    late_by: Seconds = 1
