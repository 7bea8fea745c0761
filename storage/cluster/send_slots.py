"""Slots of messages: as many as Telegram allows in a second, each used once in it by any worker (table `send_slot`)."""

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cluster.database_time import database_now
from storage.schema import send_slot as table

RESERVATION_SECONDS = 10.0
"""Seconds after a reply for which the first slot is left to replies."""

_FIRST = 0
_NOW = database_now()
_RESERVED = select(table.c.number).where(table.c.number == _FIRST, table.c.replied_at > _NOW - RESERVATION_SECONDS)
_REPLY = (
    select(table.c.number, table.c.free_at, _NOW.label("now"))
    .order_by(table.c.free_at, table.c.number)
    .limit(bindparam("limit"))
    # Those that others are taking are left to them, so that nobody waits.
    .with_for_update(skip_locked=True)
)
_BROADCAST = _REPLY.where((table.c.number != _FIRST) | ~_RESERVED.exists())
_USE = update(table).where(table.c.number == bindparam("slot")).values(free_at=bindparam("at"))
_NOTE_REPLY = update(table).where(table.c.number == _FIRST).values(replied_at=_NOW)


async def set_number(connection: AsyncConnection, number: int) -> None:
    """Make the slots 0 to `number` - 1, and delete those beyond; the ones that there are keep their times."""
    present = set(await connection.scalars(select(table.c.number)))
    missing = [{"number": one} for one in range(number) if one not in present]
    if missing:
        await connection.execute(insert(table), missing)
    await connection.execute(delete(table).where(table.c.number >= number))


async def take(
    connection: AsyncConnection, number: int, period: float, *, is_reply: bool, lead: float = 0.0, gap: float = 0.0
) -> list[float]:
    """Take at most `number` slots, those that are free first.

    Args:
        connection: writes to the database.
        number: how many.
        period: seconds after its use for which a slot is not free.
        is_reply: whether they are for replies to people, who have one slot of their own for a while after each reply.
        lead: seconds until the first one is used at the earliest.
        gap: seconds between two of them, at least.

    Returns:
        The seconds from now on after which each may be used, in ascending order; fewer than `number`, or none, if
        others take slots at the same moment.
    """
    rows = (await connection.execute(_REPLY if is_reply else _BROADCAST, {"limit": number})).all()
    if not rows:
        return []
    now = rows[0].now
    begins = [max(row.free_at, now + lead + gap * place) for place, row in enumerate(rows)]
    used = [{"slot": row.number, "at": begin + period} for row, begin in zip(rows, begins, strict=True)]
    await connection.execute(_USE, used)
    if is_reply:
        await connection.execute(_NOTE_REPLY)
    return sorted(begin - now for begin in begins)


async def count(connection: AsyncConnection) -> int:
    """Return the number of slots."""
    return (await connection.execute(select(func.count()).select_from(table))).scalar_one()
