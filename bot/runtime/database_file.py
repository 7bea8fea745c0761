"""Watch on the database's file: once it is deleted or replaced, whatever the bot stores would be lost with its end."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock
from storage.database import Database
from storage.dialects.database_file import DatabaseFile
from storage.errors import DatabaseFailed

_INTERVAL = 10.0
"""Seconds between two looks at the file."""

MIN_FREE = 200_000_000
"""Bytes on the database's disk below which it is nearly full."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def watch_database_file(
    database: Database, clock: Clock, interval: float = _INTERVAL
) -> AsyncIterator[asyncio.Event]:
    """Watch the file until the block ends; save its contents then if it was deleted or replaced.

    Yields:
        An event that is set when the path no longer leads to the file that was opened.
    """
    lost, file = asyncio.Event(), database.file
    if file is None:
        # A server keeps its files.
        yield lost
        return
    watch = asyncio.create_task(_watch(file, lost, interval))
    try:
        yield lost
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
        # Last, so that the copy has the outcomes of the bulletins that were in flight.
        if lost.is_set():
            await _save_copy(database, file, clock)


async def _watch(file: DatabaseFile, lost: asyncio.Event, interval: float) -> None:
    while await _is_in_place(file):  # noqa: ASYNC110 - a file system sends no events that all systems have
        await asyncio.sleep(interval)
    _log.error("%s was deleted or replaced; stopping, because whatever is stored now would be lost", file.path)
    lost.set()


async def _is_in_place(file: DatabaseFile) -> bool:
    try:
        return await asyncio.to_thread(lambda: file.is_in_place)
    except OSError as error:
        # A network drive that does not respond is no sign of a lost file.
        _log.warning("Could not look at the file of the database: %s", error)
        return True


async def _save_copy(database: Database, file: DatabaseFile, clock: Clock) -> None:
    path = file.path
    copy = f"{path}.saved-{clock.now():%Y%m%dT%H%M%S}"
    try:
        await database.copy_to(copy)
        # Only now: until then they are a part of the only copy.
        await asyncio.to_thread(file.remove_journals)
    except (DatabaseFailed, OSError) as error:
        advice = "Could not save the contents of %s (%s); remove %s-wal and %s-shm before another file takes its place"
        _log.error(advice, path, error, path, path)
    else:
        _log.error("Saved the contents as %s; rename it to %s to keep them, then start the bot again", copy, path)
