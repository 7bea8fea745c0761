"""Inline queries, their results, and web app queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from simulator.formatting.entities import FormattedText
from simulator.world.chats import Chat, User
from simulator.world.fields import Entities, LinkPreviewOptions, ParseMode
from simulator.world.files import StoredFile
from simulator.world.keyboards import InlineKeyboard, TelegramObject, WebApp, web_app_validator
from simulator.world.messages import Location

_URL = r"^https?://\S+$"


class InputText(TelegramObject):
    """Telegram's InputTextMessageContent, the only kind that this server imitates."""

    message_text: str
    parse_mode: ParseMode = ""
    entities: Entities = None
    link_preview_options: LinkPreviewOptions | None = None


class _Result(TelegramObject):
    id: str
    reply_markup: InlineKeyboard | None = None


class Article(_Result):
    """Telegram's InlineQueryResultArticle."""

    type: Literal["article"]
    title: Annotated[str, Field(min_length=1)]
    input_message_content: InputText
    url: str | None = None
    description: str | None = None
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None


class _Picture(_Result):
    type: Literal["photo"]
    title: str | None = None
    description: str | None = None
    caption: str = ""
    parse_mode: ParseMode = ""
    caption_entities: Entities = None
    show_caption_above_media: bool = False
    input_message_content: InputText | None = None


class Photo(_Picture):
    """Telegram's InlineQueryResultPhoto."""

    photo_url: Annotated[str, Field(pattern=_URL)]
    thumbnail_url: Annotated[str, Field(pattern=_URL)]
    photo_width: int | None = None
    photo_height: int | None = None


class CachedPhoto(_Picture):
    """Telegram's InlineQueryResultCachedPhoto."""

    photo_file_id: str


Result: TypeAlias = Article | CachedPhoto | Photo


class ResultsButton(TelegramObject):
    """Telegram's InlineQueryResultsButton."""

    text: Annotated[str, Field(min_length=1)]
    web_app: Annotated[WebApp, AfterValidator(web_app_validator("inline query result button"))] | None = None
    start_parameter: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None


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
