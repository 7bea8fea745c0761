"""Quotas of people and groups: requests a minute that the bot answers; and bursts, whose first message it answers."""

import enum
from dataclasses import dataclass, field

from bot.telegram_api.rate_limiter import MINUTE, SlidingWindow

# One person, or one script, must not use up the 30 messages a second that Telegram allows for all (docs/decisions/031).
MAX_MESSAGES = 20
"""Messages a minute that the bot answers, per person."""

# More than messages, because people page through lists with buttons.
MAX_BUTTONS = 60
"""Button presses a minute that the bot answers, per person."""

# Telegram takes 20 messages a minute in a group, and what is beyond them waits; presses and the work for them do not.
MAX_GROUP_REQUESTS = 120
"""Messages and button presses a minute that the bot answers in a group, of all its members together."""

MAX_PEOPLE = 10_000
"""People whose quota is remembered: those who asked last."""


class Excess(enum.Enum):
    """Reaction to a request beyond the quota."""

    NOTIFY = "notify"
    """The first one within a minute: say so."""
    IGNORE = "ignore"


@dataclass(slots=True)
class _Usage:
    """Requests of one person or group; `notified_at` in seconds."""

    window: SlidingWindow
    notified_at: float = field(default=float("-inf"))


class Bursts:
    """Tells which messages begin a burst: those that no other one came shortly before.

    Args:
        max_chats: chats to remember, those of the newest messages.
    """

    def __init__(self, max_chats: int = MAX_PEOPLE) -> None:
        self._max_chats = max_chats
        self._last: dict[int, float] = {}

    def begins(self, chat: int, now: float) -> bool:
        """Count a message of a chat, and return whether it is the first within `MINUTE` seconds."""
        last = self._last.pop(chat, None)
        self._last[chat] = now
        if len(self._last) > self._max_chats:
            del self._last[next(iter(self._last))]
        # The distance, because the clock may have been set back since.
        return last is None or abs(now - last) >= MINUTE


class Quota:
    """Limits the requests of each person or group within any minute; those beyond the limit are not counted.

    Args:
        limit: requests a minute.
        max_tracked: people or groups to remember, those that asked last.
    """

    def __init__(self, limit: int, max_tracked: int = MAX_PEOPLE) -> None:
        self._limit = limit
        self._max_tracked = max_tracked
        self._usage: dict[int, _Usage] = {}

    def take(self, number: int, now: float) -> Excess | None:
        """Count a request; return None if it is within the quota.

        Args:
            number: Telegram's id of the user or chat that asks.
            now: seconds; if the clock was set back, the counts start anew.
        """
        # Removed here and inserted again below, so that the first key is the one that asked longest ago.
        usage = self._usage.pop(number, None)
        # After a clock that was set back nobody would be answered until it has caught up.
        if usage is None or usage.window.ready_at() - now > MINUTE + 1 or usage.notified_at > now:
            usage = _Usage(SlidingWindow(self._limit, MINUTE))
        self._usage[number] = usage
        if len(self._usage) > self._max_tracked:
            del self._usage[next(iter(self._usage))]
        if usage.window.ready_at() <= now:
            usage.window.take(now)
            return None
        if now - usage.notified_at < MINUTE:
            return Excess.IGNORE
        usage.notified_at = now
        return Excess.NOTIFY
