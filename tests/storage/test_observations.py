import datetime as dt
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import NamedBy, Precision
from storage import observations
from storage.schema import observation as table
from tests.storage.conftest import DAY, NOW, observation


async def rows(connection: AsyncConnection) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0


async def test_what_is_stored_comes_back_as_it_was(connection: AsyncConnection) -> None:
    stored = observation(temperature=None, condition=None)
    assert await observations.add(connection, [stored], NOW) == 1
    assert await observations.newest_of(connection, [112]) == {112: stored}


async def test_times_come_back_in_utc(connection: AsyncConnection) -> None:
    seoul = dt.datetime(2024, 5, 13, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    await observations.add(connection, [observation(at=seoul)], NOW)
    found = (await observations.current(connection))[0].observed_at
    assert (found, found.tzinfo) == (seoul, dt.UTC)


async def test_the_same_again_changes_nothing(connection: AsyncConnection) -> None:
    all_of_them = [observation(station) for station in range(90, 187)]
    assert await observations.add(connection, all_of_them, NOW) == 97
    assert await observations.add(connection, all_of_them, NOW + DAY) == 0
    assert await rows(connection) == 97


async def test_another_value_corrects_what_is_there(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(105), observation()], NOW)
    corrected = replace(observation(temperature=16.1), named_by=NamedBy.POSITION)
    assert await observations.add(connection, [observation(105), corrected], NOW) == 1
    assert await observations.newest_of(connection, [112]) == {112: corrected}
    assert await rows(connection) == 2


async def test_what_was_observed_is_not_replaced_by_nothing(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation()], NOW)
    assert await observations.add(connection, [observation(condition=None, temperature=None)], NOW) == 0
    assert await observations.add(connection, [observation(condition="비", temperature=None)], NOW) == 1
    assert await observations.newest_of(connection, [112]) == {112: observation(condition="비")}


async def test_another_time_or_source_is_history(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(), observation(at=NOW - DAY), observation(source="kma")], NOW)
    assert await rows(connection) == 3


async def test_nothing_is_stored_of_nothing(connection: AsyncConnection) -> None:
    assert await observations.add(connection, [], NOW) == 0
    assert await observations.current(connection) == ()
    assert await observations.newest_of(connection, []) == {}


async def test_each_stations_newest_reading_is_current(connection: AsyncConnection) -> None:
    old, new = observation(at=NOW - DAY / 2, temperature=1.0), observation(temperature=2.0)
    await observations.add(connection, [new, old, observation(90, at=NOW - DAY / 2)], NOW)
    assert await observations.current(connection) == (observation(90, at=NOW - DAY / 2), new)


async def test_a_reading_a_day_older_than_the_newest_is_not_current(connection: AsyncConnection) -> None:
    just, late = observation(90, at=NOW - DAY + dt.timedelta(seconds=1)), observation(105, at=NOW - DAY)
    await observations.add(connection, [observation(), just, late], NOW)
    assert [one.station for one in await observations.current(connection)] == [90, 112]


async def test_old_readings_are_current_as_long_as_there_are_no_newer_ones(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(at=NOW - 1000 * DAY)], NOW)
    assert len(await observations.current(connection)) == 1


async def test_the_newest_of_a_station_is_found_however_old(connection: AsyncConnection) -> None:
    old = observation(90, at=NOW - 1000 * DAY)
    await observations.add(connection, [observation(), old, observation(90, at=NOW - 1001 * DAY)], NOW)
    assert await observations.newest_of(connection, [90, 95]) == {90: old}


async def test_a_station_with_two_sources_at_the_same_moment_appears_once(connection: AsyncConnection) -> None:
    hourly = replace(observation(source="kma"), precision=Precision.HOUR)
    await observations.add(connection, [observation(), hourly], NOW)
    assert await observations.current(connection) == (hourly,)
