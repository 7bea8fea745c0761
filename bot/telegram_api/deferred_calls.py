"""Calls that nobody waits for, such as edits: refused with a 429, they are made when the pause is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram.error import RetryAfter, TelegramError

from bot.telegram_api.api_errors import classify, seconds_of

MAX_ATTEMPTS = 3
"""Attempts of a deferred call, before it is given up."""

Target: TypeAlias = tuple[object, ...]
"""Identifies the message to edit, or the query to answer."""

Call: TypeAlias = Callable[[], Awaitable[object]]
_log = logging.getLogger(__name__)


class DeferredCalls:
    """Makes calls later; of several calls for one target only the newest."""

    def __init__(self) -> None:
        self._tasks: dict[Target, asyncio.Task[None]] = {}

    def add(self, target: Target, call: Call, seconds: float) -> None:
        """Make a call after a pause, instead of an older one for the same target."""
        self.forget(target)
        task = self._tasks[target] = asyncio.create_task(self._run(call, seconds))
        task.add_done_callback(lambda ended: self._remove(target, ended))

    def forget(self, target: Target) -> None:
        """Give up the call for a target, because a newer one is made."""
        if task := self._tasks.pop(target, None):
            task.cancel()

    async def close(self) -> None:
        """Give up all calls."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _remove(self, target: Target, ended: asyncio.Task[None]) -> None:
        if self._tasks.get(target) is ended:
            del self._tasks[target]

    @staticmethod
    async def _run(call: Call, seconds: float) -> None:
        for _ in range(MAX_ATTEMPTS):
            await asyncio.sleep(seconds)
            try:
                await call()
            except RetryAfter as error:
                seconds = seconds_of(error)
            except TelegramError as error:
                # The message may have been deleted or may say so already, and the query may be too old.
                _log.info("A deferred call was rejected: %s", classify(error, attempts=0).description)
                return
            else:
                return
        _log.warning("A deferred call was given up: Telegram refused it %d times (429)", MAX_ATTEMPTS)
