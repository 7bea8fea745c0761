"""Refused start: tell the operators that the database is one of a newer version."""

import asyncio
import logging
import time
from pathlib import Path

from telegram.error import TelegramError

from bot.errors import BotError
from bot.i18n.translator import Translators
from bot.monitoring.notices import INTERVAL, Notice, NoticeKind
from bot.rendering.notices import render_notice
from bot.settings import VERSION, Settings
from bot.telegram_api.api_errors import classify
from bot.telegram_api.calling import calling_bot
from bot.telegram_api.proxies import Proxy
from bot.telegram_api.rate_limiter import MESSAGES_PER_SECOND, Lane
from bot.telegram_api.sender import MessageSender, encode_text
from storage.database import get_path

_STAMP = ".newer-version-told"
"""Ending of the file whose age says when the operators were told: the database cannot be read."""

_log = logging.getLogger(__name__)


async def tell_database_too_new(settings: Settings, token: str, proxy: Proxy | None) -> None:
    """Tell the operators in the default language; at most once an hour, also if the bot is started again and again.

    Args:
        settings: the operator's settings.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
    """
    stamp = Path(get_path(settings.database_url) + _STAMP)
    if not settings.operators or _is_recent(stamp):
        return
    try:
        await _send(settings, token, proxy)
        await asyncio.to_thread(stamp.touch)
    except (BotError, OSError) as error:
        _log.warning("Could not tell the operators that the bot does not start: %s", error)


def _is_recent(stamp: Path) -> bool:
    # The distance, because the clock may have been set back since.
    return stamp.exists() and abs(time.time() - stamp.stat().st_mtime) < INTERVAL


async def _send(settings: Settings, token: str, proxy: Proxy | None) -> None:
    notice = Notice(NoticeKind.DATABASE_TOO_NEW, (VERSION,))
    text = encode_text(render_notice(notice, Translators(settings.language).choose()), is_html=True, is_paid=False)
    async with calling_bot(token, settings.telegram_api, MESSAGES_PER_SECOND, 1, proxy) as bot:
        sender = MessageSender(bot, Lane.WARNINGS)
        for operator in sorted(settings.operators):
            try:
                await sender.send(text, operator)
            except TelegramError as error:
                reason = classify(error, attempts=0).description
                _log.warning("Could not tell an operator (%s): %s", notice.kind, reason)
