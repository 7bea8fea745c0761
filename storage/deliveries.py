"""The ledger: one row for each subscription, local day and occasion, whatever becomes of it."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, channel, chat, delivery, in_flight, schedule, subscription, waits
from storage.settling import AGAIN, END, MARK
from storage.terms import UNSIGNED, City, Section, SignOff, Unit


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery to make, with all that its bulletin depends on.

    Attributes:
        id: the ledger's number.
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        local_date: the day of the bulletin where the chat is.
        due_at: when it was due (UTC).
        zone: the chat's IANA time zone.
        attempts: how often it was tried before.
        language: the chat's language tag, or None.
        unit: in what the chat reads temperatures.
        cities: the chat's own places.
        sections: what is in the bulletin.
        headlines: how many headlines it has at most.
        silent: whether it comes without a sound.
        sign_off: how the bulletin ends.
        pins: whether it is pinned when it has come.
        articles: the headlines' articles, once they are chosen; empty where there is none for the topic.
    """

    id: int
    chat_id: int
    thread_id: int
    local_date: dt.date
    due_at: dt.datetime
    zone: str
    attempts: int = 0
    language: str | None = None
    unit: Unit = Unit.CELSIUS
    cities: tuple[City, ...] = ()
    sections: Section = Section.USUAL
    headlines: int = 1
    silent: bool = False
    sign_off: SignOff = UNSIGNED
    pins: bool = False
    articles: tuple[int, ...] = ()

    @property
    def stations(self) -> tuple[int, ...]:
        """The numbers of the places' weather stations, in their order."""
        return tuple(city.station for city in self.cities)

    @property
    def local_time(self) -> dt.time:
        """The time on the wall clock where the chat is at which it was due."""
        return self.due_at.astimezone(ZoneInfo(self.zone)).time()


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


async def expire(connection: AsyncConnection, now: dt.datetime) -> int:
    """End what could not leave before its cut-off.

    Returns:
        How many.
    """
    late = update(delivery).where(waits, delivery.c.expires_at <= now)
    return (await connection.execute(late.values(state=DeliveryState.EXPIRED, finished_at=now))).rowcount


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
        .join(subscription)
        .where(
            waits,
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
    return [_claim(row) for row in rows]


def _claims() -> Select[*tuple[Any, ...]]:
    return (
        select(
            delivery.c.id,
            delivery.c.chat_id,
            delivery.c.thread_id,
            delivery.c.local_date,
            delivery.c.due_at,
            schedule.c.zone,
            delivery.c.attempts,
            func.coalesce(chat.c.language, chat.c.telegram_language).label("language"),
            chat.c.unit,
            subscription.c.cities,
            subscription.c.sections,
            subscription.c.headlines,
            subscription.c.silent,
            channel.c.signature,
            channel.c.hashtag,
            channel.c.pins,
        )
        .join(chat, chat.c.id == delivery.c.chat_id)
        .join(subscription, subscription.c.id == delivery.c.subscription_id)
        .join(schedule, schedule.c.id == subscription.c.schedule_id)
        .outerjoin(channel, channel.c.chat_id == delivery.c.chat_id)
    )


def _claim(row: Row[*tuple[Any, ...]]) -> Claim:
    return Claim(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        local_date=row.local_date,
        due_at=row.due_at,
        zone=row.zone,
        attempts=row.attempts,
        language=row.language,
        unit=Unit(row.unit),
        cities=row.cities,
        sections=Section(row.sections),
        headlines=row.headlines,
        silent=bool(row.silent),
        sign_off=SignOff(row.signature, row.hashtag),
        pins=bool(row.pins),
    )


async def mark_sending(connection: AsyncConnection, claims: Collection[Claim]) -> set[int]:
    """Say, before the requests leave, that they may have: each with the articles that it carries.

    Returns:
        The numbers of those that are marked; a chat may have been forgotten since the others were claimed.
    """
    alike: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for one in claims:
        alike[one.articles].append(one.id)
    rows = [
        {"ids": json.dumps(ids), "article": next(iter(articles), None), "more": articles[1:] or None}
        for articles, ids in alike.items()
    ]
    marked, ids = await connection.execute(MARK, rows), {one.id for one in claims}
    if marked.rowcount == len(ids):
        return ids
    return set(await connection.scalars(select(delivery.c.id).where(delivery.c.id.in_(ids))))


async def settle(connection: AsyncConnection, outcomes: Collection[Outcome]) -> None:
    """Write down what became of deliveries."""
    alike: defaultdict[tuple[DeliveryState, dt.datetime, str | None], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        alike[outcome.state, outcome.at, outcome.reason].append(outcome)
    for statement, chosen in ((AGAIN, True), (END, False)):
        rows = [
            {
                "messages": json.dumps({one.id: one.message_id for one in some}),
                "outcome": state.value,
                "at": at,
                "why": reason,
            }
            for (state, at, reason), some in alike.items()
            if (state is DeliveryState.PENDING) is chosen
        ]
        if rows:
            await connection.execute(statement, rows)


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
    waiting = update(delivery).where(in_flight, state == DeliveryState.CLAIMED)
    await connection.execute(waiting.values(state=DeliveryState.PENDING))
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": "interrupted while sending"}
    interrupted = update(delivery).where(in_flight, state == DeliveryState.SENDING)
    return (await connection.execute(interrupted.values(values))).rowcount
