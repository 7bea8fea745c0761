"""The time: the only place that asks for it."""

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> dt.datetime:
        """The time, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """The machine's time in UTC."""
        return dt.datetime.now(dt.UTC)


class SetClock:
    """A clock that stands until it is set, for trying the bot at any time.

    Args:
        at: an aware datetime.
    """

    def __init__(self, at: dt.datetime) -> None:
        self.set(at)

    def set(self, at: dt.datetime) -> None:
        """Set the clock to an aware datetime.

        Raises:
            ValueError: it has no zone.
        """
        if at.tzinfo is None:
            raise ValueError(f"a clock needs a time with a zone: {at.isoformat()}")
        self._at = at.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        """The time to which it was set, in UTC."""
        return self._at
