"""Cells whose forecast somebody asked for (table `forecast_request`)."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.korea.forecast_grid import Cell
from storage.dialects.statements import insert
from storage.schema import forecast_request as table


async def put(connection: AsyncConnection, cells: Collection[Cell], now: dt.datetime) -> None:
    """Store that cells were asked for now; `now` is aware."""
    statement = insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=["x", "y"], set_={"requested_at": statement.excluded.requested_at}
    )
    if cells:
        # In an order, so that two transactions do not wait for each other.
        rows = [{"x": cell.x, "y": cell.y, "requested_at": now} for cell in sorted(cells)]
        await connection.execute(statement, rows)


async def list_since(connection: AsyncConnection, since: dt.datetime) -> frozenset[Cell]:
    """Return the cells that were asked for since a moment."""
    rows = await connection.execute(select(table.c.x, table.c.y).where(table.c.requested_at >= since))
    return frozenset(Cell(row.x, row.y) for row in rows)


async def delete_before(connection: AsyncConnection, moment: dt.datetime) -> None:
    """Delete the cells that were last asked for before a moment."""
    await connection.execute(delete(table).where(table.c.requested_at < moment))
