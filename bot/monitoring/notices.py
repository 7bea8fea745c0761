"""Notices for the operators: what needs a person, at most once an hour of each kind."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb

from bot.clock import elapsed

INTERVAL = 3600.0
"""Seconds between two notices of a kind; what comes meanwhile is collected for the next one."""

MAX_DETAILS = 5
"""Most details of a notice, the first ones."""


class NoticeKind(enum.StrEnum):
    """Kind of a notice."""

    SOURCE_DOWN = "source_down"
    """A source has not been read for long."""
    NO_READINGS = "no_readings"
    """The first bulletins of the day have no fresh readings."""
    BROADCAST_FAILED = "broadcast_failed"
    """Bulletins expired, or have an unknown outcome."""
    DISK_LOW = "disk_low"
    CLOCK_JUMPED = "clock_jumped"
    DATABASE_TOO_NEW = "database_too_new"
    """The bot does not start, because a newer version has upgraded the database."""
    NEW_ERROR = "new_error"
    """An error of this program that has not occurred since the start."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Notice for the operators.

    Attributes:
        kind: its kind.
        details: names of sources, types of errors, amounts; none of what people wrote.
    """

    kind: NoticeKind
    details: tuple[str, ...]


@dataclass(slots=True)
class _Pile:
    """Details of one kind that wait, and when the last notice was taken."""

    details: list[str] = field(default_factory=list)
    is_waiting: bool = False
    taken_at: float = float("-inf")


class Notices:
    """Collects notices until they are taken.

    Args:
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, elapsed: Callable[[], float] = elapsed) -> None:
        self._elapsed = elapsed
        self._piles = {kind: _Pile() for kind in NoticeKind}
        self._errors: set[tuple[str, str]] = set()

    def note_taken(self, kind: NoticeKind, age: float) -> None:
        """Note that a notice of a kind was taken so many seconds ago, by an earlier process."""
        self._piles[kind].taken_at = self._elapsed() - age

    def add(self, kind: NoticeKind, detail: str = "") -> None:
        """Add a notice; the same detail counts once."""
        pile = self._piles[kind]
        pile.is_waiting = True
        if detail and detail not in pile.details and len(pile.details) < MAX_DETAILS:
            pile.details.append(detail)

    def add_error(self, error: BaseException) -> None:
        """Add an error of this program if none of its type was raised at the same place before."""
        # Not its message, in which people's words may be.
        frames = extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        key = type(error).__name__, place
        if key not in self._errors:
            self._errors.add(key)
            self.add(NoticeKind.NEW_ERROR, " ".join(filter(None, key)))

    def take(self) -> list[Notice]:
        """Remove and return the notices whose kind was not taken within `INTERVAL`."""
        now, taken = self._elapsed(), []
        for kind, pile in self._piles.items():
            if pile.is_waiting and now - pile.taken_at >= INTERVAL:
                taken.append(Notice(kind, tuple(pile.details)))
                self._piles[kind] = _Pile(taken_at=now)
        return taken

    def put_back(self, notice: Notice) -> None:
        """Put back a notice that could not be sent, to be taken next time."""
        pile = self._piles[notice.kind]
        pile.details[:0] = notice.details
        pile.is_waiting, pile.taken_at = True, float("-inf")
