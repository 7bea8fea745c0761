"""The keyboards that a bot sends with a message, as pydantic models that refuse what Telegram refuses."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

_MOST_BUTTONS = 100
_LONGEST_DATA = 64  # bytes


class TelegramObject(BaseModel):
    """What every object inside an argument keeps to: exact types, no unknown field."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class WebApp(TelegramObject):
    """Telegram's WebAppInfo."""

    url: Annotated[str, Field(pattern=r"^https://")]


class CopyText(TelegramObject):
    """Telegram's CopyTextButton."""

    text: Annotated[str, Field(min_length=1, max_length=256)]


class Button(TelegramObject):
    """Telegram's InlineKeyboardButton: a label and exactly one thing that it does."""

    text: Annotated[str, Field(min_length=1)]
    callback_data: str | None = None
    url: Annotated[str, Field(pattern=r"^(https?|tg)://\S+$|^[^\s/:]+\.\S+$")] | None = None
    web_app: WebApp | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: CopyText | None = None
    style: Literal["danger", "success", "primary"] | None = None

    @model_validator(mode="after")
    def _has_one_action(self) -> Button:
        actions = self.model_dump(exclude_none=True, exclude={"text", "style"})
        if not actions:
            raise ValueError("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise ValueError("can't parse inline keyboard button: exactly one action must be specified")
        if self.callback_data is not None and not 1 <= len(self.callback_data.encode()) <= _LONGEST_DATA:
            raise ValueError("BUTTON_DATA_INVALID")
        return self


class InlineKeyboard(TelegramObject):
    """Telegram's InlineKeyboardMarkup: rows of buttons under a message."""

    inline_keyboard: list[list[Button]]

    @model_validator(mode="after")
    def _is_not_too_long(self) -> InlineKeyboard:
        if sum(len(row) for row in self.inline_keyboard) > _MOST_BUTTONS:
            raise ValueError("REPLY_MARKUP_TOO_LONG")
        return self


class ReplyButton(TelegramObject):
    """Telegram's KeyboardButton: pressing it says its text, or shares what it asks for."""

    text: Annotated[str, Field(min_length=1)]
    request_location: bool = False
    request_contact: bool = False


class ReplyKeyboard(TelegramObject):
    """Telegram's ReplyKeyboardMarkup: a keyboard in the place of the letters."""

    keyboard: Annotated[list[list[ReplyButton]], Field(min_length=1)]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    selective: bool = False


class ReplyKeyboardRemove(TelegramObject):
    """Takes the reply keyboard away."""

    remove_keyboard: Literal[True]
    selective: bool = False


class ForceReply(TelegramObject):
    """Makes the app answer this message."""

    force_reply: Literal[True]
    input_field_placeholder: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    selective: bool = False


Keyboard: TypeAlias = InlineKeyboard | ReplyKeyboard | ReplyKeyboardRemove | ForceReply
