"""`jogan restore`: puts a backup in the place of the database, and keeps what was there."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.cli.postgresql import refuse_postgresql
from bot.clock import Clock
from bot.errors import InvalidInput
from bot.runtime.instance_lock import InstanceLock
from storage.backup import restore_pages, unfinished
from storage.database import Database, file_url, get_path, make_database, open_database
from storage.errors import DatabaseFailed, DatabaseUnreachable
from storage.integrity import find_damage, has_table, open_file
from storage.migrate import get_head
from storage.replacement import replace_file
from storage.schema import lease

HoldBack: TypeAlias = Callable[[Database, dt.datetime], Awaitable[Mapping[dt.date, int]]]
"""Ends what may have been sent after the backup was made; returns the number of bulletins by local day."""

_MAX_DAYS = 3
"""Days whose command is named, the newest ones."""


@dataclass(frozen=True, slots=True)
class Restored:
    """Result of a restoration.

    Attributes:
        path: the database.
        revision: the backup's revision.
        kept: the name under which the old database is kept; None if there was none.
        held: number of bulletins that are held back, by local day; None if all that is due is sent.
        was_readable: False if the old database could not be read, and a running bot not be noticed.
    """

    path: Path
    revision: str
    kept: Path | None
    held: Mapping[dt.date, int] | None
    was_readable: bool


async def restore(database_url: str, backup: Path, clock: Clock, hold_back: HoldBack | None) -> Restored:
    """Put a backup in the place of the database, atomically.

    Args:
        database_url: the database.
        backup: the backup's file, which stays as it is.
        clock: the clock.
        hold_back: ends what may have been sent after the backup was made; None to send what is due.

    Raises:
        InvalidInput: the database is one of PostgreSQL, or the backup is the database itself.
        AlreadyRunning: a bot is running on the database.
        DatabaseTooNew: the backup is of a newer version.
        StorageError: the backup is damaged, or no database of Jogan; nothing was changed.
    """
    refuse_postgresql(database_url, "pg_restore", "--clean", "--if-exists", backup)
    path = Path(get_path(database_url))
    if _is_same(path, backup):
        raise InvalidInput(f"{backup} is the database itself")
    await _take_lease(path, clock)
    with unfinished(path) as part:
        revision = await asyncio.to_thread(restore_pages, backup, part)
        held = await _prepare(part, clock.now(), hold_back)
        # Again, as late as possible: a copy of a large database takes longer than a lease lasts.
        was_readable = await _take_lease(path, clock)
        kept = await asyncio.to_thread(replace_file, path, part, clock.now())
    return Restored(path, revision, kept, held, was_readable)


async def _prepare(part: Path, now: dt.datetime, hold_back: HoldBack | None) -> Mapping[dt.date, int] | None:
    """Upgrade the copy, and end what is not to be sent."""
    await asyncio.to_thread(_forget_bot, part)
    async with open_database(file_url(str(part)), saves=False) as database:
        return None if hold_back is None else await hold_back(database, now)


def _forget_bot(part: Path) -> None:
    """Remove the lease of the bot that was running when the backup was made."""
    with open_file(part) as opened:
        if has_table(opened, lease.name):
            opened.execute(f"DELETE FROM {lease.name}")  # noqa: S608 - the table's name


async def _take_lease(path: Path, clock: Clock) -> bool:
    """Take the instance lock of a database if it can be read, so that no bot starts on it.

    All connections are closed at the end: SQLite would remove the journal of the file that is there by then.

    Returns:
        True if nobody runs on it; False if it cannot be read.

    Raises:
        AlreadyRunning: a bot is running on it.
        DatabaseFailed: another process keeps it locked.
    """
    if not _exists(path):
        return True
    try:
        with open_file(path) as opened:
            if not has_table(opened, lease.name):
                return True
    except DatabaseUnreachable:
        return False
    database = make_database(file_url(str(path)))
    try:
        await InstanceLock(database, clock).acquire()
    except DatabaseFailed:
        if not _is_damaged(path):
            raise
        return False
    finally:
        await database.close()
    return True


def _is_damaged(path: Path) -> bool:
    with open_file(path) as opened:
        return bool(find_damage(opened))


def _exists(path: Path) -> bool:
    return path.exists()


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def describe(restored: Restored, backup: Path) -> str:
    """Return lines about what was restored, what is kept, and which bulletins stay unsent."""
    head = get_head()
    upgraded = f"revision {restored.revision}, upgraded to {head}" if restored.revision != head else f"revision {head}"
    lines = [f"Restored {backup} ({upgraded}) as {restored.path}."]
    if restored.kept is not None:
        lines.append(f"What was there is kept as {restored.kept}.")
    if not restored.was_readable:
        lines.append("It could not be read, so a bot that is still running was not noticed; make sure that none is.")
    return "\n".join([*lines, *_describe_held(restored.held)])


def _describe_held(held: Mapping[dt.date, int] | None) -> list[str]:
    if held is None:
        return ["Bulletins that are due are sent when the bot starts, also those that were sent after the backup."]
    total = sum(held.values())
    if not total:
        return ["No bulletin was due since the backup was made."]
    line = f"{total} bulletins that were due by now stay unsent: they may have been sent after the backup was made."
    command = "jogan deliveries --day {} --resend unknown"
    return [line, "To send them all the same:", *(command.format(day) for day in sorted(held)[-_MAX_DAYS:])]
