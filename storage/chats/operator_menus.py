"""People for whom Telegram keeps a menu of commands of their own (table `operator_menu`)."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import operator_menu as table


async def list_all(connection: AsyncConnection) -> frozenset[int]:
    """Return Telegram's ids of the people."""
    return frozenset(await connection.scalars(select(table.c.number)))


async def record(connection: AsyncConnection, number: int) -> None:
    """Record that a person has a menu."""
    await connection.execute(insert(table).values(number=number).on_conflict_do_nothing())


async def remove(connection: AsyncConnection, number: int) -> None:
    """Record that a person has none any more."""
    await connection.execute(delete(table).where(table.c.number == number))
