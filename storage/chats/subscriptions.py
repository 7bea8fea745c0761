"""Subscriptions of chats and forum topics, several each (tables `subscription` and `schedule`)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import for_change
from storage.dialects.statements import insert
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, comes_on, delivery, schedule, waits
from storage.schema import subscription as table
from storage.terms import ANY_WEATHER, USUAL_WAY, City, Days, Notable, Schedule, Section, Way, lies_in_pause


@dataclass(frozen=True, slots=True)
class Subscription:
    """Subscription of a chat, or of one of its topics.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        schedule: times of its bulletins.
        next_due_at: next due time (UTC).
        cities: the places in the order shown.
        sections: parts of a bulletin.
        headlines: number of headlines, at least one.
        way: hours of going out and coming home.
        only_if: weather without which no bulletin is sent; none for a bulletin in any weather.
        silent: True if it is sent without a sound.
        tells_warnings: True if warnings for its places come at once, in messages of their own.
        paused_until: first local day after a pause, or None.
        paused_from: first local day of the pause; None if it began when it was set.
        stopped_at: time of the stop (UTC), or None.
        stopped_reason: why it is stopped, or None.
        stopped_detail: Telegram's words about it, or None.
        id: database id; 0 if it is not stored.
    """

    chat_id: int
    thread_id: int
    schedule: Schedule
    next_due_at: dt.datetime
    cities: tuple[City, ...] = ()
    sections: Section = Section.USUAL
    headlines: int = 3
    way: Way = USUAL_WAY
    only_if: Notable = ANY_WEATHER
    silent: bool = False
    tells_warnings: bool = False
    paused_until: dt.date | None = None
    paused_from: dt.date | None = None
    stopped_at: dt.datetime | None = None
    stopped_reason: StopReason | None = None
    stopped_detail: str | None = None
    id: int = 0

    def is_paused_on(self, day: dt.date) -> bool:
        """Return whether it is paused on a local day."""
        return lies_in_pause(day, self.paused_from, self.paused_until)

    @property
    def stations(self) -> tuple[int, ...]:
        """Distinct station numbers of the places, in order."""
        return tuple(dict.fromkeys(city.station for city in self.cities))

    def running(self) -> "Subscription":
        """Return the subscription without its stop."""
        return replace(self, stopped_at=None, stopped_reason=None, stopped_detail=None)


async def list_all(connection: AsyncConnection, chat_id: int, thread_id: int | None = None) -> list[Subscription]:
    """Return a topic's subscriptions, or with None all of the chat's, stopped ones included, the oldest first."""
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    return await _list(connection, mine)


async def get(connection: AsyncConnection, chat_id: int, thread_id: int) -> Subscription | None:
    """Return the oldest subscription of a topic, which `/subscribe` changes, or None."""
    return next(iter(await list_all(connection, chat_id, thread_id)), None)


async def list_of_chats(connection: AsyncConnection, chat_ids: Collection[int]) -> list[Subscription]:
    """Return the subscriptions of some chats, stopped ones included, the oldest first."""
    return await _list(connection, table.c.chat_id.in_(chat_ids))


async def get_by_id(connection: AsyncConnection, number: int) -> Subscription | None:
    """Return a subscription of any chat by its id, or None."""
    return next(iter(await _list(connection, table.c.id == number)), None)


async def get_of_chat(connection: AsyncConnection, chat_id: int, number: int) -> Subscription | None:
    """Return a subscription by its id if it is the chat's, else None."""
    return next(iter(await _list(connection, and_(table.c.id == number, table.c.chat_id == chat_id))), None)


async def list_cities(connection: AsyncConnection) -> frozenset[City]:
    """Return the places of all running subscriptions, paused ones included."""
    rows = await connection.scalars(select(table.c.cities).where(table.c.stopped_at.is_(None)).distinct())
    return frozenset(city for cities in rows for city in cities)


async def get_newest_id(connection: AsyncConnection) -> int:
    """Return the id of the newest subscription; 0 if there is none."""
    return await connection.scalar(select(func.max(table.c.id))) or 0


async def count_newer(connection: AsyncConnection, number: int) -> int:
    """Return how many subscriptions are newer than the one with a number."""
    return await connection.scalar(select(func.count()).select_from(table).where(table.c.id > number)) or 0


async def count_stopped(connection: AsyncConnection, since: dt.datetime) -> dict[StopReason, int]:
    """Count the subscriptions that were stopped at or after an aware time, and are still stopped, by reason."""
    statement = select(table.c.stopped_reason, func.count()).where(table.c.stopped_at >= since)
    rows = await connection.execute(statement.group_by(table.c.stopped_reason))
    return {StopReason(reason): number for reason, number in rows if reason is not None}


async def add(
    connection: AsyncConnection, subscription: Subscription, subscribed_at: dt.datetime | None = None
) -> Subscription:
    """Store a new subscription of a stored chat.

    Args:
        connection: writes to the database.
        subscription: the subscription.
        subscribed_at: when it is made (aware), for the growth; None if nobody knows.

    Returns:
        The subscription with its id.
    """
    values = {**await _values(connection, subscription), "subscribed_at": subscribed_at}
    number = await connection.scalar(insert(table).values(values).returning(table.c.id))
    return replace(subscription, id=number or 0)


async def change(connection: AsyncConnection, subscription: Subscription) -> None:
    """Store a changed subscription.

    The caller computes `next_due_at`: `bot.subscriptions.service.reschedule` knows what was delivered before.
    """
    values = await _values(connection, subscription)
    await connection.execute(update(table).where(table.c.id == subscription.id).values(values))


async def pause(connection: AsyncConnection, paused: Subscription, now: dt.datetime) -> None:
    """Store the pause of a subscription, and fail the deliveries that wait and lie in it."""
    values = {
        "paused_from": paused.paused_from,
        "paused_until": paused.paused_until,
        "next_due_at": paused.next_due_at,
    }
    await connection.execute(update(table).where(table.c.id == paused.id).values(values))
    in_pause = exists().where(table.c.id == paused.id, ~comes_on(delivery.c.local_date))
    theirs = and_(delivery.c.subscription_id == paused.id, in_pause)
    await _cancel_waiting(connection, theirs, FailureReason.PAUSED, now)


async def remove(connection: AsyncConnection, number: int, now: dt.datetime) -> None:
    """Delete a subscription, and fail the deliveries that wait; the others stay in the ledger."""
    # First, because the deletion sets the deliveries' `subscription_id` to NULL, and nothing would find them.
    await cancel_waiting(connection, number, FailureReason.SUBSCRIPTION_DELETED, now)
    await connection.execute(delete(table).where(table.c.id == number))


async def stop(
    connection: AsyncConnection,
    chat_id: int,
    thread_id: int | None,
    reason: StopReason,
    now: dt.datetime,
    detail: str | None = None,
) -> bool:
    """Stop the running subscriptions of a topic, and fail the deliveries that wait there.

    Args:
        connection: writes to the database.
        chat_id: Telegram's id.
        thread_id: the forum topic; None for all of the chat.
        reason: why.
        now: aware.
        detail: Telegram's words, or None.

    Returns:
        True if a subscription was running.
    """
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    values = {"stopped_at": now, "stopped_reason": reason, "stopped_detail": detail}
    # Those already stopped keep their reason: one that a person stopped must not resume when the bot comes back.
    result = await connection.execute(update(table).where(mine, table.c.stopped_at.is_(None)).values(values))
    theirs = delivery.c.subscription_id.in_(select(table.c.id).where(mine))
    await _cancel_waiting(connection, theirs, FailureReason.of_waiting(reason), now, detail)
    return result.rowcount > 0


async def stop_one(connection: AsyncConnection, number: int, reason: StopReason, now: dt.datetime) -> None:
    """Stop a running subscription, and fail the deliveries that wait."""
    running = and_(table.c.id == number, table.c.stopped_at.is_(None))
    await connection.execute(update(table).where(running).values(stopped_at=now, stopped_reason=reason))
    await cancel_waiting(connection, number, FailureReason.of_waiting(reason), now)


async def cancel_waiting(connection: AsyncConnection, number: int, reason: FailureReason, now: dt.datetime) -> None:
    """Fail the deliveries of a subscription that wait."""
    await _cancel_waiting(connection, delivery.c.subscription_id == number, reason, now)


async def _cancel_waiting(
    connection: AsyncConnection,
    which: ColumnElement[bool],
    reason: FailureReason,
    now: dt.datetime,
    detail: str | None = None,
) -> None:
    values = {"state": DeliveryState.FAILED, "reason": reason, "detail": detail, "finished_at": now}
    await connection.execute(update(delivery).where(which, waits).values(values))


async def _list(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Subscription]:
    when = [schedule.c.times, schedule.c.zone, schedule.c.days, schedule.c.skips_holidays]
    statement = select(table, *when).join(schedule).where(which).order_by(table.c.id)
    return [_subscription(row) for row in await connection.execute(for_change(connection, statement, table))]


def _subscription(row: Row[*tuple[Any, ...]]) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        schedule=Schedule(row.times, row.zone, Days(row.days), bool(row.skips_holidays)),
        next_due_at=row.next_due_at,
        cities=row.cities,
        sections=Section(row.sections),
        headlines=row.headlines,
        way=Way(row.out_hour, row.home_hour),
        only_if=Notable(row.only_if),
        silent=bool(row.silent),
        tells_warnings=bool(row.tells_warnings),
        paused_until=row.paused_until,
        paused_from=row.paused_from,
        stopped_at=row.stopped_at,
        stopped_reason=None if row.stopped_reason is None else StopReason(row.stopped_reason),
        stopped_detail=row.stopped_detail,
        id=row.id,
    )


async def _values(connection: AsyncConnection, subscription: Subscription) -> dict[str, object]:
    return {
        "chat_id": subscription.chat_id,
        "thread_id": subscription.thread_id,
        "schedule_id": await _schedule_id(connection, subscription.schedule),
        "next_due_at": subscription.next_due_at,
        "cities": subscription.cities,
        "sections": subscription.sections.value,
        "headlines": subscription.headlines,
        "out_hour": subscription.way.out,
        "home_hour": subscription.way.home,
        "only_if": subscription.only_if.value,
        "silent": int(subscription.silent),
        "tells_warnings": int(subscription.tells_warnings),
        "paused_until": subscription.paused_until,
        "paused_from": subscription.paused_from,
        "stopped_at": subscription.stopped_at,
        "stopped_reason": subscription.stopped_reason,
        "stopped_detail": subscription.stopped_detail,
    }


async def _schedule_id(connection: AsyncConnection, wanted: Schedule) -> int:
    """Return the id of a schedule; equal schedules share one row, so that they are enqueued together."""
    values = {
        "times": wanted.times,
        "zone": wanted.zone,
        "days": wanted.days.value,
        "skips_holidays": int(wanted.skips_holidays),
    }
    same = and_(*(schedule.c[name] == value for name, value in values.items()))
    # Locked, so that a /forget of the last chat that has it does not delete it; it may just have done so.
    found = select(schedule.c.id).where(same).with_for_update(read=True, key_share=True)
    number: int | None = None
    while number is None:
        await connection.execute(insert(schedule).values(values).on_conflict_do_nothing())
        # A second query, because an INSERT that does nothing returns no id.
        number = await connection.scalar(found)
    return number
