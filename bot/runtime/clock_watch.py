"""Clock watch: notices when the system clock is set, by a clock that nobody can set."""

import datetime as dt
from collections.abc import Callable

from bot.clock import Clock, elapsed

# A time server corrects a clock that runs wrong by at most half a millisecond a second.
MIN_JUMP = dt.timedelta(seconds=2)
"""The smallest change that is taken for a jump."""


class ClockWatch:
    """Measures the jumps of the system clock.

    Args:
        clock: the current time.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, clock: Clock, elapsed: Callable[[], float] = elapsed) -> None:
        self._clock = clock
        self._elapsed = elapsed
        self._started_at = self._measure()

    def take_jump(self) -> dt.timedelta:
        """Return how far the clock has jumped since the last call: negative if back, zero if it has run on."""
        before, self._started_at = self._started_at, self._measure()
        jump = self._started_at - before
        return jump if abs(jump) >= MIN_JUMP else dt.timedelta(0)

    def _measure(self) -> dt.datetime:
        """Return the time that the clock showed when `elapsed` was zero; it changes only if the clock is set."""
        return self._clock.now() - dt.timedelta(seconds=self._elapsed())
