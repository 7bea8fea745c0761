"""Keyboards of messages, as pydantic models that reject what Telegram rejects."""

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Literal, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from simulator.formatting.links import normalize_link

B = TypeVar("B")
_MAX_BUTTONS = 100
# The Bot API's limits (InlineKeyboardButton, CopyTextButton).
_MAX_DATA_SIZE = 64  # bytes
_MAX_COPY_LENGTH = 256  # characters
_STYLE_FIELDS = {"text", "style"}
_QUERIES = {"switch_inline_query", "switch_inline_query_current_chat"}


def _check_button_url(url: str) -> str:
    try:
        if url:
            normalize_link(url)
    except ValueError as error:
        raise ValueError(f"inline keyboard button URL '{url}' is invalid: {error}") from error
    return url


def _check_copy_text(text: str) -> str:
    if not 1 <= len(text) <= _MAX_COPY_LENGTH:
        raise ValueError("BUTTON_COPY_TEXT_INVALID")
    return text


def _check_inline_label(text: str) -> str:
    if not text:
        raise ValueError("inline keyboard button text must be non-empty")
    return text


def _check_reply_label(text: str) -> str:
    if not text:
        raise ValueError("keyboard button text must be non-empty")
    return text


def _drop_empty_rows(rows: list[list[B]]) -> list[list[B]]:
    return [row for row in rows if row]


class TelegramObject(BaseModel):
    """Base of all objects inside arguments: exact types, and unknown fields are rejected."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WebApp(TelegramObject):
    """Telegram's WebAppInfo."""

    url: str


def web_app_validator(holder: str) -> Callable[[WebApp], WebApp]:
    """Return a validator of a web app's URL, whose error text begins with `holder`."""

    def check(app: WebApp) -> WebApp:
        try:
            normalize_link(app.url, https_only=True)
        except ValueError as error:
            raise ValueError(f"{holder} Web App URL '{app.url}' is invalid: {error}") from error
        return app

    return check


class CopyText(TelegramObject):
    """Telegram's CopyTextButton."""

    text: Annotated[str, AfterValidator(_check_copy_text)]


class Button(TelegramObject):
    """Telegram's InlineKeyboardButton: a label and exactly one action."""

    text: Annotated[str, AfterValidator(_check_inline_label)]
    callback_data: str | None = None
    url: Annotated[str, AfterValidator(_check_button_url)] | None = None
    web_app: Annotated[WebApp, AfterValidator(web_app_validator("inline keyboard button"))] | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: CopyText | None = None
    style: Literal["danger", "success", "primary"] | None = None

    @model_validator(mode="after")
    def _has_one_action(self) -> Self:
        given = self.model_fields_set - _STYLE_FIELDS
        # Telegram ignores an empty URL and empty callback data, but an empty inline query is an action.
        actions = [name for name in given if getattr(self, name) or (name in _QUERIES and getattr(self, name) == "")]
        if not actions:
            raise ValueError("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise ValueError("can't parse inline keyboard button: exactly one action must be specified")
        if self.callback_data and len(self.callback_data.encode()) > _MAX_DATA_SIZE:
            raise ValueError("BUTTON_DATA_INVALID")
        return self


class InlineKeyboard(TelegramObject):
    """Telegram's InlineKeyboardMarkup: rows of buttons under a message."""

    inline_keyboard: Annotated[list[list[Button]], AfterValidator(_drop_empty_rows)]

    @model_validator(mode="after")
    def _is_not_too_long(self) -> Self:
        if sum(len(row) for row in self.inline_keyboard) > _MAX_BUTTONS:
            raise ValueError("REPLY_MARKUP_TOO_LONG")
        return self

    @cached_property
    def as_json(self) -> str:
        """The keyboard as JSON, as a message stores it; empty for a keyboard without buttons."""
        # Messages store no models, because thousands would slow down each run of the garbage collector.
        return self.model_dump_json(exclude_none=True) if self.inline_keyboard else ""


class ReplyButton(TelegramObject):
    """Telegram's KeyboardButton: pressing it sends its text, or shares what it asks for."""

    text: Annotated[str, AfterValidator(_check_reply_label)]
    request_location: bool = False
    request_contact: bool = False


class ReplyKeyboard(TelegramObject):
    """Telegram's ReplyKeyboardMarkup: a keyboard instead of the letters."""

    keyboard: Annotated[list[list[ReplyButton]], AfterValidator(_drop_empty_rows)]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    selective: bool = False

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The labels of the buttons, by row."""
        return tuple(tuple(button.text for button in row) for row in self.keyboard)


class ReplyKeyboardRemove(TelegramObject):
    """Telegram's ReplyKeyboardRemove."""

    remove_keyboard: Literal[True]
    selective: bool = False


class ForceReply(TelegramObject):
    """Telegram's ForceReply: makes the app answer this message."""

    force_reply: Literal[True]
    input_field_placeholder: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    selective: bool = False


Keyboard: TypeAlias = InlineKeyboard | ReplyKeyboard | ReplyKeyboardRemove | ForceReply
