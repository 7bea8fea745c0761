"""Towns that the operator has loaded from one of KMA's tables (table `town`)."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.kma.town_table import Town
from storage.dialects.locks import Subject, lock
from storage.schema import town as table


async def replace_all(connection: AsyncConnection, towns: Sequence[Town]) -> int:
    """Replace all towns.

    Returns:
        The number of towns before.
    """
    await lock(connection, Subject.TOWNS)
    # Ids continue after the old ones, so that `get_version` differs after each load.
    first = await get_version(connection) + 1
    before: int = (await connection.execute(delete(table))).rowcount
    if towns:
        await connection.execute(insert(table), [{"id": n, **asdict(town)} for n, town in enumerate(towns, first)])
    return before


async def get_version(connection: AsyncConnection) -> int:
    """Return a number that changes when towns are loaded; 0 if there are none."""
    return await connection.scalar(select(func.max(table.c.id))) or 0


async def get_all(connection: AsyncConnection) -> tuple[Town, ...]:
    """Return all towns in the order of their table."""
    columns = table.c.province, table.c.district, table.c.name, table.c.latitude, table.c.longitude
    return tuple(Town(*row) for row in await connection.execute(select(*columns).order_by(table.c.id)))
