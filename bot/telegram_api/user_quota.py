"""How often somebody may ask: so many times within any minute, then one word, then silence."""

import enum
from dataclasses import dataclass, field

from bot.telegram_api.rate_window import MINUTE, SlidingWindow


class Excess(enum.Enum):
    """What is due to a question too many."""

    WORD = "word"
    """The first one for a minute: to say so."""
    SILENCE = "silence"


@dataclass(slots=True)
class _Asked:
    """What is known of one who asks: when, and when the word was said."""

    window: SlidingWindow
    told_at: float = field(default=float("-inf"))


class Quota:
    """At most so many questions of each person within any minute; those beyond are not counted.

    Args:
        most: how many.
        most_people: of how many people it is known, those who asked last.
    """

    def __init__(self, most: int, most_people: int = 10_000) -> None:
        self._most = most
        self._most_people = most_people
        self._asked: dict[int, _Asked] = {}

    def take(self, person: int, now: float) -> Excess | None:
        """Count a question; None where it may be answered.

        Args:
            person: Telegram's number of who asks.
            now: seconds, on any clock; one that goes back makes everybody begin anew.
        """
        asked = self._asked.pop(person, None)
        if asked is None or asked.window.ready_at() - now > MINUTE + 1 or asked.told_at > now:
            asked = _Asked(SlidingWindow(self._most, MINUTE))
        self._asked[person] = asked
        if len(self._asked) > self._most_people:
            del self._asked[next(iter(self._asked))]
        if asked.window.ready_at() <= now:
            asked.window.take(now)
            return None
        if now - asked.told_at < MINUTE:
            return Excess.SILENCE
        asked.told_at = now
        return Excess.WORD
