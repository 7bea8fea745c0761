"""Whether Telegram answers this process: asked again and again, because a worker that stands by calls nothing else."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.clock import elapsed
from bot.monitoring.heartbeat import Heartbeat

PING_INTERVAL = 3.0
"""Seconds between two calls."""

_PATIENCE = 3.0
"""Seconds within which Telegram must answer."""


class Reach:
    """Calls Telegram again and again.

    Args:
        ping: makes a harmless call of the Bot API (`getMe`).
        answered: beats when Telegram has answered.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(
        self, ping: Callable[[], Awaitable[object]], answered: Heartbeat, elapsed: Callable[[], float] = elapsed
    ) -> None:
        self._ping = ping
        self._answered = answered
        self._elapsed = elapsed
        self._at: float | None = None

    def get_age(self) -> float | None:
        """Return the seconds since Telegram's last answer; None if there was none yet."""
        return None if self._at is None else self._elapsed() - self._at

    async def run(self) -> None:
        """Call until cancelled."""
        while True:
            begin = self._elapsed()
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._ping()
            except (TelegramError, TimeoutError):
                pass  # the age tells it
            else:
                self._at = begin
                self._answered.beat()
            await asyncio.sleep(PING_INTERVAL)
