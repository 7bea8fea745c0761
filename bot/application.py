"""The Telegram application: made from its parts, started, and stopped."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults

from bot.context import AnyApplication, Context
from bot.dependencies import Dependencies
from bot.errors import TokenRejected
from bot.order import InOrderOfChat
from bot.verdict import judge

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]
CONCURRENT_UPDATES = 64
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
# A reply that quotes is refused when its question has been deleted in the meantime.
_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True), do_quote=False
)
_log = logging.getLogger(__name__)


class JoganApplication(AnyApplication):
    """An application that carries its dependencies."""

    def __init__(self, *, dependencies: Dependencies, **options: Any) -> None:
        super().__init__(**options)
        self.dependencies = dependencies


def make_application(
    token: str, dependencies: Dependencies, register: Callable[[AnyApplication], None]
) -> AnyApplication:
    """Make the application; nothing is sent yet.

    Args:
        token: the bot's token.
        dependencies: the application's parts.
        register: adds the handlers.
    """
    # PTB's own switch: durations as timedelta, which will be its default.
    os.environ["PTB_TIMEDELTA"] = "true"
    application = (
        ApplicationBuilder()
        .application_class(JoganApplication, kwargs={"dependencies": dependencies})
        .token(token)
        .base_url(dependencies.settings.telegram_api)
        .context_types(ContextTypes(context=Context))
        .defaults(_DEFAULTS)
        .concurrent_updates(InOrderOfChat(CONCURRENT_UPDATES))
        .job_queue(None)
        .build()
    )
    register(application)
    return application


@asynccontextmanager
async def running(application: AnyApplication) -> AsyncIterator[None]:
    """Run an application: it takes updates until the block ends, and then finishes what it has begun.

    Raises:
        TokenRejected: Telegram does not know the token.
    """
    await _initialize(application)
    try:
        await application.start()
        updater = application.updater
        if updater is None:
            raise RuntimeError("the application was built without an updater")
        await updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, poll_interval=0, bootstrap_retries=-1, error_callback=_tell_of_polling
        )
        try:
            yield
        finally:
            await updater.stop()
            await application.stop()
    finally:
        await application.shutdown()


def _tell_of_polling(error: TelegramError) -> None:
    """One line for a poll that failed; the next one is tried after a growing pause."""
    if isinstance(error, Conflict):
        _log.error("Another program takes this bot's updates; stop it, or this one")
    else:
        _log.warning("Telegram cannot be reached: %s", judge(error, attempts=0).reason)


async def _initialize(application: AnyApplication) -> None:
    """Ask Telegram who the bot is, for as long as it takes to reach it."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # The error quotes the token, and so would a traceback that shows it.
            raise TokenRejected("Telegram does not know this token; check JOGAN_TELEGRAM_TOKEN") from None
        except NetworkError as error:
            _log.warning("Telegram cannot be reached (%s); trying again in %.0f s", error.message, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return
