"""The types of the Bot API's arguments, and how they are read from texts.

A form holds only texts, so top-level numbers and flags may be texts, and objects may be JSON.
"""

import json
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import to_json

from simulator.world.keyboards import (
    ForceReply,
    InlineKeyboard,
    ReplyKeyboard,
    ReplyKeyboardRemove,
    TelegramObject,
    WebApp,
    web_app_validator,
)
from simulator.world.update_queue import UPDATE_TYPES

_FLAGS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
_CHAT_NAME = re.compile(r"@\w+")
# 18 digits fit into 64 bits.
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{0,18})?")
_COMMAND = re.compile(r"[a-z0-9_]+")
_MAX_COMMAND_LENGTH = 32  # characters
_MAX_DESCRIPTION_LENGTH = 256  # characters
_MAX_COMMANDS = 100
_MAX_CACHED_VALUES = 256  # then the cache is cleared


def _parse_integer(value: object) -> object:
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else value


def _parse_flag(value: object) -> object:
    return _FLAGS.get(value, value) if isinstance(value, str) else value


def _parse_json(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except RecursionError as error:
        raise ValueError("can't parse JSON: it is nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"can't parse JSON: {error}") from error


def _parse_chat_id(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not value:
        raise ValueError("chat_id is empty")
    value = _parse_integer(value)
    if isinstance(value, str) and not _CHAT_NAME.fullmatch(value):
        raise ValueError("chat not found")
    return value


def _check_parse_mode(value: str) -> str:
    if value.lower() not in {"", "html", "markdown", "markdownv2"}:
        raise ValueError("unsupported parse_mode")
    return value


def _parse_markup(value: object) -> object:
    if value == "":
        return None
    read = _parse_json(value)
    if not isinstance(read, dict | TelegramObject):
        raise ValueError("object expected as reply markup")  # noqa: TRY004 - pydantic needs a ValueError
    return read or None


def _parse_inline_markup(value: object) -> object:
    if (read := _parse_markup(value)) and _keyboard_kind(read) in {"keyboard", "remove_keyboard", "force_reply"}:
        raise ValueError("inline keyboard expected")
    return read


def _check_update_types(kinds: list[str]) -> list[str]:
    if unknown := sorted(set(kinds) - UPDATE_TYPES):
        raise ValueError(f"unknown update types: {', '.join(unknown)}")
    return kinds


def _keyboard_kind(value: object) -> str | None:
    kinds = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
    given = value.model_fields_set if isinstance(value, TelegramObject) else value
    return next((name for name in kinds if isinstance(given, dict | set) and name in given), None)


def _parse_decimal(value: object) -> object:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    return value


def _check_file_reference(value: str) -> str:
    if not value:
        raise ValueError("there is no file in the request")
    return value


def cached_by_json() -> WrapValidator:
    """Return a caching validator for immutable values: equal JSON is read once, and gives the same object again."""
    # Bots send the same keyboards again and again.
    cache: dict[str | bytes, object] = {}

    def validate(value: object, read: ValidatorFunctionWrapHandler) -> object:
        if not isinstance(value, str | dict):
            return read(value)
        try:
            key = value if isinstance(value, str) else to_json(value, inf_nan_mode="constants")
        except ValueError:  # nested too deeply; the wrapped validator rejects it
            return read(value)
        if key not in cache:
            result = read(value)
            if len(cache) == _MAX_CACHED_VALUES:
                cache.clear()
            cache[key] = result
        return cache[key]

    return WrapValidator(validate)


PARSE_JSON = BeforeValidator(_parse_json)
PARSE_INTEGER = BeforeValidator(_parse_integer)
Integer: TypeAlias = Annotated[int, BeforeValidator(_parse_integer), Field(ge=-(2**63), lt=2**63)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_parse_flag)]
ChatId: TypeAlias = Annotated[
    Annotated[int, Field(ge=-(2**63), lt=2**63)] | str,
    BeforeValidator(_parse_chat_id),
]
Language: TypeAlias = Annotated[str, Field(pattern=r"^([a-z]{2})?$")]
AnyKeyboard: TypeAlias = Annotated[
    Annotated[
        Annotated[InlineKeyboard, Tag("inline_keyboard")]
        | Annotated[ReplyKeyboard, Tag("keyboard")]
        | Annotated[ReplyKeyboardRemove, Tag("remove_keyboard")]
        | Annotated[ForceReply, Tag("force_reply")],
        Discriminator(_keyboard_kind),
    ]
    | None,
    BeforeValidator(_parse_markup),
    cached_by_json(),
]
InlineKeyboardOnly: TypeAlias = Annotated[
    InlineKeyboard | None, BeforeValidator(_parse_inline_markup), cached_by_json()
]
ParseMode: TypeAlias = Annotated[str, AfterValidator(_check_parse_mode)]
Decimal: TypeAlias = Annotated[float, BeforeValidator(_parse_decimal), Field(allow_inf_nan=False)]
# A file id, a URL, or `attach://` and the name of the form part with the file.
FileReference: TypeAlias = Annotated[str, AfterValidator(_check_file_reference)]


class MentionedUser(TelegramObject):
    """Telegram's User, with the fields that a mention needs."""

    # Bots send the whole User that they got.
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    id: int


class MessageEntity(TelegramObject):
    """Telegram's MessageEntity; offset and length in UTF-16 code units."""

    type: Literal[
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
    offset: int
    length: int
    url: str | None = None
    user: MentionedUser | None = None
    language: str | None = None
    custom_emoji_id: str | None = None


Entities: TypeAlias = list[MessageEntity] | None
EntitiesInForm: TypeAlias = Annotated[Entities, PARSE_JSON]


class LinkPreviewOptions(TelegramObject):
    """Telegram's LinkPreviewOptions."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(TelegramObject):
    """Telegram's ReplyParameters, for answers in the same chat."""

    message_id: int
    chat_id: int | str | None = None
    allow_sending_without_reply: bool = False
    quote: str = ""
    quote_parse_mode: ParseMode = ""
    quote_entities: Entities = None
    quote_position: Annotated[int, Field(ge=0)] | None = None


class MenuButton(TelegramObject):
    """Telegram's MenuButtonCommands and MenuButtonDefault."""

    type: Literal["commands", "default"]


class WebAppMenuButton(TelegramObject):
    """Telegram's MenuButtonWebApp."""

    type: Literal["web_app"]
    text: Annotated[str, Field(min_length=1)]
    web_app: Annotated[WebApp, AfterValidator(web_app_validator("menu button"))]


class AdministratorRights(TelegramObject):
    """Telegram's ChatAdministratorRights."""

    is_anonymous: bool
    can_manage_chat: bool
    can_delete_messages: bool
    can_manage_video_chats: bool
    can_restrict_members: bool
    can_promote_members: bool
    can_change_info: bool
    can_invite_users: bool
    can_post_stories: bool
    can_edit_stories: bool
    can_delete_stories: bool
    can_post_messages: bool | None = None
    can_edit_messages: bool | None = None
    can_pin_messages: bool | None = None
    can_manage_topics: bool | None = None
    can_manage_direct_messages: bool | None = None
    can_manage_tags: bool | None = None
    can_send_welcome_messages: bool | None = None


def _check_description(value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueError("command description must be non-empty")
    if len(value) > _MAX_DESCRIPTION_LENGTH:
        raise ValueError(f"command description length must not exceed {_MAX_DESCRIPTION_LENGTH}")
    return value


def _check_command(value: str) -> str:
    name = value.strip().removeprefix("/")
    if not name:
        raise ValueError("command must be non-empty")
    if len(name) > _MAX_COMMAND_LENGTH:
        raise ValueError(f"command length must not exceed {_MAX_COMMAND_LENGTH}")
    if not _COMMAND.fullmatch(name):
        raise ValueError("BOT_COMMAND_INVALID")
    return name


class BotCommand(TelegramObject):
    """Telegram's BotCommand."""

    command: Annotated[str, AfterValidator(_check_command)]
    description: Annotated[str, AfterValidator(_check_description)]


def _check_command_count(commands: list[BotCommand]) -> list[BotCommand]:
    if len(commands) > _MAX_COMMANDS:
        raise ValueError("BOT_COMMANDS_TOO_MUCH")
    return commands


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


Preview: TypeAlias = Annotated[LinkPreviewOptions | None, BeforeValidator(_parse_json)]
UpdateTypes: TypeAlias = Annotated[
    Annotated[list[str], AfterValidator(_check_update_types)] | None, BeforeValidator(_parse_json)
]
Reply: TypeAlias = Annotated[ReplyParameters | None, BeforeValidator(_parse_json)]
AnyMenuButton: TypeAlias = Annotated[MenuButton | WebAppMenuButton, PARSE_JSON, Field(discriminator="type")]
Rights: TypeAlias = Annotated[AdministratorRights | None, PARSE_JSON]
MessageIds: TypeAlias = Annotated[list[int], PARSE_JSON, Field(min_length=1, max_length=100)]
DEFAULT_MENU_BUTTON = MenuButton(type="default")
CommandScope: TypeAlias = CommonScope | ChatScope | MemberScope
Scope: TypeAlias = Annotated[CommandScope, PARSE_JSON, Field(discriminator="type")]
Commands: TypeAlias = Annotated[list[BotCommand], PARSE_JSON, AfterValidator(_check_command_count)]
DEFAULT_SCOPE = CommonScope(type="default")
