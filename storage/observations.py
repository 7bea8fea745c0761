"""Readings of the weather stations, with their history."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import NamedBy, Precision
from storage.schema import observation as table

CURRENT = dt.timedelta(hours=24)
"""How much older than the newest reading one may be and still describe the country's weather."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What a station observed.

    Attributes:
        station: KMA's station number.
        observed_at: UTC; the beginning of the day in Seoul where only the day is known.
        precision: whether the hour or only the day is known.
        source: where it was read.
        condition: KMA's word, or None.
        temperature: ℃, or None.
        named_by: how the station was found.
    """

    station: int
    observed_at: dt.datetime
    precision: Precision
    source: str
    condition: str | None
    temperature: float | None
    named_by: NamedBy


async def add(connection: AsyncConnection, observations: Iterable[Observation], stored_at: dt.datetime) -> int:
    """Store observations; one that is there already with other values is corrected.

    Returns:
        How many were new or corrected.
    """
    rows = [asdict(observation) | {"stored_at": stored_at} for observation in observations]
    if not rows:
        return 0
    statement = insert(table)
    given = statement.excluded
    # What was observed is never replaced by nothing.
    kept = {name: func.coalesce(given[name], table.c[name]) for name in ("condition", "temperature", "named_by")}
    changed = or_(*(table.c[name].is_distinct_from(value) for name, value in kept.items()))
    statement = statement.on_conflict_do_update(
        index_elements=["station", "observed_at", "source"],
        set_=kept | {"stored_at": given.stored_at},
        where=changed,
    )
    result = await connection.execute(statement.values(rows))
    return result.rowcount


async def current(connection: AsyncConnection) -> tuple[Observation, ...]:
    """The newest observation of each station that has one within a day of the newest of all."""
    newest = await connection.scalar(select(func.max(table.c.observed_at)))
    if newest is None:
        return ()
    return await _fetch(connection, _newest_of_each().where(table.c.observed_at > newest - CURRENT))


async def newest_of(connection: AsyncConnection, stations: Collection[int]) -> dict[int, Observation]:
    """The newest observation of each of `stations` that has any, however old, by station number."""
    rows = await _fetch(connection, _newest_of_each().where(table.c.station.in_(stations)))
    return {row.station: row for row in rows}


def _newest_of_each() -> Select[int, dt.datetime]:
    return select(table.c.station, func.max(table.c.observed_at).label("observed_at")).group_by(table.c.station)


async def _fetch(connection: AsyncConnection, newest: Select[int, dt.datetime]) -> tuple[Observation, ...]:
    latest = newest.subquery()
    statement = (
        select(table)
        .join(latest, (table.c.station == latest.c.station) & (table.c.observed_at == latest.c.observed_at))
        .order_by(table.c.station, table.c.id)
    )
    rows = await connection.execute(statement)
    # Of two sources for the same moment, the later row stays.
    return tuple({row.station: _observation(row) for row in rows}.values())


def _observation(row: Row[*tuple[Any, ...]]) -> Observation:
    return Observation(
        station=row.station,
        observed_at=row.observed_at,
        precision=Precision(row.precision),
        source=row.source,
        condition=row.condition,
        temperature=row.temperature,
        named_by=NamedBy(row.named_by),
    )
