"""The arguments of every Bot API method that this server knows: one model a method, and how they are read.

A method that has no model here does not exist (404), and an argument that its model does not name is refused
(400): a bot under test should hear of a slip at once. What Telegram documents and this server does not
imitate yet is refused in the same way.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from simulator.keyboards import InlineKeyboard, Keyboard, TelegramObject
from simulator.updates import UPDATE_TYPES

_FLAGS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
_MOST_COMMANDS = 100
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


def _whole_number(value: object) -> object:
    return int(value) if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value) else value


def _flag(value: object) -> object:
    return _FLAGS.get(value, value) if isinstance(value, str) else value


def _from_json(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except RecursionError as error:
        raise ValueError("can't parse JSON: it is nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"can't parse JSON: {error}") from error


def _known_updates(kinds: list[str]) -> list[str]:
    if unknown := sorted(set(kinds) - UPDATE_TYPES):
        raise ValueError(f"unknown update types: {', '.join(unknown)}")
    return kinds


def _at_most_a_hundred(commands: list[BotCommand]) -> list[BotCommand]:
    if len(commands) > _MOST_COMMANDS:
        raise ValueError("BOT_COMMANDS_TOO_MUCH")
    return commands


# A form has only texts, so at the top numbers and flags may be written as texts, and objects as JSON.
Integer: TypeAlias = Annotated[int, BeforeValidator(_whole_number), Field(ge=-(2**63), lt=2**63)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag)]
ChatId: TypeAlias = Annotated[
    Annotated[int, Field(ge=-(2**63), lt=2**63)] | Annotated[str, Field(pattern=r"^@\w+$")],
    BeforeValidator(_whole_number),
]
Language: TypeAlias = Annotated[str, Field(pattern=r"^([a-z]{2})?$")]
AnyKeyboard: TypeAlias = Annotated[Keyboard | None, BeforeValidator(_from_json)]
OnlyInline: TypeAlias = Annotated[InlineKeyboard | None, BeforeValidator(_from_json)]
ParseMode: TypeAlias = Literal["", "HTML", "html"]


class LinkPreviewOptions(TelegramObject):
    """Telegram's LinkPreviewOptions."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(TelegramObject):
    """Telegram's ReplyParameters, for answers in the same chat and without quotes."""

    message_id: int
    allow_sending_without_reply: bool = False


class BotCommand(TelegramObject):
    """Telegram's BotCommand."""

    command: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]
    description: Annotated[str, Field(min_length=1, max_length=256)]


class CommonScope(TelegramObject):
    """A scope of commands that names no chat."""

    type: Literal["default", "all_private_chats", "all_group_chats", "all_chat_administrators"]


class ChatScope(TelegramObject):
    """A scope of commands in one chat."""

    type: Literal["chat", "chat_administrators"]
    chat_id: int | str


class MemberScope(TelegramObject):
    """A scope of commands for one member of one chat."""

    type: Literal["chat_member"]
    chat_id: int | str
    user_id: int


CommandScope: TypeAlias = CommonScope | ChatScope | MemberScope
Scope: TypeAlias = Annotated[CommandScope, BeforeValidator(_from_json), Field(discriminator="type")]
Preview: TypeAlias = Annotated[LinkPreviewOptions | None, BeforeValidator(_from_json)]
DEFAULT_SCOPE = CommonScope(type="default")


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

    offset: Integer = 0
    limit: Annotated[Integer, Field(ge=1, le=100)] = 100
    timeout: Annotated[Integer, Field(ge=0)] = 0
    allowed_updates: Annotated[
        Annotated[list[str], AfterValidator(_known_updates)] | None, BeforeValidator(_from_json)
    ] = None


class DeleteWebhook(Arguments):
    """The bot goes back to getUpdates."""

    drop_pending_updates: Flag = False


class SetMyCommands(Arguments):
    """The bot sets the menu of one scope in one language."""

    commands: Annotated[list[BotCommand], BeforeValidator(_from_json), AfterValidator(_at_most_a_hundred)]
    scope: Scope = DEFAULT_SCOPE
    language_code: Language = ""


class GetMyCommands(Arguments):
    """The bot reads such a menu."""

    scope: Scope = DEFAULT_SCOPE
    language_code: Language = ""


class DeleteMyCommands(GetMyCommands):
    """The bot takes such a menu away."""


class SetMyName(Arguments):
    """The bot names itself in one language."""

    name: Annotated[str, Field(max_length=64)] = ""
    language_code: Language = ""


class SetMyDescription(Arguments):
    """The bot describes itself in one language."""

    description: Annotated[str, Field(max_length=512)] = ""
    language_code: Language = ""


class SetMyShortDescription(Arguments):
    """The bot describes itself in a line, in one language."""

    short_description: Annotated[str, Field(max_length=120)] = ""
    language_code: Language = ""


class SendMessage(Arguments):
    """The bot says something."""

    chat_id: ChatId
    message_thread_id: Integer | None = None
    text: str = ""
    parse_mode: ParseMode = ""
    link_preview_options: Preview = None
    disable_notification: Flag = False
    protect_content: Flag = False
    allow_paid_broadcast: Flag = False
    reply_parameters: Annotated[ReplyParameters | None, BeforeValidator(_from_json)] = None
    reply_markup: AnyKeyboard = None


class EditMessageText(Arguments):
    """The bot says something else instead."""

    chat_id: ChatId
    message_id: Integer
    text: str = ""
    parse_mode: ParseMode = ""
    link_preview_options: Preview = None
    reply_markup: OnlyInline = None


class EditMessageReplyMarkup(Arguments):
    """The bot changes or takes away the buttons under a message."""

    chat_id: ChatId
    message_id: Integer
    reply_markup: OnlyInline = None


class DeleteMessage(Arguments):
    """The bot takes a message away."""

    chat_id: ChatId
    message_id: Integer


class AnswerCallbackQuery(Arguments):
    """The bot answers a pressed button; `cache_time` in seconds."""

    callback_query_id: str
    text: Annotated[str, Field(max_length=200)] = ""
    show_alert: Flag = False
    cache_time: Annotated[Integer, Field(ge=0)] = 0


class SendChatAction(Arguments):
    """The bot shows that it is busy."""

    chat_id: ChatId
    message_thread_id: Integer | None = None
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

    chat_id: ChatId


class GetChatMember(Arguments):
    """The bot asks what somebody is in a chat."""

    chat_id: ChatId
    user_id: Integer


class GetChatAdministrators(Arguments):
    """The bot asks who administers a chat."""

    chat_id: ChatId
