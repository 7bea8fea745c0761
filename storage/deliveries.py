"""The ledger: one row for each chat, topic, occasion and local day, whatever becomes of it."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, article, chat, delivery, subscription
from storage.types import IsoDate, UtcDateTime

MORNING = "morning"
"""The occasion of the daily bulletin."""

_of_subscription = and_(subscription.c.chat_id == delivery.c.chat_id, subscription.c.thread_id == delivery.c.thread_id)


@dataclass(frozen=True, slots=True)
class Due:
    """Subscriptions that are due together: the same wall clock in the same zone, at the same moment (UTC)."""

    zone: str
    send_at: dt.time
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery to make, with all that its bulletin depends on.

    Attributes:
        id: the ledger's number.
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        local_date: the day of the bulletin where the chat is.
        attempts: how often it was tried before.
        language: the chat's language tag, or None.
        zone: an IANA time zone.
        stations: the chat's own station numbers.
        article_id: the headline's article, once one is chosen, or None where there is none for the topic.
    """

    id: int
    chat_id: int
    thread_id: int
    local_date: dt.date
    attempts: int
    language: str | None
    zone: str
    stations: tuple[int, ...]
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery.

    Attributes:
        id: the ledger's number.
        state: ``pending`` for one that is to be tried again at `at`.
        at: when it ended, or when it is to be tried again (UTC).
        message_id: Telegram's number of the message that was sent.
        reason: why it was not sent, or is not known to be.
    """

    id: int
    state: DeliveryState
    at: dt.datetime
    message_id: int | None = None
    reason: str | None = None


async def due(connection: AsyncConnection, now: dt.datetime) -> list[Due]:
    """The groups of subscriptions whose moment has come."""
    statement = (
        select(subscription.c.zone, subscription.c.send_at, subscription.c.next_due_at)
        .where(subscription.c.stopped_at.is_(None), subscription.c.next_due_at <= now)
        .distinct()
        .order_by(subscription.c.next_due_at)
    )
    return [Due(*row) for row in await connection.execute(statement)]


async def strayed(connection: AsyncConnection, after: dt.datetime) -> list[Due]:
    """The groups of subscriptions whose next moment lies after `after`: the clock has been set back since."""
    statement = (
        select(subscription.c.zone, subscription.c.send_at, subscription.c.next_due_at)
        .where(subscription.c.stopped_at.is_(None), subscription.c.next_due_at > after)
        .distinct()
    )
    return [Due(*row) for row in await connection.execute(statement)]


async def move_on(connection: AsyncConnection, group: Due, next_due_at: dt.datetime) -> None:
    """Give a group of subscriptions another next moment."""
    await connection.execute(update(subscription).where(_members(group)).values(next_due_at=next_due_at))


def _members(group: Due) -> ColumnElement[bool]:
    return and_(
        subscription.c.stopped_at.is_(None),
        subscription.c.next_due_at == group.due_at,
        subscription.c.zone == group.zone,
        subscription.c.send_at == group.send_at,
    )


async def enqueue(
    connection: AsyncConnection, group: Due, local_date: dt.date, due_at: dt.datetime, expires_at: dt.datetime
) -> None:
    """Put the bulletins of a group into the ledger; a topic that has one for the day already gets no second one."""
    rows = select(
        subscription.c.chat_id,
        subscription.c.thread_id,
        literal(MORNING),
        literal(local_date, IsoDate),
        literal(DeliveryState.PENDING.value),
        literal(due_at, UtcDateTime),
        literal(expires_at, UtcDateTime),
        literal(due_at, UtcDateTime),
    ).where(_members(group))
    columns = (
        "chat_id", "thread_id", "occasion", "local_date", "state", "due_at", "expires_at", "next_attempt_at",
    )  # fmt: skip
    await connection.execute(insert(delivery).from_select(columns, rows).on_conflict_do_nothing())


async def has_one(connection: AsyncConnection, chat_id: int, thread_id: int, local_date: dt.date) -> bool:
    """Whether the ledger has the topic's bulletin of a day, whatever became of it."""
    statement = select(delivery.c.id).where(
        delivery.c.chat_id == chat_id,
        delivery.c.thread_id == thread_id,
        delivery.c.occasion == MORNING,
        delivery.c.local_date == local_date,
    )
    return await connection.scalar(statement) is not None


async def last_sent_at(connection: AsyncConnection, chat_id: int, thread_id: int) -> dt.datetime | None:
    """When the topic's last bulletin was sent (UTC)."""
    statement = (
        select(delivery.c.finished_at)
        .where(
            delivery.c.chat_id == chat_id,
            delivery.c.thread_id == thread_id,
            delivery.c.state == DeliveryState.SENT,
        )
        .order_by(delivery.c.finished_at.desc())
        .limit(1)
    )
    sent_at: dt.datetime | None = await connection.scalar(statement)
    return sent_at


async def expire(connection: AsyncConnection, now: dt.datetime) -> int:
    """End what could not leave before its cut-off.

    Returns:
        How many.
    """
    statement = (
        update(delivery)
        .where(delivery.c.state == DeliveryState.PENDING, delivery.c.expires_at <= now)
        .values(state=DeliveryState.EXPIRED, finished_at=now)
    )
    return (await connection.execute(statement)).rowcount


async def claim(
    connection: AsyncConnection, now: dt.datetime, limit: int, due_by: dt.datetime | None = None
) -> list[Claim]:
    """Take at most `limit` of what is to be sent now, in the order in which it was due.

    Args:
        connection: writes to the store.
        now: aware.
        limit: how many.
        due_by: what was due later is left for another time; None leaves nothing.
    """
    waiting = (
        select(delivery.c.id)
        .join(subscription, _of_subscription)
        .where(
            delivery.c.state == DeliveryState.PENDING,
            delivery.c.next_attempt_at <= now,
            delivery.c.due_at <= (due_by or now),
            delivery.c.expires_at > now,
            subscription.c.stopped_at.is_(None),
        )
        .order_by(delivery.c.next_attempt_at, delivery.c.id)
        .limit(limit)
    )
    taken = update(delivery).where(delivery.c.id.in_(waiting)).values(state=DeliveryState.CLAIMED)
    ids = list(await connection.scalars(taken.returning(delivery.c.id)))
    rows = await connection.execute(
        _claims().where(delivery.c.id.in_(ids)).order_by(delivery.c.next_attempt_at, delivery.c.id)
    )
    return [Claim(*row) for row in rows]


def _claims() -> Select[int, int, int, dt.date, int, str | None, str, tuple[int, ...]]:
    return (
        select(
            delivery.c.id,
            delivery.c.chat_id,
            delivery.c.thread_id,
            delivery.c.local_date,
            delivery.c.attempts,
            func.coalesce(chat.c.language, chat.c.telegram_language),
            subscription.c.zone,
            subscription.c.stations,
        )
        .join(chat, chat.c.id == delivery.c.chat_id)
        .join(subscription, _of_subscription)
    )


async def mark_sending(connection: AsyncConnection, articles: Mapping[int, int | None]) -> None:
    """Say, before the requests leave, that they may have: each with the article that it carries."""
    # An article may be taken back in this very moment.
    carried = select(article.c.id).where(article.c.id == bindparam("article")).scalar_subquery()
    statement = (
        update(delivery)
        .where(delivery.c.id == bindparam("delivery"))
        .values(state=DeliveryState.SENDING, attempts=delivery.c.attempts + 1, article_id=carried)
    )
    rows = [{"delivery": number, "article": article_id} for number, article_id in articles.items()]
    await connection.execute(statement, rows)


async def settle(connection: AsyncConnection, outcomes: Collection[Outcome]) -> None:
    """Write down what became of deliveries."""
    statement = update(delivery).where(delivery.c.id == bindparam("delivery"))
    ended = statement.values(
        state=bindparam("outcome"),
        finished_at=bindparam("at"),
        message_id=bindparam("message"),
        reason=bindparam("why"),
    )
    again = statement.values(state=DeliveryState.PENDING, next_attempt_at=bindparam("at"), reason=bindparam("why"))
    for values, chosen in ((again, True), (ended, False)):
        rows = [
            {
                "delivery": outcome.id,
                "outcome": outcome.state.value,
                "at": outcome.at,
                "message": outcome.message_id,
                "why": outcome.reason,
            }
            for outcome in outcomes
            if (outcome.state is DeliveryState.PENDING) is chosen
        ]
        if rows:
            await connection.execute(values, rows)


async def release(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Let what was claimed, or marked as being sent and has not left after all, wait again."""
    marked = delivery.c.state == DeliveryState.SENDING
    statement = (
        update(delivery)
        .where(delivery.c.id.in_(ids), or_(delivery.c.state == DeliveryState.CLAIMED, marked))
        .values(
            state=DeliveryState.PENDING, attempts=case((marked, delivery.c.attempts - 1), else_=delivery.c.attempts)
        )
    )
    await connection.execute(statement)


async def recover(connection: AsyncConnection, now: dt.datetime) -> int:
    """After a stop in the middle: what was claimed waits again, what was being sent is unknown.

    Returns:
        How many are unknown.
    """
    state = delivery.c.state
    await connection.execute(update(delivery).where(state == DeliveryState.CLAIMED).values(state=DeliveryState.PENDING))
    interrupted = update(delivery).where(state == DeliveryState.SENDING)
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": "interrupted while sending"}
    return (await connection.execute(interrupted.values(values))).rowcount
