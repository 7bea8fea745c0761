"""A circuit opens for a source that keeps failing, so that it is asked, and told of, less and less."""

import datetime as dt
from dataclasses import dataclass

_FAILURES = 5
_FIRST_REST = dt.timedelta(minutes=15)
_LONGEST_REST = dt.timedelta(hours=1)
"""Longer, and the readings of a source that is back at six would not be there at seven."""

LONGEST_WAIT = dt.timedelta(hours=6)
"""What a source asks for beyond this is not believed."""


@dataclass(slots=True)
class Circuit:
    """Whether a source is worth asking. It asks no clock; times are aware.

    It opens after five failures in a row, lets the source rest for fifteen minutes, then lets one attempt through, and
    doubles the rest each time that fails, up to an hour, or to what the source asks for. One success closes it.

    Attributes:
        failures: how many there were in a row.
        resting_until: when the next attempt is let through; None while the circuit is closed.
    """

    failures: int = 0
    resting_until: dt.datetime | None = None

    def lets_through(self, now: dt.datetime) -> bool:
        """Tell whether the source may be asked now."""
        if self.resting_until is None:
            return True
        # A rest that is longer than any means that the clock was set back.
        return not now < self.resting_until <= now + LONGEST_WAIT

    def fail(self, now: dt.datetime, wait: dt.timedelta | None = None) -> bool:
        """Note a failed attempt, and how long the source asked to be left alone.

        Returns:
            Whether the circuit has just opened: the one moment to log that the source fails.
        """
        self.failures += 1
        beyond = self.failures - _FAILURES
        if beyond < 0:
            return False
        was_closed = self.resting_until is None
        # The exponent is bounded because a source may fail for years.
        rest = min(_FIRST_REST * 2 ** min(beyond, 10), _LONGEST_REST)
        self.resting_until = now + min(max(rest, wait or rest), LONGEST_WAIT)
        return was_closed

    def succeed(self) -> bool:
        """Note a successful attempt.

        Returns:
            Whether the circuit has just closed: the one moment to log that the source is back.
        """
        was_open = self.resting_until is not None
        self.failures, self.resting_until = 0, None
        return was_open
