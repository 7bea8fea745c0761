"""Ledger of the messages of keyword alerts (table `alert_message`); its states are those of a delivery.

`storage.chats.alerts` makes the messages.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, lock
from storage.ledger.claiming import Claim
from storage.ledger.messages import MessageLedger
from storage.schema import DeliveryState, alert_is_open, alert_match, chat, schedule, subscription
from storage.schema import alert_message as table

ledger = MessageLedger(table, alert_is_open)
"""The states of the messages."""

_of_place = and_(subscription.c.chat_id == table.c.chat_id, subscription.c.thread_id == table.c.thread_id)
_OLDEST = select(func.min(subscription.c.id)).where(_of_place).correlate(table).scalar_subquery()
_CLAIM = (
    select(
        table.c.id,
        table.c.chat_id,
        table.c.thread_id,
        table.c.due_at,
        table.c.attempts,
        schedule.c.zone,
        subscription.c.silent,
        func.coalesce(chat.c.language, chat.c.telegram_language).label("language"),
    )
    .join(chat, chat.c.id == table.c.chat_id)
    # Sound and time zone are those of the place's oldest subscription, if it has one.
    .outerjoin(subscription, subscription.c.id == _OLDEST)
    .outerjoin(schedule, schedule.c.id == subscription.c.schedule_id)
    .where(ledger.in_state(DeliveryState.PENDING))
    .order_by(table.c.next_attempt_at, table.c.id)
    .with_for_update(of=table, skip_locked=True)
)


async def claim(connection: AsyncConnection, now: dt.datetime, limit: int, default_zone: str) -> list[Claim]:
    """Claim at most `limit` messages that can be sent now, in the order of their due times.

    Args:
        connection: writes to the database.
        now: aware.
        limit: maximum number.
        default_zone: IANA time zone of chats without a subscription.
    """
    await lock(connection, Subject.ALERTS)
    in_time = and_(table.c.next_attempt_at <= now, table.c.expires_at > now)
    claims = [_claim(row, default_zone) for row in await connection.execute(_CLAIM.where(in_time).limit(limit))]
    await ledger.mark_claimed(connection, claims)
    return claims


async def hold_back(connection: AsyncConnection, now: dt.datetime) -> None:
    """End all messages that wait, and drop the articles that wait for one: they may have been sent before."""
    await ledger.hold_back(connection, now)
    # A row without an alert is of no message any more, and keeps the article from being sent.
    await connection.execute(update(alert_match).where(alert_match.c.message_id.is_(None)).values(alert_id=None))


async def delete_finished(connection: AsyncConnection, before: dt.datetime) -> int:
    """Delete the messages that were finished before a time, with the matches of their articles.

    Returns:
        Their number.
    """
    return (await connection.execute(delete(table).where(table.c.finished_at < before))).rowcount


def _claim(row: Row[*tuple[Any, ...]], default_zone: str) -> Claim:
    zone = row.zone or default_zone
    return Claim(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        local_date=row.due_at.astimezone(ZoneInfo(zone)).date(),
        due_at=row.due_at,
        zone=zone,
        attempts=row.attempts,
        language=row.language,
        silent=bool(row.silent),
    )
