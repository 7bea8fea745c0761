"""Enqueueing of due bulletins in the ledger, chunk by chunk, beside the broadcast that sends them."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import aclosing
from typing import Any

from bot.subscriptions.schedule import last_occasion, next_occasion
from storage.database import Database
from storage.dialects import maintenance
from storage.errors import StorageError
from storage.ledger import enqueueing
from storage.ledger.enqueueing import Due, IdRange, Occurrence
from storage.schema import subscription
from storage.terms import lies_in_pause

# A chunk takes a few hundredths of a second, for which the writes of replies wait (docs/decisions/003).
ENQUEUE_CHUNK_SIZE = 5_000
"""Subscriptions in one transaction."""

# A server works on them on a core each, and this process has connections left for what it sends meanwhile.
_CHUNKS_AT_ONCE = 2
"""Transactions that enqueue beside each other, on a server."""

MIN_TO_VACUUM = 20_000
"""Subscriptions after whose change the table is worth a vacuum: the entries that they leave in indexes cost 2 ms."""

MAX_LOOKAHEAD = dt.timedelta(days=2)
"""Farther ahead than the next occasion of any daily schedule; a later one is recomputed after a clock was set back."""

_log = logging.getLogger(__name__)


class Enqueueing:
    """Enqueueing of all that is due at a moment; each stored chunk can be claimed while the next ones follow.

    Args:
        database: the database.
        now: aware.
        cut_off: how late a bulletin may still be sent.

    Attributes:
        stored: the number of chunks stored so far.
    """

    # Chunks are begun in the order in which bulletins are claimed: the earliest group before the others, and a group by
    # the ids of its subscriptions. On a server one may overtake the chunk before it, and no other.

    def __init__(self, database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
        self.stored = 0
        self._moved = 0
        self._database = database
        self._chunks = enqueue_chunks(database, now, cut_off)
        self._progress = asyncio.Event()
        self._rest: asyncio.Task[None] | None = None
        self._vacuum: asyncio.Task[None] | None = None
        self._is_stopped = False

    async def start(self) -> None:
        """Enqueue the first chunk, and begin with the others.

        Raises:
            StorageError: the database failed.
        """
        # Awaited, so that a database that takes no writes shows before anything is sent.
        if (moved := await anext(self._chunks, None)) is not None:
            self._count(moved)
            self._rest = asyncio.create_task(self._enqueue_rest())
            self._rest.add_done_callback(lambda _: self._progress.set())

    def _count(self, moved: int) -> None:
        self.stored += 1
        self._moved += moved

    async def _enqueue_rest(self) -> None:
        async with aclosing(self._chunks):
            async for moved in self._chunks:
                self._count(moved)
                self._progress.set()
                if self._is_stopped:
                    return
                # Without a turn of the loop the next transaction would take the connection before all that wait for it.
                await asyncio.sleep(0)
        if self._moved >= MIN_TO_VACUUM:
            self._vacuum = asyncio.create_task(vacuum(self._database))

    @property
    def is_running(self) -> bool:
        """True while more chunks may follow."""
        return self._rest is not None and not self._rest.done()

    async def wait_for_more(self, seen: int) -> None:
        """Wait until more than `seen` chunks are stored, or enqueueing has ended."""
        while self.stored <= seen and self.is_running:
            self._progress.clear()
            await self._progress.wait()

    def stop(self) -> None:
        """Enqueue nothing after the chunks that are being stored; the rest stays due for the next start."""
        self._is_stopped = True
        if self._vacuum is not None:
            self._vacuum.cancel()

    async def finish(self) -> None:
        """Wait for the last chunk.

        Raises:
            StorageError: the database failed; the rest stays due.
        """
        if self._rest is not None:
            await self._rest

    async def finish_vacuum(self) -> None:
        """Wait until what is left of the earlier rows of a large morning has been removed, if that has begun."""
        if self._vacuum is not None:
            await self._vacuum


async def enqueue_due(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
    """Add all due bulletins to the ledger; of the occasions that a group missed, only the last one.

    Args:
        database: the database.
        now: aware.
        cut_off: how late a bulletin may still be sent.
    """
    async for _ in enqueue_chunks(database, now, cut_off):
        pass


async def enqueue_chunks(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> AsyncGenerator[int]:
    """Enqueue as `enqueue_due` does, and yield the number of subscriptions after each chunk, when it is committed."""
    async with database.read() as connection:
        groups = await enqueueing.list_due(connection, now)
    running: set[asyncio.Task[int]] = set()
    # The first one alone, because its bulletins are waited for.
    most = 1
    try:
        async for chunk in _split(database, groups, now, cut_off):
            running.add(asyncio.create_task(chunk))
            if len(running) >= most:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                most = _CHUNKS_AT_ONCE if database.is_shared else 1
                for one in done:
                    yield one.result()
        for one in list(running):
            yield await one
    finally:
        # What is being stored is stored, whatever ends the others.
        await asyncio.gather(*running, return_exceptions=True)


async def _split(
    database: Database, groups: list[Due], now: dt.datetime, cut_off: dt.timedelta
) -> AsyncIterator[Coroutine[Any, Any, int]]:
    """Yield the enqueueing of each chunk."""
    for group in groups:
        occurrence, next_due_at = _last_occurrence(group, now, cut_off), _next_due(group, now)
        ids = IdRange()
        while True:
            async with database.read() as connection:
                ids = await enqueueing.get_chunk(connection, group, ids.after, ENQUEUE_CHUNK_SIZE)
            yield _enqueue(database, group, occurrence, next_due_at, ids)
            if ids.is_open:
                break
            ids = IdRange(ids.last)


async def _enqueue(
    database: Database, group: Due, occurrence: Occurrence | None, next_due_at: dt.datetime, ids: IdRange
) -> int:
    async with database.write() as connection:
        return await enqueueing.enqueue(connection, group, occurrence, next_due_at, ids)


async def vacuum(database: Database) -> None:
    """Remove what a morning has left of earlier rows, over which each look for due subscriptions would step."""
    try:
        async with database.read() as connection:
            await maintenance.vacuum(connection, subscription)
    except StorageError as error:
        _log.debug("Autovacuum will do it: %s", error)


def _last_occurrence(group: Due, now: dt.datetime, cut_off: dt.timedelta) -> Occurrence | None:
    last = last_occasion(now, group.schedule)
    # The due day may have left its schedule since it was computed: a public holiday can be announced at short notice.
    if last is None or last.at < group.due_at or lies_in_pause(last.day, group.paused_from, group.paused_until):
        return None
    return Occurrence(last.day, last.number, last.at, last.at + cut_off)


def _next_due(group: Due, now: dt.datetime) -> dt.datetime:
    return next_occasion(now, group.schedule, group.paused_until, paused_from=group.paused_from).at


async def reschedule_far_ahead(database: Database, now: dt.datetime) -> None:
    """Recompute the next occasion of subscriptions that lie more than `MAX_LOOKAHEAD` after `now` (aware)."""
    async with database.read() as connection:
        groups = await enqueueing.list_too_far_ahead(connection, now + MAX_LOOKAHEAD)
    for group in groups:
        next_due_at = _next_due(group, now)
        if next_due_at < group.due_at:
            async with database.write() as connection:
                await enqueueing.set_next_due(connection, group, next_due_at)
