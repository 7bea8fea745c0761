"""Queue of the updates that wait for one chat's turn: which is next, and which are dropped."""

import enum
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field

from bot.clock import elapsed

MAX_QUESTIONS = 20
"""Questions of one chat that may wait: as many as Telegram lets a group get answers in a minute."""

MAX_WAITING = 100
"""Updates of any purpose that may wait in one chat."""


class Purpose(enum.Enum):
    """Purpose of an update."""

    QUESTION = "question"
    """Gets a message as its answer and changes nothing: it may be dropped."""
    CHANGE = "change"
    """May change settings, and gets a message as its answer."""
    EVENT = "event"
    """Gets no message in the chat, or only rarely, such as a change of members."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An update that waits for its chat's turn.

    Attributes:
        handle: handles the update.
        purpose: what it is for.
        subject: what a question asks; equal questions have equal subjects.
        is_old: whether it waited for a long time before it arrived; others go first.
        arrived_at: when it arrived, in seconds that no setting of the clock changes.
    """

    handle: Callable[[], Awaitable[object]]
    purpose: Purpose
    subject: Hashable = None
    is_old: bool = False
    arrived_at: float = field(default_factory=elapsed, compare=False)

    @property
    def is_postponed(self) -> bool:
        """True for old questions: they wait until everything else in the chat is done."""
        return self.is_old and self.purpose is Purpose.QUESTION


class ChatQueue:
    """Queue of one chat. All is handled in its order, except that old questions come last.

    Of equal old questions only the newest is kept, and none if the same was asked again since; of too many the newest.
    """

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._old: dict[Hashable, Entry] = {}
        self._has_notified = False

    def __len__(self) -> int:
        return len(self._entries) + len(self._old)

    def add(self, entry: Entry, notice: Entry | None = None) -> bool:
        """Add an entry; return False if there is no room for it.

        Args:
            entry: the entry.
            notice: is put in front instead of the first entry without room; the next ones are dropped silently until
                the queue has been empty.
        """
        if not self._has_room(entry):
            if notice and not self._has_notified:
                self._has_notified = True
                self._entries.appendleft(notice)
            return False
        if self._is_asked_again(entry):
            # Taken out and put in again, so that it stands behind those that were asked before.
            del self._old[entry.subject]
        if entry.is_postponed:
            self._old[entry.subject] = entry
            if len(self._old) > MAX_QUESTIONS:
                del self._old[next(iter(self._old))]
        else:
            self._entries.append(entry)
        return True

    def pop(self, *, with_old: bool) -> Entry | None:
        """Remove and return the next entry; None if there is none.

        Args:
            with_old: whether old questions may be handled yet.
        """
        entry: Entry | None = None
        if self._entries:
            entry = self._entries.popleft()
        elif with_old and self._old:
            entry = self._old.pop(next(iter(self._old)))
        if not self:
            self._has_notified = False
        return entry

    def _is_asked_again(self, entry: Entry) -> bool:
        """Return whether an entry replaces an old question."""
        return entry.purpose is Purpose.QUESTION and entry.subject in self._old

    def _has_room(self, entry: Entry) -> bool:
        if len(self) - self._is_asked_again(entry) >= MAX_WAITING:
            return False
        if entry.purpose is not Purpose.QUESTION or entry.is_postponed:
            return True
        return sum(one.purpose is Purpose.QUESTION for one in self._entries) < MAX_QUESTIONS
