"""Roles: what one worker at a time does for all, such as sending or polling."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.monitoring.metrics import SharedRole
from storage.cluster import roles
from storage.errors import LeaseLost

SENDING = SharedRole.SENDING.value
"""Sends bulletins, alerts, announcements and messages about warnings."""

POLLING = SharedRole.POLLING.value
"""Fetches updates."""

Prepare: TypeAlias = Callable[[], Awaitable[None]]


class Role:
    """A role, held by this worker or not.

    Args:
        name: as in the database.
        worker_name: the name of this worker.

    Attributes:
        name: as in the database.
        number: the fencing number; None while it is not held.
        is_ready: True while this worker holds it and is prepared for its work.
        prepare: called before the work begins, or None.
    """

    def __init__(self, name: str, worker_name: str) -> None:
        self.name = name
        self.number: int | None = None
        self.is_ready = False
        self.prepare: Prepare | None = None
        self._worker_name = worker_name
        self._has_begun, self._has_ended = asyncio.Event(), asyncio.Event()

    async def require(self, connection: AsyncConnection) -> None:
        """Check in a transaction that this worker holds the role, still by the number that it has.

        Raises:
            LeaseLost: it does not.
        """
        if self.number is None:
            raise LeaseLost
        await roles.require(connection, self.name, self._worker_name, self.number)

    async def begin(self) -> None:
        """Prepare for the work.

        Raises:
            StorageError: the database failed.
        """
        if self.prepare is not None:
            await self.prepare()
        self.is_ready = True
        self._has_ended.clear()
        self._has_begun.set()

    def end(self) -> None:
        """Note that another worker may hold it from now on."""
        self.number, self.is_ready = None, False
        self._has_begun.clear()
        self._has_ended.set()

    async def wait_for_begin(self) -> None:
        """Wait until this worker is prepared for the work."""
        await self._has_begun.wait()

    async def wait_for_end(self) -> None:
        """Wait until another worker may hold it; begin with it held."""
        await self._has_ended.wait()
