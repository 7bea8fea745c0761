"""Chats and people that the operator does not serve (table `refused_chat`).

No chat is needed for a row, and `/forget` keeps it: a ban must outlast the settings of the banned.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, lock
from storage.dialects.statements import insert
from storage.ledger.deliveries import belongs_to_chat
from storage.reasons import RefusalReason
from storage.schema import (
    DeliveryState,
    alert_message,
    announcement_message,
    chat,
    delivery,
    is_refused,
    waits,
    warning_message,
)
from storage.schema import refused_chat as table
from storage.types import UtcDateTime

_MESSAGES = alert_message, announcement_message, warning_message


@dataclass(frozen=True, slots=True)
class RefusedChat:
    """Chat or person that gets neither answers nor bulletins.

    Attributes:
        number: Telegram's id.
        reason: why.
        refused_at: since when (UTC).
        told_at: when it was told (UTC), or None.
    """

    number: int
    reason: RefusalReason
    refused_at: dt.datetime
    told_at: dt.datetime | None = None


async def list_all(connection: AsyncConnection) -> list[RefusedChat]:
    """Return all of them, the oldest first."""
    rows = await connection.execute(select(table).order_by(table.c.refused_at, table.c.number))
    return list(map(_make, rows))


async def get(connection: AsyncConnection, number: int) -> RefusedChat | None:
    """Return a chat or person by Telegram's id if it is refused, else None."""
    row = (await connection.execute(select(table).where(table.c.number == number))).one_or_none()
    return None if row is None else _make(row)


async def ban(connection: AsyncConnection, number: int, now: dt.datetime) -> None:
    """Ban a chat or person by Telegram's id, and delete the messages that wait for it."""
    values = {"number": number, "reason": RefusalReason.BANNED, "refused_at": now}
    again = insert(table).values(values).on_conflict_do_update(
        index_elements=["number"], set_={"reason": RefusalReason.BANNED, "refused_at": now},
        where=table.c.reason != RefusalReason.BANNED,
    )  # fmt: skip
    await connection.execute(again)
    await _delete_waiting(connection, table.c.number == number)
    await connection.execute(delete(delivery).where(belongs_to_chat(number), waits))


async def unban(connection: AsyncConnection, number: int) -> bool:
    """Lift a ban; subscriptions go on with their next bulletin.

    Returns:
        True if there was one.
    """
    banned = and_(table.c.number == number, table.c.reason == RefusalReason.BANNED)
    return (await connection.execute(delete(table).where(banned))).rowcount > 0


async def record_told(connection: AsyncConnection, number: int, reason: RefusalReason, now: dt.datetime) -> None:
    """Record that a chat or person was told; one that is not allowed becomes known by it."""
    values = {"number": number, "reason": reason, "refused_at": now, "told_at": now}
    told = insert(table).values(values).on_conflict_do_update(index_elements=["number"], set_={"told_at": now})
    await connection.execute(told)


async def set_allowed(connection: AsyncConnection, allowed: Collection[int], now: dt.datetime) -> None:
    """Refuse the stored chats that are not among the allowed ones, and no others; none if all are allowed.

    Args:
        connection: writes to the database.
        allowed: Telegram's ids; empty if everybody is allowed.
        now: aware.
    """
    await lock(connection, Subject.ACCOUNT)
    by_list = table.c.reason == RefusalReason.NOT_ALLOWED
    lifted = and_(by_list, table.c.number.in_(allowed)) if allowed else by_list
    await connection.execute(delete(table).where(lifted))
    if not allowed:
        return
    columns = chat.c.id, literal(RefusalReason.NOT_ALLOWED.value), literal(now, UtcDateTime)
    others = select(*columns).where(chat.c.id.not_in(allowed))
    names = ["number", "reason", "refused_at"]
    await connection.execute(insert(table).from_select(names, others).on_conflict_do_nothing())
    await _delete_waiting(connection, by_list)
    theirs = exists().where(is_refused(delivery.c.chat_id), by_list)
    await connection.execute(delete(delivery).where(waits, theirs))


async def move(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """Refuse a group also as the supergroup that it has become; what was decided on the group counts."""
    if old_id == new_id:
        return
    old = table.alias()
    is_replaced = exists().where(old.c.number == old_id)
    await connection.execute(delete(table).where(table.c.number == new_id, is_replaced))
    await connection.execute(update(table).where(table.c.number == old_id).values(number=new_id))


async def _delete_waiting(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
    refused = select(table.c.number).where(which)
    for messages in _MESSAGES:
        waiting = messages.c.state == DeliveryState.PENDING
        await connection.execute(delete(messages).where(waiting, messages.c.chat_id.in_(refused)))


def _make(row: Row[Any]) -> RefusedChat:
    return RefusedChat(row.number, RefusalReason(row.reason), row.refused_at, row.told_at)
