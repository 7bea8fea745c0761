"""The morning's wave: from the subscriptions that are due to messages that were sent, by way of the ledger."""

import asyncio
import datetime as dt
import logging
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.ext import ExtBot

from bot import headlines, occasions
from bot.broadcast import Broadcaster
from bot.compose import Composer
from bot.dependencies import Dependencies
from bot.freshness import has_fresh_readings
from bot.limiter import Lane
from bot.wave import Wave
from bot.way import Way
from storage import deliveries
from storage.deliveries import Claim, Due

MOST_CLAIMED = 250
"""How many bulletins are claimed at once, at most; else as many as may leave in a second."""

FARTHEST_AHEAD = dt.timedelta(days=2)
"""How far ahead a daily bulletin's next moment can lie, unless the clock has been set back."""

_log = logging.getLogger(__name__)


class Delivery:
    """Delivers bulletins, one wave at a time.

    Args:
        bot: speaks to Telegram.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._deps = dependencies
        self._broadcaster = Broadcaster(bot)
        self._way = Way(bot, dependencies.clock)
        self._lock = asyncio.Lock()

    async def recover(self) -> None:
        """After a start: what was in flight when the process stopped is unknown, what was not yet, waits again."""
        async with self._deps.database.write() as connection:
            unknown = await deliveries.recover(connection, self._deps.clock.now())
        if unknown:
            _log.warning("%d bulletins were in flight when Jogan stopped; whether they arrived is unknown", unknown)

    async def stop(self) -> None:
        """Begin nothing new and wait for what is in flight; the rest waits in the ledger for the next start."""
        self._way.close()
        async with self._lock:
            pass

    async def run(self) -> None:
        """Enqueue what is due and send until nothing is left that may be sent now."""
        async with self._lock:
            await self._enqueue()
            if await self._way.try_to_open():
                await self._wave().run()

    def _wave(self) -> Wave:
        deps = self._deps
        return Wave(
            self._claim,
            Composer(deps).compose,
            self._broadcaster,
            self._way,
            deps.database,
            deps.clock,
            is_paid=deps.settings.paid_broadcasts,
        )

    async def _enqueue(self) -> None:
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            for group in await deliveries.strayed(connection, now + FARTHEST_AHEAD):
                next_due_at = occasions.next_moment(now, group.send_at, ZoneInfo(group.zone))
                await deliveries.move_on(connection, group, next_due_at)
            for group in await deliveries.due(connection, now):
                await self._enqueue_group(connection, group, now)
            expired = await deliveries.expire(connection, now)
        if expired:
            _log.warning("%d bulletins could not leave by their cut-off and have expired", expired)

    async def _enqueue_group(self, connection: AsyncConnection, group: Due, now: dt.datetime) -> None:
        """Of the days that a group has missed, only the last one counts."""
        zone = ZoneInfo(group.zone)
        due_at = occasions.last_moment(now, group.send_at, zone)
        day = due_at.astimezone(zone).date()
        await deliveries.enqueue(connection, group, day, due_at, due_at + self._deps.settings.cut_off)
        await deliveries.move_on(connection, group, occasions.following(day, group.send_at, zone))

    async def _claim(self) -> list[Claim]:
        """Take a batch; as long as readings are awaited, only of what has waited for them to its deadline."""
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            waits = self._deps.expects_readings and not await has_fresh_readings(connection, now)
            due_by = now - self._deps.settings.readings_deadline if waits else now
            claims = await deliveries.claim(connection, now, self._most_claimed, due_by)
            return await headlines.choose(connection, claims, self._deps.catalogue, now) if claims else []

    @property
    def _most_claimed(self) -> int:
        return min(MOST_CLAIMED, self._broadcaster.rate or MOST_CLAIMED)
