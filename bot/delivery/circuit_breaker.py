"""Circuit breaker: pauses delivery during an outage (consecutive transport failures), a rate limit, and after a 401."""

import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.clock import elapsed
from bot.monitoring.outages import Outage
from bot.telegram_api.api_errors import ErrorClass, Reaction, classify

# Low, because each failure may be a bulletin with an unknown outcome: an outage costs these and those in flight.
FAILURE_THRESHOLD = 5
"""Consecutive failures, not about one chat, after which delivery stops until Telegram answers a probe."""

_TOKEN_PAUSE = 60.0
"""Seconds."""

_NEVER = float("-inf")
_log = logging.getLogger(__name__)


class CircuitBreaker:
    """Decides whether bulletins may be sent.

    Args:
        ping: makes a harmless call of the Bot API (`getMe`).
        limiter_pause: returns the seconds for which Telegram wants no bulletins to any chat (429); 0 for none.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(
        self,
        ping: Callable[[], Awaitable[object]],
        limiter_pause: Callable[[], float],
        elapsed: Callable[[], float] = elapsed,
    ) -> None:
        self._ping = ping
        self._elapsed = elapsed
        self._limiter_pause = limiter_pause
        self._failures = 0
        self._token_rejected_until = _NEVER
        self._is_stopped = False
        self._outage = Outage(elapsed)

    @property
    def allows_sending(self) -> bool:
        """True if bulletins may be sent now."""
        return self._failures < FAILURE_THRESHOLD and not self._is_stopped and not self._is_paused

    @property
    def _is_paused(self) -> bool:
        return self._limiter_pause() > 0 or self._is_token_rejected

    @property
    def _is_token_rejected(self) -> bool:
        # Asked for each bulletin, so the clock is read only after a first rejection.
        return self._token_rejected_until > _NEVER and self._elapsed() < self._token_rejected_until

    def stop(self) -> None:
        """Stop delivery for good."""
        self._is_stopped = True

    async def probe(self) -> bool:
        """Return whether bulletins may be sent; after too many failures, ping Telegram first."""
        # A probe is harmless; a bulletin as the probe could end with an unknown outcome.
        if self._failures >= FAILURE_THRESHOLD and not self._is_paused:
            try:
                await self._ping()
            except TelegramError as error:
                _log.debug("Telegram still cannot be reached: %s", classify(error, attempts=0).description)
                return False
            self._reset()
        return self.allows_sending

    def record(self, error_class: ErrorClass | None) -> None:
        """Count consecutive failures, and begin a pause if Telegram rejected the token.

        Args:
            error_class: class of a bulletin's error, or None if it was sent.
        """
        # Telegram's rejection of one message shows that Telegram works.
        if error_class is None or not error_class.is_outage:
            self._reset()
        else:
            self._failures += 1
            _log.debug("A bulletin could not be sent: %s", error_class.description)
            if self._failures >= FAILURE_THRESHOLD and self._outage.begin():
                _log.warning("Delivery is paused until Telegram answers (outage): %s", error_class.description)
        if error_class is not None and error_class.reaction is Reaction.BAD_TOKEN:
            self._pause(error_class)

    def _reset(self) -> None:
        self._failures = 0
        if self._outage.is_on:
            _log.info("Delivery continues, after %s", self._outage.end())

    def _pause(self, error_class: ErrorClass) -> None:
        # All bulletins in flight get the same answer; one log line is enough.
        if not self._is_token_rejected:
            _log.error("Delivery is paused for %d s (bad token, 401 or 404): %s", _TOKEN_PAUSE, error_class.description)
        self._token_rejected_until = self._elapsed() + _TOKEN_PAUSE
