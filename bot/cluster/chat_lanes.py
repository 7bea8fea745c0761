"""Chat lanes: which worker handles which chats' updates, so that those of a chat keep their order.

Each chat is in one lane by its id, and each lane belongs to one worker. The lanes are spread evenly over the workers:
who has more than its share releases those in which nothing is in progress, and who has less takes free ones.
"""

import asyncio
import math
from collections.abc import Callable, Collection

from bot.cluster.membership import Membership
from storage.cluster import updates
from storage.database import Database

LANES = 64
"""Lanes of all chats; many more than workers, so that they can be spread evenly."""

# Ids of groups and of people of one time are close to each other; their products are spread over all lanes.
_FACTOR, _BITS = 0x9E3779B97F4A7C15, 64


def get_lane(chat_id: int) -> int:
    """Return the lane of a chat."""
    return (chat_id * _FACTOR % (1 << _BITS)) * LANES >> _BITS


class ChatLanes:
    """The lanes of this worker.

    Args:
        database: the database.
        member: this process among those that share it.
        find_busy: returns the lanes in which something is in progress or waits in this process.

    Attributes:
        taking: held while updates are taken from the database: only afterwards `find_busy` tells of their lanes.
    """

    def __init__(self, database: Database, member: Membership, find_busy: Callable[[], Collection[int]]) -> None:
        self._database = database
        self._member = member
        self.taking = asyncio.Lock()
        self._find_busy = find_busy
        self._own: frozenset[int] = frozenset()

    @property
    def own(self) -> frozenset[int]:
        """The numbers of this worker's lanes."""
        return self._own

    async def prepare(self) -> None:
        """Make the lanes, unless they are there.

        Raises:
            StorageError: the database failed.
        """
        async with self._database.write() as connection:
            await updates.make_lanes(connection, LANES)
        await self.balance()

    async def balance(self) -> None:
        """Take or release lanes, so that this worker has its share of them.

        Raises:
            StorageError: the database failed.
        """
        number, workers = self._member.number, {one.id for one in self._member.workers} | {self._member.number}
        async with self._database.read() as connection:
            holders = await updates.read_lanes(connection)
        own = frozenset(lane for lane, holder in holders.items() if holder == number)
        free = sorted(lane for lane, holder in holders.items() if holder is None)
        share = math.ceil(LANES / len(workers))
        if len(own) > share:
            async with self.taking:
                await self._release(own, len(own) - share)
        elif len(own) < share and free:
            await self._take(free[: share - len(own)])
        else:
            self._own = own

    async def _take(self, lanes: list[int]) -> None:
        async with self._database.write() as connection:
            await updates.take_lanes(connection, lanes, self._member.number)
        await self._read()

    async def _release(self, own: frozenset[int], surplus: int) -> None:
        busy = self._find_busy()
        released = sorted(own.difference(busy))[:surplus]
        # First: what arrives from now on waits in the database for the next holder.
        self._own = own.difference(released)
        async with self._database.write() as connection:
            await updates.release_lanes(connection, released, self._member.number)

    async def _read(self) -> None:
        async with self._database.read() as connection:
            holders = await updates.read_lanes(connection)
        self._own = frozenset(lane for lane, holder in holders.items() if holder == self._member.number)
