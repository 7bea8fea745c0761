"""The arguments of every Bot API method that this server knows: one model a method, and how they are read.

A method that has no model here does not exist (404), and an argument that its model does not name is refused
(400): a bot under test should hear of a slip at once. What Telegram documents and this server does not
imitate yet is refused in the same way.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator import fields


class Arguments(BaseModel):
    """What every method's arguments keep to."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    method: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.method = cls.__name__[0].lower() + cls.__name__[1:]


class GetMe(Arguments):
    """The bot asks who it is."""


class GetUpdates(Arguments):
    """The bot asks what happened; `timeout` in seconds."""

    offset: fields.Integer = 0
    limit: Annotated[fields.Integer, Field(ge=1, le=100)] = 100
    timeout: Annotated[fields.Integer, Field(ge=0)] = 0
    allowed_updates: fields.UpdateTypes = None


class DeleteWebhook(Arguments):
    """The bot goes back to getUpdates."""

    drop_pending_updates: fields.Flag = False


class SetMyCommands(Arguments):
    """The bot sets the menu of one scope in one language."""

    commands: fields.Commands
    scope: fields.Scope = fields.DEFAULT_SCOPE
    language_code: fields.Language = ""


class GetMyCommands(Arguments):
    """The bot reads such a menu."""

    scope: fields.Scope = fields.DEFAULT_SCOPE
    language_code: fields.Language = ""


class DeleteMyCommands(GetMyCommands):
    """The bot takes such a menu away."""


class SetMyName(Arguments):
    """The bot names itself in one language."""

    name: Annotated[str, Field(max_length=64)] = ""
    language_code: fields.Language = ""


class SetMyDescription(Arguments):
    """The bot describes itself in one language."""

    description: Annotated[str, Field(max_length=512)] = ""
    language_code: fields.Language = ""


class SetMyShortDescription(Arguments):
    """The bot describes itself in a line, in one language."""

    short_description: Annotated[str, Field(max_length=120)] = ""
    language_code: fields.Language = ""


class SendMessage(Arguments):
    """The bot says something."""

    chat_id: fields.ChatId
    message_thread_id: fields.Integer | None = None
    text: str = ""
    parse_mode: fields.ParseMode = ""
    link_preview_options: fields.Preview = None
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False
    allow_paid_broadcast: fields.Flag = False
    reply_parameters: fields.Reply = None
    reply_markup: fields.AnyKeyboard = None


class EditMessageText(Arguments):
    """The bot says something else instead."""

    chat_id: fields.ChatId
    message_id: fields.Integer
    text: str = ""
    parse_mode: fields.ParseMode = ""
    link_preview_options: fields.Preview = None
    reply_markup: fields.OnlyInline = None


class EditMessageReplyMarkup(Arguments):
    """The bot changes or takes away the buttons under a message."""

    chat_id: fields.ChatId
    message_id: fields.Integer
    reply_markup: fields.OnlyInline = None


class DeleteMessage(Arguments):
    """The bot takes a message away."""

    chat_id: fields.ChatId
    message_id: fields.Integer


class AnswerCallbackQuery(Arguments):
    """The bot answers a pressed button; `cache_time` in seconds."""

    callback_query_id: str
    text: Annotated[str, Field(max_length=200)] = ""
    show_alert: fields.Flag = False
    cache_time: Annotated[fields.Integer, Field(ge=0)] = 0


class SendChatAction(Arguments):
    """The bot shows that it is busy."""

    chat_id: fields.ChatId
    message_thread_id: fields.Integer | None = None
    action: Literal[
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]


class GetChat(Arguments):
    """The bot asks about a chat."""

    chat_id: fields.ChatId


class GetChatMember(Arguments):
    """The bot asks what somebody is in a chat."""

    chat_id: fields.ChatId
    user_id: fields.Integer


class GetChatAdministrators(Arguments):
    """The bot asks who administers a chat."""

    chat_id: fields.ChatId
