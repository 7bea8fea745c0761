"""The towns that the operator has loaded, all from one table."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.kma.town_table import Town
from storage.schema import town as table


async def replace_all(connection: AsyncConnection, towns: Sequence[Town]) -> int:
    """Store towns in the place of all that there were.

    Returns:
        How many there were.
    """
    # Numbers go on where those before ended, so that `state` is another one after each load.
    first = await get_version(connection) + 1
    before: int = (await connection.execute(delete(table))).rowcount
    if towns:
        await connection.execute(insert(table), [{"id": n, **asdict(town)} for n, town in enumerate(towns, first)])
    return before


async def get_version(connection: AsyncConnection) -> int:
    """A number that stays the same for as long as the towns do; 0 where there are none."""
    return await connection.scalar(select(func.max(table.c.id))) or 0


async def get_all(connection: AsyncConnection) -> tuple[Town, ...]:
    """All towns, in their table's order."""
    columns = table.c.province, table.c.district, table.c.name, table.c.latitude, table.c.longitude
    return tuple(Town(*row) for row in await connection.execute(select(*columns).order_by(table.c.id)))
