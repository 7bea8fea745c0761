"""Retention of observations: thin out old days."""

import datetime as dt

from sqlalchemy import Integer, delete, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import KST
from storage.schema import observation as table

# The default time of a bulletin: of older days only the mornings are compared (docs/decisions/027).
MORNING = dt.time(7)
"""Time in Seoul whose nearest observation is kept."""

_DAY = dt.timedelta(days=1)
_SECONDS_PER_DAY = 24 * 60 * 60
# A constant is enough, because Korea has no summer time.
_SEOUL_OFFSET = 9 * 60 * 60
"""Seconds ahead of UTC."""

# The stored seconds, because `UtcDateTime` takes no numbers to calculate with.
_moment = type_coerce(table.c.observed_at, Integer)


async def list_days_to_thin(connection: AsyncConnection, before: dt.date) -> list[dt.date]:
    """Return the days (in Seoul) before `before` with several observations of one station and source, oldest first."""
    day = (_moment + _SEOUL_OFFSET) // _SECONDS_PER_DAY
    repeated = (
        select(day.label("day"))
        .where(table.c.observed_at < _midnight(before))
        .group_by(day, table.c.station, table.c.source)
        .having(func.count() > 1)
        .subquery()
    )
    numbers = await connection.scalars(select(repeated.c.day).distinct().order_by(repeated.c.day))
    return [dt.date(1970, 1, 1) + number * _DAY for number in numbers]


async def thin(connection: AsyncConnection, day: dt.date) -> int:
    """Keep one observation per station and source of a day (in Seoul): with a trusted temperature, nearest to 7:00.

    Returns:
        The number of deleted observations.
    """
    midnight = _midnight(day)
    seven = int(dt.datetime.combine(day, MORNING, KST).timestamp())
    of_day = (table.c.observed_at >= midnight) & (table.c.observed_at < midnight + _DAY)
    rank = func.row_number().over(
        partition_by=(table.c.station, table.c.source),
        order_by=(table.c.temperature.is_(None), table.c.suspect, func.abs(_moment - seven), table.c.observed_at),
    )
    ranked = select(table.c.id, rank.label("rank")).where(of_day).subquery()
    others = select(ranked.c.id).where(ranked.c.rank > 1)
    return (await connection.execute(delete(table).where(table.c.id.in_(others)))).rowcount


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), KST)
