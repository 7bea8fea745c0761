"""The current time; no other module reads the system's clock."""

import datetime as dt
import time
from typing import Protocol

# The one that runs on while the machine sleeps: on Linux it has a name of its own, on Windows it is Python's.
_SINCE_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def elapsed() -> float:
    """Return seconds that no setting of the clock changes, and that run on while the process or the machine sleeps."""
    return time.monotonic() if _SINCE_BOOT is None else time.clock_gettime(_SINCE_BOOT)


class Clock(Protocol):
    """Source of the current time."""

    def now(self) -> dt.datetime:
        """Return the current time, aware, in UTC."""


class SystemClock:
    """Clock of the machine."""

    def now(self) -> dt.datetime:
        """Return the machine's time in UTC."""
        return dt.datetime.now(dt.UTC)


class SetClock:
    """Clock that does not move until it is set, for tests and the local Telegram.

    Args:
        at: an aware datetime.
    """

    def __init__(self, at: dt.datetime) -> None:
        self.set(at)

    def set(self, at: dt.datetime) -> None:
        """Set the clock to an aware datetime.

        Raises:
            ValueError: the datetime has no time zone.
        """
        if at.tzinfo is None:
            raise ValueError(f"a clock needs a time with a zone: {at.isoformat()}")
        self._at = at.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        """Return the time to which the clock was set, in UTC."""
        return self._at
