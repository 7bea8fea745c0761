"""From the subscriptions that are due to the ledger, a chunk at a time so that people's answers do not wait."""

import datetime as dt

from bot.subscriptions.schedule import last_occasion, next_occasion
from storage.database import Database
from storage.ledger import enqueueing
from storage.ledger.enqueueing import Due, Occurrence

CHUNK = 5_000
"""Subscriptions in one transaction; it takes a few hundredths of a second."""

FARTHEST_AHEAD = dt.timedelta(days=2)
"""Where a daily bulletin's next moment lies at most; what lies farther is reckoned again after a clock was set back."""


async def enqueue_due(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
    """Put all that is due into the ledger; of the occasions that a group has missed, only the last one counts.

    Args:
        database: the store.
        now: aware.
        cut_off: how late a bulletin may still be sent.
    """
    async with database.read() as connection:
        groups = await enqueueing.due(connection, now)
    for group in groups:
        wave, next_due_at = _wave(group, now, cut_off), next_occasion(now, group.schedule).at
        moved = CHUNK
        while moved == CHUNK:
            async with database.write() as connection:
                moved = await enqueueing.enqueue(connection, group, wave, next_due_at, CHUNK)


def _wave(group: Due, now: dt.datetime, cut_off: dt.timedelta) -> Occurrence | None:
    """The bulletins of a group; none where what was due has come to be on no day of its schedule."""
    last = last_occasion(now, group.schedule)
    if last is None or last.at < group.due_at:
        return None
    return Occurrence(last.day, last.number, last.at, last.at + cut_off)


async def bring_back(database: Database, now: dt.datetime) -> None:
    """The clock may have been set back: give what has moved on too far its next moment again."""
    async with database.read() as connection:
        groups = await enqueueing.strayed(connection, now + FARTHEST_AHEAD)
    for group in groups:
        next_due_at = next_occasion(now, group.schedule, group.paused_until).at
        if next_due_at < group.due_at:
            async with database.write() as connection:
                await enqueueing.move(connection, group, next_due_at)
