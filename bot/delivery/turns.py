"""Turns of processes at sending: whoever is in charge first sees to what the last one has left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.ext import ExtBot

from bot.cluster.membership import Membership
from bot.cluster.roles import SENDING
from bot.delivery.sending_lease import SendingLease
from bot.delivery.service import DeliveryService
from bot.delivery.warnings.service import WarningDelivery
from bot.dependencies import Dependencies
from bot.telegram_api.rate_limiter import Lane
from storage import schema
from storage.change_tracking import Revision


class Turns:
    """Sends while this process is in charge.

    Args:
        bot: the bot that sends.
        dependencies: the application's parts.
        member: this process among those that share the database; None if it is alone, and always in charge.

    Attributes:
        delivery: delivers bulletins, alerts and announcements.
        warnings: tells of warnings.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies, member: Membership | None) -> None:
        self._member = member
        self._role = member.role(SENDING) if member else None
        lease = SendingLease(dependencies.database, self._role)
        self.delivery = DeliveryService(bot, dependencies, lease=lease)
        self.warnings = WarningDelivery(bot, dependencies, lease=lease)
        self._database = dependencies.database
        self._revision: Revision | None = None

    async def prepare(self) -> None:
        """Prepare to send before the bot runs, if nobody else can be in charge.

        Raises:
            StorageError: the database failed.
        """
        if self._member is None:
            await self._recover()

    @asynccontextmanager
    async def taken(self, patience: float) -> AsyncIterator[None]:
        """Take charge whenever no other process is, until the block ends; then wait for what is in flight.

        Args:
            patience: most seconds to wait for it.
        """
        if self._member is None or self._role is None:
            async with self._stopping(patience):
                yield
            return
        with self._member.each_beat(self._look_for_warnings):
            async with self._member.playing(self._role, self._begin), self._stopping(patience):
                yield

    @asynccontextmanager
    async def _stopping(self, patience: float) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await asyncio.gather(self.delivery.stop(patience), self.warnings.stop(patience))

    async def _begin(self) -> None:
        await self._recover()
        self.delivery.start()
        self.warnings.start()

    async def _recover(self) -> None:
        # Before anything is sent: whatever is marked as `sending` now was interrupted.
        await self.delivery.recover()
        await self.warnings.recover()

    async def _look_for_warnings(self) -> None:
        """Tell of warnings that another process has read, without waiting for the next minute."""
        revision = await self._database.revision(schema.weather_warning)
        if revision != self._revision and self._role is not None and self._role.is_ready:
            self._revision = revision
            self.warnings.start()
