"""Membership: this process as one of the workers that share a database, and the roles that it holds.

Each worker counts its heartbeats in its row. The others look at the count, and delete the row of a worker whose count
has not changed for `STALLED_AFTER`, measured by their own clock: what the machines' clocks say does not matter. Each
transaction of a worker begins by locking its row (`Database.fence`), so that one that wakes late writes nothing. The
transport asks `is_certain` before each request, so that it sends nothing either (docs/decisions/054).
"""

import asyncio
import contextlib
import datetime as dt
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import elapsed
from bot.cluster.roles import Prepare, Role
from bot.cluster.stalled import StalledWorkers
from bot.monitoring.outages import Outage
from bot.runtime.process_identity import get_namespace, identify
from bot.settings import VERSION
from storage.cluster import roles as stored_roles
from storage.cluster import workers
from storage.cluster.roles import HeldRole
from storage.cluster.workers import Worker
from storage.database import Database
from storage.errors import DatabaseFailed, LeaseLost, StorageError

BEAT_INTERVAL = 2.0
"""Seconds between two heartbeats."""

STALLED_AFTER = 10.0
"""Seconds without a heartbeat after which the other workers delete this one."""

# Nobody can have deleted this worker before: they have seen the beat at its commit at the earliest.
_CERTAIN_FOR = 7.0
"""Seconds after the begin of a heartbeat for which the membership is certain."""

_UNFIT_AFTER = 9.0
"""Seconds without an answer of Telegram after which a worker gives up its roles, if another one has got answers."""

_BEAT_PATIENCE = 4.0
"""Seconds within which the database must have taken a heartbeat."""

_log = logging.getLogger(__name__)


class Membership:
    """This process among the workers.

    Args:
        database: the database.
        elapsed: seconds that go on while this process stands still.

    Attributes:
        name: of this worker.
        lost: set when the others have deleted it.
        workers: all workers, as of the last heartbeat.
        held: all roles and who holds them, as of the last heartbeat.
        get_reach_age: returns the seconds since Telegram's last answer; None if there was none yet.
    """

    def __init__(self, database: Database, elapsed: Callable[[], float] = elapsed) -> None:
        # Beside the token, which makes it unique, what says on this machine whether it is gone.
        self.name = f"{identify(os.getpid())} {secrets.token_hex(4)} {get_namespace()}"
        self.lost = asyncio.Event()
        self.workers: Sequence[Worker] = ()
        self.held: Sequence[HeldRole] = ()
        self._database = database
        self._elapsed = elapsed
        self._number = 0
        self._roles: dict[str, Role] = {}
        self._stalled = StalledWorkers(STALLED_AFTER)
        self._certain_until = float("-inf")
        self._beating = asyncio.Lock()
        self._beaten = asyncio.Event()
        self._outage = Outage(elapsed)
        self._each_beat: list[Callable[[], Awaitable[None]]] = []
        self.get_reach_age: Callable[[], float | None] = lambda: None

    @property
    def number(self) -> int:
        """The worker's number."""
        return self._number

    @property
    def is_certain(self) -> bool:
        """True if the others cannot have deleted this worker; False after it stood still, until `confirm` looked."""
        return self._elapsed() < self._certain_until

    async def confirm(self) -> None:
        """Look whether this process is still a worker; all that wait for it share one look.

        Raises:
            LeaseLost: it is not.
            DatabaseFailed: the database did not tell.
        """
        async with self._beating:
            if self.lost.is_set():
                raise LeaseLost
            if not self.is_certain:
                await self._beat()

    async def join(self) -> None:
        """Become a worker; from now on the database rejects writes of this process once it is none any more.

        Raises:
            DatabaseFailed: the database failed.
        """
        begin = self._elapsed()
        async with self._database.write() as connection:
            self._number = await workers.join(connection, self.name, VERSION)
        self._certain_until = begin + _CERTAIN_FOR
        self._database.fence(self._require)

    async def _require(self, connection: AsyncConnection) -> None:
        try:
            await workers.require(connection, self._number)
        except LeaseLost:
            self._certain_until = float("-inf")
            self.lost.set()
            raise

    def role(self, name: str) -> Role:
        """Return a role of this worker, which holds it only within `playing`."""
        return Role(name, self.name)

    @asynccontextmanager
    async def playing(self, role: Role, prepare: Prepare | None = None) -> AsyncIterator[None]:
        """Take a role as soon as nobody else holds it, while the block runs.

        Args:
            role: the role.
            prepare: called whenever this worker has taken it, before its work begins; again if the database fails.
        """
        self._roles[role.name] = role
        role.prepare = prepare
        try:
            yield
        finally:
            del self._roles[role.name]
            with contextlib.suppress(StorageError):  # the others find out
                await self.give_up(role)

    @contextlib.contextmanager
    def each_beat(self, run: Callable[[], Awaitable[None]]) -> Iterator[None]:
        """Call a function after each heartbeat while the block runs, also if the database failed it before."""
        self._each_beat.append(run)
        try:
            yield
        finally:
            self._each_beat.remove(run)

    async def give_up(self, role: Role) -> None:
        """Hand a role to another worker, now; what this one was doing in it changes nothing any more.

        Raises:
            StorageError: the database failed, or this worker is lost.
        """
        is_held = role.number is not None
        role.end()
        if is_held:
            async with self._database.write() as connection:
                await stored_roles.release(connection, role.name, self.name)

    @property
    def _is_fit(self) -> bool:
        """Whether this worker reaches Telegram, without which it can do nothing of what is shared."""
        age = self.get_reach_age()
        return age is not None and age < _UNFIT_AFTER

    def list_fit(self) -> set[int]:
        """Return the numbers of the workers that reached Telegram, as of the last heartbeat."""
        fresh = dt.timedelta(seconds=_UNFIT_AFTER)
        return {one.id for one in self.workers if one.reached_at is not None and one.beat_at - one.reached_at < fresh}

    async def _beat(self) -> None:
        """Count a heartbeat, and read what the others do.

        Raises:
            LeaseLost: this worker was deleted.
            DatabaseFailed: the database failed.
        """
        # Before the query: this process may stand still while it runs.
        begin = self._elapsed()
        try:
            async with asyncio.timeout(_BEAT_PATIENCE), self._database.write(is_urgent=True) as connection:
                age = self.get_reach_age()
                await workers.beat(connection, self._number, None if age is None else round(age))
                await stored_roles.renew(connection, self.name, round(STALLED_AFTER))
                found, held = await workers.list_all(connection), await stored_roles.list_all(connection)
        except TimeoutError as error:
            raise DatabaseFailed("no answer in time") from error
        self.workers, self.held = found, held
        if not self.lost.is_set():
            self._certain_until = begin + _CERTAIN_FOR

    async def keep(self) -> None:
        """Send heartbeats, and take part in the work, until this worker is lost."""
        await asyncio.gather(self._keep_beating(), self._keep_working())

    async def _keep_beating(self) -> None:
        while not self.lost.is_set():
            try:
                async with self._beating:
                    await self._beat()
            except LeaseLost:
                return
            except DatabaseFailed as error:
                # Others that have lost the database too are not stalled.
                self._stalled.forget()
                if self._outage.begin():
                    _log.warning("The database cannot be reached; nothing is done until it answers: %s", error)
            else:
                if duration := self._outage.end():
                    _log.info("The database answers again, after %s", duration)
                self._beaten.set()
            await asyncio.sleep(BEAT_INTERVAL)

    async def _keep_working(self) -> None:
        """Do what follows a heartbeat; it may wait for others, and the heart must not."""
        while not self.lost.is_set():
            await self._beaten.wait()
            self._beaten.clear()
            try:
                await self.work()
            except LeaseLost:
                continue  # of this worker, or of a role that it has given up
            except StorageError as error:
                _log.debug("Could not take part in the work of the cluster; will retry: %s", error)
            except Exception:  # noqa: BLE001 - an error of one role must not end the others
                _log.exception("Could not take part in the work of the cluster")

    async def work(self) -> None:
        """Delete the workers that are gone, and take the roles that are free.

        Raises:
            StorageError: the database failed.
        """
        await self._prune()
        for role in list(self._roles.values()):
            await self._settle(role)
        for run in list(self._each_beat):
            await run()

    async def _prune(self) -> None:
        """Delete the workers that are gone."""
        others = [one for one in self.workers if one.id != self._number]
        for one in self._stalled.find(others, self._elapsed()):
            # On its own: it waits for the end of what a stopped process has left open.
            async with self._database.write() as connection:
                is_pruned = await workers.prune(connection, one)
            if is_pruned:
                self._stalled.drop(one)
                self.workers = [other for other in self.workers if other.id != one.id]
                _log.warning("Worker %d is gone; the others do its work: %s", one.id, describe(one.name))

    async def _settle(self, role: Role) -> None:
        """Take a role if it is free, and prepare for its work; give it up if another worker reaches Telegram."""
        if role.number is None and self._is_fit and self._is_free(role):
            async with self._database.write() as connection:
                role.number = await stored_roles.take(connection, role.name, self.name, round(STALLED_AFTER))
            if role.number is not None:
                _log.info("This process is in charge of %s from now on (number %d)", role.name, role.number)
        elif role.number is not None and not self._is_fit and self.list_fit() - {self._number}:
            _log.warning("This process does not reach Telegram; another one can take charge of %s", role.name)
            await self.give_up(role)
        if role.number is not None and not role.is_ready:
            await role.begin()

    def _is_free(self, role: Role) -> bool:
        alive = {one.name for one in self.workers}
        return not any(one.name == role.name and one.holder in alive for one in self.held)

    async def leave(self) -> None:
        """Release all roles, and end to be a worker."""
        try:
            async with asyncio.timeout(_BEAT_PATIENCE), self._database.write() as connection:
                await stored_roles.release_all(connection, self.name)
                await workers.leave(connection, self._number)
        except (DatabaseFailed, TimeoutError) as error:
            _log.warning("Could not sign off from the other workers, who will find out: %s", error)
        except LeaseLost:
            _log.debug("The others have deleted this worker before")


@asynccontextmanager
async def membership(database: Database, elapsed: Callable[[], float] = elapsed) -> AsyncIterator[Membership]:
    """Be a worker until the block ends.

    Raises:
        DatabaseFailed: the database failed at the start.
    """
    member = Membership(database, elapsed)
    await member.join()
    keeping = asyncio.create_task(member.keep())
    try:
        yield member
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await member.leave()


def describe(name: str) -> str:
    """Return a worker's process and host, for people."""
    host, pid, *_ = name.split()
    return f"process {pid} on {host}"
