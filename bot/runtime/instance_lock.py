"""One running bot a database: two would send the same bulletins side by side."""

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

NAME = "run"
LENGTH = dt.timedelta(seconds=45)
"""How long a process that was not stopped properly is waited for, where nobody can see that it is gone."""

_RENEW_EVERY = LENGTH.total_seconds() / 3
_ZOMBIE = "Z"
_log = logging.getLogger(__name__)


@asynccontextmanager
async def instance_lock(database: Database, clock: Clock) -> AsyncIterator[asyncio.Event]:
    """Be the only process that runs the bot on a database.

    Yields:
        What is set should another process have taken over, because this one stood still for too long.

    Raises:
        AlreadyRunning: another process does.
    """
    me, lost = _identity(os.getpid()), asyncio.Event()
    await _take(database, clock, me)
    renewing = asyncio.create_task(_keep(database, clock, me, lost))
    try:
        yield lost
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        await _give_back(database, me)


async def _take(database: Database, clock: Clock, me: str) -> None:
    now = clock.now()
    async with database.write() as connection:
        other = await leases.get(connection, NAME)
        if other is not None and other.until > now and not _is_gone(other.holder):
            raise AlreadyRunning(_words(other, now))
        await leases.put(connection, Lease(NAME, me, now, now + LENGTH))


async def _give_back(database: Database, me: str) -> None:
    try:
        async with database.write() as connection:
            await leases.release(connection, NAME, me)
    except DatabaseFailed as error:
        _log.warning("That this bot has ended cannot be stored: %s", error)


async def _keep(database: Database, clock: Clock, me: str, lost: asyncio.Event) -> None:
    while not lost.is_set():
        await asyncio.sleep(_RENEW_EVERY)
        try:
            async with database.write() as connection:
                is_mine = await leases.renew(connection, NAME, me, clock.now() + LENGTH)
        except DatabaseFailed as error:
            # Nobody else can take it over either, as long as the database takes nothing.
            _log.warning("That this bot is at work cannot be stored: %s", error)
        else:
            if not is_mine:
                lost.set()


def _words(other: Lease, now: dt.datetime) -> str:
    host, number, _ = other.holder.split()
    seconds = (other.until - now).total_seconds()
    return (
        f"another bot has been running on this database since {other.since:%Y-%m-%d %H:%M} UTC (process {number} on "
        f"{host}); stop that one first. If it is gone already, start again in {max(1, round(seconds))} s"
    )


def _identity(number: int) -> str:
    """Tells a process from all others, later ones of its number included where the system says when it began."""
    return f"{socket.gethostname()} {number} {_began(number)}"


def _is_gone(holder: str) -> bool:
    """Whether a process is surely gone: it ran here, and its number is nobody's now, or another one's."""
    host, number, _ = holder.split()
    if host != socket.gethostname():
        return False
    return not _is_there(int(number)) or holder != _identity(int(number)) or int(number) == os.getpid()


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _began(number: int) -> str:
    """When a process began, in the system's own count (proc(5), `stat`); ``?`` where nobody says, or it has ended."""
    try:
        state, *others = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (OSError, ValueError):
        return "?"
    return "?" if state == _ZOMBIE else others[18]
