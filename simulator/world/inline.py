"""Inline queries, their results, and web app queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from simulator.formatting.entities import FormattedText
from simulator.world.chats import Chat, User
from simulator.world.content.files import StoredFile
from simulator.world.fields import LinkPreviewOptions, ResultKeyboard, object_of, optional_json
from simulator.world.json_fields import Int32, OptionalString, String, TelegramObject, not_null, object_error
from simulator.world.keyboards import InlineKeyboard, WebApp
from simulator.world.message_entities import Entities
from simulator.world.messages import Location

_MAX_RESULTS = 50  # of an inline query


class InputText(TelegramObject):
    """Telegram's InputTextMessageContent, the only kind that this server imitates."""

    message_text: String = ""
    parse_mode: String = ""
    entities: Entities = None
    link_preview_options: Annotated[LinkPreviewOptions | None, not_null("Object")] = None
    disable_web_page_preview: bool = False  # the older name of `link_preview_options`


class _Result(TelegramObject):
    id: String
    title: String = ""
    description: String = ""
    input_message_content: Annotated[InputText | None, not_null("Object")] = None
    reply_markup: ResultKeyboard = None
    thumbnail_url: String = ""
    thumbnail_width: Int32 = 0
    thumbnail_height: Int32 = 0


class Article(_Result):
    """Telegram's InlineQueryResultArticle."""

    type: Literal["article"]
    title: String
    url: String = ""

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if self.input_message_content is None:
            raise object_error('Can\'t find field "message_text"')
        if not self.input_message_content.message_text:
            raise object_error("Input message content is not specified")
        return self


class Photo(_Result):
    """Telegram's InlineQueryResultPhoto and InlineQueryResultCachedPhoto."""

    type: Literal["photo"]
    caption: String = ""
    parse_mode: String = ""
    caption_entities: Entities = None
    show_caption_above_media: bool = False
    photo_url: String = ""
    photo_width: Int32 = 0
    photo_height: Int32 = 0
    photo_file_id: String = ""

    @model_validator(mode="after")
    def _has_photo(self) -> Self:
        if not self.photo_url and not self.photo_file_id:
            raise object_error('Can\'t find field "photo_file_id"')
        return self


def _read_result(value: object) -> object:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return value
    return value | {"type": value["type"].lower()}


Result: TypeAlias = Annotated[Article | Photo, Field(discriminator="type"), BeforeValidator(_read_result)]


def _read_results(value: object) -> object:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError("expected an Array of inline query results")  # noqa: TRY004 - pydantic needs a ValueError
    if len(value) > _MAX_RESULTS:
        raise ValueError("too many inline query results specified")
    return value


class ResultsButton(TelegramObject):
    """Telegram's InlineQueryResultsButton: `start_parameter` counts if both are given."""

    text: String
    start_parameter: OptionalString = None
    web_app: Annotated[WebApp | None, not_null("Object")] = None

    @model_validator(mode="after")
    def _has_action(self) -> Self:
        if self.start_parameter is None and self.web_app is None:
            raise object_error("InlineQueryResultsButton must have exactly one optional field")
        return self


Results: TypeAlias = Annotated[
    Sequence[Annotated[Article | Photo, Field(discriminator="type"), BeforeValidator(_read_result)]],
    BeforeValidator(_read_results),
    optional_json("JSON encoded inline query results"),
]
AnyResult: TypeAlias = Annotated[Result | None, optional_json("JSON encoded web view query results")]
AnyResultsButton: TypeAlias = Annotated[
    ResultsButton | None,
    object_of(
        "inline query results button",
        "can't parse inline query results button: InlineQueryResultsButton must be an Object",
    ),
]


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result of an inline query, as a person can choose it.

    Attributes:
        content: the text that is sent, or the caption of the file.
        photo_url: the address of a picture, which Telegram would fetch and this server does not.
    """

    id: str
    title: str
    description: str
    content: FormattedText
    markup: InlineKeyboard | None
    file: StoredFile | None = None
    photo_url: str | None = None


@dataclass(slots=True, eq=False)
class InlineQuery:
    """An inline query, typed in the chat that the chosen result is sent to.

    Attributes:
        date: the time of the query, aware.
        results: the results; None before the bot has answered.
    """

    id: str
    person: User
    bot: User
    chat: Chat
    query: str
    date: datetime
    offset: str = ""
    location: Location | None = None
    results: list[InlineResult] | None = None
    next_offset: str = ""
    button: ResultsButton | None = None

    def to_json(self) -> dict[str, object]:
        """Return Telegram's InlineQuery."""
        # Telegram calls the private chat with the asked bot `sender`.
        is_with_bot = self.chat.person is not None and self.chat.member(self.bot).is_inside
        fields: dict[str, object] = {
            "id": self.id,
            "from": self.person.to_json(),
            "query": self.query,
            "offset": self.offset,
            "chat_type": "sender" if is_with_bot else self.chat.kind.value,
        }
        return fields | ({"location": self.location.to_json()} if self.location else {})


@dataclass(slots=True, eq=False)
class WebAppQuery:
    """A web app that a person opened from a button at the aware time `date`, and that the bot may answer once."""

    id: str
    person: User
    bot: User
    chat: Chat
    url: str
    date: datetime
    is_answered: bool = False
