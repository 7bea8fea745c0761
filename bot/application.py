"""The Telegram application: made from its parts, started, and stopped."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from typing import Any, cast

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults, Updater

from bot.context import AnyApplication, Context, JoganApplication
from bot.dependencies import Dependencies
from bot.errors import AlreadyRunning, TokenRejected
from bot.telegram_api.api_errors import classify
from bot.telegram_api.rate_limiter import PAID_MESSAGES_PER_SECOND, Limiter
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS, Transport

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
CONCURRENT_UPDATES = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
# A reply that quotes is refused when its question has been deleted in the meantime.
_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True), do_quote=False
)
_log = logging.getLogger(__name__)


class PollingTransport(Transport):
    """Polls for updates, and notes when Telegram refuses the token: PTB then stops polling and says nothing."""

    def __init__(self, token_refused: asyncio.Event) -> None:
        super().__init__(connections=1)
        self._token_refused = token_refused

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """As Transport does."""
        status, body = await super().do_request(*args, **options)
        if status == HTTPStatus.UNAUTHORIZED:
            self._token_refused.set()
        return status, body


def make_application(
    token: str,
    dependencies: Dependencies,
    register: Callable[[JoganApplication], None],
    limiter: Limiter | None = None,
) -> JoganApplication:
    """Make the application; nothing is sent yet.

    Args:
        token: the bot's token.
        dependencies: the application's parts.
        register: adds the handlers.
        limiter: how fast the bot speaks; Telegram's limits where none is given.
    """
    limiter = limiter or Limiter(paid_rate=PAID_MESSAGES_PER_SECOND if dependencies.settings.paid_broadcasts else None)
    token_refused = asyncio.Event()
    built = (
        ApplicationBuilder()
        .application_class(JoganApplication, {"dependencies": dependencies, "token_refused": token_refused})
        # Answers to people have connections of their own, so that they never wait for a bulletin's.
        .request(Transport(MAX_CONCURRENT_BULLETINS + CONCURRENT_UPDATES))
        .get_updates_request(PollingTransport(token_refused))
        .rate_limiter(limiter)
        .token(token)
        .base_url(dependencies.settings.telegram_api)
        .context_types(ContextTypes(context=Context))
        .defaults(_DEFAULTS)
        .concurrent_updates(CONCURRENT_UPDATES)
        .job_queue(None)
        .build()
    )
    application = cast("JoganApplication", built)
    register(application)
    return application


@asynccontextmanager
async def running(application: AnyApplication) -> AsyncIterator[None]:
    """Run an application: it takes updates until the block ends, and then finishes what it has begun.

    Raises:
        TokenRejected: Telegram does not know the token.
    """
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(application.shutdown)
        await _initialize(application)
        await application.start()
        stack.push_async_callback(application.stop)
        stack.push_async_callback(_stop_polling, updater)
        await updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, poll_interval=0, bootstrap_retries=-1, error_callback=_tell_of_polling
        )
        yield


async def _stop_polling(updater: Updater) -> None:
    if updater.running:
        try:
            await updater.stop()
        except TelegramError as error:
            # What ended the polling before; it has been told then.
            _log.debug("Polling had ended: %s", classify(error, attempts=0).description)


async def until_stopped(token_refused: asyncio.Event, replaced: asyncio.Event | None = None) -> None:
    """Wait for Ctrl-C or a service manager's word.

    Args:
        token_refused: set when Telegram has come to refuse the token.
        replaced: set when another process has taken over.

    Raises:
        TokenRejected: Telegram has.
        AlreadyRunning: another process has.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    replaced = replaced or asyncio.Event()
    waits = [asyncio.create_task(event.wait()) for event in (stopped, token_refused, replaced)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    if token_refused.is_set():
        raise TokenRejected
    if replaced.is_set():
        raise AlreadyRunning("this bot stood still for too long, and another one has taken its place")


def _tell_of_polling(error: TelegramError) -> None:
    """One line for a poll that failed; the next one is tried after a growing pause."""
    if isinstance(error, Conflict):
        _log.error("Another program takes this bot's updates; stop it, or this one")
    else:
        _log.warning("Telegram cannot be reached: %s", classify(error, attempts=0).description)


async def _initialize(application: AnyApplication) -> None:
    """Ask Telegram who the bot is, for as long as it takes to reach it."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # The error quotes the token, and so would a traceback that shows it.
            raise TokenRejected from None
        except TelegramError as error:
            _log.warning("Telegram does not answer (%s); trying again in %.0f s", error.message, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return
