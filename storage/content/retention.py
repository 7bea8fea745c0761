"""What is forgotten of the readings' history, and giving its space back."""

import datetime as dt

from sqlalchemy import Integer, delete, func, select, text, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import KST
from storage.schema import observation as table

MORNING = dt.time(7)
"""The hour, in Seoul, whose reading stays."""

_A_DAY = dt.timedelta(days=1)
_SECONDS_A_DAY = 24 * 60 * 60
_SEOUL_IS_AHEAD = 9 * 60 * 60
"""Seconds; there is no summer time in Korea."""

_moment = type_coerce(table.c.observed_at, Integer)


async def crowded_days(connection: AsyncConnection, before: dt.date) -> list[dt.date]:
    """The days (in Seoul) before `before` of which a source has more than one reading of a station, oldest first."""
    day = (_moment + _SEOUL_IS_AHEAD) // _SECONDS_A_DAY
    crowded = (
        select(day.label("day"))
        .where(table.c.observed_at < _midnight(before))
        .group_by(day, table.c.station, table.c.source)
        .having(func.count() > 1)
        .subquery()
    )
    numbers = await connection.scalars(select(crowded.c.day).distinct().order_by(crowded.c.day))
    return [dt.date(1970, 1, 1) + number * _A_DAY for number in numbers]


async def thin(connection: AsyncConnection, day: dt.date) -> int:
    """Keep one reading of each station and source of a day (in Seoul): a believed temperature, nearest to the morning.

    Returns:
        How many were deleted.
    """
    midnight = _midnight(day)
    seven = int(dt.datetime.combine(day, MORNING, KST).timestamp())
    of_day = (table.c.observed_at >= midnight) & (table.c.observed_at < midnight + _A_DAY)
    place = func.row_number().over(
        partition_by=(table.c.station, table.c.source),
        order_by=(table.c.temperature.is_(None), table.c.suspect, func.abs(_moment - seven), table.c.observed_at),
    )
    ranked = select(table.c.id, place.label("place")).where(of_day).subquery()
    others = select(ranked.c.id).where(ranked.c.place > 1)
    return (await connection.execute(delete(table).where(table.c.id.in_(others)))).rowcount


async def get_free_share(connection: AsyncConnection) -> float:
    """How much of the file is empty, from 0 to 1."""
    free = await connection.scalar(text("PRAGMA freelist_count"))
    pages = await connection.scalar(text("PRAGMA page_count"))
    return (free or 0) / (pages or 1)


async def give_back(connection: AsyncConnection, pages: int) -> int:
    """Give at most `pages` empty pages at the end of the file back to the disk.

    Returns:
        How many; 0 in a database that was made before it could, where they wait for what is stored next.
    """
    before = await connection.scalar(text("PRAGMA page_count")) or 0
    for _ in range(pages):
        # However many are asked for, one is freed a call: the driver takes only the first step of what returns no rows.
        await connection.execute(text("PRAGMA incremental_vacuum(1)"))
    return before - (await connection.scalar(text("PRAGMA page_count")) or 0)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), KST)
