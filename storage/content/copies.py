"""Copies of what bulletins are composed from, as it was known at a time, in a database of its own."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema

_OBSERVATIONS = dt.timedelta(days=3)
"""Age of the oldest observations that a bulletin compares with."""

# These have no history: the copy has them as they are now.
_AS_THEY_ARE = (
    schema.town,
    schema.forecast,
    schema.forecast_hour,
    schema.forecast_day,
    schema.air_station,
    schema.air_reading,
    schema.weather_warning,
    schema.warning_list,
)


async def copy_current(source: AsyncConnection, target: AsyncConnection, article_ids: Collection[int]) -> None:
    """Copy some articles, and what is stored without a history, to an empty database."""
    await _copy(source, target, schema.article, schema.article.c.id.in_(article_ids))
    for table in _AS_THEY_ARE:
        await _copy(source, target, table, true())


async def copy_observations(source: AsyncConnection, target: AsyncConnection, at: dt.datetime) -> None:
    """Replace the observations of the copy by those that were stored at an aware time."""
    table = schema.observation
    await target.execute(delete(table))
    known = and_(table.c.observed_at.between(at - _OBSERVATIONS, at), table.c.stored_at <= at)
    await _copy(source, target, table, known)


async def get_newest(connection: AsyncConnection, station: int) -> tuple[dt.datetime, list[float]] | None:
    """Return the moment of a station's newest observations, and the temperatures (℃) of its sources; None for none."""
    table = schema.observation
    moment = await connection.scalar(select(func.max(table.c.observed_at)).where(table.c.station == station))
    if moment is None:
        return None
    mine = table.c.station == station, table.c.observed_at == moment, table.c.temperature.is_not(None)
    return moment, list(await connection.scalars(select(table.c.temperature).where(*mine)))


async def set_temperature(
    connection: AsyncConnection, station: int, moment: dt.datetime, temperature: float, instead_of: Collection[float]
) -> None:
    """Replace temperatures (℃) of a station's moment, from all sources."""
    table = schema.observation
    mine = and_(table.c.station == station, table.c.observed_at == moment, table.c.temperature.in_(instead_of))
    await connection.execute(update(table).where(mine).values(temperature=temperature))


async def trust(connection: AsyncConnection, station: int, moment: dt.datetime, temperature: float) -> None:
    """Mark the observations of a station's moment with a temperature (℃) as no longer suspect."""
    table = schema.observation
    mine = and_(table.c.station == station, table.c.observed_at == moment, table.c.temperature == temperature)
    await connection.execute(update(table).where(mine).values(suspect=0))


async def _copy(source: AsyncConnection, target: AsyncConnection, table: Table, which: ColumnElement[bool]) -> None:
    rows = [dict(row) for row in (await source.execute(select(table).where(which))).mappings()]
    if rows:
        await target.execute(insert(table), rows)
