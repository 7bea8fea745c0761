"""Who gets bulletins, when, and what is in them: several subscriptions a chat, and a forum topic."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, delivery, schedule, waits
from storage.schema import subscription as table
from storage.terms import City, Days, Schedule, Section

UNSUBSCRIBED = "unsubscribed"
"""Why a subscription is stopped that somebody in the chat has stopped, with all others there."""

SWITCHED_OFF = "switched off"
"""Why a subscription is stopped that somebody has stopped by itself."""

GONE, SILENCED = "the bot was removed or blocked", "the bot may not write here"
"""Why subscriptions are stopped where Telegram says so by itself; else the reason is its answer to a bulletin."""

PAUSED, REMOVED, LATE = "paused", "removed", "of the time before the bot came back"
"""Why what waited to be delivered is not: its subscription was paused, forgotten, or stopped for a while."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Bulletins for a chat, or for one topic of it.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        schedule: when they come.
        next_due_at: when the next one is due (UTC).
        cities: the places, in the order in which they are shown.
        sections: what is in a bulletin.
        headlines: how many headlines, where it has any; at least one.
        silent: whether it comes without a sound.
        paused_until: the first local day on which one comes again, or None.
        stopped_at: since when nothing is sent (UTC), or None.
        stopped_reason: why, or None.
        id: the store's number; 0 for one that is not stored yet.
    """

    chat_id: int
    thread_id: int
    schedule: Schedule
    next_due_at: dt.datetime
    cities: tuple[City, ...] = ()
    sections: Section = Section.USUAL
    headlines: int = 1
    silent: bool = False
    paused_until: dt.date | None = None
    stopped_at: dt.datetime | None = None
    stopped_reason: str | None = None
    id: int = 0

    @property
    def stations(self) -> tuple[int, ...]:
        """The numbers of the places' weather stations, in their order, each once."""
        return tuple(dict.fromkeys(city.station for city in self.cities))


async def list_all(connection: AsyncConnection, chat_id: int, thread_id: int | None = None) -> list[Subscription]:
    """The subscriptions of a chat's topic, or with None of all its topics, stopped or not, the oldest first."""
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    return await _list(connection, mine)


async def get(connection: AsyncConnection, chat_id: int, thread_id: int) -> Subscription | None:
    """The oldest subscription of a chat's topic, the one that `/subscribe` changes; None where there is none."""
    return next(iter(await list_all(connection, chat_id, thread_id)), None)


async def list_of(connection: AsyncConnection, chat_ids: Collection[int]) -> list[Subscription]:
    """The subscriptions of some chats, stopped or not, the oldest first."""
    return await _list(connection, table.c.chat_id.in_(chat_ids))


async def find(connection: AsyncConnection, number: int) -> Subscription | None:
    """A subscription of any chat by its number, or None where there is none."""
    return next(iter(await _list(connection, table.c.id == number)), None)


async def get_one(connection: AsyncConnection, chat_id: int, number: int) -> Subscription | None:
    """A subscription by its number, or None where the chat has none of that number."""
    return next(iter(await _list(connection, and_(table.c.id == number, table.c.chat_id == chat_id))), None)


async def add(connection: AsyncConnection, subscription: Subscription) -> Subscription:
    """Store another subscription; the chat must be stored already.

    Returns:
        It, with its number.
    """
    values = await _values(connection, subscription)
    number = await connection.scalar(insert(table).values(values).returning(table.c.id))
    return replace(subscription, id=number or 0)


async def change(connection: AsyncConnection, subscription: Subscription) -> None:
    """Store what has been changed in a subscription.

    `next_due_at` comes from the caller: `bot.subscriptions.service.due_again` knows which bulletins it has had.
    """
    values = await _values(connection, subscription)
    await connection.execute(update(table).where(table.c.id == subscription.id).values(values))


async def pause(
    connection: AsyncConnection, number: int, until: dt.date, next_due_at: dt.datetime, now: dt.datetime
) -> None:
    """Let nothing come before a local day; what waits to be delivered is not."""
    values = {"paused_until": until, "next_due_at": next_due_at}
    await connection.execute(update(table).where(table.c.id == number).values(values))
    await call_off(connection, number, PAUSED, now)


async def remove(connection: AsyncConnection, number: int, now: dt.datetime) -> None:
    """Forget a subscription; what it has delivered stays in the ledger, what waits to be is not delivered."""
    await call_off(connection, number, REMOVED, now)
    await connection.execute(delete(table).where(table.c.id == number))


async def stop(connection: AsyncConnection, chat_id: int, thread_id: int | None, reason: str, now: dt.datetime) -> bool:
    """Stop a topic's subscriptions, or with None all of the chat's, and what waits to be delivered there.

    Returns:
        Whether there was one to stop.
    """
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    result = await connection.execute(
        update(table).where(mine, table.c.stopped_at.is_(None)).values(stopped_at=now, stopped_reason=reason)
    )
    await _call_off(connection, delivery.c.subscription_id.in_(select(table.c.id).where(mine)), reason, now)
    return result.rowcount > 0


async def stop_one(connection: AsyncConnection, number: int, reason: str, now: dt.datetime) -> None:
    """Stop a subscription that is not stopped yet, and what waits to be delivered."""
    running = and_(table.c.id == number, table.c.stopped_at.is_(None))
    await connection.execute(update(table).where(running).values(stopped_at=now, stopped_reason=reason))
    await call_off(connection, number, reason, now)


async def call_off(connection: AsyncConnection, number: int, reason: str, now: dt.datetime) -> None:
    """Let what waits of a subscription to be delivered not be."""
    await _call_off(connection, delivery.c.subscription_id == number, reason, now)


async def _call_off(connection: AsyncConnection, which: ColumnElement[bool], reason: str, now: dt.datetime) -> None:
    values = {"state": DeliveryState.FAILED, "reason": reason, "finished_at": now}
    await connection.execute(update(delivery).where(which, waits).values(values))


async def _list(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Subscription]:
    when = [schedule.c.times, schedule.c.zone, schedule.c.days, schedule.c.skips_holidays]
    statement = select(table, *when).join(schedule).where(which).order_by(table.c.id)
    return [_subscription(row) for row in await connection.execute(statement)]


def _subscription(row: Row[*tuple[Any, ...]]) -> Subscription:
    return Subscription(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        schedule=Schedule(row.times, row.zone, Days(row.days), bool(row.skips_holidays)),
        next_due_at=row.next_due_at,
        cities=row.cities,
        sections=Section(row.sections),
        headlines=row.headlines,
        silent=bool(row.silent),
        paused_until=row.paused_until,
        stopped_at=row.stopped_at,
        stopped_reason=row.stopped_reason,
        id=row.id,
    )


async def _values(connection: AsyncConnection, subscription: Subscription) -> dict[str, object]:
    return {
        "chat_id": subscription.chat_id,
        "thread_id": subscription.thread_id,
        "schedule_id": await _schedule(connection, subscription.schedule),
        "next_due_at": subscription.next_due_at,
        "cities": subscription.cities,
        "sections": subscription.sections.value,
        "headlines": subscription.headlines,
        "silent": int(subscription.silent),
        "paused_until": subscription.paused_until,
        "stopped_at": subscription.stopped_at,
        "stopped_reason": subscription.stopped_reason,
    }


async def _schedule(connection: AsyncConnection, wanted: Schedule) -> int:
    """The number of a schedule, which all subscriptions share that have it."""
    values = {
        "times": wanted.times,
        "zone": wanted.zone,
        "days": wanted.days.value,
        "skips_holidays": int(wanted.skips_holidays),
    }
    await connection.execute(insert(schedule).values(values).on_conflict_do_nothing())
    same = and_(*(schedule.c[name] == value for name, value in values.items()))
    number: int = (await connection.scalars(select(schedule.c.id).where(same))).one()
    return number
