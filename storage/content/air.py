"""Fine dust at AirKorea's stations, and where they are (tables `air_reading` and `air_station`)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.air import AirGrade, AirReading, AirStation
from storage.dialects.locks import Subject, lock
from storage.dialects.statements import Insert
from storage.dialects.statements import insert as upsert
from storage.schema import air_reading as table
from storage.schema import air_station

MAX_AGE = dt.timedelta(hours=3)
"""Maximum age of a reading that is shown."""


class Box(NamedTuple):
    """Area between two latitudes and two longitudes, degrees (WGS 84)."""

    south: float
    north: float
    west: float
    east: float


_EVERYWHERE = Box(-90, 90, -180, 180)


class LocatedReading(NamedTuple):
    """Reading with the coordinates of its station.

    Attributes:
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        source: name of the source.
        reading: the newest one of the station.
    """

    latitude: float
    longitude: float
    source: str
    reading: AirReading


def _make_put() -> Insert:
    statement = upsert(table)
    given, stored = statement.excluded, table.c
    values: dict[str, ColumnElement[Any]] = {}
    for name in ("pm10", "pm25"):
        # None never replaces a value; a value and its grade belong together.
        is_given = given[name].is_not(None)
        values |= {column: case((is_given, given[column]), else_=stored[column]) for column in (name, f"{name}_grade")}
    return statement.on_conflict_do_update(
        index_elements=["province", "station", "measured_at"],
        set_=values | {"source": given.source, "stored_at": given.stored_at},
        where=or_(*(stored[name].is_distinct_from(value) for name, value in values.items())),
    )


def _make_current() -> Select[*tuple[Any, ...]]:
    recent = table.c.measured_at.between(bindparam("since"), bindparam("until"))
    key = table.c.province, table.c.station
    newest = select(*key, func.max(table.c.measured_at).label("newest")).where(recent).group_by(*key).subquery()
    same = [newest.c.province == table.c.province, newest.c.station == table.c.station]
    located = [air_station.c.province == table.c.province, air_station.c.station == table.c.station]
    return (
        select(table, air_station.c.latitude, air_station.c.longitude)
        .join(newest, and_(*same, newest.c.newest == table.c.measured_at))
        .join(air_station, and_(*located))
        .where(
            air_station.c.latitude.between(bindparam("south"), bindparam("north")),
            air_station.c.longitude.between(bindparam("west"), bindparam("east")),
        )
    )


# Built once: they take longer to build than to run.
_PUT = _make_put()
_CURRENT = _make_current()


async def add(connection: AsyncConnection, source: str, readings: Iterable[AirReading], stored_at: dt.datetime) -> int:
    """Store readings; a stored one with other values is corrected.

    Returns:
        The number of new or corrected readings.
    """
    await lock(connection, Subject.OUTLOOK)
    rows = [_to_row(one) | {"source": source, "stored_at": stored_at} for one in readings]
    return (await connection.execute(_PUT, rows)).rowcount if rows else 0


async def list_current(connection: AsyncConnection, now: dt.datetime, box: Box = _EVERYWHERE) -> list[LocatedReading]:
    """Return the newest reading of each listed station in a box that is not older than `MAX_AGE`."""
    given = {"since": now - MAX_AGE, "until": now, **box._asdict()}
    rows = await connection.execute(_CURRENT, given)
    return [LocatedReading(row.latitude, row.longitude, row.source, _to_reading(row)) for row in rows]


async def get_newest_hour(connection: AsyncConnection) -> dt.datetime | None:
    """Return the newest hour of any reading; None if there is none."""
    found: dt.datetime | None = await connection.scalar(select(func.max(table.c.measured_at)))
    return found


async def replace_stations(connection: AsyncConnection, stations: Sequence[AirStation], listed_at: dt.datetime) -> None:
    """Replace the list of stations."""
    await lock(connection, Subject.OUTLOOK)
    await connection.execute(delete(air_station))
    # The pages of a list may overlap.
    rows = {(one.province, one.name): _to_station_row(one) | {"listed_at": listed_at} for one in stations}
    await connection.execute(insert(air_station), list(rows.values()))


async def get_list_age(connection: AsyncConnection, now: dt.datetime) -> dt.timedelta | None:
    """Return the age of the list of stations; None if there is none."""
    listed_at: dt.datetime | None = await connection.scalar(select(func.max(air_station.c.listed_at)))
    return None if listed_at is None else now - listed_at


async def count_stations(connection: AsyncConnection) -> int:
    """Return the number of stations in the list."""
    return await connection.scalar(select(func.count()).select_from(air_station)) or 0


async def delete_before(connection: AsyncConnection, moment: dt.datetime) -> int:
    """Delete the readings from before a moment, and return their number."""
    return (await connection.execute(delete(table).where(table.c.measured_at < moment))).rowcount


def _to_row(reading: AirReading) -> dict[str, object]:
    return {
        "province": reading.province,
        "station": reading.station,
        "measured_at": reading.measured_at,
        "pm10": reading.pm10,
        "pm25": reading.pm25,
        "pm10_grade": reading.pm10_grade,
        "pm25_grade": reading.pm25_grade,
    }


def _to_reading(row: Row[*tuple[Any, ...]]) -> AirReading:
    return AirReading(
        station=row.station,
        province=row.province,
        measured_at=row.measured_at,
        pm10=row.pm10,
        pm25=row.pm25,
        pm10_grade=None if row.pm10_grade is None else AirGrade(row.pm10_grade),
        pm25_grade=None if row.pm25_grade is None else AirGrade(row.pm25_grade),
    )


def _to_station_row(station: AirStation) -> dict[str, object]:
    return {
        "province": station.province,
        "station": station.name,
        "latitude": station.latitude,
        "longitude": station.longitude,
    }
