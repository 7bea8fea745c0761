"""The application with its dependencies, and what a handler gets with an update."""

import asyncio
from typing import Any, TypeAlias, cast

from telegram.ext import Application, CallbackContext, ExtBot

from bot.dependencies import Dependencies
from bot.telegram_api.rate_limiter import Lane

_Data: TypeAlias = dict[Any, Any]


class Context(CallbackContext[ExtBot[Lane], _Data, _Data, _Data]):
    """A callback context with the application's dependencies."""

    @property
    def deps(self) -> Dependencies:
        """The application's dependencies."""
        return cast("JoganApplication", self.application).dependencies

    @property
    def words(self) -> list[str]:
        """The words after the command."""
        return self.args or []


AnyApplication: TypeAlias = Application[ExtBot[Lane], Context, _Data, _Data, _Data, None]


class JoganApplication(AnyApplication):
    """An application with its dependencies.

    Attributes:
        dependencies: the parts of the bot that handlers use.
        token_refused: set when Telegram has rejected the token.
    """

    def __init__(self, *, dependencies: Dependencies, token_refused: asyncio.Event, **options: Any) -> None:
        super().__init__(**options)
        self.dependencies = dependencies
        self.token_refused = token_refused
