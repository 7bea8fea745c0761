"""Dispatcher: hands updates to their handlers, those of one chat in order and those of different chats side by side.

An update first waits for its chat's turn, then until its chat's rate allows an answer, and only then takes one of the
slots that all chats share. So a chat takes up one slot at most, and none while it waits for its rate.
"""

import asyncio
import logging
from collections.abc import Hashable
from contextlib import AsyncExitStack

from bot.clock import elapsed
from bot.inbound.chat_queue import ChatQueue, Entry, Purpose
from bot.monitoring.metrics import Metrics
from bot.telegram_api.rate_limiter import Limiter

MAX_OLD = 4
"""Old updates that are handled at the same time, so that fresh ones find a slot and Telegram's rate."""

# A longer one is a pause that Telegram asks for. The limiter refuses answers then, but settings can be changed.
MAX_RATE_WAIT = 90.0
"""Longest wait for a chat's rate, in seconds."""

CLOSE_SECONDS = 4.0
"""Most seconds that `Dispatcher.close` waits for what is in progress."""

_log = logging.getLogger(__name__)


class Dispatcher:
    """Handles entries, in turn within a chat.

    Args:
        limiter: says when a chat may get a message.
        slots: entries that are handled at the same time.
        metrics: shows how long requests take.
    """

    def __init__(self, limiter: Limiter, slots: int, metrics: Metrics | None = None) -> None:
        answers = (metrics or Metrics()).answers
        self._answers = {purpose: answers.labels(purpose.value) for purpose in Purpose if purpose is not Purpose.EVENT}
        self._limiter = limiter
        self._slots = asyncio.Semaphore(slots)
        self._old_slots = asyncio.Semaphore(MAX_OLD)
        self._queues: dict[Hashable, ChatQueue] = {}
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()
        self._may_handle_old = False

    @property
    def waiting(self) -> int:
        """Number of entries that wait for their chat's turn."""
        return sum(map(len, self._queues.values()))

    @property
    def busy(self) -> list[Hashable]:
        """Chats of which something waits or is in progress."""
        return [*self._queues, *self._tasks]

    def put(self, chat: Hashable, entry: Entry, notice: Entry | None = None) -> bool:
        """Queue an entry behind those of its chat; return False if too many wait there already.

        Args:
            chat: Telegram's id of the chat, or any other key whose entries are handled in turn.
            entry: the entry.
            notice: is handled instead of the first entry that finds no room.
        """
        self._idle.clear()
        queue = self._queues.setdefault(chat, ChatQueue())
        is_taken = queue.add(entry, notice)
        self._start(chat)
        return is_taken

    def release_old(self) -> None:
        """Handle old questions from now on: all that may be newer has arrived."""
        self._may_handle_old = True
        for chat in self._queues:
            self._start(chat)

    def hold_old(self) -> None:
        """Keep old questions until the next `release_old`."""
        self._may_handle_old = False

    async def join(self) -> None:
        """Wait until nothing waits and nothing is in progress."""
        await self._idle.wait()

    async def close(self) -> None:
        """Drop the questions that wait, and finish within `CLOSE_SECONDS` the rest, without regard to rates."""
        self._closing.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=CLOSE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if lost := self.waiting:
            _log.warning("Updates that were not handled before the end: %d", lost)

    def _start(self, chat: Hashable) -> None:
        if chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._serve(chat, self._queues[chat]))

    async def _serve(self, chat: Hashable, queue: ChatQueue) -> None:
        """Handle a chat's entries until none is left that may be handled."""
        try:
            while entry := queue.pop(with_old=self._may_handle_old):
                await self._handle(chat, entry)
        finally:
            # Nothing is awaited between the last look into the queue and here, so that no entry is overlooked.
            del self._tasks[chat]
            if not queue:
                del self._queues[chat]
            if not self._queues:
                self._idle.set()

    async def _handle(self, chat: Hashable, entry: Entry) -> None:
        if entry.purpose is not Purpose.EVENT:
            await self._wait_for_rate(chat)
        if self._closing.is_set() and entry.purpose is Purpose.QUESTION:
            return
        async with AsyncExitStack() as stack:
            if entry.is_old:
                await stack.enter_async_context(self._old_slots)
            await stack.enter_async_context(self._slots)
            try:
                await entry.handle()
            except Exception:  # noqa: BLE001 - it may be anything, and is logged
                # It would end the chat's task, and the chat would get no answer to what waits.
                _log.exception("Could not handle an update")
            # Not old ones: they waited for the bot, and not in it.
            if entry.purpose is not Purpose.EVENT and not entry.is_old:
                self._answers[entry.purpose].observe(elapsed() - entry.arrived_at)

    async def _wait_for_rate(self, chat: Hashable) -> None:
        """Wait until the chat may get a message; not when the bot is about to end."""
        while not self._closing.is_set() and 0 < (seconds := self._limiter.seconds_until_ready(chat)) < MAX_RATE_WAIT:
            try:
                async with asyncio.timeout(seconds):
                    await self._closing.wait()
            except TimeoutError:
                continue
