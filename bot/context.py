"""The application with its dependencies and its way in, and the context that handlers get with an update."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, Protocol, TypeAlias, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.dependencies import Dependencies
from bot.inbound.chat_queue import Entry, Purpose
from bot.inbound.dispatcher import Dispatcher
from bot.inbound.webhook import WebhookTarget
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport

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


class Admission(Protocol):
    """Admission of an update when it arrives."""

    def __call__(self, update: Update, context: Context, *, is_backlog: bool) -> None:
        """Drop an update or give it to the dispatcher; `is_backlog` if it may have waited for the bot."""


class JoganApplication(AnyApplication):
    """An application with its dependencies and its way in.

    Attributes:
        dependencies: the parts of the bot that handlers use.
        dispatcher: holds the updates that were admitted until they are handled.
        limiter: the limiter of its messages.
        transport: the transport of its calls, except getUpdates.
        polling_transport: the transport of getUpdates.
        token_rejected: set when Telegram has rejected the token.
        webhook: the webhook at which updates arrive; None if they are polled.
    """

    def __init__(
        self,
        *,
        dependencies: Dependencies,
        dispatcher: Dispatcher,
        limiter: Limiter,
        transport: Transport,
        polling_transport: Transport,
        token_rejected: asyncio.Event,
        webhook: WebhookTarget | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.dependencies = dependencies
        self.dispatcher = dispatcher
        self.limiter = limiter
        self.transport = transport
        self.polling_transport = polling_transport
        self.token_rejected = token_rejected
        self.webhook = webhook
        self._admit: Admission | None = None
        self._background: set[asyncio.Task[None]] = set()

    def run_in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin work for which nobody's turn waits; its error goes to the error handler, and the end cancels it."""
        task = asyncio.create_task(self._report_error(work))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _report_error(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the error handler logs it
            await self.process_error(None, error)

    async def join_background(self) -> None:
        """Wait until all work in the background has ended."""
        await asyncio.gather(*self._background)

    async def cancel_background(self) -> None:
        """Cancel all work in the background."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)

    def abort_calls(self) -> None:
        """Fail all calls of Telegram: those in flight, those that wait, and all later ones."""
        self.limiter.abort()
        self.transport.abort()
        self.polling_transport.abort()

    def use(self, admission: Admission) -> None:
        """Set what happens to an update when it arrives."""
        self._admit = admission

    def receive(self, update: Update, *, is_backlog: bool) -> None:
        """Take an update from Telegram; an error goes to the error handler.

        Args:
            update: the update.
            is_backlog: whether it may have waited for the bot, because it came first after a time without connection.
        """
        if self._admit is None:
            raise RuntimeError("the application has no admission")
        if is_backlog:
            self.dispatcher.hold_old()
        try:
            self._admit(update, self.context_types.context.from_update(update, self), is_backlog=is_backlog)
        except Exception as error:  # noqa: BLE001 - PTB does the same for handlers: the error handler logs it
            self.dispatcher.put("error", Entry(partial(self.process_error, update, error), Purpose.EVENT))

    def caught_up(self) -> None:
        """Learn that all updates that had waited for the bot were received."""
        self.dispatcher.release_old()
