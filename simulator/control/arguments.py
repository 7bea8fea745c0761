"""The arguments of the control API's actions: one pydantic model per action, checked before the action runs.

Values of a query string are texts, so numbers may be given as texts.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Base64Bytes, BaseModel, ConfigDict, Field

from simulator.world.refusals import Refusal

_DAY = 24 * 60 * 60  # seconds
_WEEK = 7 * _DAY  # seconds
_EARLIEST, _LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _check_range(at: datetime) -> datetime:
    # Telegram's dates are seconds since 1970, and `astimezone` overflows near the years 1 and 9999.
    if not _EARLIEST.year <= at.year < _LATEST.year:
        raise ValueError(f"the clock can be set to the years {_EARLIEST.year} to {_LATEST.year - 1}")
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
SetTime: TypeAlias = Annotated[datetime, AfterValidator(_check_range)]


class ActionArguments(BaseModel):
    """Base of all arguments: frozen, and unknown fields are rejected."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class NoArguments(ActionArguments):
    """No arguments."""


class BotArguments(ActionArguments):
    """Arguments with a bot, given by its id or its @name; the default is the first."""

    bot: BotRef | None = None


class NewPerson(BotArguments):
    """A new person; unless `started`, the bot cannot write first."""

    name: Name
    language: Language | None = None
    username: Username | None = None
    started: bool = True


class NewChat(ActionArguments):
    """A new chat; the first bot is in it unless `bot` is false, and `add_bot` adds others."""

    kind: Literal["group", "supergroup", "channel"]
    title: Name
    creator: int
    username: Username | None = None
    bot: bool = True
    forum: bool = False


class PersonArguments(ActionArguments):
    """Arguments with a person."""

    person: int


class PersonBotArguments(PersonArguments, BotArguments):
    """Arguments with a person and a bot."""


class SetLanguage(PersonArguments):
    """The language of a person's Telegram."""

    language: Language


class ChatArguments(BotArguments):
    """Arguments with a chat; `bot` selects among a person's private chats, which have one id."""

    chat: ChatRef


class ChatPersonArguments(ChatArguments):
    """Arguments with a chat and a person."""

    person: int


class Say(ChatPersonArguments):
    """A text that a person sends."""

    text: str
    anonymous: bool = False
    reply_to: int | None = None
    topic: int | None = None


class PostPhoto(ChatPersonArguments):
    """A picture that a person posts: the bytes of a PNG, JPEG, GIF or WebP file."""

    base64: Base64Bytes
    caption: str = ""
    topic: int | None = None


class PostDocument(PostPhoto):
    """A file of any kind."""

    name: Annotated[str, Field(max_length=255)] = "file"
    mime_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")] = "application/octet-stream"


class PostMedia(PostDocument):
    """A file of a kind; `duration` in seconds."""

    kind: Literal["audio", "voice", "video", "animation", "video_note", "sticker"]
    duration: Annotated[int, Field(ge=0, le=86_400)] = 0


class Link(ActionArguments):
    """A channel, and the supergroup in which its posts are discussed; none ends it."""

    chat: ChatRef
    group: ChatRef | None = None


class Comment(ChatPersonArguments):
    """A comment on a channel's post."""

    message_id: int
    text: str


class NewTopic(ChatPersonArguments):
    """A new topic of a forum."""

    name: Name


class TopicArguments(ChatPersonArguments):
    """Arguments with a topic and a person."""

    topic: int


class Forward(ChatPersonArguments):
    """A message that a person forwards, and the chat that it goes to."""

    message_id: int
    to: ChatRef
    topic: int | None = None


class Edit(ChatArguments):
    """A message's new text."""

    message_id: int
    text: str


class Delete(ChatPersonArguments):
    """A message that a person deletes."""

    message_id: int


class Press(ChatPersonArguments):
    """A button that a person presses: its index over all rows (from 0), or its callback data."""

    message_id: int
    button: int | str


class React(ChatPersonArguments):
    """A person's reactions to a message; none remove them."""

    message_id: int
    emoji: list[str]


class Vote(ChatPersonArguments):
    """A vote in a poll: the indices of the chosen options (from 0); none retract it."""

    message_id: int
    options: list[int]


class OpenWebApp(ChatPersonArguments):
    """A web app that a person opens: the index of its button over all rows (from 0)."""

    message_id: int
    button: int


class ShareLocation(ChatPersonArguments):
    """A location, in degrees."""

    latitude: float
    longitude: float
    topic: int | None = None


class Inline(ChatPersonArguments):
    """The text of an inline query, and the chat that the chosen result is sent to."""

    query: str


class QueryArguments(ActionArguments):
    """An inline query, by the id that `inline` returned."""

    query: str


class Choose(QueryArguments):
    """One of its results, by the id that the bot gave it."""

    result: str


class FileArguments(ActionArguments):
    """A file of a message, by its id."""

    file: str


class JoinByLink(PersonArguments):
    """An invite link that a person opens."""

    link: Annotated[str, Field(min_length=1, max_length=256)]


class Promote(ChatPersonArguments):
    """A new administrator, without some rights, e.g. `can_post_messages`, or with extra ones: `can_promote_members`."""

    anonymous: bool = False
    without: frozenset[Right] = frozenset()
    extra: frozenset[Right] = frozenset()


class SetClock(ActionArguments):
    """A time (without an offset: in the server's zone), or a time of day tomorrow."""

    at: SetTime | None = None
    tomorrow: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None


class Settings(BotArguments):
    """BotFather's settings of a bot: privacy mode, inline mode, and topics in private chats."""

    privacy: bool | None = None
    inline: bool | None = None
    topics: bool | None = None


class Calls(BotArguments):
    """The number to start after, and the bot; the default is all bots."""

    after: Count = 0


class Wait(Calls):
    """A wait for a number of messages after an event, or until the bot is quiet.

    `within` is the timeout in seconds, and `quiet` the seconds without a call after which a bot is quiet.
    """

    messages: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    chat: ChatRef | None = None
    within: Seconds = 5
    quiet: Seconds = 0.2


class Log(ActionArguments):
    """The number of the event to start after."""

    after: Count = 0


class Menu(ChatPersonArguments):
    """A person and a chat whose menu is asked for."""


class NewFault(ActionArguments):
    """A fault, see docs/simulator.md; `seconds` limits its duration instead of `times` its calls."""

    method: Annotated[str, Field(pattern=r"^(\*|[A-Za-z]{1,64})$")] = "*"
    times: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    seconds: Annotated[float, Field(gt=0, le=_DAY, allow_inf_nan=False)] | None = None
    chat: int | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    retry_after: Annotated[int, Field(ge=1, le=_DAY)] | None = None
    drop: Literal["before", "after"] | None = None
    hang: Literal["before", "after"] | None = None
    delay: Seconds = 0
    trickle: Seconds = 0


class Outage(ActionArguments):
    """An outage of the whole Bot API, in seconds; `refuse` stops the control API too."""

    seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
    refuse: bool = False


class Limits(ActionArguments):
    """The rate limits; a number that is not given is Telegram's."""

    on: bool = True
    overall: Annotated[int, Field(ge=1)] | None = None
    chat: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    group: Annotated[int, Field(ge=1)] | None = None
    paid: Annotated[int, Field(ge=1)] | None = None
    patience: Annotated[int, Field(ge=0)] | None = None


class Lifetimes(ActionArguments):
    """How long queries can be answered and new updates are kept, in seconds."""

    queries: Annotated[float, Field(ge=0, le=_WEEK, allow_inf_nan=False)] | None = None
    updates: Annotated[float, Field(ge=0, le=_WEEK, allow_inf_nan=False)] | None = None


class Refuse(ChatArguments):
    """The reason why a chat takes no messages of bots; without one it takes them again."""

    reason: Refusal | None = None


class SlowMode(ChatArguments):
    """The seconds between two messages of a member of a supergroup; 0 ends slow mode."""

    seconds: Annotated[int, Field(ge=0, le=_DAY)]


class NewChaos(ActionArguments):
    """Random faults: see `simulator.failures.faults.Chaos`."""

    seed: int = 0
    methods: frozenset[str] | None = None
    flood: Chance = 0
    broken: Chance = 0
    late: Chance = 0
    never: Chance = 0
    dropped_before: Chance = 0
    dropped_after: Chance = 0
    slow: Chance = 0
    retry_after: Annotated[int, Field(ge=1, le=_DAY)] = 1
    late_by: Seconds = 1
