"""The commands that a bot offers, and for whom: Telegram's BotCommand and BotCommandScope."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from simulator.fields import READ_JSON
from simulator.keyboards import TelegramObject

_MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]+")
_LONGEST_COMMAND = 32  # characters
_LONGEST_DESCRIPTION = 256  # characters


def _described(value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueError("command description must be non-empty")
    if len(value) > _LONGEST_DESCRIPTION:
        raise ValueError(f"command description length must not exceed {_LONGEST_DESCRIPTION}")
    return value


def _command(value: str) -> str:
    name = value.strip().removeprefix("/")
    if not name:
        raise ValueError("command must be non-empty")
    if len(name) > _LONGEST_COMMAND:
        raise ValueError(f"command length must not exceed {_LONGEST_COMMAND}")
    if not _COMMAND.fullmatch(name):
        raise ValueError("BOT_COMMAND_INVALID")
    return name


def _at_most_a_hundred(commands: list[BotCommand]) -> list[BotCommand]:
    if len(commands) > _MOST_COMMANDS:
        raise ValueError("BOT_COMMANDS_TOO_MUCH")
    return commands


class BotCommand(TelegramObject):
    """Telegram's BotCommand."""

    command: Annotated[str, AfterValidator(_command)]
    description: Annotated[str, AfterValidator(_described)]


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
Scope: TypeAlias = Annotated[CommandScope, READ_JSON, Field(discriminator="type")]
Commands: TypeAlias = Annotated[list[BotCommand], READ_JSON, AfterValidator(_at_most_a_hundred)]
DEFAULT_SCOPE = CommonScope(type="default")
