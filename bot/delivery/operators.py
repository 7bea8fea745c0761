"""Operators: look for what needs a person, and tell the operators in their private chats."""

import asyncio
import datetime as dt
import logging
import shutil
from collections.abc import Mapping
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
from storage.errors import StorageError
from storage.ledger import told_notices
from storage.ledger.told_notices import ToldNotice

SOURCE_PATIENCE = 1800.0
"""Seconds for which a source may fail before it is told."""

MORNING = dt.time(7), dt.time(10)
"""Begin and end of the time in which readings are looked for."""

_PASSING = set(NoticeKind) - {NoticeKind.SOURCE_DOWN, NoticeKind.DISK_LOW}
"""Kinds of notices that are not about a condition which lasts until it ends."""

_KEPT_FOR = dt.timedelta(days=2)
"""Time for which it is kept that they were told."""

_RETRY = {Reaction.AGAIN, Reaction.PAUSE}
_log = logging.getLogger(__name__)


class Operators:
    """Tells the operators.

    Args:
        bot: the bot that tells them.
        dependencies: the application's parts.
        is_shared: whether other processes on the database tell the operators too.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies, *, is_shared: bool = False) -> None:
        self._deps = dependencies
        self._is_shared = is_shared
        self._notices = dependencies.monitor.notices
        # Rather than a bulletin: it says that bulletins are late.
        self._sender = MessageSender(bot, Lane.WARNINGS)
        self._met: set[tuple[NoticeKind, str]] = set()
        self._has_read = False

    async def run(self) -> None:
        """Look for conditions that are new, and tell what waits.

        Raises:
            StorageError: the database failed.
        """
        # Another process may have told what this one has met only now.
        if self._is_shared or not self._has_read:
            await self._read_told()
        for name in self._deps.monitor.sources.names:
            await self._note(NoticeKind.SOURCE_DOWN, name, name, is_on=self._is_down(name))
        await self._look_at_disk()
        await self._look_at_readings()
        if waiting := self._notices.take():
            await self._tell(waiting)

    async def _read_told(self) -> None:
        """Learn what an earlier process has told: a bot that is started again and again must not repeat it."""
        now = self._deps.clock.now()
        async with self._deps.database.read() as connection:
            told = await told_notices.list_all(connection)
        for one in sorted(told, key=lambda one: one.told_at):
            if one.kind in set(NoticeKind):
                kind = NoticeKind(one.kind)
                self._met.add((kind, one.subject))
                # Not negative, if the clock was set back since.
                self._notices.note_taken(kind, max(0.0, (now - one.told_at).total_seconds()))
        self._has_read = True

    def _is_down(self, name: str) -> bool | None:
        """Return whether a source has not been read for long; None if it is not known since the start."""
        if name in self._deps.monitor.sources.list_down(SOURCE_PATIENCE):
            return True
        return False if self._deps.monitor.sources.is_working(name) else None

    async def _note(self, kind: NoticeKind, subject: str, detail: str, *, is_on: bool | None) -> None:
        """Add a notice when a condition begins, and again only after it has ended."""
        key = kind, subject
        if is_on and key not in self._met:
            self._met.add(key)
            self._notices.add(kind, detail)
        elif is_on is False and key in self._met:
            async with self._deps.database.write() as connection:
                await told_notices.remove(connection, kind, subject)
            self._met.remove(key)

    async def _look_at_disk(self) -> None:
        if (file := self._deps.database.file) is None:
            # The disk of a server is for its own operators to watch.
            return
        folder = Path(file.path).parent
        free = (await asyncio.to_thread(shutil.disk_usage, folder)).free
        await self._note(NoticeKind.DISK_LOW, "", f"{free / 1e6:.0f} MB", is_on=free < MIN_FREE)

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
            await self._note(NoticeKind.NO_READINGS, local.date().isoformat(), "", is_on=True)

    async def _tell(self, notices: list[Notice]) -> None:
        translators = await self._choose_translators()
        for notice in notices:
            told = [await self._send(operator, notice, tr) for operator, tr in translators.items()]
            if any(told):
                await self._record(notice.kind)
            else:
                self._notices.put_back(notice)

    async def _record(self, kind: NoticeKind) -> None:
        """Record that a kind was told, with all that waited."""
        now = self._deps.clock.now()
        subjects = {subject for met, subject in self._met if met is kind} or {""}
        try:
            async with self._deps.database.write() as connection:
                await told_notices.add(connection, [ToldNotice(kind, subject, now) for subject in subjects])
                await told_notices.remove_before(connection, now - _KEPT_FOR, _PASSING)
        except StorageError as error:
            # On a full disk, of all things, the other notices must still be told.
            _log.warning("Could not record what the operators were told: %s", error)

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
