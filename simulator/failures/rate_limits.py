"""Telegram's rate limits, as far as they are known."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from time import monotonic
from typing import Self

from simulator import errors
from simulator.world.chats import Chat, ChatKind

_GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
_MINUTE = 60.0
_CLOSE = 1e-6  # seconds by which rounding may be wrong


class RateLimits:
    """The rate limits of bots; each can be set at any time, and None switches it off.

    A call that is rejected with 429 does not count; an admitted call counts, even if it fails later.

    Args:
        clock: returns monotonic seconds.
        overall: messages a second, to all chats together.
        chat: messages a second to one chat, on average.
        burst: the number of messages to one chat that may be sent at once after a pause.
        group: messages a minute to one group or supergroup.
        paid: messages a second with `allow_paid_broadcast`, instead of `overall`.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = monotonic,
        overall: int | None = 30,
        chat: float | None = 1.0,
        burst: int = 3,
        group: int | None = 20,
        paid: int | None = 1000,
    ) -> None:
        self.clock = clock
        self.overall = overall
        self.chat = chat
        self.burst = burst
        self.group = group
        self.paid = paid
        self._sent: defaultdict[tuple[object, ...], deque[float]] = defaultdict(deque)
        self._levels: dict[tuple[int, int], tuple[float, float]] = {}

    @classmethod
    def off(cls, *, clock: Callable[[], float] = monotonic) -> Self:
        """Return limits that are all switched off."""
        return cls(clock=clock, overall=None, chat=None, group=None, paid=None)

    def admit(self, bot_id: int, chat: Chat, *, is_paid: bool = False) -> None:
        """Count a message that a bot is about to send.

        Raises:
            ApiError: 429 with the whole seconds to wait.
        """
        if self.overall is self.chat is self.group is self.paid is None:
            return
        now = self.clock()
        key = bot_id, chat.id
        most = self.paid if is_paid else self.overall
        grouped = self.group if chat.kind in _GROUPS else None
        level = self._level(key, now)
        wait = (1 - level) / self.chat if self.chat is not None and level < 1 else 0.0
        if most is not None:
            wait = max(wait, self._window((bot_id, is_paid), most, 1.0, now))
        if grouped is not None:
            wait = max(wait, self._window(key, grouped, _MINUTE, now))
        if wait > _CLOSE:
            raise errors.too_many_requests(math.ceil(wait - _CLOSE))
        if self.chat is not None:
            self._levels[key] = level - 1, now
        if most is not None:
            self._sent[bot_id, is_paid].append(now)
        if grouped is not None:
            self._sent[key].append(now)

    def _window(self, key: tuple[object, ...], most: int, length: float, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - length:
            sent.popleft()
        if len(sent) < most:
            return 0.0
        return sent[-most] + length - now if most else length

    def _level(self, key: tuple[int, int], now: float) -> float:
        level, then = self._levels.get(key, (float(self.burst), now))
        return min(float(self.burst), level + (now - then) * (self.chat or 0.0))
