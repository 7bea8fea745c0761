"""Instance lock: only one process runs the bot on a database; two would send the same bulletins.

A process that stood still (suspended, stopped, starved) may wake after another one has taken over. The fence of the
database (`Database.fence`) then rejects its writes, and the transport, which asks `InstanceLock.is_certain` before each
request, its requests (docs/decisions/007).
"""

import asyncio
import datetime as dt
import logging
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, elapsed
from bot.errors import AlreadyRunning
from bot.runtime.process_identity import identify, is_gone
from storage.database import Database
from storage.errors import DatabaseFailed, LeaseLost, StorageError
from storage.ledger import leases
from storage.ledger.leases import Lease

LEASE_NAME = "run"

# A killed process blocks others for this long if it ran on another machine, where it cannot be seen to be gone.
LEASE_DURATION = dt.timedelta(seconds=45)

# One renewal may fail and the next one is still in time.
_RENEWAL_INTERVAL = LEASE_DURATION.total_seconds() / 3

_CHECK_INTERVAL = 1.0
"""Seconds between two looks at the lease."""

# Far shorter than the lease: a process cannot wake within it and find that another one has taken over. Long enough that
# no look is missed while the process works.
_CERTAIN_FOR = 2.5
"""Seconds after a look for which the lease is certain."""

_log = logging.getLogger(__name__)


class InstanceLock:
    """The lease of this process.

    Args:
        database: the database.
        clock: the current time.
        elapsed: seconds that go on while this process stands still.

    Attributes:
        lost: set when another process has taken the lease over.
    """

    def __init__(self, database: Database, clock: Clock, elapsed: Callable[[], float] = elapsed) -> None:
        self.lost = asyncio.Event()
        self._database = database
        self._clock = clock
        self._elapsed = elapsed
        # A token, because in containers two processes may have all of host name, process id and start time in common.
        self._holder = f"{identify(os.getpid())} {secrets.token_hex(4)}"
        self._certain_until = float("-inf")
        self._looking = asyncio.Lock()

    @property
    def is_certain(self) -> bool:
        """True if this process cannot have lost its lease; False after it stood still, until `confirm` has looked."""
        return self._elapsed() < self._certain_until

    async def confirm(self) -> None:
        """Look whether this process still holds its lease; all that wait for it share one look.

        Raises:
            LeaseLost: another process has taken it over.
            DatabaseFailed: the lease could not be read.
        """
        async with self._looking:
            if self.lost.is_set():
                raise LeaseLost
            if not self.is_certain:
                await self._look()

    async def _look(self) -> None:
        if not self.is_certain:
            # After a standstill it may be about to expire. A database that takes no writes lets nobody take over.
            with suppress(DatabaseFailed):
                await self._renew()
        # Before the query: this process may stand still while it runs.
        begin = self._elapsed()
        async with self._database.read() as connection:
            await self._require(connection)
        # A transaction may have found it lost meanwhile.
        if not self.lost.is_set():
            self._certain_until = begin + _CERTAIN_FOR

    async def _require(self, connection: AsyncConnection) -> None:
        """Raise LeaseLost unless this process holds its lease; also the fence of each transaction that writes."""
        try:
            await leases.require(connection, LEASE_NAME, self._holder)
        except LeaseLost:
            self._certain_until = float("-inf")
            self.lost.set()
            raise

    async def _renew(self) -> None:
        async with self._database.write() as connection:
            await leases.renew(connection, LEASE_NAME, self._holder, self._clock.now() + LEASE_DURATION)

    async def acquire(self) -> None:
        """Acquire the lease, and let the database reject writes of this process from its loss on.

        Raises:
            AlreadyRunning: another process holds it.
        """
        now = self._clock.now()
        latest = now + LEASE_DURATION
        async with self._database.write() as connection:
            await leases.lock_all(connection)
            other = await leases.get(connection, LEASE_NAME)
            if other is None or other.until <= now or is_gone(other.holder):
                lease = Lease(LEASE_NAME, self._holder, now, latest)
            else:
                # Later only if the clock was set back since; if its holder is alive, it renews the lease.
                lease = replace(other, until=min(other.until, latest))
            await leases.put(connection, lease)
        if lease.holder != self._holder:
            raise AlreadyRunning(_describe(lease, now))
        self._database.fence(self._require)

    async def keep(self) -> None:
        """Look at the lease every second, and renew it, until it is lost."""
        await asyncio.gather(self._keep_looking(), self._keep_renewing())

    async def _keep_looking(self) -> None:
        while not self.lost.is_set():
            # Nothing leaves while the lease cannot be read; the renewal logs the database's error.
            with suppress(StorageError):
                async with self._looking:
                    await self._look()
            await asyncio.sleep(_CHECK_INTERVAL)

    async def _keep_renewing(self) -> None:
        while not self.lost.is_set():
            await asyncio.sleep(_RENEWAL_INTERVAL)
            try:
                await self._renew()
            except DatabaseFailed as error:
                # Not a loss: while the database rejects writes, no other process can take the lease over either.
                _log.warning("Could not renew the instance lock; will retry: %s", error)
            except LeaseLost:
                return

    async def release(self) -> None:
        """Release the lease, unless it is lost."""
        try:
            async with self._database.write() as connection:
                await leases.release(connection, LEASE_NAME, self._holder)
        except DatabaseFailed as error:
            _log.warning("Could not release the instance lock: %s", error)
        except LeaseLost:
            _log.debug("The instance lock was lost before")


@asynccontextmanager
async def instance_lock(
    database: Database, clock: Clock, elapsed: Callable[[], float] = elapsed
) -> AsyncIterator[InstanceLock]:
    """Hold the lease of the database, and renew it, until the block ends.

    Raises:
        AlreadyRunning: another process holds the lease.
    """
    lock = InstanceLock(database, clock, elapsed)
    await lock.acquire()
    keeping = asyncio.create_task(lock.keep())
    try:
        yield lock
    finally:
        keeping.cancel()
        # Wait until it is cancelled: a late renewal would follow the release.
        await asyncio.gather(keeping, return_exceptions=True)
        await lock.release()


def _describe(other: Lease, now: dt.datetime) -> str:
    host, pid, *_ = other.holder.split()
    seconds = (other.until - now).total_seconds()
    return (
        f"another bot has been running on this database since {other.since:%Y-%m-%d %H:%M} UTC (process {pid} on "
        f"{host}); stop that one first. If it is gone already, start again in {max(1, round(seconds))} s"
    )
