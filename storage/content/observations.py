"""Readings of the weather stations, with their history.

Of several sources' readings of one station and moment, one that is trusted goes before one that is suspect; then
the order of the sources decides, which is given as `ranking`: their names, the best first. Sources that it does not
name come after those, and among these the reading that was stored last is taken.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import NamedBy, Precision
from storage.schema import observation as table

CURRENT = dt.timedelta(hours=24)
"""How much older than the newest reading one may be and still describe the country's weather."""

A_DAY = dt.timedelta(days=1)

_CORRECTED = (
    "condition", "temperature", "named_by",
    "rain", "rain_today", "snow", "humidity", "dew_point", "wind_direction", "wind_speed",
)  # fmt: skip


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
        rain: mm in the hour before, or None; like the ones below, as `sources.records.Reading` says.
        rain_today: mm since midnight in Seoul, or None.
        snow: cm of new snow today, or None.
        humidity: relative, %, or None.
        dew_point: ℃, or None.
        wind_direction: where the wind comes from, degrees from north, or None.
        wind_speed: m/s, or None.
        suspect: whether its temperature is not believed.
    """

    station: int
    observed_at: dt.datetime
    precision: Precision
    source: str
    condition: str | None
    temperature: float | None
    named_by: NamedBy
    rain: float | None = None
    rain_today: float | None = None
    snow: float | None = None
    humidity: float | None = None
    dew_point: float | None = None
    wind_direction: float | None = None
    wind_speed: float | None = None
    suspect: bool = False


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
    kept: dict[str, ColumnElement[Any]] = {name: func.coalesce(given[name], table.c[name]) for name in _CORRECTED}
    kept["suspect"] = case((given.temperature.is_(None), table.c.suspect), else_=given.suspect)
    changed = or_(*(table.c[name].is_distinct_from(value) for name, value in kept.items()))
    statement = statement.on_conflict_do_update(
        index_elements=["station", "observed_at", "source"],
        set_=kept | {"stored_at": given.stored_at},
        where=changed,
    )
    result = await connection.execute(statement, rows)
    return result.rowcount


async def list_current(connection: AsyncConnection, ranking: Sequence[str] = ()) -> tuple[Observation, ...]:
    """The newest observation of each station that has one within a day of the newest of all, by station number."""
    newest = await connection.scalar(select(func.max(table.c.observed_at)))
    if newest is None:
        return ()
    found = await _newest(connection, table.c.observed_at > newest - CURRENT, ranking)
    return tuple(readings[0] for readings in found.values())


async def newest_by_station(
    connection: AsyncConnection, stations: Collection[int], ranking: Sequence[str] = ()
) -> dict[int, tuple[Observation, ...]]:
    """What the sources say of each station's newest moment, however old, by station number; the best first.

    Stations that have no observation are left out.
    """
    return await _newest(connection, table.c.station.in_(stations), ranking)


async def temperatures_day_before(
    connection: AsyncConnection, observations: Collection[Observation], ranking: Sequence[str] = ()
) -> dict[int, float]:
    """The temperatures, ℃, that were measured at the same stations and hours a day before, by station number.

    Only observations of a known hour are compared, and only with ones that are trusted.
    """
    wanted = {one.station: one.observed_at - A_DAY for one in observations if one.precision is Precision.HOUR}
    statement = (
        select(table)
        .where(
            table.c.station.in_(list(wanted)),
            table.c.observed_at.in_(set(wanted.values())),
            table.c.precision == Precision.HOUR,
            table.c.temperature.is_not(None),
            table.c.suspect == 0,
        )
        .order_by(*_worst_first(ranking))
    )
    rows = await connection.execute(statement)
    return {row.station: row.temperature for row in rows if row.observed_at == wanted[row.station]}


async def list_history(
    connection: AsyncConnection, station: int, since: dt.datetime, ranking: Sequence[str] = ()
) -> tuple[Observation, ...]:
    """A station's trusted temperatures since a moment, the oldest first, one of each moment."""
    statement = (
        select(table)
        .where(table.c.station == station, table.c.observed_at >= since)
        .where(table.c.temperature.is_not(None), table.c.suspect == 0)
        .order_by(table.c.observed_at, *_worst_first(ranking))
    )
    best = {row.observed_at: _observation(row) for row in await connection.execute(statement)}
    return tuple(best.values())


async def has_fresh(connection: AsyncConnection, hour_since: dt.datetime, day_since: dt.datetime) -> bool:
    """Whether there is a trusted observation of an hour not before `hour_since`, or of a day not before `day_since`."""
    precision, observed_at = table.c.precision, table.c.observed_at
    fresh = or_(
        and_(precision == Precision.HOUR, observed_at >= hour_since),
        and_(precision == Precision.DAY, observed_at >= day_since),
    )
    statement = select(literal(1)).where(observed_at >= min(hour_since, day_since), fresh, table.c.suspect == 0)
    return await connection.scalar(statement.limit(1)) is not None


async def latest_moment(connection: AsyncConnection, source: str, until: dt.datetime) -> dt.datetime | None:
    """The moment of a source's newest observations that are not after `until`, or None."""
    statement = (
        select(table.c.observed_at)
        .where(table.c.source == source, table.c.observed_at <= until)
        .order_by(table.c.observed_at.desc())
        .limit(1)
    )
    found: dt.datetime | None = await connection.scalar(statement)
    return found


async def list_of_source(
    connection: AsyncConnection, source: str, since: dt.datetime, before: dt.datetime
) -> tuple[Observation, ...]:
    """A source's observations from `since` on and before `before`, the oldest first."""
    moment = table.c.observed_at
    statement = select(table).where(moment >= since, moment < before, table.c.source == source)
    rows = await connection.execute(statement.order_by(moment, table.c.station))
    return tuple(map(_observation, rows))


async def _newest(
    connection: AsyncConnection, which: ColumnElement[bool], ranking: Sequence[str]
) -> dict[int, tuple[Observation, ...]]:
    latest = _newest_moments().where(which).subquery()
    same = and_(table.c.station == latest.c.station, table.c.observed_at == latest.c.observed_at)
    rows = await connection.execute(select(table).join(latest, same).order_by(*_worst_first(ranking)))
    found: defaultdict[int, tuple[Observation, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.station] = (_observation(row), *found[row.station])
    return dict(found)


def _newest_moments() -> Select[int, dt.datetime]:
    return select(table.c.station, func.max(table.c.observed_at).label("observed_at")).group_by(table.c.station)


def _worst_first(ranking: Sequence[str]) -> tuple[ColumnElement[Any], ...]:
    places = {name: place for place, name in enumerate(ranking)}
    place = case(places, value=table.c.source, else_=len(places)) if places else literal(0)
    return (table.c.station, table.c.suspect.desc(), place.desc(), table.c.id)


def _observation(row: Row[*tuple[Any, ...]]) -> Observation:
    return Observation(
        station=row.station,
        observed_at=row.observed_at,
        precision=Precision(row.precision),
        source=row.source,
        condition=row.condition,
        temperature=row.temperature,
        named_by=NamedBy(row.named_by),
        rain=row.rain,
        rain_today=row.rain_today,
        snow=row.snow,
        humidity=row.humidity,
        dew_point=row.dew_point,
        wind_direction=row.wind_direction,
        wind_speed=row.wind_speed,
        suspect=bool(row.suspect),
    )
