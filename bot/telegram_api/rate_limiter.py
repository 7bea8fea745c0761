"""One limiter for all that the bot says: within Telegram's limits, and people before broadcasts.

Telegram takes about thirty messages a second in all, one a second to one chat (a short burst passes), and twenty a
minute to one group. What is no message (an answer to a button, a question to Telegram) is not counted.
"""

import asyncio
import enum
import math
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram_api.api_errors import seconds_of
from bot.telegram_api.fair_queue import FairQueue, Turn
from bot.telegram_api.rate_window import MINUTE, RateWindow, SlidingWindow

OVERALL = 30
"""Messages a second to all chats together."""

PAID = 1000
"""Messages a second of broadcasts that are paid for."""

SPARE, SPARED_FOR = 1, 10.0
"""How many of the messages of a second a broadcast leaves to people, and for how many seconds after one has spoken, so
that who asks next does not wait until a broadcast's turn is over."""

_CHAT_BURST, _CHAT_SPAN = 3, 3.0
_GROUP_MOST = 20
_COUNTED = ("send", "copy", "forward", "edit")
_MOST_CHATS = 10_000

Answer: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]


class Lane(enum.IntEnum):
    """Who waits: the lower goes first."""

    PEOPLE = 0
    BROADCAST = 1


class Limiter(BaseRateLimiter[Lane]):
    """Lets calls go one after the other, each when its turn has come.

    A `RetryAfter` stops its own lane for as long as Telegram asks, and is raised; nobody is asked to try again here.
    People wait until such a pause is over; a broadcast, which has its ledger, is told to come again.

    Args:
        rate: messages a second to all chats together; None for no limits at all, as a local Telegram has none.
        paid_rate: messages a second of broadcasts that are paid for, which are beside those; None where none are.
        now: tells seconds, never backwards.
    """

    def __init__(
        self,
        rate: int | None = OVERALL,
        *,
        paid_rate: int | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._rates = {Lane.PEOPLE: rate, Lane.BROADCAST: paid_rate or rate}
        pace = RateWindow(rate or OVERALL)
        self._paces = {Lane.PEOPLE: pace, Lane.BROADCAST: RateWindow(paid_rate) if paid_rate else pace}
        self._chats: dict[object, tuple[SlidingWindow, ...]] = {}
        self._most_chats = _MOST_CHATS
        self._lanes = {lane: FairQueue() for lane in Lane}
        self._paused_until = dict.fromkeys(Lane, float("-inf"))
        self._spoken_at = float("-inf")
        self._came = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    def rate_of(self, lane: Lane) -> int | None:
        """Messages a second of a lane, at most; None for no limit."""
        return self._rates[lane]

    def held(self, lane: Lane) -> int:
        """How many of a lane wait because their chats have to, and not because the lane is not faster."""
        return self._lanes[lane].held

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
        if endpoint.startswith(_COUNTED) and "chat_id" in data:
            await self.turn(lane, data["chat_id"])
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self.pause(lane, error)
            raise

    async def turn(self, lane: Lane, chat_id: object) -> None:
        """Wait until a message may leave for a chat.

        Raises:
            RetryAfter: the lane is that of broadcasts, and pauses.
        """
        if self._rates[lane] is None:
            return
        if lane is Lane.BROADCAST and (left := self._paused_until[lane] - self._now()) > 0:
            raise RetryAfter(math.ceil(left))
        turn: Turn = asyncio.get_running_loop().create_future()
        now, waiting = self._now(), self._lanes[lane]
        if not waiting or self._ready_at(lane, now) <= now:
            self._came.set()
        waiting.add(chat_id, turn)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_go())
        await turn

    def pause(self, lane: Lane, error: RetryAfter) -> None:
        """Stop a lane for as long as Telegram asks."""
        self._paused_until[lane] = max(self._paused_until[lane], self._now() + seconds_of(error))
        if lane is Lane.BROADCAST:
            for turn in self._lanes[lane]:
                if not turn.done():
                    turn.set_exception(RetryAfter(error.retry_after))
            self._lanes[lane].clear()

    async def _let_go(self) -> None:
        """Let the waiting go, until nobody waits."""
        while any(self._lanes.values()):
            self._came.clear()
            later = self._let_one_go(self._now())
            if later is not None:
                await self._wait(later)

    def _let_one_go(self, now: float) -> float | None:
        """Let the first go whose lane and chat are free; else tell when that will be."""
        later = float("inf")
        for lane, waiting in self._lanes.items():
            if not waiting:
                continue
            if (free_at := self._ready_at(lane, now)) > now:
                later = min(later, free_at)
                continue
            if found := waiting.pop(now, self._chat_ready_at):
                self._go(lane, *found, now)
                return None
            later = min(later, waiting.later)
        return later

    def _ready_at(self, lane: Lane, now: float) -> float:
        """When the first of a lane may go; people need not be spread, and a broadcast leaves room for them."""
        pace = self._paces[lane]
        if lane is Lane.PEOPLE:
            return max(self._paused_until[lane], pace.free_at())
        is_shared = pace is self._paces[Lane.PEOPLE]
        spare = SPARE if is_shared and now - self._spoken_at < SPARED_FOR else 0
        return max(self._paused_until[lane], pace.ready_at(now, spare))

    def _go(self, lane: Lane, chat_id: object, turn: Turn, now: float) -> None:
        self._paces[lane].take(now)
        if lane is Lane.PEOPLE:
            self._spoken_at = now
        if (windows := self._chats.get(chat_id)) is None:
            windows = self._chats[chat_id] = _windows(chat_id)
        for window in windows:
            window.take(now)
        self._forget(now)
        turn.set_result(None)

    async def _wait(self, until: float) -> None:
        """Wait until a moment, or until somebody comes who may be free."""
        try:
            async with asyncio.timeout(max(0.0, until - self._now()) if until < float("inf") else None):
                await self._came.wait()
        except TimeoutError:
            return

    def _chat_ready_at(self, chat_id: object) -> float:
        return max((window.ready_at() for window in self._chats.get(chat_id, ())), default=float("-inf"))

    def _forget(self, now: float) -> None:
        """Forget the chats that have been quiet for long, once there are many."""
        if len(self._chats) > self._most_chats:
            loud = {key: kept for key, kept in self._chats.items() if not all(window.is_over(now) for window in kept)}
            self._chats = loud
            # Where many are loud, looking again at once would find them loud again.
            self._most_chats = max(_MOST_CHATS, 2 * len(loud))


def _windows(chat_id: object) -> tuple[SlidingWindow, ...]:
    """Groups have negative ids; a channel's cannot be told from a supergroup's, and gets a group's limit."""
    of_chat = SlidingWindow(_CHAT_BURST, _CHAT_SPAN)
    is_private = isinstance(chat_id, int) and chat_id > 0
    return (of_chat,) if is_private else (of_chat, SlidingWindow(_GROUP_MOST, MINUTE))
