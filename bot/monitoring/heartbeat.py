"""Heartbeat: how long ago something happened last that has to happen again and again."""

from collections.abc import Callable

from bot.clock import elapsed


class Heartbeat:
    """Time since the last beat; the start counts as one.

    Args:
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, elapsed: Callable[[], float] = elapsed) -> None:
        self._elapsed = elapsed
        self._at = elapsed()

    def beat(self) -> None:
        """Note that it has happened."""
        self._at = self._elapsed()

    @property
    def age(self) -> float:
        """Seconds since the last beat."""
        return self._elapsed() - self._at
