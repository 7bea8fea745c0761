"""A clock that a test sets, for the bot as a process of its own."""

import datetime as dt
from pathlib import Path

from tests.forked import MAIN

MOVED = Path(__file__).with_name("moved_clock.py")
"""The program with that clock."""


class MovedClock:
    """The clock of a process that runs `MOVED`, and of the local Telegram.

    Args:
        path: the file that tells the process what the clock is ahead of the system's, in seconds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ahead = dt.timedelta(0)

    @property
    def environment(self) -> dict[str, str]:
        """Variables that the process needs."""
        return {"MOVED_CLOCK": str(self._path), "PYTHONPATH": str(MAIN.parent)}

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self._ahead

    def set(self, at: dt.datetime) -> None:
        self._ahead = at - dt.datetime.now(dt.UTC)
        # Replaced: the process must not read half of a number.
        new = self._path.with_suffix(".new")
        new.write_text(str(self._ahead.total_seconds()), encoding="utf-8")
        new.replace(self._path)
