"""Who gets a bulletin, when, and about which stations."""

import datetime as dt
from dataclasses import asdict, dataclass

from sqlalchemy import and_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, delivery
from storage.schema import subscription as table


@dataclass(frozen=True, slots=True)
class Subscription:
    """A daily bulletin for a chat, or for one topic of it.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        send_at: the time on the wall clock in `zone`, to the minute.
        zone: an IANA time zone.
        stations: station numbers, in the order in which they are shown.
        next_due_at: when the next bulletin is due (UTC).
        stopped_at: since when nothing is sent (UTC), or None.
        stopped_reason: why, or None.
    """

    chat_id: int
    thread_id: int
    send_at: dt.time
    zone: str
    stations: tuple[int, ...]
    next_due_at: dt.datetime
    stopped_at: dt.datetime | None = None
    stopped_reason: str | None = None


async def get(connection: AsyncConnection, chat_id: int, thread_id: int) -> Subscription | None:
    """The subscription of a chat's topic, stopped or not."""
    statement = select(table).where(table.c.chat_id == chat_id, table.c.thread_id == thread_id)
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    return Subscription(
        row.chat_id, row.thread_id, row.send_at, row.zone, row.stations, row.next_due_at,
        row.stopped_at, row.stopped_reason,
    )  # fmt: skip


async def save(connection: AsyncConnection, subscription: Subscription) -> None:
    """Store a subscription; the chat must be stored already."""
    values = asdict(subscription)
    statement = insert(table).values(values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id", "thread_id"], set_=values))


async def stop(connection: AsyncConnection, chat_id: int, thread_id: int | None, reason: str, now: dt.datetime) -> bool:
    """Stop a topic's subscription, or with None all of the chat's, and what waits to be delivered there.

    Returns:
        Whether there was one to stop.
    """
    mine = table.c.chat_id == chat_id
    waiting = and_(delivery.c.chat_id == chat_id, delivery.c.state == DeliveryState.PENDING)
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
        waiting = and_(waiting, delivery.c.thread_id == thread_id)
    result = await connection.execute(
        update(table).where(mine, table.c.stopped_at.is_(None)).values(stopped_at=now, stopped_reason=reason)
    )
    await connection.execute(
        update(delivery).where(waiting).values(state=DeliveryState.FAILED, reason=reason, finished_at=now)
    )
    return result.rowcount > 0
