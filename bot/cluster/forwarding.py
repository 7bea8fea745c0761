"""Forwarding of updates: one that came to another worker than the one of its chat waits in the database for that one.

Telegram sends a chat's next update only when the last one was answered with 200, and that is after it was stored. So
whoever gets the next one finds the last one there, and handles it first.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.cluster.chat_lanes import ChatLanes, get_lane
from bot.cluster.membership import Membership
from storage import schema
from storage.cluster import updates
from storage.cluster.updates import ForwardedUpdate
from storage.database import Database
from storage.errors import LeaseLost, StorageError

LOOK_INTERVAL = 1.0
"""Seconds between two looks for updates if the database tells of none."""

_log = logging.getLogger(__name__)


class Forwarding:
    """Stores updates for other workers, and takes those that wait for this one.

    Args:
        database: the database.
        member: this process among those that share it.
        lanes: the lanes of this worker.
        deliver: takes the body of an update that waited, on the same turn of the event loop.
    """

    def __init__(
        self, database: Database, member: Membership, lanes: ChatLanes, deliver: Callable[[str], None]
    ) -> None:
        self._database = database
        self._member = member
        self._lanes = lanes
        self._deliver = deliver
        self._news = asyncio.Event()
        self._next_look: asyncio.Task[None] | None = None

    async def route(self, update_id: int, chat_id: int, body: str) -> bool:
        """Store an update for the worker of its chat; return False if that is this one, after all that waited for it.

        Raises:
            StorageError: the database failed.
        """
        lane = get_lane(chat_id)
        if lane in self._lanes.own:
            await self._catch_up()
            # It may have been released meanwhile.
            if lane in self._lanes.own:
                return False
        async with self._database.write() as connection:
            await updates.forward(connection, ForwardedUpdate(update_id, lane, body))
        return True

    async def _catch_up(self) -> None:
        """Take what waits; all that ask while a look is under way share the next one."""
        if self._next_look is None:
            self._next_look = asyncio.create_task(self._look())
        await asyncio.shield(self._next_look)

    async def _look(self) -> None:
        """Take what waits in the lanes of this worker."""
        async with self._lanes.taking:
            # What is stored from now on may be missed by this look.
            self._next_look = None
            async with self._database.read() as connection:
                if not await updates.is_any_waiting(connection, self._member.number):
                    return
            await self._take()

    async def _take(self) -> None:
        async with self._database.write() as connection:
            found = await updates.take(connection, self._member.number)
        for one in found:
            self._deliver(one.body)

    async def run(self) -> None:
        """Take what waits, whenever there is news, until cancelled."""
        with self._database.watch(schema.forwarded_update, self._news.set):
            while True:
                await self._wait()
                try:
                    await self._look()
                except LeaseLost:
                    return
                except StorageError as error:
                    _log.debug("Could not look for forwarded updates; will retry: %s", error)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LOOK_INTERVAL):
                await self._news.wait()
        except TimeoutError:
            pass
        self._news.clear()
