"""Ledger of the messages of keyword alerts (table `alert_message`); its states are those of a delivery.

`storage.chats.alerts` makes the messages.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.json_lists import json_list
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, alert_is_open, alert_match, chat, schedule, subscription
from storage.schema import alert_message as table
from storage.types import UtcDateTime

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
    .order_by(table.c.next_attempt_at, table.c.id)
)
_MARK = (
    update(table)
    .where(table.c.id.in_(json_list("ids")), table.c.state == DeliveryState.CLAIMED)
    .values(state=DeliveryState.SENDING, attempts=table.c.attempts + 1)
    .returning(table.c.id)
)
_RECORD = (
    update(table)
    # Only what is being sent: what a process that took over has made `unknown` stays so (docs/decisions/007).
    .where(table.c.id == bindparam("number"), table.c.state == DeliveryState.SENDING)
    .values(
        state=bindparam("outcome"),
        finished_at=bindparam("ended_at"),
        next_attempt_at=func.coalesce(bindparam("retry_at", type_=UtcDateTime), table.c.next_attempt_at),
        message_id=bindparam("message"),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)


async def claim(connection: AsyncConnection, now: dt.datetime, limit: int, default_zone: str) -> list[Claim]:
    """Claim at most `limit` messages that can be sent now, in the order of their due times.

    Args:
        connection: writes to the database.
        now: aware.
        limit: maximum number.
        default_zone: IANA time zone of chats without a subscription.
    """
    waiting = and_(alert_is_open, table.c.state == DeliveryState.PENDING)
    in_time = and_(table.c.next_attempt_at <= now, table.c.expires_at > now)
    rows = await connection.execute(_CLAIM.where(waiting, in_time).limit(limit))
    claims = [_claim(row, default_zone) for row in rows]
    if claims:
        mine = table.c.id.in_([one.id for one in claims])
        await connection.execute(update(table).where(mine).values(state=DeliveryState.CLAIMED))
    return claims


async def mark_sending(connection: AsyncConnection, claims: Collection[Claim]) -> set[int]:
    """Mark claims as being sent. This is committed before the requests leave.

    Returns:
        The ids of the marked messages; a chat may have been deleted since it was claimed.
    """
    return set(await connection.scalars(_MARK, {"ids": [one.id for one in claims]}))


async def write_outcomes(connection: AsyncConnection, outcomes: Sequence[OutcomeRow]) -> None:
    """Write outcomes of messages."""
    rows = [
        {
            "number": one.id,
            "outcome": one.state.value,
            "ended_at": None if one.state is DeliveryState.PENDING else one.at,
            "retry_at": one.at if one.state is DeliveryState.PENDING else None,
            "message": one.message_id,
            "why": one.reason,
            "words": one.detail,
        }
        for one in outcomes
    ]
    if rows:
        await connection.execute(_RECORD, rows)


async def release(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Return messages to the queue that were claimed, or marked as being sent and did not leave."""
    marked = table.c.state == DeliveryState.SENDING
    mine = and_(table.c.id.in_(ids), or_(table.c.state == DeliveryState.CLAIMED, marked))
    attempts = case((marked, table.c.attempts - 1), else_=table.c.attempts)
    await connection.execute(update(table).where(mine).values(state=DeliveryState.PENDING, attempts=attempts))


async def recover(connection: AsyncConnection, now: dt.datetime) -> int:
    """Recover after a crash: claimed messages wait again, the outcome of those being sent is unknown.

    Returns:
        The number of unknown outcomes.
    """
    claimed = and_(alert_is_open, table.c.state == DeliveryState.CLAIMED)
    await connection.execute(update(table).where(claimed).values(state=DeliveryState.PENDING))
    interrupted = and_(alert_is_open, table.c.state == DeliveryState.SENDING)
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.INTERRUPTED}
    return (await connection.execute(update(table).where(interrupted).values(values))).rowcount


async def hold_back(connection: AsyncConnection, now: dt.datetime) -> None:
    """End all messages that wait, and drop the articles that wait for one: they may have been sent before."""
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.RESTORED}
    waiting = and_(alert_is_open, table.c.state == DeliveryState.PENDING)
    await connection.execute(update(table).where(waiting).values(values))
    # A row without an alert is of no message any more, and keeps the article from being sent.
    await connection.execute(update(alert_match).where(alert_match.c.message_id.is_(None)).values(alert_id=None))


async def cancel_waiting(
    connection: AsyncConnection, chat_id: int, thread_id: int | None, reason: StopReason, now: dt.datetime
) -> None:
    """Fail the messages of a topic, or with None of the whole chat, that wait."""
    mine = [table.c.chat_id == chat_id, *([] if thread_id is None else [table.c.thread_id == thread_id])]
    values = {"state": DeliveryState.FAILED, "finished_at": now, "reason": FailureReason.of_waiting(reason)}
    waiting = and_(alert_is_open, table.c.state == DeliveryState.PENDING)
    await connection.execute(update(table).where(waiting, *mine).values(values))


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
