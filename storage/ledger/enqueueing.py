"""Enqueue due subscriptions, in groups that share a schedule and a due time (tables `subscription`, `delivery`)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.columns import Identifier
from storage.dialects.statements import can_write_in_with, insert
from storage.schema import DeliveryState, delivery, is_refused, schedule, subscription
from storage.terms import Days, Schedule
from storage.types import IsoDate, UtcDateTime

# No zone is further from UTC.
_DAY = dt.timedelta(days=1)
_MAX_ID = 2**63 - 1
_COLUMNS = (
    "subscription_id", "chat_id", "thread_id", "local_date", "occasion", "state", "due_at", "expires_at",
    "next_attempt_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """Group of subscriptions that share a schedule and a due time.

    Attributes:
        schedule_id: database id of the schedule.
        schedule: the schedule.
        due_at: due time (UTC).
        paused_until: first local day after their pause; None for none, or if the group was made without regard to it.
        paused_from: first local day of that pause; None if it began when it was set.
    """

    schedule_id: int
    schedule: Schedule
    due_at: dt.datetime
    paused_until: dt.date | None = None
    paused_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Occurrence of a schedule: the bulletins that a group gets.

    Attributes:
        local_date: day in the schedule's zone.
        occasion: index of the day's time, 0 for the first.
        due_at: due time (UTC).
        expires_at: cut-off (UTC).
    """

    local_date: dt.date
    occasion: int
    due_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class IdRange:
    """Range of ids of subscriptions.

    Attributes:
        after: the id before the first one.
        last: the last one.
    """

    after: int = 0
    last: int = _MAX_ID

    @property
    def is_open(self) -> bool:
        """True if it has no last id."""
        return self.last == _MAX_ID


ALL_IDS = IdRange()
"""Ids of all subscriptions."""


async def list_due(connection: AsyncConnection, now: dt.datetime) -> list[Due]:
    """Return the groups that are due: first, by their pauses, those with a later pause, which are few; then all others.

    The others are made without regard to pauses, in which nobody is due.
    """
    is_due, today = subscription.c.next_due_at <= now, literal((now - _DAY).date(), IsoDate)
    has_pause = and_(subscription.c.paused_from.is_not(None), subscription.c.paused_until > today)
    paused = await _groups(connection, and_(is_due, has_pause), with_pause=True)
    return [*paused, *await _groups(connection, is_due, with_pause=False)]


async def list_too_far_ahead(connection: AsyncConnection, after: dt.datetime) -> list[Due]:
    """Return the groups that are due after `after`, separated by their pauses too."""
    # After a clock that ran ahead was set back, subscriptions have due times that their schedules do not explain.
    return await _groups(connection, subscription.c.next_due_at > after, with_pause=True)


async def _groups(connection: AsyncConnection, which: ColumnElement[bool], *, with_pause: bool) -> list[Due]:
    paused = [subscription.c.paused_from, subscription.c.paused_until] if with_pause else []
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
        Due(
            row.schedule_id,
            schedules[row.schedule_id],
            row.next_due_at,
            *((row.paused_until, row.paused_from) if with_pause else ()),
        )
        for row in rows
    ]


async def get_chunk(connection: AsyncConnection, group: Due, after: int, size: int) -> IdRange:
    """Return the ids of a group's next `size` subscriptions after an id; an open range if there are no more of them."""
    # As a range in the order of the index of due times: told that it is one value of each column, PostgreSQL would
    # read all subscriptions in the order of their ids instead. It begins at the id, or each chunk would step over the
    # entries that the earlier ones have left in the index.
    columns = subscription.c.next_due_at, subscription.c.schedule_id, subscription.c.id
    due_at, schedule_id = literal(group.due_at, UtcDateTime), literal(group.schedule_id, Identifier)
    which = (
        subscription.c.stopped_at.is_(None),
        tuple_(*columns) > tuple_(due_at, schedule_id, literal(after, Identifier)),
        tuple_(*columns[:2]) <= tuple_(due_at, schedule_id),
        *_pauses(group),
    )
    last = await connection.scalar(select(subscription.c.id).where(*which).order_by(*columns).offset(size - 1).limit(1))
    return IdRange(after) if last is None else IdRange(after, last)


async def enqueue(
    connection: AsyncConnection,
    group: Due,
    occurrence: Occurrence | None,
    next_due_at: dt.datetime,
    ids: IdRange = ALL_IDS,
) -> int:
    """Insert a group's bulletins into the ledger, and set the next due time of its subscriptions.

    A subscription that already has a delivery for the day and occasion gets no second one, and a banned chat none.

    Args:
        connection: writes to the database.
        group: the subscriptions.
        occurrence: the bulletins; None to insert none.
        next_due_at: next due time of the subscriptions (UTC).
        ids: those of the group that are meant, so that other writers do not wait long.

    Returns:
        The number of subscriptions.
    """
    chunk = and_(_members(group), subscription.c.id > ids.after, subscription.c.id <= ids.last)
    if can_write_in_with(connection):
        return await _enqueue_at_once(connection, chunk, occurrence, next_due_at)
    if occurrence is not None:
        rows = _deliveries(subscription, occurrence).where(chunk, ~is_refused(subscription.c.chat_id))
        # DO NOTHING: a clock that was set back makes an occasion due again.
        await connection.execute(insert(delivery).from_select(_COLUMNS, rows).on_conflict_do_nothing())
    updated = await connection.execute(update(subscription).where(chunk).values(next_due_at=next_due_at))
    return updated.rowcount


async def _enqueue_at_once(
    connection: AsyncConnection, chunk: ColumnElement[bool], occurrence: Occurrence | None, next_due_at: dt.datetime
) -> int:
    """Do as `enqueue`, with one statement, for which others cannot change the group between two."""
    try:
        async with connection.begin_nested():
            return await _move(connection, chunk, occurrence, next_due_at, skips_known=False)
    except IntegrityError:
        # A clock that was set back makes an occasion due again. Not asked for before: PostgreSQL needs up to a fifth
        # more time to insert rows of which some may be known.
        return await _move(connection, chunk, occurrence, next_due_at, skips_known=True)


async def _move(
    connection: AsyncConnection,
    chunk: ColumnElement[bool],
    occurrence: Occurrence | None,
    next_due_at: dt.datetime,
    *,
    skips_known: bool,
) -> int:
    locked = select(subscription.c.id).where(chunk).order_by(subscription.c.id).with_for_update(key_share=True)
    # An array: with a join, PostgreSQL would read all subscriptions for the update.
    ids = func.array(select(locked.cte("chunk").c.id).scalar_subquery())
    moving = update(subscription).where(subscription.c.id == func.any(ids)).values(next_due_at=next_due_at)
    moved = moving.returning(subscription.c.id, subscription.c.chat_id, subscription.c.thread_id).cte("moved")
    counted = select(func.count()).select_from(moved)
    if occurrence is not None:
        # Those of one moment are claimed in the order of their own ids.
        rows = _deliveries(moved, occurrence).where(~is_refused(moved.c.chat_id)).order_by(moved.c.id)
        adding = insert(delivery).from_select(_COLUMNS, rows)
        counted = counted.add_cte((adding.on_conflict_do_nothing() if skips_known else adding).cte("added"))
    number: int = (await connection.execute(counted)).scalar_one()
    return number


async def set_next_due(connection: AsyncConnection, group: Due, next_due_at: dt.datetime) -> None:
    """Set another next due time of a group that `list_too_far_ahead` returned."""
    same_pause = _has_pause(group)
    await connection.execute(update(subscription).where(_members(group), same_pause).values(next_due_at=next_due_at))


def _deliveries(of: FromClause, occurrence: Occurrence) -> Select[Any]:
    """Select a delivery for each of some subscriptions, with the columns of `_COLUMNS`."""
    return select(
        of.c.id,
        of.c.chat_id,
        of.c.thread_id,
        literal(occurrence.local_date, IsoDate),
        literal(occurrence.occasion),
        literal(DeliveryState.PENDING.value),
        literal(occurrence.due_at, UtcDateTime),
        literal(occurrence.expires_at, UtcDateTime),
        literal(occurrence.due_at, UtcDateTime),
    )


def _members(group: Due) -> ColumnElement[bool]:
    return and_(
        subscription.c.stopped_at.is_(None),
        subscription.c.next_due_at == group.due_at,
        subscription.c.schedule_id == group.schedule_id,
        *_pauses(group),
    )


def _pauses(group: Due) -> list[ColumnElement[bool]]:
    """Return the condition that subscriptions have the group's pause, if it has one."""
    return [] if group.paused_until is None else [_has_pause(group)]


def _has_pause(group: Due) -> ColumnElement[bool]:
    until, since = subscription.c.paused_until, subscription.c.paused_from
    return and_(until.is_not_distinct_from(group.paused_until), since.is_not_distinct_from(group.paused_from))
