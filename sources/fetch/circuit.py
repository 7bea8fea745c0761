"""Circuit breaker of one source: a source that keeps failing is requested less often and logged only once."""

import datetime as dt
from dataclasses import dataclass

_FAILURES = 5
_FIRST_PAUSE = dt.timedelta(minutes=15)
# A source that recovers at six must be fetched again before the bulletins of seven.
_MAX_PAUSE = dt.timedelta(hours=1)

MAX_RETRY_AFTER = dt.timedelta(hours=6)
"""The longest pause that a source can ask for; longer ones are cut to it."""


@dataclass(slots=True)
class Circuit:
    """Circuit breaker; it reads no clock, and its moments are seconds that no setting of the clock changes.

    It opens after five failures in a row and pauses the source for 15 minutes. Then it allows one attempt, and doubles
    the pause with each failure, up to an hour; no pause is longer than `max_pause`. A longer one that the source asks
    for counts from the first failure on. One success closes it.

    Attributes:
        failures: the number of consecutive failures.
        paused_until: the moment from which the source may be requested again; None after a success.
        max_pause: the longest pause that the source did not ask for.
    """

    failures: int = 0
    paused_until: float | None = None
    max_pause: dt.timedelta = _MAX_PAUSE

    def allows_attempt(self, now: float) -> bool:
        """Return whether the source may be requested now."""
        return self.paused_until is None or now >= self.paused_until

    def record_failure(self, now: float, retry_after: dt.timedelta | None = None) -> bool:
        """Count a failed attempt; `retry_after` is the pause that the source asked for.

        Returns:
            True if the circuit opened with this failure, which is the time to log it.
        """
        self.failures += 1
        beyond = self.failures - _FAILURES
        # The exponent is bounded: a source may fail for years.
        pause = dt.timedelta(0) if beyond < 0 else min(_FIRST_PAUSE * 2 ** min(beyond, 10), self.max_pause)
        # A longer pause that the source asks for counts, but a wrong Retry-After must not silence it for days.
        self.paused_until = now + min(max(pause, retry_after or pause), MAX_RETRY_AFTER).total_seconds()
        return beyond == 0

    def record_success(self) -> None:
        """Close the circuit after a successful attempt."""
        self.failures, self.paused_until = 0, None
