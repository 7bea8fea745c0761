"""The morning's wave: from the subscriptions that are due to messages that were sent, by way of the ledger."""

import asyncio
import datetime as dt
import logging

from telegram.ext import ExtBot

from bot.delivery import headline_selection
from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composer
from bot.delivery.enqueue import bring_back, enqueue_due
from bot.dependencies import Dependencies
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender
from bot.weather.freshness import has_fresh_readings
from storage.ledger import claiming, deliveries
from storage.ledger.claiming import Claim

MOST_CLAIMED = 250
"""How many bulletins are claimed at once, at most; else as many as may leave in a second."""

_log = logging.getLogger(__name__)


class Delivery:
    """Delivers bulletins, one wave at a time.

    Args:
        bot: speaks to Telegram.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._deps = dependencies
        self._bot = bot
        self._sender = MessageSender(bot)
        self._breaker = CircuitBreaker(bot, dependencies.clock)
        self._lock = asyncio.Lock()
        self._last_now: dt.datetime | None = None

    async def recover(self) -> None:
        """After a start: what was in flight when the process stopped is unknown, what was not yet, waits again."""
        async with self._deps.database.write() as connection:
            unknown = await deliveries.recover(connection, self._deps.clock.now())
        if unknown:
            _log.warning("%d bulletins were in flight when Jogan stopped; whether they arrived is unknown", unknown)

    async def stop(self) -> None:
        """Begin nothing new and wait for what is in flight; the rest waits in the ledger for the next start."""
        self._breaker.close()
        async with self._lock:
            pass

    async def run(self) -> None:
        """Enqueue what is due and send until nothing is left that may be sent now."""
        async with self._lock:
            await self._enqueue()
            if await self._breaker.probe():
                await self._wave().run()

    def _wave(self) -> Broadcast:
        deps = self._deps
        return Broadcast(
            self._claim,
            Composer(deps, self._bot.id).compose,
            self._sender,
            self._breaker,
            deps.database,
            deps.clock,
            is_paid=deps.settings.paid_broadcasts,
        )

    async def _enqueue(self) -> None:
        now, before = self._deps.clock.now(), self._last_now
        self._last_now = now
        if before is None or now < before:
            await bring_back(self._deps.database, now)
        await enqueue_due(self._deps.database, now, self._deps.settings.cut_off)
        async with self._deps.database.write() as connection:
            expired = await deliveries.expire(connection, now)
        if expired:
            _log.warning("%d bulletins could not leave by their cut-off and have expired", expired)

    async def _claim(self) -> list[Claim]:
        """Take a batch; as long as readings are awaited, only of what has waited for them to its deadline."""
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            waits = self._deps.expects_readings and not await has_fresh_readings(connection, now)
            due_by = now - self._deps.settings.readings_deadline if waits else now
            claimed = await claiming.claim(connection, now, self._most_claimed, due_by)
            if claimed:
                await headline_selection.choose(connection, claimed, self._deps.catalogue, now)
            return claimed

    @property
    def _most_claimed(self) -> int:
        return min(MOST_CLAIMED, self._sender.rate or MOST_CLAIMED)
