"""From the subscriptions that are due to the ledger, by groups: all that share a schedule and their next moment."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, delivery, schedule, subscription
from storage.terms import Days, Schedule
from storage.types import IsoDate, UtcDateTime

_COLUMNS = (
    "subscription_id", "chat_id", "thread_id", "local_date", "occasion", "state", "due_at", "expires_at",
    "next_attempt_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """Subscriptions that are due together.

    Attributes:
        schedule_id: the store's number of their schedule.
        schedule: when they come.
        due_at: the moment (UTC).
        paused_until: until when they are paused, where that was asked for.
    """

    schedule_id: int
    schedule: Schedule
    due_at: dt.datetime
    paused_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The bulletins that a group gets.

    Attributes:
        local_date: the day, where the chats are.
        occasion: which of the day's times, 0 for the first.
        due_at: the moment (UTC).
        expires_at: after when it is too late (UTC).
    """

    local_date: dt.date
    occasion: int
    due_at: dt.datetime
    expires_at: dt.datetime


async def list_due(connection: AsyncConnection, now: dt.datetime) -> list[Due]:
    """The groups whose moment has come, the earliest first; what is not due is not looked at."""
    return await _groups(connection, subscription.c.next_due_at <= now, with_pause=False)


async def list_strayed(connection: AsyncConnection, after: dt.datetime) -> list[Due]:
    """The groups whose moment lies after `after`, apart by their pauses."""
    return await _groups(connection, subscription.c.next_due_at > after, with_pause=True)


async def _groups(connection: AsyncConnection, which: ColumnElement[bool], *, with_pause: bool) -> list[Due]:
    paused = [subscription.c.paused_until] if with_pause else []
    found = (
        select(subscription.c.next_due_at, subscription.c.schedule_id, *paused)
        .where(subscription.c.stopped_at.is_(None), which)
        .distinct()
        .order_by(subscription.c.next_due_at, subscription.c.schedule_id)
    )
    rows = list(await connection.execute(found))
    numbers = {row.schedule_id for row in rows}
    schedules = {
        row.id: Schedule(row.times, row.zone, Days(row.days), bool(row.skips_holidays))
        for row in await connection.execute(select(schedule).where(schedule.c.id.in_(numbers)))
    }
    return [
        Due(row.schedule_id, schedules[row.schedule_id], row.next_due_at, row.paused_until if with_pause else None)
        for row in rows
    ]


async def enqueue(
    connection: AsyncConnection, group: Due, wave: Occurrence | None, next_due_at: dt.datetime, limit: int
) -> int:
    """Put the next bulletins of a group into the ledger, and let their subscriptions move on.

    A subscription that has one for the day and occasion already gets no second one.

    Args:
        connection: writes to the store.
        group: which subscriptions.
        wave: the bulletins; None where none is to be sent after all.
        next_due_at: when these subscriptions are due next (UTC).
        limit: how many subscriptions at most, so that nobody else waits for long.

    Returns:
        How many have moved on; fewer than `limit` were the last ones.
    """
    first = select(subscription.c.id).where(_members(group)).order_by(subscription.c.id).limit(limit).subquery()
    last_id = await connection.scalar(select(func.max(first.c.id)))
    if last_id is None:
        return 0
    chunk = and_(_members(group), subscription.c.id <= last_id)
    if wave is not None:
        rows = select(
            subscription.c.id,
            subscription.c.chat_id,
            subscription.c.thread_id,
            literal(wave.local_date, IsoDate),
            literal(wave.occasion),
            literal(DeliveryState.PENDING.value),
            literal(wave.due_at, UtcDateTime),
            literal(wave.expires_at, UtcDateTime),
            literal(wave.due_at, UtcDateTime),
        ).where(chunk)
        await connection.execute(insert(delivery).from_select(_COLUMNS, rows).on_conflict_do_nothing())
    moved = await connection.execute(update(subscription).where(chunk).values(next_due_at=next_due_at))
    return moved.rowcount


async def move(connection: AsyncConnection, group: Due, next_due_at: dt.datetime) -> None:
    """Give a group that has strayed another next moment."""
    paused = subscription.c.paused_until
    same_pause = paused.is_(None) if group.paused_until is None else paused == group.paused_until
    await connection.execute(update(subscription).where(_members(group), same_pause).values(next_due_at=next_due_at))


def _members(group: Due) -> ColumnElement[bool]:
    return and_(
        subscription.c.stopped_at.is_(None),
        subscription.c.next_due_at == group.due_at,
        subscription.c.schedule_id == group.schedule_id,
    )
