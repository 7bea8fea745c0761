"""Observations of the weather stations, with their history (table `observation`).

If several sources have an observation of one station and moment, a trusted one precedes a suspect one, then the order
of `ranking` decides: names of sources, the best first. Other sources follow; among them the row stored last wins.

The one that decides is completed from the others of the same hour, because KMA's table of cities has no rain of the
hour, and conditions of a fourth of the stations only. Its temperature is never another source's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import NamedBy, Precision
from storage.dialects.locks import Subject, lock
from storage.dialects.statements import Insert, insert
from storage.schema import observation as table

# Not relative to the clock: while no source delivers, the last known weather is still shown, with its age.
MAX_CURRENT_AGE = dt.timedelta(hours=24)
"""Maximum age of current observations, relative to the newest of all."""

_DAY = dt.timedelta(days=1)
_EVER = dt.datetime.fromtimestamp(0, dt.UTC)

_CORRECTED = (
    "condition", "temperature", "named_by",
    "rain", "rain_today", "snow", "humidity", "dew_point", "wind_direction", "wind_speed",
    "feels_like",
)  # fmt: skip

_COMPLETED = ("condition", "rain", "rain_today", "snow", "humidity", "dew_point", "feels_like")
_WIND = ("wind_direction", "wind_speed")
"""A wind without a direction is calm, or its direction is unknown: the two are one value."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Observation of a station.

    Attributes:
        station: KMA's station number.
        observed_at: UTC; if only the day is known, its midnight in Seoul.
        precision: the hour or only the day is known.
        source: name of the source.
        condition: KMA's term, or None.
        temperature: ℃, or None.
        named_by: how the station was found.
        rain: mm in the hour before, or None; see `sources.records.Reading` for this and the following.
        rain_today: mm since midnight in Seoul, or None.
        snow: cm of new snow today, or None.
        humidity: relative, %, or None.
        dew_point: ℃, or None.
        wind_direction: direction that the wind comes from, degrees from north, or None.
        wind_speed: m/s, or None.
        feels_like: KMA's feels-like temperature, ℃, or None.
        suspect: True if its temperature is implausible.
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
    feels_like: float | None = None
    suspect: bool = False


_COLUMNS = tuple(field.name for field in fields(Observation))
_get_values = attrgetter(*_COLUMNS)


def _make_upsert() -> Insert:
    statement = insert(table)
    given = statement.excluded
    # A later page may lack a value that an earlier one had: None never replaces a value.
    values: dict[str, ColumnElement[Any]] = {name: func.coalesce(given[name], table.c[name]) for name in _CORRECTED}
    # A row without a temperature keeps the stored one, and so its flag too.
    values["suspect"] = case((given.temperature.is_(None), table.c.suspect), else_=given.suspect)
    return statement.on_conflict_do_update(
        index_elements=["station", "observed_at", "source"],
        set_=values | {"stored_at": given.stored_at},
        where=or_(*(table.c[name].is_distinct_from(value) for name, value in values.items())),
    )


# Built once: they take longer to build than to run.
_UPSERT = _make_upsert()
_TEMPERATURES = select(
    table.c.observed_at, table.c.station, table.c.temperature, table.c.precision, table.c.suspect
).where(table.c.source == bindparam("source"), table.c.observed_at.between(bindparam("since"), bindparam("until")))


async def add(connection: AsyncConnection, observations: Iterable[Observation], stored_at: dt.datetime) -> int:
    """Store observations; a stored one with other values is corrected.

    Returns:
        The number of new or corrected observations.
    """
    columns = zip(_COLUMNS, zip(*map(_get_values, observations), strict=True), strict=False)
    # Most tables measure few quantities, and each parameter costs time.
    given = [(name, values) for name, values in columns if any(value is not None for value in values)]
    if not given:
        return 0
    names, values = zip(*given, strict=True)
    rows = [dict(zip(names, row, strict=True), stored_at=stored_at) for row in zip(*values, strict=True)]
    await lock(connection, Subject.CONTENT)
    result = await connection.execute(_UPSERT, rows)
    return result.rowcount


async def list_current(
    connection: AsyncConnection, ranking: Sequence[str] = (), since: dt.datetime = _EVER
) -> tuple[Observation, ...]:
    """Return the newest observation since a moment, completed, of each station that has a current one, by number."""
    newest = await connection.scalar(select(func.max(table.c.observed_at)))
    if newest is None:
        return ()
    current = and_(table.c.observed_at > newest - MAX_CURRENT_AGE, table.c.observed_at >= since)
    found = await _newest(connection, current, ranking)
    return tuple(readings[0] for readings in found.values())


async def newest_by_station(
    connection: AsyncConnection, stations: Collection[int], ranking: Sequence[str] = (), since: dt.datetime = _EVER
) -> dict[int, tuple[Observation, ...]]:
    """Return all sources' observations of each station's newest moment since `since`, the best first and completed.

    Returns:
        The observations by station number; stations without one are missing.
    """
    return await _newest(connection, and_(table.c.station.in_(stations), table.c.observed_at >= since), ranking)


async def temperatures_day_before(
    connection: AsyncConnection, observations: Collection[Observation], ranking: Sequence[str] = ()
) -> dict[int, float]:
    """Return the trusted temperatures (℃) of the same stations and hours a day before, by station number.

    Observations without a known hour are left out.
    """
    wanted = {one.station: one.observed_at - _DAY for one in observations if one.precision is Precision.HOUR}
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
    # The two lists select all pairs of their stations and hours, also those of other stations' hours.
    return {row.station: row.temperature for row in rows if row.observed_at == wanted[row.station]}


async def list_highs(
    connection: AsyncConnection, stations: Collection[int], since: dt.datetime, until: dt.datetime, least: int
) -> dict[int, float]:
    """Return the highest trusted temperature (℃) of stations between two moments, both included, by station number.

    Args:
        connection: reads the database.
        stations: station numbers.
        since: first hour (UTC).
        until: last hour (UTC).
        least: hours with a temperature that a station must have; those with fewer are missing.
    """
    statement = (
        select(table.c.station, func.max(table.c.temperature))
        .where(
            table.c.station.in_(stations),
            table.c.observed_at.between(since, until),
            table.c.precision == Precision.HOUR,
            table.c.temperature.is_not(None),
            table.c.suspect == 0,
        )
        .group_by(table.c.station)
        .having(func.count(table.c.observed_at.distinct()) >= least)
    )
    return {row[0]: row[1] for row in await connection.execute(statement)}


class TemperatureRange(NamedTuple):
    """Temperatures that a station measured between two moments.

    Attributes:
        low: the lowest, ℃.
        high: the highest, ℃.
    """

    low: float
    high: float


async def list_ranges(
    connection: AsyncConnection, since: dt.datetime, until: dt.datetime, least: int
) -> dict[int, TemperatureRange]:
    """Return the range of trusted hourly temperatures between two moments, both included, by station number.

    Args:
        connection: reads the database.
        since: first hour (UTC).
        until: last hour (UTC).
        least: hours with a temperature that a station must have; those with fewer are missing.
    """
    temperature = table.c.temperature
    statement = (
        select(table.c.station, func.min(temperature), func.max(temperature))
        .where(
            table.c.observed_at.between(since, until),
            table.c.precision == Precision.HOUR,
            temperature.is_not(None),
            table.c.suspect == 0,
        )
        .group_by(table.c.station)
        .having(func.count(table.c.observed_at.distinct()) >= least)
    )
    return {row[0]: TemperatureRange(row[1], row[2]) for row in await connection.execute(statement)}


async def list_history(
    connection: AsyncConnection, station: int, since: dt.datetime, ranking: Sequence[str] = ()
) -> tuple[Observation, ...]:
    """Return a station's observations with a trusted temperature since a moment, one per moment, the oldest first."""
    statement = (
        select(table)
        .where(table.c.station == station, table.c.observed_at >= since)
        .where(table.c.temperature.is_not(None), table.c.suspect == 0)
        .order_by(table.c.observed_at, *_worst_first(ranking))
    )
    # Of several rows of a moment the last one stays, which is the best.
    best = {row.observed_at: _observation(row) for row in await connection.execute(statement)}
    return tuple(best.values())


async def has_fresh(connection: AsyncConnection, hour_since: dt.datetime, day_since: dt.datetime) -> bool:
    """Return whether a trusted observation of an hour since `hour_since`, or of a day since `day_since`, is stored."""
    precision, observed_at = table.c.precision, table.c.observed_at
    fresh = or_(
        and_(precision == Precision.HOUR, observed_at >= hour_since),
        and_(precision == Precision.DAY, observed_at >= day_since),
    )
    # The first condition lets SQLite search its index once instead of once for each side of OR.
    statement = select(literal(1)).where(observed_at >= min(hour_since, day_since), fresh, table.c.suspect == 0)
    return await connection.scalar(statement.limit(1)) is not None


async def count_stations(connection: AsyncConnection, since: dt.datetime, until: dt.datetime) -> dict[dt.datetime, int]:
    """Return the number of stations with a temperature of each hour from `since` to `until`; 0 is missing."""
    moment = table.c.observed_at
    statement = (
        select(moment, func.count(table.c.station.distinct()))
        .where(moment.between(since, until), table.c.precision == Precision.HOUR, table.c.temperature.is_not(None))
        .group_by(moment)
    )
    return {row[0]: row[1] for row in await connection.execute(statement)}


async def latest_moment(connection: AsyncConnection, source: str, until: dt.datetime) -> dt.datetime | None:
    """Return the moment of a source's newest observations up to `until`, or None."""
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
    """Return a source's observations from `since` to before `before`, the oldest first."""
    moment = table.c.observed_at
    statement = select(table).where(moment >= since, moment < before, table.c.source == source)
    rows = await connection.execute(statement.order_by(moment, table.c.station))
    return tuple(map(_observation, rows))


class StoredTemperature(NamedTuple):
    """Temperature of a station at a moment.

    Attributes:
        observed_at: UTC.
        station: KMA's station number.
        temperature: ℃, or None.
        precision: the hour or only the day is known.
        suspect: True if the temperature is implausible.
    """

    observed_at: dt.datetime
    station: int
    temperature: float | None
    precision: Precision
    suspect: bool


async def list_temperatures(
    connection: AsyncConnection, source: str, since: dt.datetime, until: dt.datetime
) -> list[StoredTemperature]:
    """Return a source's temperatures from `since` to `until`; these columns take a fifth of the time of all."""
    rows = await connection.execute(_TEMPERATURES, {"source": source, "since": since, "until": until})
    return [
        StoredTemperature(observed_at, station, temperature, Precision(precision), bool(suspect))
        for observed_at, station, temperature, precision, suspect in rows
    ]


async def _newest(
    connection: AsyncConnection, which: ColumnElement[bool], ranking: Sequence[str]
) -> dict[int, tuple[Observation, ...]]:
    latest = _newest_moments().where(which).subquery()
    same = and_(table.c.station == latest.c.station, table.c.observed_at == latest.c.observed_at)
    rows = await connection.execute(select(table).join(latest, same).order_by(*_worst_first(ranking)))
    found: defaultdict[int, tuple[Observation, ...]] = defaultdict(tuple)
    for row in rows:
        # The rows come worst first, so that the best one ends up in front.
        found[row.station] = (_observation(row), *found[row.station])
    return {station: (_complete(*readings), *readings[1:]) for station, readings in found.items()}


def _complete(best: Observation, *others: Observation) -> Observation:
    """Return the best observation of an hour with what it lacks from the others."""
    for other in others:
        # Of a page that gives only the day the hour is unknown.
        if best.precision is other.precision is Precision.HOUR:
            wind = _WIND if best.wind_speed is None else ()
            missing = [name for name in (*_COMPLETED, *wind) if getattr(best, name) is None]
            best = replace(best, **{name: getattr(other, name) for name in missing})
    return best


def _newest_moments() -> Select[int, dt.datetime]:
    return select(table.c.station, func.max(table.c.observed_at).label("observed_at")).group_by(table.c.station)


def _worst_first(ranking: Sequence[str]) -> tuple[ColumnElement[Any], ...]:
    ranks = {name: rank for rank, name in enumerate(ranking)}
    rank = case(ranks, value=table.c.source, else_=len(ranks)) if ranks else literal(0)
    return (table.c.station, table.c.suspect.desc(), rank.desc(), table.c.id)


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
        feels_like=row.feels_like,
        suspect=bool(row.suspect),
    )
