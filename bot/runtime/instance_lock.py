"""Instance lock: only one process runs the bot on a database; two would send the same bulletins."""

import asyncio
import datetime as dt
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import Clock
from bot.errors import AlreadyRunning
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.ledger import leases
from storage.ledger.leases import Lease

LEASE_NAME = "run"

# A killed process blocks others for this long if it ran on another machine, where it cannot be seen to be gone.
LEASE_DURATION = dt.timedelta(seconds=45)

# One renewal may fail and the next one is still in time.
_RENEWAL_INTERVAL = LEASE_DURATION.total_seconds() / 3
_ZOMBIE = "Z"
_log = logging.getLogger(__name__)


@asynccontextmanager
async def instance_lock(database: Database, clock: Clock) -> AsyncIterator[asyncio.Event]:
    """Hold the lease of the database, and renew it, until the block ends.

    Yields:
        An event that is set if another process has taken the lease over, after this one was suspended for too long.

    Raises:
        AlreadyRunning: another process holds the lease.
    """
    holder, lost = _holder(os.getpid()), asyncio.Event()
    await _acquire(database, clock, holder)
    renewal = asyncio.create_task(_renew(database, clock, holder, lost))
    try:
        yield lost
    finally:
        renewal.cancel()
        # Wait until it is cancelled: a late renewal would follow the release.
        await asyncio.gather(renewal, return_exceptions=True)
        await _release(database, holder)


async def _acquire(database: Database, clock: Clock, holder: str) -> None:
    now = clock.now()
    async with database.write() as connection:
        other = await leases.get(connection, LEASE_NAME)
        if other is not None and other.until > now and not _is_gone(other.holder):
            raise AlreadyRunning(_describe(other, now))
        await leases.put(connection, Lease(LEASE_NAME, holder, now, now + LEASE_DURATION))


async def _release(database: Database, holder: str) -> None:
    try:
        async with database.write() as connection:
            await leases.release(connection, LEASE_NAME, holder)
    except DatabaseFailed as error:
        _log.warning("Could not release the instance lock: %s", error)


async def _renew(database: Database, clock: Clock, holder: str, lost: asyncio.Event) -> None:
    while not lost.is_set():
        await asyncio.sleep(_RENEWAL_INTERVAL)
        try:
            async with database.write() as connection:
                is_renewed = await leases.renew(connection, LEASE_NAME, holder, clock.now() + LEASE_DURATION)
        except DatabaseFailed as error:
            # Not a loss: while the database rejects writes, no other process can take the lease over either.
            _log.warning("Could not renew the instance lock; will retry: %s", error)
        else:
            # This process was suspended for longer than the lease; the other one sends now.
            if not is_renewed:
                lost.set()


def _describe(other: Lease, now: dt.datetime) -> str:
    host, pid, _ = other.holder.split()
    seconds = (other.until - now).total_seconds()
    return (
        f"another bot has been running on this database since {other.since:%Y-%m-%d %H:%M} UTC (process {pid} on "
        f"{host}); stop that one first. If it is gone already, start again in {max(1, round(seconds))} s"
    )


def _holder(pid: int) -> str:
    """Return host, process id and start time of a process; the start time tells it from later ones with its id."""
    return f"{socket.gethostname()} {pid} {_start_time(pid)}"


def _is_gone(holder: str) -> bool:
    """Return whether a process has certainly ended; False if it ran on another machine."""
    host, pid, _ = holder.split()
    if host != socket.gethostname():
        return False
    # In a container each process may have the same id; a holder with our own id is therefore an earlier one.
    return not _is_alive(int(pid)) or holder != _holder(int(pid)) or int(pid) == os.getpid()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # The process exists but belongs to another user.
    except PermissionError:
        return True
    return True


def _start_time(pid: int) -> str:
    """Return a process's start time in clock ticks since boot (proc(5), `stat`), or ``?`` if it is unknown or ended."""
    try:
        # The command's name stands in parentheses and may contain spaces and parentheses itself.
        state, *fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (OSError, ValueError):
        return "?"
    # A zombie has ended but still answers to signal 0. The start time is field 22, and `fields` begins with field 4.
    return "?" if state == _ZOMBIE else fields[18]
