"""Forwarding of updates: one that came to another worker than the one of its chat waits in the database for that one.

Telegram sends a chat's next update only when the last one was answered with 200, and that is after it was stored. So
whoever gets the next one finds the last one there, and handles it first.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.cluster.chat_lanes import ChatLanes, get_lane
from bot.cluster.membership import Membership
from storage.cluster import updates
from storage.cluster.updates import ForwardedUpdate
from storage.database import Database
from storage.errors import LeaseLost, StorageError

LOOK_INTERVAL = 1.0
"""Seconds between two looks for updates if the database tells of none."""

_CHANNEL = "forwarded"
"""Channel of notices with the lanes in which updates wait."""

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
        self._storing = asyncio.Lock()
        self._unstored: list[ForwardedUpdate] = []
        self._next_store: asyncio.Task[None] | None = None
        database.on_notice(_CHANNEL, self._hear)

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
        await self._forward(ForwardedUpdate(update_id, lane, body))
        return True

    async def _forward(self, update: ForwardedUpdate) -> None:
        """Store an update; all that come while a transaction is under way share the next one."""
        self._unstored.append(update)
        if self._next_store is None:
            self._next_store = asyncio.create_task(self._store())
        await asyncio.shield(self._next_store)

    async def _store(self) -> None:
        async with self._storing:
            given, self._unstored, self._next_store = self._unstored, [], None
            async with self._database.write() as connection:
                await updates.forward(connection, given)
                lanes = {one.lane for one in given}
                await self._database.notify(connection, _CHANNEL, " ".join(map(str, lanes)))

    def _hear(self, lanes: str) -> None:
        if not self._lanes.own.isdisjoint(map(int, lanes.split())):
            self._news.set()

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
        found: list[ForwardedUpdate] = []
        try:
            async with self._database.write() as connection:
                found = await updates.take(connection, self._member.number)
        finally:
            # Also if the commit has failed, which may have been done: one that comes again is known by its id.
            for one in found:
                self._deliver(one.body)

    async def run(self) -> None:
        """Take what waits, whenever there is news, until cancelled."""
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
