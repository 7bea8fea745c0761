"""Enqueueing of due bulletins in the ledger, chunk by chunk, beside the broadcast that sends them."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

from bot.subscriptions.schedule import last_occasion, next_occasion
from storage.database import Database
from storage.ledger import enqueueing
from storage.ledger.enqueueing import Due, Occurrence
from storage.terms import lies_in_pause

# A chunk takes a few hundredths of a second, for which the writes of replies wait (docs/decisions/003).
ENQUEUE_CHUNK_SIZE = 5_000
"""Subscriptions in one transaction."""

MAX_LOOKAHEAD = dt.timedelta(days=2)
"""Farther ahead than the next occasion of any daily schedule; a later one is recomputed after a clock was set back."""


class Enqueueing:
    """Enqueueing of all that is due at a moment; each stored chunk can be claimed while the next ones follow.

    Args:
        database: the database.
        now: aware.
        cut_off: how late a bulletin may still be sent.

    Attributes:
        stored: the number of chunks stored so far.
    """

    # Chunks are stored in the order in which bulletins are claimed, so that none that comes later should have gone
    # first: the earliest group before the others, and a group by the ids of its subscriptions.

    def __init__(self, database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
        self.stored = 0
        self._chunks = enqueue_chunks(database, now, cut_off)
        self._progress = asyncio.Event()
        self._rest: asyncio.Task[None] | None = None
        self._is_stopped = False

    async def start(self) -> None:
        """Enqueue the first chunk, and begin with the others.

        Raises:
            StorageError: the database failed.
        """
        # Awaited, so that a database that takes no writes shows before anything is sent.
        if await anext(self._chunks, None) is not None:
            self.stored = 1
            self._rest = asyncio.create_task(self._enqueue_rest())
            self._rest.add_done_callback(lambda _: self._progress.set())

    async def _enqueue_rest(self) -> None:
        async for _ in self._chunks:
            self.stored += 1
            self._progress.set()
            if self._is_stopped:
                return
            # Without a turn of the loop the next transaction would take the connection before all that wait for it.
            await asyncio.sleep(0)

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
        """Enqueue nothing after the chunk that is being stored; the rest stays due for the next start."""
        self._is_stopped = True

    async def finish(self) -> None:
        """Wait for the last chunk.

        Raises:
            StorageError: the database failed; the rest stays due.
        """
        if self._rest is not None:
            await self._rest


async def enqueue_due(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
    """Add all due bulletins to the ledger; of the occasions that a group missed, only the last one.

    Args:
        database: the database.
        now: aware.
        cut_off: how late a bulletin may still be sent.
    """
    async for _ in enqueue_chunks(database, now, cut_off):
        pass


async def enqueue_chunks(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> AsyncIterator[int]:
    """Enqueue as `enqueue_due` does, and yield the number of subscriptions after each chunk, when it is committed."""
    async with database.read() as connection:
        groups = await enqueueing.list_due(connection, now)
    for group in groups:
        occurrence, next_due_at = _last_occurrence(group, now, cut_off), _next_due(group, now)
        moved = ENQUEUE_CHUNK_SIZE
        while moved == ENQUEUE_CHUNK_SIZE:
            async with database.write() as connection:
                moved = await enqueueing.enqueue(connection, group, occurrence, next_due_at, ENQUEUE_CHUNK_SIZE)
            yield moved


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
