"""Callback data of the bot's buttons: one class per kind, encoded and decoded here.

Telegram keeps a keyboard as long as its message, so a button may be pressed years after it was sent. An encoded string
therefore never changes its meaning: a new meaning gets a new prefix, and a new field is optional and comes last.
"""

import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Protocol, Self, TypeAlias, TypeVar, cast, get_type_hints

from telegram import InlineKeyboardButton, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.channels.parsing import Reference, parse_reference
from bot.context import AnyApplication, Context
from bot.parsing.asked_days.packed import DAYS_PATTERN, TIMES_PATTERN
from bot.parsing.pictures import ChartView, MapKind
from bot.pictures.colours import Theme
from bot.rendering.bulletin.buttons import BulletinCallback
from bot.settings_menu.callback_data import SettingsCallback
from handlers.replies import answer_callback
from handlers.updates import get_callback_query

# Telegram rejects a whole message if one of its buttons has longer data.
MAX_BYTES = 64
"""The longest callback data, in bytes of UTF-8."""

ALL_ARTICLES = 0
"""Search number of the list of all articles."""


class CallbackData(Protocol):
    """Data of a button."""

    def encode(self) -> str:
        """Return the string that Telegram sends back when the button is pressed."""

    @classmethod
    def decode(cls, data: str) -> Self:
        """Parse a button's string.

        Raises:
            ValueError: it is of another kind, or malformed.
        """


@dataclass(frozen=True, slots=True)
class _Format:
    """Format of a field: a regular expression, and the parser of what it matches."""

    pattern: str
    parse: Callable[[str], object] = str


def _parse_channel(text: str) -> Reference:
    if (reference := parse_reference(text)) is None:
        raise ValueError("not a channel")
    return reference


# The numbers of digits keep integers within the 64 bits that the database and Telegram use.
_PageNumber = Annotated[int, _Format("[0-9]{1,9}", int)]
_RowId = Annotated[int, _Format("[0-9]{1,15}", int)]
_ChatId = Annotated[int, _Format("-?[0-9]{1,20}", int)]
# A key may contain a colon (``station:112``), so it must be the last field.
_PlaceKey = Annotated[str, _Format(".+")]
# Row ids of deleted requests are used again.
_Checksum = Annotated[str, _Format("[0-9a-f]{8}")]
_View = Annotated[ChartView, _Format("|".join(ChartView), ChartView)]
_MapKind = Annotated[MapKind, _Format("|".join(MapKind), MapKind)]
_Shade = Annotated[str, _Format("[dl]")]
_Days = Annotated[str, _Format(DAYS_PATTERN)]
_Times = Annotated[str, _Format(TIMES_PATTERN)]
_OptionalTime = Annotated[str, _Format("(?:(?:[01][0-9]|2[0-3])[0-5][0-9])?")]


def _to_theme(shade: str) -> Theme:
    return next(theme for theme in Theme if theme.startswith(shade))


@dataclass(frozen=True, slots=True)
class _Fields:
    """Callback data of the form ``PREFIX:FIELD:FIELD``; a field with a default may be missing."""

    PREFIX: ClassVar[str]

    def encode(self) -> str:
        """Return the prefix and the fields, joined by colons."""
        return ":".join([self.PREFIX, *(str(getattr(self, one.name)) for one in fields(self))])

    @classmethod
    def decode(cls, data: str) -> Self:
        """Parse a button's string.

        Raises:
            ValueError: it is of another kind, or malformed.
        """
        # mypy takes the __hash__ of a dataclass's instances for that of the class.
        pattern, formats = _syntax_of(cast("Any", cls))
        match = pattern.fullmatch(data)
        if match is None:
            raise ValueError(f"not {cls.__name__}")
        return cls(**{name: formats[name].parse(text) for name, text in match.groupdict().items() if text is not None})


@cache  # a press is tried against one kind after another
def _syntax_of(kind: Any) -> tuple[re.Pattern[str], dict[str, _Format]]:
    """Return the regular expression of a kind, one named group a field, and the format of each field."""
    hints, pattern, formats = get_type_hints(kind, include_extras=True), kind.PREFIX, {}
    for one in fields(kind):
        formats[one.name] = hints[one.name].__metadata__[0]
        group = f"(?::(?P<{one.name}>{formats[one.name].pattern}))"
        pattern += group if one.default is MISSING else f"{group}?"
    return re.compile(pattern), formats


@dataclass(frozen=True, slots=True)
class ShowWeather(_Fields):
    """Show the weather of a place, given by its key or its station's number."""

    PREFIX: ClassVar[str] = "weather"
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class AnswerFor(_Fields):
    """Answer a question whose place was unclear, for the chosen place.

    Attributes:
        command: the command that asks the same.
        place: key of the place.
    """

    PREFIX: ClassVar[str] = "tell"
    command: Annotated[str, _Format("forecast|tomorrow|week|dust|warnings")]
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class AnswerAt(_Fields):
    """Answer a question about days and times whose place was unclear, for the chosen place.

    Attributes:
        topic: the first letter of ``forecast`` or ``rain``.
        days: the dates (`packed.pack_days`).
        times: the hours and parts of the day (`packed.pack_times`).
        place: key of the place.
    """

    # Short, because the keys of places are long.
    PREFIX: ClassVar[str] = "at"
    topic: Annotated[str, _Format("[fr]")]
    days: _Days
    times: _Times
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class AddCity(_Fields):
    """Subscribe to one more place; the message keeps its text."""

    PREFIX: ClassVar[str] = "follow"
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class AcceptInvitation(_Fields):
    """Subscribe to the place of a deep link; the confirmation replaces the question."""

    PREFIX: ClassVar[str] = "accept"
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class ShowChart(_Fields):
    """Send the day and week of a place as a picture."""

    PREFIX: ClassVar[str] = "chart"
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class ShowForecast(_Fields):
    """Send the forecast of a place as a picture.

    Attributes:
        view: the days, counted from that on which the button is pressed.
        place: key of the place.
    """

    # Short, because the keys of places are long.
    PREFIX: ClassVar[str] = "ahead"
    view: _View
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class ChangeChart(_Fields):
    """Show another chart of a place in place of the picture.

    Attributes:
        view: as in `ShowForecast`, or the past.
        shade: the first letter of the picture's theme.
        place: key of the place.
    """

    PREFIX: ClassVar[str] = "turn"
    view: _View
    shade: _Shade
    place: _PlaceKey

    def get_theme(self) -> Theme:
        """Return the theme of the picture."""
        return _to_theme(self.shade)


@dataclass(frozen=True, slots=True)
class ShowMap(_Fields):
    """Send a map of the country."""

    PREFIX: ClassVar[str] = "map"
    kind: _MapKind = MapKind.TEMPERATURE


@dataclass(frozen=True, slots=True)
class ChangeMap(_Fields):
    """Show another map of the country in place of the picture.

    Attributes:
        kind: the values that it shows.
        shade: the first letter of the picture's theme.
    """

    PREFIX: ClassVar[str] = "maps"
    kind: _MapKind
    shade: _Shade

    def get_theme(self) -> Theme:
        """Return the theme of the picture."""
        return _to_theme(self.shade)


@dataclass(frozen=True, slots=True)
class ShowHeadlines(_Fields):
    """Show a page of a list of headlines.

    Attributes:
        page: counted from 1.
        search: row id of the search, or `ALL_ARTICLES`.
    """

    PREFIX: ClassVar[str] = "news:page"
    page: _PageNumber
    search: _RowId = ALL_ARTICLES


@dataclass(frozen=True, slots=True)
class ShowArticle(_Fields):
    """Show an article.

    Attributes:
        article: its row id.
        page: the page of the list from which it is opened, counted from 1.
        search: row id of the search of that list, or `ALL_ARTICLES`.
    """

    PREFIX: ClassVar[str] = "news:article"
    article: _RowId
    page: _PageNumber
    search: _RowId = ALL_ARTICLES


@dataclass(frozen=True, slots=True)
class ShowRegionalNews(_Fields):
    """Show the headlines of one of several regions with the same name."""

    PREFIX: ClassVar[str] = "news:place"
    place: _PlaceKey


@dataclass(frozen=True, slots=True)
class KeepPosted(_Fields):
    """Send the new articles of a stored search to the chat or topic; if that is done already, show its alerts.

    Attributes:
        request: row id of the search.
        checksum: of its words.
    """

    PREFIX: ClassVar[str] = "posted"
    request: _RowId
    checksum: _Checksum


@dataclass(frozen=True, slots=True)
class Subscribe(_Fields):
    """Carry out a stored /subscribe request in which a name was unclear.

    Attributes:
        request: row id of the request's text.
        checksum: of the text.
    """

    PREFIX: ClassVar[str] = "subscribe"
    request: _RowId
    checksum: _Checksum


@dataclass(frozen=True, slots=True)
class ChangeCities(_Fields):
    """Carry out a stored request: add its cities to those of the subscription, or put them in their place.

    Attributes:
        how: ``add`` or ``replace``.
        request: row id of the request's text.
        checksum: of the text.
    """

    PREFIX: ClassVar[str] = "cities"
    how: Annotated[str, _Format("add|replace")]
    request: _RowId
    checksum: _Checksum


@dataclass(frozen=True, slots=True)
class AddBulletin(_Fields):
    """Make a further bulletin of a stored request, at a time; ask for the time if there is none.

    Attributes:
        request: row id of the request's text.
        checksum: of the text.
        time: as ``0730``; empty for those of the request.
    """

    PREFIX: ClassVar[str] = "second"
    request: _RowId
    checksum: _Checksum
    time: _OptionalTime = ""


@dataclass(frozen=True, slots=True)
class ChooseTime(_Fields):
    """Carry out a stored request at a time.

    Attributes:
        request: row id of the request's text.
        checksum: of the text.
        time: as ``0730``; empty where it is still to be typed.
    """

    PREFIX: ClassVar[str] = "time"
    request: _RowId
    checksum: _Checksum
    time: _OptionalTime = ""


@dataclass(frozen=True, slots=True)
class RemoveCities(_Fields):
    """Take the cities of a stored request out, although a bulletin ends with that.

    Attributes:
        request: row id of the request's text.
        checksum: of the text.
    """

    PREFIX: ClassVar[str] = "remove"
    request: _RowId
    checksum: _Checksum


@dataclass(frozen=True, slots=True)
class TellWarnings(_Fields):
    """Answer the question whether warnings should come at once.

    Attributes:
        answer: ``yes`` or ``no``.
        subscription: row id of the subscription.
    """

    PREFIX: ClassVar[str] = "warn"
    answer: Annotated[str, _Format("yes|no")]
    subscription: _RowId


@dataclass(frozen=True, slots=True)
class StopBulletins(_Fields):
    """Stop the bulletins of the chat or topic of the button's message."""

    PREFIX: ClassVar[str] = "stop"


@dataclass(frozen=True, slots=True)
class ChangeNothing(_Fields):
    """Leave everything as it is, and end the question."""

    PREFIX: ClassVar[str] = "nothing"


@dataclass(frozen=True, slots=True)
class ForgetChat(_Fields):
    """Answer the question whether to delete everything that is stored about a chat.

    Attributes:
        answer: ``yes`` or ``no``.
        chat_id: the chat in which it was asked.
    """

    PREFIX: ClassVar[str] = "forget"
    answer: Annotated[str, _Format("yes|no")]
    chat_id: _ChatId


@dataclass(frozen=True, slots=True)
class FirstStep(_Fields):
    """Take one of the first steps that the greeting offers.

    Attributes:
        step: ``morning`` (subscribe), ``language`` (show the languages) or ``example`` (send a bulletin).
    """

    PREFIX: ClassVar[str] = "start"
    step: Annotated[str, _Format("morning|language|example")]


@dataclass(frozen=True, slots=True)
class Greet(_Fields):
    """Change the language of the chat, given as an ISO 639 code, and greet in it."""

    PREFIX: ClassVar[str] = "greet"
    language: Annotated[str, _Format("[a-z]{2,3}")]


@dataclass(frozen=True, slots=True)
class ChooseLanguage(_Fields):
    """Change the language of the chat, given as an ISO 639 code."""

    PREFIX: ClassVar[str] = "language"
    language: Annotated[str, _Format("[a-z]{2,3}")]


@dataclass(frozen=True, slots=True)
class SetUpChannel(_Fields):
    """Show a screen of a channel's panel, or change something in it.

    Attributes:
        action: the screen, or the change.
        channel: the channel's id, or its name with the ``@``.
    """

    PREFIX: ClassVar[str] = "channel"
    action: Annotated[str, _Format("[a-z]+")]
    # A name if the bot cannot see the channel yet, and so does not know its id.
    channel: Annotated[Reference, _Format(r"\S+", _parse_channel)]


@dataclass(frozen=True, slots=True)
class Administer(_Fields):
    """Show a screen of `/admin`, or do what an operator has chosen.

    Attributes:
        action: the screen, or the action.
        value: its argument, or empty.
    """

    PREFIX: ClassVar[str] = "admin"
    action: Annotated[str, _Format("[a-z]+")]
    value: Annotated[str, _Format(".*")] = ""


KINDS: tuple[type[CallbackData], ...] = (
    ShowWeather,
    AnswerFor,
    AnswerAt,
    AddCity,
    AcceptInvitation,
    ShowChart,
    ShowForecast,
    ChangeChart,
    ShowMap,
    ChangeMap,
    ShowHeadlines,
    ShowArticle,
    ShowRegionalNews,
    KeepPosted,
    Subscribe,
    ChangeCities,
    AddBulletin,
    ChooseTime,
    RemoveCities,
    TellWarnings,
    StopBulletins,
    ChangeNothing,
    ForgetChat,
    FirstStep,
    Greet,
    ChooseLanguage,
    SetUpChannel,
    Administer,
    SettingsCallback,
    BulletinCallback,
)
"""All kinds; no string is of two of them."""

Notice: TypeAlias = str | None
"""What a pressed button's handler returns: a text to show for a moment, an `Alert`, or None."""

_Data = TypeVar("_Data", bound=CallbackData)


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """Return a button that sends the data when it is pressed."""
    return InlineKeyboardButton(label, callback_data=data.encode())


def pattern(kind: type[CallbackData]) -> Callable[[object], bool]:
    """Return a predicate for `CallbackQueryHandler`: true for well-formed data of the kind."""

    def is_of_kind(data: object) -> bool:
        try:
            kind.decode(str(data))
        except ValueError:
            return False
        return True

    return is_of_kind


def add_callback(
    application: AnyApplication,
    kind: type[_Data],
    handler: Callable[[Update, Context, _Data], Coroutine[Any, Any, Notice]],
) -> None:
    """Register the handler of a kind of button; malformed data are left to the fallback handler."""

    async def handle(update: Update, context: Context) -> None:
        query = get_callback_query(update)
        # Answered last: Telegram refuses to take an answer after some minutes, and what was pressed while the bot was
        # away must be done all the same.
        try:
            notice = await handler(update, context, kind.decode(query.data or ""))
        except Exception:
            # The button must not show its progress bar any longer, and the first error is the one to report.
            with suppress(TelegramError):
                await answer_callback(query)
            raise
        await answer_callback(query, notice)

    application.add_handler(CallbackQueryHandler(handle, pattern=pattern(kind)))
