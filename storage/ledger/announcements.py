"""Announcements of the operator, and the ledger of their messages (`announcement`, `announcement_message`)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, lock
from storage.dialects.statements import insert
from storage.ledger.claiming import Claim
from storage.ledger.messages import MessageLedger
from storage.reasons import FailureReason
from storage.schema import DeliveryState, announcement, announcement_is_open, chat, is_refused, subscription
from storage.schema import announcement_message as table
from storage.terms import City

ledger = MessageLedger(table, announcement_is_open)
"""The states of the messages."""

RETENTION = dt.timedelta(days=90)
"""Time for which announcements and their messages are kept."""

_waits = ledger.in_state(DeliveryState.PENDING)
_runs = and_(subscription.c.chat_id == table.c.chat_id, subscription.c.stopped_at.is_(None))
_CLAIM = (
    select(
        table.c.id,
        table.c.chat_id,
        table.c.thread_id,
        table.c.attempts,
        announcement.c.due_at,
        announcement.c.text,
        func.coalesce(chat.c.language, chat.c.telegram_language).label("language"),
        select(func.min(subscription.c.silent)).where(_runs).correlate(table).scalar_subquery().label("silent"),
    )
    .join(announcement, announcement.c.id == table.c.announcement_id)
    .join(chat, chat.c.id == table.c.chat_id)
    .where(_waits)
    .order_by(table.c.next_attempt_at, table.c.id)
    .with_for_update(of=table, skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Chat with a running subscription, paused ones included.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic of its oldest running subscription; 0 for none.
        kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        language: its language tag, or None.
        cities: the places of all its running subscriptions.
    """

    chat_id: int
    thread_id: int
    kind: str
    language: str | None
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """Announcement, and what became of its messages.

    Attributes:
        id: database id.
        text: plain text.
        audience: the chats that it is for, as the operator wrote it.
        due_at: time from which it is sent (UTC).
        chats: number of chats for which it was made.
        stopped_at: when the operator stopped it (UTC), or None.
        states: number of its messages by state, without those of chats that were deleted since.
    """

    id: int
    text: str
    audience: str
    due_at: dt.datetime
    chats: int
    stopped_at: dt.datetime | None = None
    states: Mapping[DeliveryState, int] = field(default_factory=dict)


@dataclass(slots=True)
class AnnouncementClaim(Claim):
    """Claimed message of an announcement.

    Attributes:
        text: the announcement.
    """

    text: str = ""


async def lock_all(connection: AsyncConnection) -> None:
    """Wait until no other transaction adds an announcement, so that chats are chosen once for a text."""
    await lock(connection, Subject.OPERATIONS)


async def list_recipients(connection: AsyncConnection, text: str) -> list[Recipient]:
    """Return the chats that can get an announcement, without those that have got its text or will get it."""
    columns = subscription.c.thread_id, chat.c.kind, func.coalesce(chat.c.language, chat.c.telegram_language)
    statement = (
        select(subscription.c.chat_id, *columns, subscription.c.cities)
        .join(chat, chat.c.id == subscription.c.chat_id)
        .where(subscription.c.stopped_at.is_(None), ~is_refused(subscription.c.chat_id), ~_has_it(text))
        .order_by(subscription.c.id)
    )
    found: dict[int, Recipient] = {}
    for chat_id, thread_id, kind, language, cities in await connection.execute(statement):
        first = found.get(chat_id, Recipient(chat_id, thread_id, kind, language, ()))
        found[chat_id] = replace(first, cities=first.cities + cities)
    return list(found.values())


def _has_it(text: str) -> ColumnElement[bool]:
    """Return the condition that a chat has a message with a text that arrived, may have arrived, or will be sent."""
    is_over = table.c.state.in_([DeliveryState.FAILED, DeliveryState.EXPIRED])
    return exists().where(
        table.c.chat_id == subscription.c.chat_id,
        table.c.announcement_id == announcement.c.id,
        announcement.c.text == text,
        ~is_over,
    )


async def add(
    connection: AsyncConnection, new: Announcement, recipients: Iterable[Recipient], expires_at: dt.datetime
) -> int:
    """Store an announcement, and a message for each chat.

    Args:
        connection: writes to the database.
        new: the announcement; its id does not count.
        recipients: the chats.
        expires_at: cut-off of the messages (UTC).

    Returns:
        The announcement's id.
    """
    values = {"text": new.text, "audience": new.audience, "due_at": new.due_at, "chats": new.chats}
    made = await connection.scalars(insert(announcement).values(values).returning(announcement.c.id))
    number: int = made.one()
    rows = [
        {
            "announcement_id": number,
            "chat_id": one.chat_id,
            "thread_id": one.thread_id,
            "state": DeliveryState.PENDING,
            "expires_at": expires_at,
            "next_attempt_at": new.due_at,
        }
        for one in recipients
    ]
    if rows:
        await connection.execute(insert(table), rows)
    return number


async def stop(connection: AsyncConnection, number: int, now: dt.datetime) -> bool:
    """Stop an announcement: its messages that wait are deleted. One that was stopped before stays so.

    Returns:
        True if there is such an announcement.
    """
    mine = announcement.c.id == number
    if await connection.scalar(select(announcement.c.id).where(mine)) is None:
        return False
    await connection.execute(delete(table).where(_waits, table.c.announcement_id == number))
    running = update(announcement).where(mine, announcement.c.stopped_at.is_(None))
    await connection.execute(running.values(stopped_at=now))
    return True


async def list_all(connection: AsyncConnection) -> list[Announcement]:
    """Return all announcements, the newest first."""
    return await _list(connection, announcement.c.id.is_not(None))


async def get(connection: AsyncConnection, number: int) -> Announcement | None:
    """Return an announcement by its id, or None."""
    return next(iter(await _list(connection, announcement.c.id == number)), None)


async def _list(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Announcement]:
    counted = select(table.c.announcement_id, table.c.state, func.count()).group_by(
        table.c.announcement_id, table.c.state
    )
    states: dict[int, dict[DeliveryState, int]] = {}
    for number, state, count in await connection.execute(counted):
        states.setdefault(number, {})[DeliveryState(state)] = count
    rows = await connection.execute(select(announcement).where(which).order_by(announcement.c.id.desc()))
    return [
        Announcement(row.id, row.text, row.audience, row.due_at, row.chats, row.stopped_at, states.get(row.id, {}))
        for row in rows
    ]


async def is_any_open(connection: AsyncConnection) -> bool:
    """Return whether a message waits or is being sent."""
    return bool(await connection.scalar(select(exists().where(announcement_is_open))))


async def end_unwanted(connection: AsyncConnection, now: dt.datetime) -> int:
    """Fail the messages that wait for chats without a running subscription, and expire those past their cut-off.

    Returns:
        The number of expired messages.
    """
    unsubscribed = {"state": DeliveryState.FAILED, "finished_at": now, "reason": FailureReason.UNSUBSCRIBED}
    await connection.execute(update(table).where(_waits, ~exists().where(_runs)).values(unsubscribed))
    expired = update(table).where(_waits, table.c.expires_at <= now)
    return (await connection.execute(expired.values(state=DeliveryState.EXPIRED, finished_at=now))).rowcount


async def claim(connection: AsyncConnection, now: dt.datetime, limit: int) -> list[AnnouncementClaim]:
    """Claim at most `limit` messages that can be sent now, in the order of their due times."""
    in_time = and_(table.c.next_attempt_at <= now, table.c.expires_at > now)
    claims = [_claim(row) for row in await connection.execute(_CLAIM.where(in_time).limit(limit))]
    await ledger.mark_claimed(connection, claims)
    return claims


async def delete_old(connection: AsyncConnection, now: dt.datetime) -> int:
    """Delete the announcements that were due before `RETENTION`, with their messages.

    Returns:
        Their number.
    """
    return (await connection.execute(delete(announcement).where(announcement.c.due_at < now - RETENTION))).rowcount


def _claim(row: Row[*tuple[Any, ...]]) -> AnnouncementClaim:
    return AnnouncementClaim(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        local_date=row.due_at.date(),
        due_at=row.due_at,
        zone="UTC",
        attempts=row.attempts,
        language=row.language,
        silent=bool(row.silent),
        text=row.text,
    )
