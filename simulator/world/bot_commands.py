"""Commands of a bot, and the scopes that they are shown in."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from simulator.world.fields import json_of, object_of, read_chat_id
from simulator.world.json_fields import Int64, String, TelegramObject, not_null, object_error

_COMMAND = re.compile(r"[a-z0-9_]+")
_MAX_COMMAND_LENGTH = 32  # characters
_MAX_DESCRIPTION_LENGTH = 256  # characters
_MAX_COMMANDS = 100


class BotCommand(TelegramObject):
    """Telegram's BotCommand."""

    command: String
    description: String


def _check_commands(commands: list[BotCommand]) -> list[BotCommand]:
    if len(commands) > _MAX_COMMANDS:
        raise ValueError("BOT_COMMANDS_TOO_MUCH")
    checked = [
        BotCommand(command=_check_command_name(c.command), description=_check_description(c.description))
        for c in commands
    ]
    if not all(_COMMAND.fullmatch(command.command) for command in checked):
        raise ValueError("BOT_COMMAND_INVALID")
    return checked


def _check_command_name(value: str) -> str:
    name = value.strip().removeprefix("/")
    if not name:
        raise ValueError("command must be non-empty")
    if len(name) > _MAX_COMMAND_LENGTH:
        raise ValueError(f"command length must not exceed {_MAX_COMMAND_LENGTH}")
    return name


def _check_description(value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueError("command description must be non-empty")
    if len(value) > _MAX_DESCRIPTION_LENGTH:
        raise ValueError(f"command description length must not exceed {_MAX_DESCRIPTION_LENGTH}")
    return value


def _read_commands(value: object) -> object:
    if not isinstance(value, list):
        raise ValueError("expected an Array of BotCommand")  # noqa: TRY004 - pydantic needs a ValueError
    return value


def _check_scope_chat(value: int | str) -> int | str:
    if value == "":
        raise object_error("Empty chat_id specified")
    return value


def _check_scope_user(value: int) -> int:
    if value <= 0:
        raise object_error("Invalid user_id specified")
    return value


ScopeChatId: TypeAlias = Annotated[
    int | str, AfterValidator(_check_scope_chat), BeforeValidator(read_chat_id), not_null("String")
]


class CommonScope(TelegramObject):
    """A scope of commands that names no chat."""

    type: Literal["default", "all_private_chats", "all_group_chats", "all_chat_administrators"]


class ChatScope(TelegramObject):
    """A scope of commands in one chat."""

    type: Literal["chat", "chat_administrators"]
    chat_id: ScopeChatId


class MemberScope(TelegramObject):
    """A scope of commands for one member of one chat."""

    type: Literal["chat_member"]
    chat_id: ScopeChatId
    user_id: Annotated[Int64, AfterValidator(_check_scope_user)]


CommandScope: TypeAlias = CommonScope | ChatScope | MemberScope
Scope: TypeAlias = Annotated[
    CommandScope,
    Field(discriminator="type"),
    object_of("BotCommandScope", "can't parse BotCommandScope: BotCommandScope must be an Object"),
]
Commands: TypeAlias = Annotated[
    Sequence[BotCommand], AfterValidator(_check_commands), BeforeValidator(_read_commands), json_of("commands")
]
DEFAULT_SCOPE = CommonScope(type="default")
