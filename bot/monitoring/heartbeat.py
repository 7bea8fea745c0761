"""Heartbeat: how long ago something happened last that has to happen again and again."""

from collections.abc import Callable

from bot.clock import elapsed


class Heartbeat:
    """Time since the last beat, or since the start if there was none.

    Args:
        elapsed: seconds that no setting of the clock changes.

    Attributes:
        has_begun: True from the first beat on.
    """

    def __init__(self, elapsed: Callable[[], float] = elapsed) -> None:
        self._elapsed = elapsed
        self._at = elapsed()
        self.has_begun = False

    def beat(self) -> None:
        """Note that it has happened."""
        self._at = self._elapsed()
        self.has_begun = True

    @property
    def age(self) -> float:
        """Seconds since the last beat, or since the start."""
        return self._elapsed() - self._at
