"""Keyboards of messages, as Telegram reads them; `simulator.api.methods.markup` has the checks on sending."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Literal, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from simulator.formatting.links import normalize_link
from simulator.world.json_fields import (
    Identifier,
    Int32,
    OptionalString,
    String,
    TelegramObject,
    not_null,
    object_error,
)

B = TypeVar("B")
# Telegram drops what is beyond.
_MAX_ROW = 12
_MAX_BUTTONS = 300
# In the order in which Telegram looks for them: the first that a button has is its only one.
_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_IGNORED_IF_EMPTY = {"url", "callback_data"}
_STYLES = {"primary", "danger", "success"}
_BOT_NAME = re.compile("@?[A-Za-z0-9_]+")


def _normalize_url(url: str | None) -> str | None:
    # An invalid one is refused when the button is sent.
    try:
        return normalize_link(url) if url else url
    except ValueError:
        return url


def _check_style(style: str | None) -> str | None:
    lowered = (style or "default").lower()
    if lowered == "default":
        return None
    if lowered not in _STYLES:
        raise object_error("invalid button style specified")
    return lowered


def _check_bot_name(name: str) -> str:
    if name and not _BOT_NAME.fullmatch(name):
        raise object_error("LoginUrl bot username is invalid")
    return name


def _limit_rows(rows: list[list[B]]) -> list[list[B]]:
    kept: list[list[B]] = []
    left = _MAX_BUTTONS
    for row in rows:
        if cut := row[: min(_MAX_ROW, left)]:
            kept.append(cut)
            left -= len(cut)
    return kept


def _label_to_button(button: object) -> object:
    return {"text": button} if isinstance(button, str) else button


class WebApp(TelegramObject):
    """Telegram's WebAppInfo."""

    url: String


def check_web_app(app: WebApp, holder: str) -> None:
    """Check a web app's URL.

    Raises:
        ValueError: Telegram's text, which begins with `holder`.
    """
    try:
        normalize_link(app.url, https_only=True)
    except ValueError as error:
        raise ValueError(f"{holder} Web App URL '{app.url}' is invalid: {error}") from error


def web_app_validator(holder: str) -> Callable[[WebApp], WebApp]:
    """Return a validator of a web app's URL, whose error text begins with `holder`."""

    def check(app: WebApp) -> WebApp:
        check_web_app(app, holder)
        return app

    return check


class CopyText(TelegramObject):
    """Telegram's CopyTextButton."""

    text: String


class LoginUrl(TelegramObject):
    """Telegram's LoginUrl."""

    url: String
    forward_text: String = ""
    bot_username: Annotated[String, AfterValidator(_check_bot_name)] = ""
    request_write_access: bool = False


class ChosenChat(TelegramObject):
    """Telegram's SwitchInlineQueryChosenChat."""

    query: String = ""
    allow_user_chats: bool = False
    allow_bot_chats: bool = False
    allow_group_chats: bool = False
    allow_channel_chats: bool = False


class Button(TelegramObject):
    """Telegram's InlineKeyboardButton: a label and one action."""

    text: String
    icon_custom_emoji_id: Annotated[Identifier | None, not_null("Number")] = None
    style: Annotated[OptionalString, AfterValidator(_check_style)] = None
    url: Annotated[OptionalString, AfterValidator(_normalize_url)] = None
    callback_data: OptionalString = None
    callback_game: object = None
    pay: object = None
    switch_inline_query: OptionalString = None
    switch_inline_query_chosen_chat: Annotated[ChosenChat | None, not_null("Object")] = None
    switch_inline_query_current_chat: OptionalString = None
    login_url: Annotated[LoginUrl | None, not_null("Object")] = None
    web_app: Annotated[WebApp | None, not_null("Object")] = None
    copy_text: Annotated[CopyText | None, not_null("Object")] = None

    @model_validator(mode="before")
    @classmethod
    def _keep_first_action(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        has = (name for name in _ACTIONS if name in given and not (name in _IGNORED_IF_EMPTY and given[name] == ""))
        action = next(has, None)
        return {name: value for name, value in given.items() if name not in _ACTIONS or name == action}

    @model_validator(mode="after")
    def _has_action(self) -> Self:
        if self.action is None:
            raise object_error("Text buttons are unallowed in the inline keyboard")
        return self

    @property
    def action(self) -> str | None:
        """The name of the field that says what the button does."""
        return next((name for name in _ACTIONS if name in self.model_fields_set), None)


class InlineKeyboard(TelegramObject):
    """Telegram's InlineKeyboardMarkup: rows of buttons under a message."""

    inline_keyboard: Annotated[list[list[Button]], AfterValidator(_limit_rows)]

    @cached_property
    def as_json(self) -> str:
        """The keyboard as JSON, as a message stores it; empty for a keyboard without buttons."""
        # Messages store no models, because thousands would slow down each run of the garbage collector.
        return self.model_dump_json(exclude_unset=True, exclude_none=True) if self.inline_keyboard else ""


class RequestPoll(TelegramObject):
    """Telegram's KeyboardButtonPollType."""

    type: String = ""


class RequestUsers(TelegramObject):
    """Telegram's KeyboardButtonRequestUsers."""

    request_id: Int32
    user_is_bot: bool = False
    user_is_premium: bool = False
    max_quantity: Int32 = 1
    request_name: bool = False
    request_username: bool = False
    request_photo: bool = False


class RequestChat(TelegramObject):
    """Telegram's KeyboardButtonRequestChat."""

    request_id: Int32
    chat_is_channel: bool = False
    chat_is_forum: bool = False
    chat_has_username: bool = False
    chat_is_created: bool = False
    user_administrator_rights: Annotated[dict[str, object] | None, not_null("Object")] = None
    bot_administrator_rights: Annotated[dict[str, object] | None, not_null("Object")] = None
    bot_is_member: bool = False
    request_title: bool = False
    request_username: bool = False
    request_photo: bool = False


class RequestManagedBot(TelegramObject):
    """Telegram's KeyboardButtonRequestManagedBot."""

    request_id: Int32
    suggested_name: String = ""
    suggested_username: String = ""


class ReplyButton(TelegramObject):
    """Telegram's KeyboardButton: pressing it sends its text, or shares what it asks for."""

    text: String
    icon_custom_emoji_id: Annotated[Identifier | None, not_null("Number")] = None
    style: Annotated[OptionalString, AfterValidator(_check_style)] = None
    request_phone_number: bool = False
    request_contact: bool = False
    request_location: bool = False
    request_poll: Annotated[RequestPoll | None, not_null("Object")] = None
    web_app: Annotated[WebApp | None, not_null("Object")] = None
    request_users: Annotated[RequestUsers | None, not_null("Object")] = None
    request_user: Annotated[RequestUsers | None, not_null("Object")] = None
    request_chat: Annotated[RequestChat | None, not_null("Object")] = None
    request_managed_bot: Annotated[RequestManagedBot | None, not_null("Object")] = None


class ReplyKeyboard(TelegramObject):
    """Telegram's ReplyKeyboardMarkup: a keyboard instead of the letters."""

    keyboard: Annotated[
        list[list[Annotated[ReplyButton, BeforeValidator(_label_to_button)]]], AfterValidator(_limit_rows)
    ]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: Annotated[String, Field(max_length=64)] = ""
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
    input_field_placeholder: Annotated[String, Field(max_length=64)] = ""
    selective: bool = False


Keyboard: TypeAlias = InlineKeyboard | ReplyKeyboard | ReplyKeyboardRemove | ForceReply
