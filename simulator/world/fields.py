"""The types of the Bot API's arguments, and how they are read.

Every argument is a text, as in a form; a value of a JSON body counts as its JSON. Telegram takes what it can make
sense of: a text that is no number is 0, a number out of range is the nearest one in range, and any text but `true`,
`yes` and `1` is false. Objects are JSON, with stricter rules; see `simulator.world.json_fields`.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticUseDefault

from simulator.world.json_fields import (
    Int32,
    OptionalBoolean,
    String,
    TelegramObject,
    field_error,
    not_null,
    number_to_text,
    parse_json,
)
from simulator.world.keyboards import (
    ForceReply,
    InlineKeyboard,
    ReplyKeyboard,
    ReplyKeyboardRemove,
    WebApp,
    web_app_validator,
)
from simulator.world.message_entities import MessageEntity, entities_beside
from simulator.world.update_queue import UPDATE_TYPES

_TRUE_WORDS = {"true", "yes", "1"}
# Texts of fewer digits need no wrapping, by bits.
_SHORT_INTEGER = {32: 10, 64: 19}
_LEADING_INTEGER = re.compile(r"-?[0-9]+")
_LEADING_DECIMAL = re.compile(r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_MAX_MESSAGE_IDS = 100
_MAX_CACHED_VALUES = 256  # then the cache is cleared
_LEGACY_MARKUP = {
    "hide_keyboard": "remove_keyboard",
    "force_reply_keyboard": "force_reply",
    "personal_keyboard": "selective",
}
_LANGUAGE = re.compile(r"([a-z]{2})?")


def leading_integer(text: str, bits: int = 32) -> int:
    """Return the number that a text begins with, wrapped to so many bits; 0 for a text without one."""
    # The way of most ids.
    if len(text) < _SHORT_INTEGER[bits] and text.isdecimal() and text.isascii():
        return int(text)
    match = _LEADING_INTEGER.match(text)
    if match is None:
        return 0
    # Of more digits than bits the first ones do not count, because 2**bits divides 10**bits.
    number = int(match[0].lstrip("-")[-bits:]) * (-1 if match[0].startswith("-") else 1)
    half = 1 << bits - 1
    return (number + half) % (2 * half) - half


def _read_integer(value: object) -> object:
    return leading_integer(value) if isinstance(value, str) else value


def _read_long(value: object) -> object:
    return leading_integer(value, 64) if isinstance(value, str) else value


def _read_flag(value: object) -> object:
    return value.strip().lower() in _TRUE_WORDS if isinstance(value, str) else value


def leading_decimal(text: str) -> float:
    """Return the decimal number that a text begins with; 0 for a text without one."""
    match = _LEADING_DECIMAL.match(text)
    return float(match[0]) if match else 0.0


def _read_decimal(value: object) -> object:
    return leading_decimal(value) if isinstance(value, str) else value


def clamped(smallest: int, largest: int) -> AfterValidator:
    """Return a validator that moves a number into a range, as Telegram does."""
    return AfterValidator(lambda number: max(smallest, min(number, largest)))


def json_of(name: str | None = None) -> BeforeValidator:
    """Return a validator that parses JSON; `name` is what Telegram's error calls it (default: the argument)."""

    def read(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        try:
            return parse_json(value)
        except ValueError as error:
            raise ValueError(f"can't parse {name or info.field_name} JSON object") from error

    return BeforeValidator(read)


def optional_json(name: str) -> BeforeValidator:
    """Return a validator as `json_of` does, for an argument whose empty text means that it is missing."""

    def read(value: object) -> object:
        if value == "":
            raise PydanticUseDefault
        try:
            return parse_json(value) if isinstance(value, str) else value
        except ValueError as error:
            raise ValueError(f"can't parse {name}") from error

    return BeforeValidator(read)


def object_of(name: str, problem: str) -> BeforeValidator:
    """Return a validator that parses a JSON object; an empty text means that there is none.

    Args:
        name: what Telegram's error calls it.
        problem: Telegram's text for JSON that is no object.
    """

    def read(value: object) -> object:
        if value == "":
            raise PydanticUseDefault
        if isinstance(value, TelegramObject):
            return value
        try:
            found = parse_json(value) if isinstance(value, str) else value
        except ValueError as error:
            raise ValueError(f"can't parse {name} JSON object") from error
        if not isinstance(found, dict):
            raise ValueError(problem)  # noqa: TRY004 - pydantic needs a ValueError
        return found

    return BeforeValidator(read)


def read_chat_id(value: object) -> object:
    """Return a chat's id, or its name with the @; an empty text stays, because Telegram has its own error for it."""
    text = value if isinstance(value, str) else number_to_text(value)
    if not isinstance(text, str):
        raise field_error("must be of type String")
    return text if text.startswith("@") or not text else leading_integer(text, 64)


def _choose_keyboard(markup: object) -> object:
    """Keep one keyboard of an object that may describe several; None if it has none."""
    if not isinstance(markup, dict):
        return markup
    renamed = {_LEGACY_MARKUP.get(name, name): value for name, value in markup.items()}
    kind = _keyboard_kind(renamed)
    return None if kind is None else renamed


def _keyboard_kind(markup: object) -> str | None:
    if isinstance(markup, TelegramObject):
        return next((name for name in _KEYBOARD_KINDS if name in markup.model_fields_set), None)
    if not isinstance(markup, dict):
        return None
    # Empty lists and false mean that the keyboard is another one, or none.
    return next((name for name in _KEYBOARD_KINDS if markup.get(name, False) not in (False, [])), None)


_KEYBOARD_KINDS = ("keyboard", "inline_keyboard", "remove_keyboard", "force_reply")


def _read_update_types(value: object, info: ValidationInfo) -> object:
    """Return the known types; None for anything but a list of texts, which changes nothing."""
    try:
        kinds = parse_json(value) if isinstance(value, str) else value
    except ValueError:
        kinds = None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        return None
    lowered = [kind.lower() for kind in kinds]
    if info.context and (unknown := sorted(set(lowered) - UPDATE_TYPES)):
        raise ValueError(f"unknown update types: {', '.join(unknown)}")
    return [kind for kind in lowered if kind in UPDATE_TYPES]


def _check_given_ids(value: object) -> object:
    # A missing list, as its default.
    if value in ("", ()):
        raise ValueError("message identifiers are not specified")
    return value


def _read_message_ids(value: object) -> object:
    if value == []:
        raise ValueError("message identifiers are not specified")
    if not isinstance(value, list):
        raise ValueError("expected an Array of message identifiers")  # noqa: TRY004 - pydantic needs a ValueError
    if len(value) > _MAX_MESSAGE_IDS:
        raise ValueError("too many message identifiers specified")
    return [_read_message_id(item) for item in value]


def _read_message_id(value: object) -> int:
    text = number_to_text(value)
    if not isinstance(text, str):
        raise ValueError("message identifier must be a Number")  # noqa: TRY004 - pydantic needs a ValueError
    if str(leading_integer(text)) != text:
        raise ValueError("can't parse message identifier as a Number")
    if leading_integer(text) <= 0:
        raise ValueError("invalid message identifier specified")
    return leading_integer(text)


def _read_strings(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError("expected an Array of String")
    return value


def cached_by_json() -> WrapValidator:
    """Return a caching validator for immutable values: equal JSON is read once, and gives the same object again.

    An empty text means that there is none.
    """
    # Bots send the same keyboards again and again.
    cache: dict[tuple[str, object], object] = {}

    def validate(value: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return read(value)
        if value == "":
            raise PydanticUseDefault
        # A strict server refuses what another reads.
        key = (value, info.context)
        if key not in cache:
            result = read(value)
            if len(cache) == _MAX_CACHED_VALUES:
                cache.clear()
            cache[key] = result
        return cache[key]

    return WrapValidator(validate)


PARSE_JSON = json_of()
Strings: TypeAlias = Annotated[list[str], BeforeValidator(_read_strings)]
Integer: TypeAlias = Annotated[int, BeforeValidator(_read_integer)]
Long: TypeAlias = Annotated[int, BeforeValidator(_read_long)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_read_flag)]
Decimal: TypeAlias = Annotated[float, BeforeValidator(_read_decimal)]
ChatId: TypeAlias = Annotated[int | str, BeforeValidator(read_chat_id)]
# A file id, a URL, or `attach://` and the name of the form part with the file.
FileReference: TypeAlias = str
# The keyboard of an inline result, as the JSON object that it is.
ResultKeyboard: TypeAlias = Annotated[
    Annotated[
        Annotated[InlineKeyboard, Tag("inline_keyboard")]
        | Annotated[ReplyKeyboard, Tag("keyboard")]
        | Annotated[ReplyKeyboardRemove, Tag("remove_keyboard")]
        | Annotated[ForceReply, Tag("force_reply")],
        Discriminator(_keyboard_kind),
    ]
    | None,
    BeforeValidator(_choose_keyboard),
    not_null("Object"),
]
AnyKeyboard: TypeAlias = Annotated[
    ResultKeyboard,
    object_of("reply keyboard markup", "object expected as reply markup"),
    cached_by_json(),
]


class LinkPreviewOptions(TelegramObject):
    """Telegram's LinkPreviewOptions."""

    is_disabled: bool = False
    url: String = ""
    prefer_small_media: bool = False
    prefer_large_media: bool = False
    show_above_text: bool = False


def _read_reply(value: object) -> object:
    # An object without fields means no reply.
    if value == {}:
        raise PydanticUseDefault
    return value


class ReplyParameters(TelegramObject):
    """Telegram's ReplyParameters."""

    chat_id: Annotated[int | str | None, BeforeValidator(read_chat_id), not_null("String")] = None
    message_id: Int32
    allow_sending_without_reply: bool = False
    quote: String = ""
    quote_parse_mode: String = ""
    quote_entities: Annotated[list[MessageEntity] | None, entities_beside("quote_parse_mode")] = None
    quote_position: Int32 = 0
    checklist_task_id: Int32 = 0
    poll_option_id: String = ""


class MenuButton(TelegramObject):
    """Telegram's MenuButtonCommands and MenuButtonDefault."""

    type: Literal["commands", "default"]


class WebAppMenuButton(TelegramObject):
    """Telegram's MenuButtonWebApp."""

    type: Literal["web_app"]
    text: String
    web_app: Annotated[WebApp, AfterValidator(web_app_validator("menu button"))]


class AdministratorRights(TelegramObject):
    """Telegram's ChatAdministratorRights."""

    is_anonymous: bool = False
    can_manage_chat: bool = False
    can_delete_messages: bool = False
    can_manage_video_chats: bool = False
    can_restrict_members: bool = False
    can_promote_members: bool = False
    can_change_info: bool = False
    can_invite_users: bool = False
    can_post_stories: bool = False
    can_edit_stories: bool = False
    can_delete_stories: bool = False
    can_post_messages: OptionalBoolean = None
    can_edit_messages: OptionalBoolean = None
    can_pin_messages: OptionalBoolean = None
    can_manage_topics: OptionalBoolean = None
    can_manage_direct_messages: OptionalBoolean = None
    can_manage_tags: OptionalBoolean = None
    can_send_welcome_messages: OptionalBoolean = None


def _read_language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("invalid language code specified")
    return value


Language: TypeAlias = Annotated[str, AfterValidator(_read_language)]
Preview: TypeAlias = Annotated[
    LinkPreviewOptions | None,
    object_of("link preview options", "object expected as link preview options"),
    cached_by_json(),
]
UpdateTypes: TypeAlias = Annotated[list[str] | None, BeforeValidator(_read_update_types)]
Reply: TypeAlias = Annotated[
    ReplyParameters | None,
    BeforeValidator(_read_reply),
    object_of("reply parameters", "object expected as reply parameters"),
]
AnyMenuButton: TypeAlias = Annotated[
    MenuButton | WebAppMenuButton,
    Field(discriminator="type"),
    object_of("menu button", "can't parse menu button: MenuButton must be an Object"),
]
Rights: TypeAlias = Annotated[
    AdministratorRights | None,
    object_of(
        "ChatAdministratorRights", "can't parse ChatAdministratorRights: ChatAdministratorRights must be an Object"
    ),
]
MessageIds: TypeAlias = Annotated[
    Sequence[int],
    BeforeValidator(_read_message_ids),
    PARSE_JSON,
    BeforeValidator(_check_given_ids),
    Field(validate_default=True),
]
DEFAULT_MENU_BUTTON = MenuButton(type="default")
