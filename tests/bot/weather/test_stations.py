"""Lows and highs of a day so far, from stored readings."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.weather.stations import DayRanges, get_day_ranges
from sources.records import Precision
from storage.content import observations
from storage.content.observations import Observation, TemperatureRange
from storage.database import Database, open_database
from tests.bot.pictures.weather import observation
from tests.factories import seoul

MIDNIGHT = seoul("2024-05-13 00:00")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'jogan.db'}") as opened:
        yield opened


def at(hour: int, temperature: float | None, station: int = 112, *, suspect: bool = False) -> Observation:
    return observation(station, temperature, MIDNIGHT + dt.timedelta(hours=hour), suspect=suspect)


async def ranges_of(database: Database, readings: list[Observation], newest: Observation) -> DayRanges | None:
    async with database.write() as connection:
        await observations.add(connection, readings, MIDNIGHT.astimezone(dt.UTC))
    async with database.read() as connection:
        return await get_day_ranges(connection, newest)


async def test_the_day_begins_after_midnight(database: Database) -> None:
    readings = [at(0, -9.0), at(1, 12.0), at(2, 10.5), at(3, 11.0)]
    found = await ranges_of(database, readings, readings[-1])
    assert found is not None
    assert (found.day, found.stations) == (MIDNIGHT.date(), {112: TemperatureRange(10.5, 12.0)})


async def test_the_reading_of_24_o_clock_ends_its_day(database: Database) -> None:
    readings = [at(hour, float(hour)) for hour in range(25)]
    found = await ranges_of(database, readings, readings[-1])
    assert found is not None
    assert (found.day, found.stations) == (MIDNIGHT.date(), {112: TemperatureRange(1.0, 24.0)})


async def test_a_station_with_too_few_hours_is_missing(database: Database) -> None:
    known = [at(hour, 10.0 + hour) for hour in range(1, 9)]
    # Six of eight hours are enough, five are not; a suspect one does not count.
    enough = [at(hour, 5.0, station=108) for hour in range(3, 9)]
    too_few = [at(hour, 5.0, station=159, suspect=hour == 3) for hour in range(3, 9)]
    found = await ranges_of(database, [*known, *enough, *too_few], known[-1])
    assert found is not None
    assert found.stations.keys() == {112, 108}


async def test_a_reading_without_an_hour_tells_no_range(database: Database) -> None:
    newest = observation(112, 15.9, MIDNIGHT, precision=Precision.DAY)
    assert await ranges_of(database, [newest], newest) is None
    assert await ranges_of(database, [], at(5, 10.0)) is None
