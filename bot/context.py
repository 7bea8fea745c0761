"""The application with its dependencies and middleware, and the context that handlers get with an update."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeAlias, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.dependencies import Dependencies
from bot.telegram_api.rate_limiter import Lane

_Data: TypeAlias = dict[Any, Any]


class Context(CallbackContext[ExtBot[Lane], _Data, _Data, _Data]):
    """A callback context with the application's dependencies."""

    @property
    def deps(self) -> Dependencies:
        """Return the application's dependencies."""
        return cast("JoganApplication", self.application).dependencies

    @property
    def words(self) -> list[str]:
        """Return the words after the command."""
        return self.args or []


AnyApplication: TypeAlias = Application[ExtBot[Lane], Context, _Data, _Data, _Data, None]
Proceed: TypeAlias = Callable[[], Awaitable[None]]


class Middleware(Protocol):
    """A step that every update passes before a handler gets it."""

    async def __call__(self, update: Update, context: Context, proceed: Proceed, /) -> None:
        """Pass an update on by awaiting `proceed`, or drop it by returning."""


class JoganApplication(AnyApplication):
    """An application with its dependencies and middleware.

    Attributes:
        dependencies: the parts of the bot that handlers use.
        token_rejected: set when Telegram has rejected the token.
    """

    def __init__(self, *, dependencies: Dependencies, token_rejected: asyncio.Event, **options: Any) -> None:
        super().__init__(**options)
        self.dependencies = dependencies
        self.token_rejected = token_rejected
        self._middleware: Sequence[Middleware] = ()

    def use(self, middleware: Sequence[Middleware]) -> None:
        """Set the middleware, in the order in which an update passes it."""
        self._middleware = middleware

    async def process_update(self, update: object) -> None:
        """Process an update: middleware first, then the first handler that fits."""
        if not isinstance(update, Update):
            await super().process_update(update)
            return
        context = self.context_types.context.from_update(update, self)
        try:
            await self._pass_on(update, context, 0)
        except Exception as error:  # noqa: BLE001 - PTB does the same for handlers: the error handler logs it
            await self.process_error(update, error)

    async def _pass_on(self, update: Update, context: Context, step: int) -> None:
        if step < len(self._middleware):
            await self._middleware[step](update, context, partial(self._pass_on, update, context, step + 1))
        else:
            await super().process_update(update)
