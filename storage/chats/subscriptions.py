"""Who gets bulletins, when, and what is in them: several subscriptions a chat, and a forum topic."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, delivery, schedule, waits
from storage.schema import subscription as table
from storage.terms import City, Days, Schedule, Section


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
        stopped_reason: why it is stopped, or None.
        stopped_detail: Telegram's words about it, or None.
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
    stopped_reason: StopReason | None = None
    stopped_detail: str | None = None
    id: int = 0

    @property
    def stations(self) -> tuple[int, ...]:
        """The numbers of the places' weather stations, in their order, each once."""
        return tuple(dict.fromkeys(city.station for city in self.cities))

    def running(self) -> "Subscription":
        """Return the subscription without its stop."""
        return replace(self, stopped_at=None, stopped_reason=None, stopped_detail=None)


async def list_all(connection: AsyncConnection, chat_id: int, thread_id: int | None = None) -> list[Subscription]:
    """The subscriptions of a chat's topic, or with None of all its topics, stopped or not, the oldest first."""
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    return await _list(connection, mine)


async def get(connection: AsyncConnection, chat_id: int, thread_id: int) -> Subscription | None:
    """The oldest subscription of a chat's topic, the one that `/subscribe` changes; None where there is none."""
    return next(iter(await list_all(connection, chat_id, thread_id)), None)


async def list_of_chats(connection: AsyncConnection, chat_ids: Collection[int]) -> list[Subscription]:
    """The subscriptions of some chats, stopped or not, the oldest first."""
    return await _list(connection, table.c.chat_id.in_(chat_ids))


async def get_by_id(connection: AsyncConnection, number: int) -> Subscription | None:
    """A subscription of any chat by its number, or None where there is none."""
    return next(iter(await _list(connection, table.c.id == number)), None)


async def get_of_chat(connection: AsyncConnection, chat_id: int, number: int) -> Subscription | None:
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
    await cancel_waiting(connection, number, FailureReason.PAUSED, now)


async def remove(connection: AsyncConnection, number: int, now: dt.datetime) -> None:
    """Forget a subscription; what it has delivered stays in the ledger, what waits to be is not delivered."""
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
    result = await connection.execute(update(table).where(mine, table.c.stopped_at.is_(None)).values(values))
    theirs = delivery.c.subscription_id.in_(select(table.c.id).where(mine))
    await _cancel_waiting(connection, theirs, FailureReason.of_waiting(reason), now, detail)
    return result.rowcount > 0


async def stop_one(connection: AsyncConnection, number: int, reason: StopReason, now: dt.datetime) -> None:
    """Stop a subscription that is not stopped yet, and what waits to be delivered."""
    running = and_(table.c.id == number, table.c.stopped_at.is_(None))
    await connection.execute(update(table).where(running).values(stopped_at=now, stopped_reason=reason))
    await cancel_waiting(connection, number, FailureReason.of_waiting(reason), now)


async def cancel_waiting(connection: AsyncConnection, number: int, reason: FailureReason, now: dt.datetime) -> None:
    """Let what waits of a subscription to be delivered not be."""
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
        stopped_reason=None if row.stopped_reason is None else StopReason(row.stopped_reason),
        stopped_detail=row.stopped_detail,
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
        "stopped_detail": subscription.stopped_detail,
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
