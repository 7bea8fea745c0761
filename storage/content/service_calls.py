"""Calls that services with a daily quota have been sent (table `service_call`); days are Seoul's."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import KST
from storage.dialects.statements import insert
from storage.schema import service_call as table


async def count(connection: AsyncConnection, service: str, now: dt.datetime) -> int:
    """Return the calls of the day of `now` (aware)."""
    statement = select(table.c.calls).where(table.c.service == service, table.c.day == _get_day(now))
    return await connection.scalar(statement) or 0


async def list_of_day(connection: AsyncConnection, day: dt.date) -> dict[str, int]:
    """Return the calls of a day by service."""
    statement = select(table.c.service, table.c.calls).where(table.c.day == day).order_by(table.c.service)
    return {row.service: row.calls for row in await connection.execute(statement)}


async def take(connection: AsyncConnection, service: str, budget: int, now: dt.datetime) -> bool:
    """Count a call that is about to be made.

    Returns:
        False if the day's budget is used up, so that the call must not be made; then it is not counted.
    """
    statement = insert(table).values(service=service, day=_get_day(now), calls=1)
    taken = statement.on_conflict_do_update(
        index_elements=["service", "day"], set_={"calls": table.c.calls + 1}, where=table.c.calls < budget
    )
    return budget > 0 and (await connection.execute(taken)).rowcount == 1


async def delete_before(connection: AsyncConnection, day: dt.date) -> None:
    """Delete the counts of the days before `day`."""
    await connection.execute(delete(table).where(table.c.day < day))


def _get_day(now: dt.datetime) -> dt.date:
    return now.astimezone(KST).date()
