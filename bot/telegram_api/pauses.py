"""Pauses that Telegram asks for with a 429: of one chat, or of all that a lane sends.

The answer does not say whether it is about one chat or about the bot (https://github.com/tdlib/td/issues/715), so a 429
pauses its chat. Only when several chats are refused within seconds is it about the bot, and the lane pauses too.

Moments are seconds on a monotonic clock.
"""

import logging
from typing import NamedTuple

LANE_REFUSALS = 3
"""Chats that have to be refused for a lane to pause."""

LANE_WINDOW = 10.0
"""Seconds within which they have to be refused."""

# Telegram may ask for hours (https://github.com/tdlib/td/issues/1331), which would take the morning from everybody.
MAX_LANE_PAUSE = 15 * 60.0
"""Longest pause, in seconds, that is believed to be about the bot; a longer one is about its chat only."""

_MAX_TRACKED_CHATS = 10_000
_ALWAYS = float("-inf")
_log = logging.getLogger(__name__)


class _Refusal(NamedTuple):
    """Moment of a 429, and the end of the pause that it asks for."""

    at: float
    until: float


class LanePause:
    """Pause of all messages of a lane.

    Args:
        name: the lane's name in the log.

    Attributes:
        until: moment of its end; in the past for none.
    """

    def __init__(self, name: str) -> None:
        self.until = _ALWAYS
        self._name = name
        self._recent: dict[object, _Refusal] = {}

    def record(self, chat_id: object, seconds: float, now: float) -> bool:
        """Record the 429 of a chat; return whether the lane pauses because of it."""
        if seconds > MAX_LANE_PAUSE:
            return False
        self._recent = {chat: one for chat, one in self._recent.items() if now - one.at < LANE_WINDOW}
        self._recent[chat_id] = _Refusal(now, now + seconds)
        if len(self._recent) < LANE_REFUSALS:
            return False
        self._begin(max(one.until for one in self._recent.values()), now)
        return True

    def _begin(self, until: float, now: float) -> None:
        # Each message in flight may get the same answer; one log line is enough.
        if self.until <= now:
            _log.error(
                "Messages to %s are paused for %.0f s (rate limit, 429 in several chats)", self._name, until - now
            )
        self.until = max(self.until, until)


class ChatPauses:
    """Pauses of single chats."""

    def __init__(self) -> None:
        self._until: dict[object, float] = {}
        self._max_chats = _MAX_TRACKED_CHATS

    def until(self, chat_id: object) -> float:
        """Return the end of a chat's pause; a moment in the past for none."""
        return self._until.get(chat_id, _ALWAYS)

    def record(self, chat_id: object, seconds: float, now: float) -> None:
        """Begin a pause of a chat, or extend it."""
        _log.warning("Telegram asks for a pause of %.0f s in one chat (rate limit, 429)", seconds)
        self._until[chat_id] = max(self.until(chat_id), now + seconds)
        if len(self._until) > self._max_chats:
            self._until = {chat: until for chat, until in self._until.items() if until > now}
            self._max_chats = max(_MAX_TRACKED_CHATS, 2 * len(self._until))
