"""Rate limiter for all outgoing messages: stays within Telegram's limits and sends replies before broadcasts.

Telegram accepts about 30 messages a second in all, one a second to one chat (a short burst passes), and 20 a minute to
one group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Calls that are not
messages, such as answers to buttons, are not limited. `bot.telegram_api.pauses` says what a 429 pauses.

Moments are seconds on a monotonic clock.
"""

import asyncio
import enum
import heapq
import math
import time
from collections import deque
from collections.abc import Callable, Coroutine
from itertools import count
from typing import Any, Protocol, TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram_api.api_errors import seconds_of
from bot.telegram_api.deferred_calls import DeferredCalls, Target
from bot.telegram_api.pauses import ChatPauses, LanePause
from bot.telegram_api.transport import NotSent

MESSAGES_PER_SECOND = 30
"""Messages a second to all chats together."""

PAID_MESSAGES_PER_SECOND = 1000
"""Messages a second of paid broadcasts."""

# Otherwise the next person would wait until a second that a broadcast has filled is over.
RESERVED_FOR_REPLIES = 1
"""Messages a second that a broadcast leaves to replies while people are using the bot."""

RESERVATION_SECONDS = 10.0
"""Duration of the reservation after a reply."""

SECOND, MINUTE = 1.0, 60.0
# One a second to one chat, with room for a short burst, which Telegram lets pass.
_CHAT_LIMIT, _CHAT_PERIOD = 3, 3.0
_GROUP_LIMIT = 20
_MESSAGE_METHODS = ("send", "copy", "forward")
_TARGET = ("chat_id", "message_id", "inline_message_id", "callback_query_id", "inline_query_id")
"""Arguments that identify the message to edit or the query to answer."""
_MAX_TRACKED_CHATS = 10_000
_ABORTED = "the bot is stopping"
_NEVER, _ALWAYS = float("inf"), float("-inf")

# Without it, each late timer would lower the rate. It is short, so that a stall is not followed by a burst.
_MAX_CATCH_UP = 0.05
"""Seconds of a late timer that the following messages make up for."""

# Messages take differently long to reach Telegram, which counts their arrival. Costs 1.8 % (docs/decisions/006).
_MARGIN = 0.018
"""Seconds added to a window."""

MAX_REPLY_WAIT = 60.0
"""Longest pause of its chat or lane, in seconds, that a reply waits for: after a longer one nobody asks any more."""

MAX_EDIT_WAIT = 15 * 60.0
"""Longest pause, in seconds, after which an edit is made; after a longer one nobody looks at the message any more."""

MAX_CALL_WAIT = 10.0
"""Longest pause, in seconds, that any other call waits for which is no message."""

# A pause is measured in whole seconds here and in the ledger, so that a bulletin may come a little early.
_ROUNDING = 1.5
"""Seconds of a chat's pause that a bulletin waits for here; for longer ones it goes back to the ledger."""

ApiResult: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
Call: TypeAlias = Callable[[], Coroutine[Any, Any, ApiResult]]
Waiter: TypeAlias = asyncio.Future[None]
Wake: TypeAlias = Callable[[], None]


class Lane(enum.IntEnum):
    """Priority of a message: the lower one goes first."""

    PEOPLE = 0
    WARNINGS = 1
    """Messages about weather warnings, which are in more of a hurry than bulletins."""
    BROADCAST = 2


_MAX_WAITS = {Lane.PEOPLE: MAX_REPLY_WAIT, Lane.WARNINGS: _ROUNDING, Lane.BROADCAST: _ROUNDING}
"""Seconds of a chat's pause that a message waits for in its queue."""

# Bulletins go back to the ledger, which retries them. Replies that wait hold slots which inline queries need.
_MAX_LANE_WAITS = {Lane.PEOPLE: MAX_REPLY_WAIT, Lane.WARNINGS: 0.0, Lane.BROADCAST: 0.0}
"""The same for a pause of its lane."""


class Aborted(NotSent):
    """The message was not sent, because the bot is stopping."""


class LanePaused(RetryAfter):
    """The message was not sent, because its lane is paused."""


class SlidingWindow:
    """Count of events within a sliding period.

    Args:
        limit: most events within the period.
        period: seconds.
    """

    def __init__(self, limit: int, period: float) -> None:
        self._events: deque[float] = deque(maxlen=limit)
        self._period = period

    def ready_at(self, reserved: int = 0) -> float:
        """Return when the next event is allowed.

        Args:
            reserved: events of the limit that are left to others; at least one remains.
        """
        surplus = len(self._events) - max(1, (self._events.maxlen or 0) - reserved)
        return self._events[surplus] + self._period + _MARGIN if surplus >= 0 else _ALWAYS

    def take(self, now: float) -> None:
        """Record an event."""
        self._events.append(now)

    def is_expired(self, now: float) -> bool:
        """Return whether no event counts any more."""
        return not self._events or self._events[-1] + self._period < now


class Window(Protocol):
    """Limit of messages a second that several lanes share.

    Attributes:
        wake: called when more messages are allowed than the window has said before.
    """

    wake: Wake

    def ready_at(self, now: float, reserved: int = 0) -> float:
        """Return when the next evenly spread message is allowed; see `RateWindow.ready_at`."""

    def free_at(self) -> float:
        """Return when the next message is allowed that need not be spread."""

    def take(self, now: float) -> None:
        """Record a message."""


class RateWindow:
    """Limit of messages a second, for messages that are spread evenly and for messages that are sent at once.

    Args:
        rate: messages a second, at least 1.

    Attributes:
        wake: never called: what it says holds.
    """

    def __init__(self, rate: int) -> None:
        self.wake: Wake = lambda: None
        self._gap = (SECOND + _MARGIN) / rate
        self._window = SlidingWindow(rate, SECOND)
        self._next = _ALWAYS

    def ready_at(self, now: float, reserved: int = 0) -> float:
        """Return when the next evenly spread message is allowed; a moment up to `now` means at once.

        Args:
            now: seconds.
            reserved: messages a second that are left to others.
        """
        return max(min(self._next, now + SECOND), self._window.ready_at(reserved))

    def free_at(self) -> float:
        """Return when the next message is allowed that need not be spread."""
        return self._window.ready_at()

    def take(self, now: float) -> None:
        """Record a message."""
        self._next = max(self._next, now - _MAX_CATCH_UP) + self._gap
        self._window.take(now)


class FairQueue:
    """Queue that serves chats in turn, and skips those that have reached their limit.

    The cost of a step does not depend on the length of the queue: only the first waiter of a chat is looked at, and of
    the throttled chats only the one that is ready next.
    """

    def __init__(self) -> None:
        self._waiters: dict[object, deque[Waiter]] = {}
        self._ready: deque[object] = deque()
        self._throttled: list[tuple[float, int, object]] = []
        # Orders chats of one moment in the heap: ids may be numbers and names, which cannot be compared.
        self._numbers = count()

    def __bool__(self) -> bool:
        return bool(self._waiters)

    @property
    def throttled(self) -> int:
        """Number of waiters whose chats have reached their limit."""
        return sum(len(self._waiters[chat_id]) for _, _, chat_id in self._throttled)

    @property
    def next_ready_at(self) -> float:
        """Moment at which the first throttled chat is ready; infinity if there is none."""
        return self._throttled[0][0] if self._throttled else _NEVER

    def add(self, chat_id: object, waiter: Waiter) -> None:
        """Add a waiter to the queue of its chat."""
        waiters = self._waiters.get(chat_id)
        if waiters is None:
            self._waiters[chat_id] = deque([waiter])
            self._ready.append(chat_id)
        else:
            waiters.append(waiter)

    def pop(self, now: float, ready_at: Callable[[object], float]) -> tuple[object, Waiter] | None:
        """Remove and return the next waiter whose chat is ready, with its chat; None if there is none.

        Args:
            now: seconds on the clock of `ready_at`.
            ready_at: returns when a chat is ready.
        """
        while self._throttled and self._throttled[0][0] <= now:
            self._ready.append(heapq.heappop(self._throttled)[2])
        while self._ready:
            chat_id = self._ready.popleft()
            if (waiters := self._drop_cancelled(chat_id)) is None:
                continue
            if (ready := ready_at(chat_id)) > now:
                heapq.heappush(self._throttled, (ready, next(self._numbers), chat_id))
                continue
            waiter = waiters.popleft()
            if waiters:
                self._ready.append(chat_id)
            else:
                del self._waiters[chat_id]
            return chat_id, waiter
        return None

    def _drop_cancelled(self, chat_id: object) -> deque[Waiter] | None:
        waiters = self._waiters[chat_id]
        while waiters and waiters[0].done():
            waiters.popleft()
        if waiters:
            return waiters
        del self._waiters[chat_id]
        return None

    def reject(self, chat_id: object, error: Exception) -> None:
        """Raise an error in all waiters of a chat, and remove them."""
        # The chat itself stays until its turn: it stands in the middle of a queue or a heap.
        waiters = self._waiters.get(chat_id, deque())
        for waiter in waiters:
            if not waiter.done():
                waiter.set_exception(error)
        waiters.clear()

    def reject_all(self, error: Exception) -> None:
        """Raise an error in all waiters, and remove them."""
        for chat_id in self._waiters:
            self.reject(chat_id, error)


class Limiter(BaseRateLimiter[Lane]):
    """Rate limiter of python-telegram-bot that makes calls wait until they are allowed.

    A 429 to a message pauses its chat, or its lane, and is raised: the limiter does not retry. While a chat or a lane
    is paused, replies wait, and bulletins are refused at once, because the ledger retries them. A 429 to another call
    pauses nothing: that call waits on its own, and an edit or an answer to a query without making its caller wait.

    Args:
        rate: messages a second to all chats together; None for no limits at all, for the local Telegram.
        paid_rate: messages a second of paid broadcasts, counted separately; None if broadcasts are not paid.
        window: the limit of `rate` if other processes have a part in it; None for this process's own.
        now: monotonic clock, seconds.
    """

    def __init__(
        self,
        rate: int | None = MESSAGES_PER_SECOND,
        *,
        paid_rate: int | None = None,
        window: Window | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._rates = {Lane.PEOPLE: rate, Lane.WARNINGS: paid_rate or rate, Lane.BROADCAST: paid_rate or rate}
        self._wakeup = asyncio.Event()
        shared = window or RateWindow(rate or MESSAGES_PER_SECOND)
        shared.wake = self._wakeup.set
        broadcasts = RateWindow(paid_rate) if paid_rate else shared
        self._windows = {Lane.PEOPLE: shared, Lane.WARNINGS: broadcasts, Lane.BROADCAST: broadcasts}
        self._chats: dict[object, tuple[SlidingWindow, ...]] = {}
        self._max_chats = _MAX_TRACKED_CHATS
        self._queues = {lane: FairQueue() for lane in Lane}
        names = {Lane.PEOPLE: "people", Lane.WARNINGS: "those who want warnings", Lane.BROADCAST: "subscribers"}
        self._lane_pauses = {lane: LanePause(name) for lane, name in names.items()}
        self._chat_pauses = ChatPauses()
        # Most processes never see a 429, and each message asks.
        self._has_paused = False
        self._deferred = DeferredCalls()
        self._last_reply_at = _ALWAYS
        self._dispatcher: asyncio.Task[None] | None = None
        self._is_aborted = False

    def rate_of(self, lane: Lane) -> int | None:
        """Return the most messages a second of a lane; None for no limit."""
        return self._rates[lane]

    def throttled(self, lane: Lane) -> int:
        """Return how many messages of a lane wait for the limit of their own chats."""
        return self._queues[lane].throttled

    def seconds_until_ready(self, chat_id: object) -> float:
        """Return the seconds until the limit of a chat allows a message; 0 if it does now."""
        return max(0.0, self._chat_ready_at(chat_id) - self._now())

    async def initialize(self) -> None:
        """Allow messages; the dispatcher starts with the first one."""
        self._is_aborted = False

    def abort(self) -> None:
        """Fail all messages that wait, and all later ones until the limiter is initialized again."""
        self._is_aborted = True
        for queue in self._queues.values():
            queue.reject_all(Aborted(_ABORTED))

    def paused_for(self, lane: Lane) -> float:
        """Return the seconds until a lane's pause ends; 0 for none."""
        until = self._lane_pauses[lane].until
        # Asked several times for each bulletin, so the clock is read only after a first pause.
        return 0.0 if until == _ALWAYS else max(0.0, until - self._now())

    async def shutdown(self) -> None:
        """Stop the dispatcher, and give up the calls that wait for a pause to end."""
        await self._deferred.close()
        if self._dispatcher:
            self._dispatcher.cancel()
            self._dispatcher = None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, ApiResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> ApiResult:
        """Make a call as soon as it is allowed.

        Returns:
            Telegram's result; True for an edit or an answer to a query that is made when Telegram's pause is over.

        Raises:
            RetryAfter: Telegram asks for a pause that is too long for this call, or the call is a message.
        """
        lane, chat_id = rate_limit_args or Lane.PEOPLE, data.get("chat_id")

        async def call() -> ApiResult:
            return await callback(*args, **kwargs)

        target = tuple(data.get(name) for name in _TARGET)
        if endpoint.startswith("edit"):
            pause = self._chat_pauses.until(chat_id) - self._now()
            return await self._call_or_defer(lambda: self._edit(call, chat_id), target, pause, MAX_EDIT_WAIT)
        if endpoint.startswith("answer"):
            return await self._call_or_defer(call, target, 0.0, MAX_CALL_WAIT)
        if endpoint.startswith(_MESSAGE_METHODS) and chat_id is not None and endpoint != "sendChatAction":
            return await self._send(call, lane, chat_id)
        return await _call_with_retry(call)

    async def _send(self, call: Call, lane: Lane, chat_id: object) -> ApiResult:
        await self.acquire(lane, chat_id)
        try:
            return await call()
        except RetryAfter as error:
            self.refuse(lane, chat_id, error)
            raise

    async def _edit(self, call: Call, chat_id: object) -> ApiResult:
        # Telegram counts edits as messages (https://github.com/tdlib/td/issues/2592).
        if chat_id is not None:
            await self.acquire(Lane.PEOPLE, chat_id)
        return await call()

    async def _call_or_defer(self, call: Call, target: Target, pause: float, max_wait: float) -> ApiResult:
        """Make a call; during a pause, of at most `max_wait` seconds, return True at once and make it later."""
        # Also where the new call succeeds: an older one must not replace what it did.
        self._deferred.forget(target)
        if pause <= 0:
            try:
                return await call()
            except RetryAfter as error:
                pause = seconds_of(error)
        if pause > max_wait:
            raise RetryAfter(math.ceil(pause))
        self._deferred.add(target, call, pause)
        return True

    async def acquire(self, lane: Lane, chat_id: object) -> None:
        """Wait until a message to a chat is allowed.

        Raises:
            LanePaused: the lane is paused, for longer than a message of the lane waits.
            RetryAfter: the chat is paused for longer than a message of the lane waits.
            Aborted: the limiter was aborted.
        """
        if self._is_aborted:
            raise Aborted(_ABORTED)
        is_paused = self._has_paused and self._is_paused(lane, chat_id, self._now())
        if is_paused or self._rates[lane] is not None:
            await self._wait_for_turn(lane, chat_id)

    async def _wait_for_turn(self, lane: Lane, chat_id: object) -> None:
        waiter: Waiter = asyncio.get_running_loop().create_future()
        queue, now = self._queues[lane], self._now()
        # While the lane itself is what everybody waits for, the dispatcher sleeps on: a newcomer changes nothing.
        if not queue or self._lane_ready_at(lane, now) <= now:
            self._wakeup.set()
        queue.add(chat_id, waiter)
        if self._dispatcher is None or self._dispatcher.done():
            self._dispatcher = asyncio.create_task(self._dispatch())
        await waiter

    def _is_paused(self, lane: Lane, chat_id: object, now: float) -> bool:
        """Return whether a lane or a chat is paused; raise `acquire`'s errors if for too long."""
        lane_left, chat_left = self.paused_for(lane), self._chat_pauses.until(chat_id) - now
        if lane_left > _MAX_LANE_WAITS[lane]:
            raise LanePaused(math.ceil(lane_left))
        if chat_left > _MAX_WAITS[lane]:
            raise RetryAfter(math.ceil(chat_left))
        return lane_left > 0 or chat_left > 0

    def refuse(self, lane: Lane, chat_id: object, error: RetryAfter) -> None:
        """Pause a chat for as long as a 429 to a message asks, and the lane if several chats are refused."""
        now, seconds = self._now(), seconds_of(error)
        self._has_paused = True
        self._chat_pauses.record(chat_id, seconds, now)
        for each, queue in self._queues.items():
            if seconds > _MAX_WAITS[each]:
                queue.reject(chat_id, RetryAfter(math.ceil(seconds)))
        is_paused = self._lane_pauses[lane].record(chat_id, seconds, now)
        if is_paused and (left := self.paused_for(lane)) > _MAX_LANE_WAITS[lane]:
            self._queues[lane].reject_all(LanePaused(math.ceil(left)))

    async def _dispatch(self) -> None:
        """Grant waiting messages until none is left."""
        while any(self._queues.values()):
            self._wakeup.clear()
            next_at = self._grant_next(self._now())
            if next_at is not None:
                await self._sleep_until(next_at)

    def _grant_next(self, now: float) -> float | None:
        """Grant the first message whose lane and chat are ready; if there is none, return when to look again."""
        next_at = _NEVER
        # In the order of `Lane`: as long as a reply is allowed, no bulletin is granted.
        for lane, queue in self._queues.items():
            if not queue:
                continue
            if (ready_at := self._lane_ready_at(lane, now)) > now:
                next_at = min(next_at, ready_at)
                continue
            if found := queue.pop(now, self._chat_ready_at):
                self._grant(lane, *found, now)
                return None
            next_at = min(next_at, queue.next_ready_at)
        return next_at

    def _lane_ready_at(self, lane: Lane, now: float) -> float:
        """Return when a lane's next message is allowed; only broadcasts are spread evenly and leave a reservation."""
        window = self._windows[lane]
        if lane is Lane.PEOPLE:
            return max(self._lane_pauses[lane].until, window.free_at())
        is_shared = window is self._windows[Lane.PEOPLE]
        reserved = RESERVED_FOR_REPLIES if is_shared and now - self._last_reply_at < RESERVATION_SECONDS else 0
        return max(self._lane_pauses[lane].until, window.ready_at(now, reserved))

    def _grant(self, lane: Lane, chat_id: object, waiter: Waiter, now: float) -> None:
        self._windows[lane].take(now)
        if lane is Lane.PEOPLE:
            self._last_reply_at = now
        if (windows := self._chats.get(chat_id)) is None:
            windows = self._chats[chat_id] = _chat_windows(chat_id)
        for window in windows:
            window.take(now)
        self._forget_quiet_chats(now)
        waiter.set_result(None)

    async def _sleep_until(self, moment: float) -> None:
        """Sleep until a moment, or until a new message may be allowed earlier."""
        try:
            async with asyncio.timeout(max(0.0, moment - self._now()) if moment < _NEVER else None):
                await self._wakeup.wait()
        except TimeoutError:
            return

    def _chat_ready_at(self, chat_id: object) -> float:
        windows = (window.ready_at() for window in self._chats.get(chat_id, ()))
        return max(self._chat_pauses.until(chat_id), *windows, _ALWAYS)

    def _forget_quiet_chats(self, now: float) -> None:
        if len(self._chats) > self._max_chats:
            active = {
                chat_id: windows
                for chat_id, windows in self._chats.items()
                if not all(window.is_expired(now) for window in windows)
            }
            self._chats = active
            # Scanning thousands of active chats again at the next message would find nothing to forget.
            self._max_chats = max(_MAX_TRACKED_CHATS, 2 * len(active))


def is_private(chat_id: object) -> bool:
    """Return whether a chat is private, by its id or its @name: only private chats have positive ids."""
    return isinstance(chat_id, int) and chat_id > 0


def _chat_windows(chat_id: object) -> tuple[SlidingWindow, ...]:
    # A channel's id cannot be told from a supergroup's, so both get the group limit.
    per_chat = SlidingWindow(_CHAT_LIMIT, _CHAT_PERIOD)
    return (per_chat,) if is_private(chat_id) else (per_chat, SlidingWindow(_GROUP_LIMIT, MINUTE))


async def _call_with_retry(call: Call) -> ApiResult:
    """Make a call that is no message; if Telegram asks for a short pause, wait and make it once more."""
    try:
        return await call()
    except RetryAfter as error:
        if seconds_of(error) > MAX_CALL_WAIT:
            raise
        await asyncio.sleep(seconds_of(error))
    return await call()
