"""History of deliveries: of one subscription, and of a day; resending of unknown outcomes (table `delivery`)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reasons import FailureReason
from storage.schema import DeliveryState, chat, comes_on, delivery, delivery_count, subscription
from storage.types import IsoDate, UtcDateTime


@dataclass(frozen=True, slots=True)
class Past:
    """Past delivery of a subscription.

    Attributes:
        local_date: day in the subscription's zone.
        occasion: index of the day's time, 0 for the first.
        due_at: due time (UTC).
        state: its state.
        finished_at: time of its end (UTC), or None.
        reason: why it was not sent, or has an unknown outcome, or is retried; None for none.
    """

    local_date: dt.date
    occasion: int
    due_at: dt.datetime
    state: DeliveryState
    finished_at: dt.datetime | None = None
    reason: FailureReason | None = None


async def list_newest(connection: AsyncConnection, subscription_id: int, limit: int) -> list[Past]:
    """Return a subscription's last deliveries in any state, the newest day first."""
    statement = (
        select(
            delivery.c.local_date, delivery.c.occasion, delivery.c.due_at, delivery.c.state, delivery.c.finished_at,
            delivery.c.reason,
        )
        .where(delivery.c.subscription_id == subscription_id)
        .order_by(delivery.c.local_date.desc(), delivery.c.occasion.desc())
        .limit(limit)
    )  # fmt: skip
    return [
        Past(row.local_date, row.occasion, row.due_at, DeliveryState(row.state), row.finished_at, _reason(row.reason))
        for row in await connection.execute(statement)
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of a day's deliveries that are alike.

    Attributes:
        state: their state.
        reason: why, or None.
        detail: Telegram's words or the transport's, or None.
        language: the chats' language tag, or None if unknown.
        kind: the chats' kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        number: the number of deliveries.
    """

    state: DeliveryState
    reason: FailureReason | None
    detail: str | None
    language: str | None
    kind: str
    number: int


async def count_by_reason(connection: AsyncConnection, day: dt.date) -> list[Tally]:
    """Count the deliveries of a local day by reason, language and kind of chat, the most frequent first.

    Of a day that was thinned, the details are not known any more.
    """
    language = func.coalesce(chat.c.language, chat.c.telegram_language)
    what = [delivery.c.state, delivery.c.reason, delivery.c.detail, language.label("language"), chat.c.kind]
    number = func.count()
    statement = (
        select(*what, number.label("number"))
        .join(chat, chat.c.id == delivery.c.chat_id)
        .where(delivery.c.local_date == day)
        .group_by(*what)
        .order_by(number.desc(), *what)
    )
    counted = [
        Tally(DeliveryState(row.state), _reason(row.reason), row.detail, row.language, row.kind, row.number)
        for row in await connection.execute(statement)
    ]
    # A day is in both tables while it is being thinned.
    thinned = select(delivery_count).where(delivery_count.c.local_date == day).order_by(delivery_count.c.number.desc())
    return counted + [
        Tally(DeliveryState(row.state), _reason(row.reason or None), None, row.language or None, row.kind, row.number)
        for row in await connection.execute(thinned)
    ]


@dataclass(frozen=True, slots=True)
class DayCount:
    """Deliveries of a local day.

    Attributes:
        day: the day.
        chats: number of chats that got at least one.
        states: number of deliveries by state.
    """

    day: dt.date
    chats: int
    states: Mapping[DeliveryState, int]


async def count_by_day(connection: AsyncConnection, since: dt.date) -> list[DayCount]:
    """Count the deliveries of each local day from `since` on that has any, the oldest first; none that was thinned."""
    what, recent = (delivery.c.local_date, delivery.c.state), delivery.c.local_date >= since
    counted = select(delivery.c.local_date, delivery.c.state, func.count()).where(recent).group_by(*what)
    states: defaultdict[dt.date, dict[DeliveryState, int]] = defaultdict(dict)
    for day, state, number in await connection.execute(counted):
        states[day][DeliveryState(state)] = number
    sent = recent, delivery.c.state == DeliveryState.SENT
    number = func.count(delivery.c.chat_id.distinct())
    rows = await connection.execute(select(delivery.c.local_date, number).where(*sent).group_by(delivery.c.local_date))
    chats: dict[dt.date, int] = {row[0]: row[1] for row in rows}
    return [DayCount(day, chats.get(day, 0), states[day]) for day in sorted(states)]


@dataclass(frozen=True, slots=True)
class BroadcastCount:
    """Deliveries of one due time.

    Attributes:
        due_at: the due time (UTC).
        states: number of deliveries by state.
        ended_at: when the last one ended (UTC), or None.
    """

    due_at: dt.datetime
    states: Mapping[DeliveryState, int]
    ended_at: dt.datetime | None


async def count_by_broadcast(connection: AsyncConnection, day: dt.date) -> list[BroadcastCount]:
    """Count the deliveries of a local day by due time, the earliest first; none of a day that was thinned."""
    columns = delivery.c.due_at, delivery.c.state, func.count(), func.max(delivery.c.finished_at, type_=UtcDateTime)
    statement = select(*columns).where(delivery.c.local_date == day).group_by(delivery.c.due_at, delivery.c.state)
    states: defaultdict[dt.datetime, dict[DeliveryState, int]] = defaultdict(dict)
    ended: defaultdict[dt.datetime, list[dt.datetime]] = defaultdict(list)
    for due_at, state, number, ended_at in await connection.execute(statement):
        states[due_at][DeliveryState(state)] = number
        ended[due_at] += [] if ended_at is None else [ended_at]
    return [BroadcastCount(due_at, states[due_at], max(ended[due_at], default=None)) for due_at in sorted(states)]


async def measure_lags(connection: AsyncConnection, since: dt.date) -> dict[dt.date, dt.timedelta]:
    """Return the longest time from a due time to its last bulletin that was sent, by local day from `since` on.

    Bulletins that were resent on request do not count.
    """
    day, due_at = delivery.c.local_date, delivery.c.due_at
    statement = (
        select(day, due_at, func.max(delivery.c.finished_at, type_=UtcDateTime))
        .where(day >= since, delivery.c.state == DeliveryState.SENT, delivery.c.resent_at.is_(None))
        .group_by(day, due_at)
    )
    found: dict[dt.date, dt.timedelta] = {}
    for local_date, due, ended_at in await connection.execute(statement):
        found[local_date] = max(ended_at - due, found.get(local_date, dt.timedelta()))
    return found


async def count_sent_articles(connection: AsyncConnection, day: dt.date) -> Counter[int]:
    """Count a local day's bulletins that were sent with each article as a headline, by the article's id."""
    columns = delivery.c.article_id, delivery.c.more_articles
    sent = delivery.c.local_date == day, delivery.c.state == DeliveryState.SENT, delivery.c.article_id.is_not(None)
    statement = select(*columns, func.count()).where(*sent).group_by(*columns)
    found: Counter[int] = Counter()
    for first, more, number in await connection.execute(statement):
        found.update(dict.fromkeys((first, *(more or ())), number))
    return found


async def count_resendable(connection: AsyncConnection, day: dt.date) -> int:
    """Return the number of a local day's deliveries that `resend` would resend."""
    return await connection.scalar(select(func.count()).select_from(delivery).where(_resendable(day))) or 0


async def resend(connection: AsyncConnection, day: dt.date, now: dt.datetime, expires_at: dt.datetime) -> int:
    """Return a local day's deliveries with an unknown outcome to the queue; each can be resent once.

    Args:
        connection: writes to the database.
        day: the day.
        now: aware.
        expires_at: cut-off of the resend (UTC).

    Returns:
        The number of deliveries.
    """
    values = {
        "state": DeliveryState.PENDING,
        "next_attempt_at": now,
        "expires_at": expires_at,
        "resent_at": now,
        "finished_at": None,
        "reason": FailureReason.RESEND_REQUESTED,
        "detail": None,
    }
    return (await connection.execute(update(delivery).where(_resendable(day)).values(values))).rowcount


def _reason(value: str | None) -> FailureReason | None:
    return None if value is None else FailureReason(value)


def _resendable(day: dt.date) -> ColumnElement[bool]:
    wanted = exists().where(
        subscription.c.id == delivery.c.subscription_id,
        subscription.c.stopped_at.is_(None),
        comes_on(literal(day, IsoDate)),
    )
    unknown = delivery.c.state == DeliveryState.UNKNOWN
    return and_(delivery.c.local_date == day, unknown, delivery.c.resent_at.is_(None), wanted)
