"""Telegram's rate limits, as far as they are known.

The numbers are those of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple, Self

from simulator import errors
from simulator.world.chats import Chat, ChatKind

_GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
_GROUP_WINDOW = 60.0  # seconds
_ROUNDING_ERROR = 1e-6  # seconds
_MAX_PAUSE = 3600  # seconds


class _Pause(NamedTuple):
    """The pause that a bot was last asked for in a chat.

    Attributes:
        refusals: the number of calls that were refused since it began.
        until: the end of the pause, in seconds of the clock.
        is_longer: True if it is longer than the limits alone would make it, because of too many refused calls.
    """

    refusals: int = 0
    until: float = 0.0
    is_longer: bool = False


class RateLimits:
    """The rate limits of bots; each can be set at any time, and None switches it off.

    A call that is rejected with 429 does not count; an admitted call counts, even if it fails later. A bot that goes on
    calling instead of waiting is refused for longer and longer.

    Args:
        clock: returns monotonic seconds.
        overall: messages a second, to all chats together.
        chat: messages a second to one chat, on average.
        burst: the number of messages to one chat that may be sent at once after a pause.
        group: messages a minute to one group or supergroup.
        paid: messages a second with `allow_paid_broadcast`, instead of `overall`.
        patience: the number of calls that can be refused during a pause before each further one makes it longer.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = monotonic,
        overall: int | None = 30,
        chat: float | None = 1.0,
        # An estimate: Telegram allows short bursts without a number.
        burst: int = 3,
        group: int | None = 20,
        paid: int | None = 1000,
        # An estimate, too.
        patience: int | None = 12,
    ) -> None:
        self.clock = clock
        self.overall = overall
        self.chat = chat
        self.burst = burst
        self.group = group
        self.paid = paid
        self.patience = patience
        self._sent: defaultdict[tuple[object, ...], deque[float]] = defaultdict(deque)
        self._buckets: dict[tuple[int, int], tuple[float, float]] = {}
        self._pauses: dict[tuple[int, int], _Pause] = {}

    @classmethod
    def off(cls, *, clock: Callable[[], float] = monotonic) -> Self:
        """Return limits that are all switched off."""
        return cls(clock=clock, overall=None, chat=None, group=None, paid=None)

    def admit(
        self, bot_id: int, chat: Chat, *, is_paid: bool = False, is_edit: bool = False, messages: int = 1
    ) -> None:
        """Count the messages that a bot is about to send with one call; an edit counts for its chat only.

        Raises:
            ApiError: 429 with the whole seconds to wait.
        """
        # Fast path: limits are off by default.
        if self.overall is self.chat is self.group is self.paid is None:
            return
        now = self.clock()
        # Totals count in sliding windows; a chat has a token bucket, which allows a burst after a pause. All waits are
        # computed before anything is counted, because a rejected call does not count.
        place = bot_id, chat.id
        windows = self._windows(bot_id, chat, is_paid=is_paid, is_edit=is_edit)
        tokens = self._count_tokens(place, now)
        wait = max(self._bucket_wait(tokens), self._pause_wait(place, now))
        for window in windows:
            wait = max(wait, self._window_wait(*window, now))
        if wait > _ROUNDING_ERROR:
            raise errors.too_many_requests(self._extend_pause(place, math.ceil(wait - _ROUNDING_ERROR), now))
        self._pauses.pop(place, None)
        if self.chat is not None:
            self._buckets[place] = tokens - messages, now
        for key, _, _ in windows:
            # An album is admitted as a whole, and the next message waits for all of it.
            self._sent[key].extend([now] * messages)

    def _windows(
        self, bot_id: int, chat: Chat, *, is_paid: bool, is_edit: bool
    ) -> list[tuple[tuple[object, ...], int, float]]:
        """Return the key, the limit and the length in seconds of each sliding window that counts the message."""
        windows: list[tuple[tuple[object, ...], int, float]] = []
        limit = self.paid if is_paid else self.overall
        if limit is not None and not is_edit:
            windows.append(((bot_id, is_paid), limit, 1.0))
        if self.group is not None and chat.kind in _GROUPS:
            windows.append(((bot_id, chat.id), self.group, _GROUP_WINDOW))
        return windows

    def _pause_wait(self, key: tuple[int, int], now: float) -> float:
        pause = self._pauses.get(key)
        return pause.until - now if pause and pause.is_longer else 0.0

    def _extend_pause(self, key: tuple[int, int], seconds: int, now: float) -> int:
        """Count a refused call, and return the seconds to wait."""
        last = self._pauses.get(key, _Pause())
        refusals = last.refusals + 1 if now < last.until else 1
        extra = max(0, refusals - self.patience) if self.patience is not None else 0
        seconds = min(seconds + extra, max(seconds, _MAX_PAUSE))
        self._pauses[key] = _Pause(refusals, now + seconds, is_longer=extra > 0)
        return seconds

    def _bucket_wait(self, tokens: float) -> float:
        return (1 - tokens) / self.chat if self.chat is not None and tokens < 1 else 0.0

    def _window_wait(self, key: tuple[object, ...], limit: int, length: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - length:
            sent.popleft()
        if len(sent) < limit:
            return 0.0
        return sent[-limit] + length - now if limit else length

    def _count_tokens(self, key: tuple[int, int], now: float) -> float:
        tokens, then = self._buckets.get(key, (float(self.burst), now))
        return min(float(self.burst), tokens + (now - then) * (self.chat or 0.0))
