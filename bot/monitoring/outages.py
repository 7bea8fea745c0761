"""Outages, whose beginning and end are each told once."""

from collections.abc import Callable

from bot.clock import elapsed

_MINUTE, _HOUR = 60, 3600


class Outage:
    """State of something that works or does not.

    Args:
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, elapsed: Callable[[], float] = elapsed) -> None:
        self._elapsed = elapsed
        self._began_at: float | None = None

    @property
    def is_on(self) -> bool:
        """True from a failure until the next success."""
        return self._began_at is not None

    def begin(self) -> bool:
        """Note a failure; return whether an outage begins with it, which is the time to tell it."""
        if self.is_on:
            return False
        self._began_at = self._elapsed()
        return True

    def end(self) -> str | None:
        """Note a success; return how long the outage lasted that ends with it, or None if there was none."""
        if self._began_at is None:
            return None
        seconds = self._elapsed() - self._began_at
        self._began_at = None
        return describe_duration(seconds)


def describe_duration(seconds: float) -> str:
    """Return a duration in words for the log, as ``45 s``, ``12 min`` or ``3 h 5 min``."""
    whole = round(seconds)
    if whole < 2 * _MINUTE:
        return f"{whole} s"
    hours, minutes = divmod(round(seconds / _MINUTE), _HOUR // _MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
