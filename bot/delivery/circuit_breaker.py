"""Whether bulletins may leave: what their answers say of the way to Telegram, and of Telegram itself."""

import datetime as dt
import logging

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.telegram_api.api_errors import ErrorClass, Reaction, classify
from bot.telegram_api.rate_limiter import Lane

MOST_TROUBLES = 5
"""How many failures in a row that are not about one chat stop the wave until Telegram answers again."""

_TOKEN_PAUSE = dt.timedelta(minutes=1)
_log = logging.getLogger(__name__)


class CircuitBreaker:
    """The way to Telegram, as the bulletins find it.

    Args:
        bot: asks whether Telegram answers.
        clock: tells the time.
    """

    def __init__(self, bot: ExtBot[Lane], clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._troubles = 0
        self._paused_until: dt.datetime | None = None
        self._is_closed = False

    @property
    def allows_sending(self) -> bool:
        """Whether bulletins may leave now."""
        return not self._is_closed and not self._is_paused and self._troubles < MOST_TROUBLES

    @property
    def _is_paused(self) -> bool:
        return self._paused_until is not None and self._clock.now() < self._paused_until

    def close(self) -> None:
        """Let nothing leave any more."""
        self._is_closed = True

    async def probe(self) -> bool:
        """Whether bulletins may leave; after many troubles, whether Telegram answers a harmless question."""
        if self._troubles >= MOST_TROUBLES and not self._is_paused:
            try:
                await self._bot.get_me()
            except TelegramError as error:
                _log.warning("Telegram still cannot be reached: %s", classify(error, attempts=0).reason)
                return False
            self._troubles = 0
        return self.allows_sending

    def note(self, error_class: ErrorClass | None) -> None:
        """Count the failures in a row that are not about one chat, and note how long Telegram wants to rest.

        Args:
            error_class: what a bulletin's error means, or None where it was sent.
        """
        if error_class is None or not error_class.is_trouble:
            self._troubles = 0
        else:
            self._troubles += 1
            _log.warning("A bulletin could not be sent: %s", error_class.reason)
        if error_class is not None and error_class.meaning in {Reaction.PAUSE, Reaction.BAD_TOKEN}:
            self._pause(error_class)

    def _pause(self, error_class: ErrorClass) -> None:
        wait = error_class.wait or _TOKEN_PAUSE
        if not self._is_paused:  # of many bulletins that are on their way, each is told so
            _log.error("Bulletins pause for %d s: %s", wait.total_seconds(), error_class.reason)
        until = self._clock.now() + wait
        self._paused_until = max(self._paused_until or until, until)
