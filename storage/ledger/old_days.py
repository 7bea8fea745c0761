"""Thinning of the ledger: old days become counts, in which nothing is of a chat (`delivery`, `delivery_count`)."""

import datetime as dt

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert, is_in
from storage.schema import DeliveryState, chat, delivery, delivery_count
from storage.types import IsoDate

_FINAL = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED)
_OLDEST = (
    select(delivery.c.id)
    .where(delivery.c.local_date < bindparam("before", type_=IsoDate), delivery.c.state.in_(_FINAL))
    .order_by(delivery.c.local_date, delivery.c.id)
    .limit(bindparam("limit"))
    # Locked: another process must not count them too.
    .with_for_update(skip_locked=True)
)
_THESE = is_in(delivery.c.id, "ids")
_KEY = (
    delivery.c.local_date,
    delivery.c.state,
    func.coalesce(delivery.c.reason, ""),
    func.coalesce(chat.c.language, chat.c.telegram_language, ""),
    func.coalesce(chat.c.kind, ""),
)
_COUNT = insert(delivery_count).from_select(
    ["local_date", "state", "reason", "language", "kind", "number"],
    # Outer: a chat that has become another one leaves no row.
    select(*_KEY, func.count()).join(chat, chat.c.id == delivery.c.chat_id, isouter=True).where(_THESE).group_by(*_KEY),
)
_ADD = _COUNT.on_conflict_do_update(
    index_elements=list(delivery_count.primary_key),
    set_={"number": delivery_count.c.number + _COUNT.excluded.number},
)


async def thin(connection: AsyncConnection, before: dt.date, limit: int) -> int:
    """Count the oldest finished deliveries of the local days before a day, and delete them.

    Args:
        connection: writes to the database.
        before: the first day that stays as it is.
        limit: maximum number, so that other writers do not wait long.

    Returns:
        Their number.
    """
    ids = list(await connection.scalars(_OLDEST, {"before": before, "limit": limit}))
    if ids:
        await connection.execute(_ADD, {"ids": ids})
        await connection.execute(delete(delivery).where(_THESE), {"ids": ids})
    return len(ids)
