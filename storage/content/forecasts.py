"""Forecasts of grid cells, merged from their issues (tables `forecast`, `forecast_hour` and `forecast_day`).

The newest issue holds all hours from its first one on: what earlier issues said of them is deleted. Hours before it,
and the low and high of a day that it does not hold, stay from earlier issues: KMA gives today's low only at 2 o'clock
and today's high only until 11. An issue that comes again, corrected, replaces itself.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.forecasts import Amount, Forecast, ForecastDay, ForecastHour, Precipitation, Sky
from sources.korea.forecast_grid import Cell
from sources.records import KST
from storage.dialects.locks import Subject, lock
from storage.dialects.statements import Insert, insert, json_pairs
from storage.schema import forecast as table
from storage.schema import forecast_day, forecast_hour

MAX_AGE = dt.timedelta(hours=24)
"""Maximum age of an issue, at the moment that it forecasts or now, whichever is earlier."""

_HOUR = dt.timedelta(hours=1)
# Faster than a call of the enum, for each of the thousands of hours of a broadcast.
_SKIES = {sky.value: sky for sky in Sky}
_PRECIPITATIONS = {precipitation.value: precipitation for precipitation in Precipitation}

# A day's low is forecast for the morning until 9 o'clock, its high for the afternoon until 18.
_LOW_AT, _HIGH_AT = dt.time(9), dt.time(18)


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """Forecast of a cell, without what is too old.

    Attributes:
        source: name of the source of the newest issue.
        issued_at: of the newest issue (UTC).
        hours: in ascending order.
        days: those that have a low or a high, in ascending order.
    """

    source: str
    issued_at: dt.datetime
    hours: tuple[ForecastHour, ...]
    days: tuple[ForecastDay, ...]


async def add(connection: AsyncConnection, cell: Cell, source: str, issue: Forecast, stored_at: dt.datetime) -> None:
    """Store an issue of a cell; it may be older than the newest one, and has at least one hour."""
    await add_all(connection, source, {cell: issue}, stored_at)


async def add_all(
    connection: AsyncConnection, source: str, issues: Mapping[Cell, Forecast], stored_at: dt.datetime
) -> None:
    """Store an issue of each of some cells, as `add` does, with five statements in all."""
    await lock(connection, Subject.OUTLOOK)
    found = await connection.execute(_of_cells(table), {"cells": [(cell.x, cell.y) for cell in issues]})
    newest = {Cell(row.x, row.y): row for row in found}
    newer = {
        cell: issue for cell, issue in issues.items() if cell not in newest or issue.issued_at >= newest[cell].issued_at
    }
    await _replace(connection, source, newer, stored_at)
    hours = [
        _to_key(cell) | _to_row(hour, issue.issued_at)
        for cell, issue in issues.items()
        for hour in issue.hours
        # Of what the newest issue holds, an older one says nothing.
        if cell in newer or hour.period[1] <= newest[cell].begins_at
    ]
    if hours:
        await connection.execute(_PUT_HOUR, hours)
    days = [_to_key(cell) | _to_day_row(day, issue.issued_at) for cell, issue in issues.items() for day in issue.days]
    if days:
        await connection.execute(_PUT_DAY, days)


async def _replace(
    connection: AsyncConnection, source: str, issues: Mapping[Cell, Forecast], stored_at: dt.datetime
) -> None:
    """Store issues as the newest ones of their cells, and delete the hours that they replace."""
    if not issues:
        return
    begins = {cell: issue.hours[0].period[0] for cell, issue in issues.items()}
    rows = [
        _to_key(cell)
        | {"source": source, "issued_at": issue.issued_at, "begins_at": begins[cell], "stored_at": stored_at}
        for cell, issue in issues.items()
    ]
    await connection.execute(_PUT_ISSUE, rows)
    replaced = [{"cell_x": cell.x, "cell_y": cell.y, "begins": begin} for cell, begin in begins.items()]
    await connection.execute(_DELETE_HOURS, replaced)


def _to_key(cell: Cell) -> dict[str, object]:
    return {"x": cell.x, "y": cell.y}


def _make_put_issue() -> Insert:
    statement = insert(table)
    values = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=["x", "y"], set_=values)


def _make_delete_hours() -> Delete:
    hour, begins_at = forecast_hour.c, bindparam("begins", type_=forecast_hour.c.at.type)
    # As `ForecastHour.period`: three hours end at their moment.
    is_replaced = or_(and_(hour.span == 1, hour.at >= begins_at), and_(hour.span > 1, hour.at > begins_at))
    return delete(forecast_hour).where(hour.x == bindparam("cell_x"), hour.y == bindparam("cell_y"), is_replaced)


def _make_put_hour() -> Insert:
    statement = insert(forecast_hour)
    given = statement.excluded
    values = {column.name: given[column.name] for column in forecast_hour.c if not column.primary_key}
    return statement.on_conflict_do_update(
        index_elements=["x", "y", "at"], set_=values, where=given.issued_at >= forecast_hour.c.issued_at
    )


def _make_put_day() -> Insert:
    statement = insert(forecast_day)
    values: dict[str, ColumnElement[Any]] = {}
    for name in ("low", "high"):
        issued_at = f"{name}_issued_at"
        given, stored = statement.excluded, forecast_day.c
        # An issue without the value has no time here, and keeps the stored one.
        is_newer = or_(stored[issued_at].is_(None), given[issued_at] >= stored[issued_at])
        values |= {column: case((is_newer, given[column]), else_=stored[column]) for column in (name, issued_at)}
    return statement.on_conflict_do_update(index_elements=["x", "y", "day"], set_=values)


# Built once: they take longer to build than to run.
_PUT_ISSUE = _make_put_issue()
_DELETE_HOURS = _make_delete_hours()
_PUT_HOUR = _make_put_hour()
_PUT_DAY = _make_put_day()


def _to_row(hour: ForecastHour, issued_at: dt.datetime) -> dict[str, object]:
    return {
        "at": hour.at,
        "issued_at": issued_at,
        "temperature": hour.temperature,
        "sky": hour.sky,
        "precipitation": hour.precipitation,
        "chance": hour.chance,
        "rain_least": hour.rain and hour.rain.least,
        "rain_most": hour.rain and hour.rain.most,
        "snow_least": hour.snow and hour.snow.least,
        "snow_most": hour.snow and hour.snow.most,
        "humidity": hour.humidity,
        "wind_speed": hour.wind_speed,
        "wind_direction": hour.wind_direction,
        "span": hour.span,
    }


def _to_day_row(day: ForecastDay, issued_at: dt.datetime) -> dict[str, object]:
    return {
        "day": day.day,
        "low": day.low,
        "low_issued_at": None if day.low is None else issued_at,
        "high": day.high,
        "high_issued_at": None if day.high is None else issued_at,
    }


async def list_current(
    connection: AsyncConnection, cells: Collection[Cell], now: dt.datetime
) -> dict[Cell, StoredForecast]:
    """Return the forecasts of cells from the midnight before `now` (Seoul) on, with three queries in all.

    A cell whose newest issue is older than `MAX_AGE` is missing, and so are values of an issue that was that old at
    the moment of which they speak.
    """
    wanted = {"cells": [(cell.x, cell.y) for cell in cells]}
    today = now.astimezone(KST).date()
    midnight = dt.datetime.combine(today, dt.time(), KST)
    newest = await connection.execute(_of_cells(table).where(table.c.issued_at >= now - MAX_AGE), wanted)
    found = {Cell(row.x, row.y): row for row in newest}
    hours: defaultdict[Cell, list[ForecastHour]] = defaultdict(list)
    statement = _of_cells(forecast_hour).where(forecast_hour.c.at >= midnight).order_by(forecast_hour.c.at)
    oldest = now - MAX_AGE
    for x, y, at, issued_at, *values in await connection.execute(statement, wanted):
        if issued_at >= oldest or (at < now and issued_at >= at - MAX_AGE):
            hours[Cell(x, y)].append(_to_hour(at, *values))
    days: defaultdict[Cell, list[ForecastDay]] = defaultdict(list)
    statement = _of_cells(forecast_day).where(forecast_day.c.day >= today).order_by(forecast_day.c.day)
    for row in await connection.execute(statement, wanted):
        day = _to_day(row, now)
        if (day.low, day.high) != (None, None):
            days[Cell(row.x, row.y)].append(day)
    return {
        cell: StoredForecast(row.source, row.issued_at, tuple(hours[cell]), tuple(days[cell]))
        for cell, row in found.items()
    }


async def list_issues(connection: AsyncConnection, cells: Collection[Cell]) -> dict[Cell, dt.datetime]:
    """Return the time of the newest issue (UTC) of each of these cells that has one."""
    rows = await connection.execute(_of_cells(table), {"cells": [(cell.x, cell.y) for cell in cells]})
    return {Cell(row.x, row.y): row.issued_at for row in rows}


async def delete_before(connection: AsyncConnection, day: dt.date) -> None:
    """Delete the hours and days before a day in Seoul, and the cells without an issue since."""
    midnight = dt.datetime.combine(day, dt.time(), KST)
    await connection.execute(delete(forecast_hour).where(forecast_hour.c.at < midnight))
    await connection.execute(delete(forecast_day).where(forecast_day.c.day < day))
    await connection.execute(delete(table).where(table.c.issued_at < midnight))


async def get_newest_issue(connection: AsyncConnection) -> dt.datetime | None:
    """Return the time of the newest issue of any cell; None if there is none."""
    found: dt.datetime | None = await connection.scalar(select(func.max(table.c.issued_at)))
    return found


def _of_cells(wanted: Table) -> Select[*tuple[Any, ...]]:
    return select(wanted).where(tuple_(wanted.c.x, wanted.c.y).in_(json_pairs("cells")))


def _to_hour(
    at: dt.datetime,
    temperature: float | None,
    sky: str | None,
    precipitation: str | None,
    chance: int | None,
    rain_least: float | None,
    rain_most: float | None,
    snow_least: float | None,
    snow_most: float | None,
    humidity: float | None,
    wind_speed: float | None,
    wind_direction: float | None,
    span: int,
) -> ForecastHour:
    return ForecastHour(
        at,
        temperature,
        None if sky is None else _SKIES[sky],
        None if precipitation is None else _PRECIPITATIONS[precipitation],
        chance,
        None if rain_least is None else Amount(rain_least, rain_most),
        None if snow_least is None else Amount(snow_least, snow_most),
        humidity,
        wind_speed,
        wind_direction,
        span,
    )


def _to_day(row: Row[*tuple[Any, ...]], now: dt.datetime) -> ForecastDay:
    """Return a day's low and high, without what is from an issue that was too old."""
    low = row.low if _is_usable(row.low_issued_at, row.day, _LOW_AT, now) else None
    high = row.high if _is_usable(row.high_issued_at, row.day, _HIGH_AT, now) else None
    return ForecastDay(row.day, low, high)


def _is_usable(issued_at: dt.datetime | None, day: dt.date, time: dt.time, now: dt.datetime) -> bool:
    moment = dt.datetime.combine(day, time, KST)
    return issued_at is not None and issued_at >= min(moment, now) - MAX_AGE
