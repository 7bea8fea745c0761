"""How fast messages may leave: pure rules about moments, which are seconds on any clock that never goes back."""

from collections import deque

SECOND, MINUTE = 1.0, 60.0
_CATCH_UP = 0.05
"""Seconds by which a turn that comes late, because a timer rang late, is made up for."""

_MARGIN = 0.018
"""Seconds beside a window's edge, because not every message is on its way for equally long."""


class RateWindow:
    """Turns, never more in any second than the rate, that are spread evenly or taken at once.

    Args:
        rate: turns a second, 1 or more.
    """

    def __init__(self, rate: int) -> None:
        self._gap = (SECOND + _MARGIN) / rate
        self._window = SlidingWindow(rate, SECOND)
        self._next = float("-inf")

    def ready_at(self, now: float, spare: int = 0) -> float:
        """When the next turn may be taken that is spread evenly; not later than `now` if at once.

        Args:
            now: seconds.
            spare: how many turns of the rate are left to others.
        """
        return max(min(self._next, now + SECOND), self._window.ready_at(spare))

    def free_at(self) -> float:
        """When the next turn may be taken by who does not wait for others to be spread."""
        return self._window.ready_at()

    def take(self, now: float) -> None:
        """Note a turn."""
        self._next = max(self._next, now - _CATCH_UP) + self._gap
        self._window.take(now)


class SlidingWindow:
    """At most so many turns within any span of time.

    Args:
        most: how many.
        length: the span, seconds.
    """

    def __init__(self, most: int, length: float) -> None:
        self._turns: deque[float] = deque(maxlen=most)
        self._length = length

    def ready_at(self, spare: int = 0) -> float:
        """When the next turn may be taken, of all but a spare few; one there always is."""
        surplus = len(self._turns) - max(1, (self._turns.maxlen or 0) - spare)
        return self._turns[surplus] + self._length + _MARGIN if surplus >= 0 else float("-inf")

    def take(self, now: float) -> None:
        """Note a turn."""
        self._turns.append(now)

    def is_over(self, now: float) -> bool:
        """Whether every turn lies so far back that it no longer counts."""
        return not self._turns or self._turns[-1] + self._length < now
