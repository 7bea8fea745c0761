"""One limiter for all that the bot says: within Telegram's limits, and people before broadcasts.

Telegram takes about thirty messages a second in all, one a second to one chat (a short burst passes), and twenty a
minute to one group. What is no message (an answer to a button, a question to Telegram) is not counted.
"""

import asyncio
import enum
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.pace import MINUTE, Pace, Window
from bot.verdict import seconds_of

OVERALL = 30
"""Messages a second to all chats together."""

_CHAT_BURST, _CHAT_SPAN = 3, 3.0
_GROUP_MOST = 20
_COUNTED = ("send", "copy", "forward", "edit")
_MOST_CHATS = 10_000

Answer: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]


class Lane(enum.IntEnum):
    """Who waits: the lower goes first."""

    PEOPLE = 0
    BROADCAST = 1


@dataclass(slots=True, eq=False)
class _Waiter:
    chat_id: object
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Limiter(BaseRateLimiter[Lane]):
    """Lets calls go one after the other, each when its turn has come.

    A `RetryAfter` stops its own lane for as long as Telegram asks, and is raised; nobody is asked to try again here.

    Args:
        rate: messages a second to all chats together; None for no limits at all, as a local Telegram has none.
        now: tells seconds, never backwards.
    """

    def __init__(self, rate: int | None = OVERALL, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._is_limited = rate is not None
        self._pace = Pace(rate or OVERALL)
        self._chats: dict[object, tuple[Window, ...]] = {}
        self._lanes: dict[Lane, deque[_Waiter]] = {lane: deque() for lane in Lane}
        self._paused_until = dict.fromkeys(Lane, float("-inf"))
        self._came = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    async def initialize(self) -> None:
        """Be ready; nothing has to be done."""

    async def shutdown(self) -> None:
        """Let nobody go any more."""
        if self._pump:
            self._pump.cancel()
            self._pump = None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Make a call when its turn has come.

        Raises:
            RetryAfter: Telegram asks for a pause; the lane has begun it.
        """
        lane = rate_limit_args or Lane.PEOPLE
        if self._is_limited and endpoint.startswith(_COUNTED) and "chat_id" in data:
            await self._turn(lane, data["chat_id"])
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._paused_until[lane] = max(self._paused_until[lane], self._now() + seconds_of(error))
            raise

    async def _turn(self, lane: Lane, chat_id: object) -> None:
        waiter = _Waiter(chat_id)
        self._lanes[lane].append(waiter)
        self._came.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_go())
        await waiter.turn

    async def _let_go(self) -> None:
        """Let the waiting go, until nobody waits."""
        while any(self._lanes.values()):
            ready_at = self._pace.ready_at(self._now())
            if ready_at > self._now():
                await asyncio.sleep(ready_at - self._now())
                continue
            self._came.clear()
            later = self._let_one_go(self._now())
            if later is not None:
                await self._wait(later)

    def _let_one_go(self, now: float) -> float | None:
        """Let the first go whose lane and chat are free; else tell when that will be."""
        later = float("inf")
        for lane, waiting in self._lanes.items():
            if self._paused_until[lane] > now:
                later = min(later, self._paused_until[lane]) if waiting else later
                continue
            for waiter in waiting:
                ready_at = self._chat_ready_at(waiter.chat_id)
                if waiter.turn.done() or ready_at <= now:
                    waiting.remove(waiter)
                    self._go(waiter, now)
                    return None
                later = min(later, ready_at)
        return later

    def _go(self, waiter: _Waiter, now: float) -> None:
        if waiter.turn.done():  # who waited has been cancelled
            return
        self._pace.take(now)
        for window in self._chats.setdefault(waiter.chat_id, _windows(waiter.chat_id)):
            window.take(now)
        self._forget(now)
        waiter.turn.set_result(None)

    async def _wait(self, until: float) -> None:
        """Wait until a moment, or until somebody comes who may be free."""
        try:
            async with asyncio.timeout(max(0.0, until - self._now())):
                await self._came.wait()
        except TimeoutError:
            return

    def _chat_ready_at(self, chat_id: object) -> float:
        return max((window.ready_at() for window in self._chats.get(chat_id, ())), default=float("-inf"))

    def _forget(self, now: float) -> None:
        """Forget the chats that have been quiet for long, once there are many."""
        if len(self._chats) > _MOST_CHATS:
            loud = {key: kept for key, kept in self._chats.items() if not all(window.is_over(now) for window in kept)}
            self._chats = loud


def _windows(chat_id: object) -> tuple[Window, ...]:
    """Groups have negative ids; a channel's cannot be told from a supergroup's, and gets a group's limit."""
    of_chat = Window(_CHAT_BURST, _CHAT_SPAN)
    is_private = isinstance(chat_id, int) and chat_id > 0
    return (of_chat,) if is_private else (of_chat, Window(_GROUP_MOST, MINUTE))
