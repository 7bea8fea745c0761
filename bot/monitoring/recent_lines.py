"""The last warnings and errors of the log, for the dashboard."""

import datetime as dt
import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MAX_LINES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """Line of the log.

    Attributes:
        at: when it was logged, UTC.
        is_error: True for an error, False for a warning.
        text: the message, without a traceback.
    """

    at: dt.datetime
    is_error: bool
    text: str


class RecentLines(logging.Handler):
    """Keeps the last warnings and errors since the start.

    Args:
        clean: hides secrets and control characters.
    """

    def __init__(self, clean: Callable[[str], str]) -> None:
        super().__init__(logging.WARNING)
        self._clean = clean
        self._lines: deque[Line] = deque(maxlen=MAX_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        self._lines.append(Line(at, record.levelno >= logging.ERROR, self._clean(record.getMessage())))

    def list_newest(self) -> list[Line]:
        """Return the lines, the newest first."""
        return list(reversed(self._lines))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep the lines that are logged while the block runs."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
