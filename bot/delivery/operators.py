"""Operators: look for what needs a person, and tell the operators in their private chats."""

import asyncio
import datetime as dt
import logging
import shutil
from collections.abc import Hashable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.monitoring.notices import Notice, NoticeKind
from bot.rendering.notices import render_notice
from bot.runtime.database_file import MIN_FREE
from bot.telegram_api.api_errors import Reaction, classify
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender, encode_text
from bot.weather.freshness import has_fresh_readings
from storage.chats import chats

SOURCE_PATIENCE = 1800.0
"""Seconds for which a source may fail before it is told."""

MORNING = dt.time(7), dt.time(10)
"""Begin and end of the time in which readings are looked for."""

_RETRY = {Reaction.AGAIN, Reaction.PAUSE}
_log = logging.getLogger(__name__)


class Operators:
    """Tells the operators.

    Args:
        bot: the bot that tells them.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._deps = dependencies
        self._notices = dependencies.monitor.notices
        # Rather than a bulletin: it says that bulletins are late.
        self._sender = MessageSender(bot, Lane.WARNINGS)
        self._met: set[Hashable] = set()

    async def run(self) -> None:
        """Look for conditions that are new, and tell what waits.

        Raises:
            StorageError: the database failed.
        """
        for name in self._deps.monitor.sources.names:
            is_down = name in self._deps.monitor.sources.list_down(SOURCE_PATIENCE)
            self._note(NoticeKind.SOURCE_DOWN, name, name, is_on=is_down)
        await self._look_at_disk()
        await self._look_at_readings()
        if waiting := self._notices.take():
            await self._tell(waiting)

    def _note(self, kind: NoticeKind, key: Hashable, detail: str, *, is_on: bool) -> None:
        """Add a notice when a condition begins, and again only after it has ended."""
        if is_on and (kind, key) not in self._met:
            self._notices.add(kind, detail)
        (self._met.add if is_on else self._met.discard)((kind, key))

    async def _look_at_disk(self) -> None:
        folder = Path(self._deps.database.file.path).parent
        free = (await asyncio.to_thread(shutil.disk_usage, folder)).free
        self._note(NoticeKind.DISK_LOW, folder, f"{free / 1e6:.0f} MB", is_on=free < MIN_FREE)

    async def _look_at_readings(self) -> None:
        now = self._deps.clock.now()
        local = now.astimezone(ZoneInfo(self._deps.settings.zone))
        begin, end = MORNING
        if not self._deps.expects_readings or not begin <= local.time() < end:
            return
        async with self._deps.database.read() as connection:
            is_missing = not await has_fresh_readings(connection, now)
        # Once a day: readings that come and go are no news.
        if is_missing:
            self._note(NoticeKind.NO_READINGS, local.date(), "", is_on=True)

    async def _tell(self, notices: list[Notice]) -> None:
        translators = await self._choose_translators()
        for notice in notices:
            told = [await self._send(operator, notice, tr) for operator, tr in translators.items()]
            if not any(told):
                self._notices.put_back(notice)

    async def _choose_translators(self) -> Mapping[int, Translator]:
        operators = sorted(self._deps.settings.operators)
        async with self._deps.database.read() as connection:
            known = {chat.id: chat for chat in await chats.list_known(connection, operators)}
        choose = self._deps.translators.choose
        return {
            number: choose(chat.language, chat.telegram_language) if (chat := known.get(number)) else choose()
            for number in operators
        }

    async def _send(self, operator: int, notice: Notice, tr: Translator) -> bool:
        """Send a notice; return whether it needs no second attempt."""
        text = encode_text(render_notice(notice, tr), is_html=True, is_paid=False)
        try:
            await self._sender.send(text, operator)
        except TelegramError as error:
            error_class = classify(error, attempts=0)
            _log.warning("Could not tell an operator (%s): %s", notice.kind, error_class.description)
            return error_class.reaction not in _RETRY
        return True
