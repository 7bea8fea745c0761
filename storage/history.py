"""What the ledger tells of a subscription's past."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, delivery


@dataclass(frozen=True, slots=True)
class Past:
    """A bulletin of a day.

    Attributes:
        local_date: the day where the chat is.
        occasion: which of the day's times, 0 for the first.
        due_at: when it was due (UTC).
        state: where it stands.
        finished_at: when it ended (UTC), or None.
        reason: why it was not sent, or is not known to be; None where nothing is known.
    """

    local_date: dt.date
    occasion: int
    due_at: dt.datetime
    state: DeliveryState
    finished_at: dt.datetime | None = None
    reason: str | None = None


async def newest(connection: AsyncConnection, subscription_id: int, limit: int) -> list[Past]:
    """The subscription's last bulletins, whatever became of them, the newest day first."""
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
        Past(row.local_date, row.occasion, row.due_at, DeliveryState(row.state), row.finished_at, row.reason)
        for row in await connection.execute(statement)
    ]
