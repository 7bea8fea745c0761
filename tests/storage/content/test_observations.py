import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import NamedBy, Precision
from storage.content import observations
from storage.content.observations import Observation
from storage.schema import observation as table
from tests.storage.factories import DAY, HOUR, NOW, hourly, observation


async def rows(connection: AsyncConnection) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0


async def test_observations_are_read_as_they_were_saved(connection: AsyncConnection) -> None:
    stored = observation(temperature=None, condition=None)
    assert await observations.add(connection, [stored], NOW) == 1
    assert await observations.newest_by_station(connection, [112]) == {112: (stored,)}


async def test_times_come_back_in_utc(connection: AsyncConnection) -> None:
    seoul = dt.datetime(2024, 5, 13, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    await observations.add(connection, [observation(at=seoul)], NOW)
    found = (await observations.list_current(connection))[0].observed_at
    assert (found, found.tzinfo) == (seoul, dt.UTC)


async def test_saving_the_same_again_changes_nothing(connection: AsyncConnection) -> None:
    all_of_them = [observation(station) for station in range(90, 187)]
    assert await observations.add(connection, all_of_them, NOW) == 97
    assert await observations.add(connection, all_of_them, NOW + DAY) == 0
    assert await rows(connection) == 97


async def test_another_value_replaces_the_stored_one(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(105), observation()], NOW)
    corrected = replace(observation(temperature=16.1), named_by=NamedBy.POSITION)
    assert await observations.add(connection, [observation(105), corrected], NOW) == 1
    assert await observations.newest_by_station(connection, [112]) == {112: (corrected,)}
    assert await rows(connection) == 2


async def test_a_missing_value_does_not_replace_an_observed_one(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation()], NOW)
    assert await observations.add(connection, [observation(condition=None, temperature=None)], NOW) == 0
    assert await observations.add(connection, [observation(condition="비", temperature=None)], NOW) == 1
    assert await observations.newest_by_station(connection, [112]) == {112: (observation(condition="비"),)}


async def test_what_only_one_station_measures_is_stored(connection: AsyncConnection) -> None:
    wet = replace(observation(105, temperature=None), rain=1.2)
    await observations.add(connection, [observation(), wet], NOW)
    assert await observations.newest_by_station(connection, [105, 112]) == {105: (wet,), 112: (observation(),)}


async def test_another_time_or_source_is_history(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(), observation(at=NOW - DAY), observation(source="kma")], NOW)
    assert await rows(connection) == 3


async def test_an_empty_list_stores_nothing(connection: AsyncConnection) -> None:
    assert await observations.add(connection, [], NOW) == 0
    assert await observations.list_current(connection) == ()
    assert await observations.newest_by_station(connection, []) == {}


async def test_each_stations_newest_reading_is_current(connection: AsyncConnection) -> None:
    old, new = observation(at=NOW - DAY / 2, temperature=1.0), observation(temperature=2.0)
    await observations.add(connection, [new, old, observation(90, at=NOW - DAY / 2)], NOW)
    assert await observations.list_current(connection) == (observation(90, at=NOW - DAY / 2), new)


async def test_a_reading_a_day_older_than_the_newest_is_not_current(connection: AsyncConnection) -> None:
    just, late = observation(90, at=NOW - DAY + dt.timedelta(seconds=1)), observation(105, at=NOW - DAY)
    await observations.add(connection, [observation(), just, late], NOW)
    assert [one.station for one in await observations.list_current(connection)] == [90, 112]


async def test_old_readings_are_current_as_long_as_there_are_no_newer_ones(connection: AsyncConnection) -> None:
    await observations.add(connection, [observation(at=NOW - 1000 * DAY)], NOW)
    assert len(await observations.list_current(connection)) == 1


async def test_the_newest_of_a_station_is_found_at_any_age(connection: AsyncConnection) -> None:
    old = observation(90, at=NOW - 1000 * DAY)
    await observations.add(connection, [observation(), old, observation(90, at=NOW - 1001 * DAY)], NOW)
    assert await observations.newest_by_station(connection, [90, 95]) == {90: (old,)}


async def test_a_station_with_two_sources_at_the_same_moment_appears_once(connection: AsyncConnection) -> None:
    hourly = replace(observation(source="kma"), precision=Precision.HOUR)
    await observations.add(connection, [observation(), hourly], NOW)
    assert await observations.list_current(connection) == (hourly,)


async def test_all_measured_values_are_read_back(connection: AsyncConnection) -> None:
    measured = replace(
        observation(), rain=1.2, rain_today=3.4, snow=0.5, humidity=85.0, dew_point=11.0, wind_direction=50.0,
        wind_speed=2.1, feels_like=13.1, suspect=True,
    )  # fmt: skip
    await observations.add(connection, [measured], NOW)
    assert await observations.newest_by_station(connection, [112]) == {112: (measured,)}


async def test_only_a_new_temperature_replaces_the_suspect_flag(connection: AsyncConnection) -> None:
    doubted = replace(observation(temperature=40.0), suspect=True)
    await observations.add(connection, [doubted], NOW)
    assert await observations.add(connection, [observation(temperature=None)], NOW) == 0
    assert await observations.list_current(connection) == (doubted,)
    assert await observations.add(connection, [observation(temperature=14.0)], NOW) == 1
    assert await observations.list_current(connection) == (observation(temperature=14.0),)


@pytest.mark.parametrize(
    ("ranking", "order"),
    [
        ((), ["kma", "hub", "page"]),
        (("hub", "kma"), ["hub", "kma", "page"]),
        (("page",), ["page", "kma", "hub"]),
        (("page", "hub", "elsewhere", "kma"), ["page", "hub", "kma"]),
    ],
)
async def test_the_best_source_wins_and_the_others_stay_visible(
    connection: AsyncConnection, ranking: tuple[str, ...], order: list[str]
) -> None:
    await observations.add(connection, [observation(source=name) for name in ("page", "hub", "kma")], NOW)
    (readings,) = (await observations.newest_by_station(connection, [112], ranking)).values()
    assert [one.source for one in readings] == order
    assert [one.source for one in await observations.list_current(connection, ranking)] == order[:1]


async def test_a_trusted_reading_beats_a_suspect_one(connection: AsyncConnection) -> None:
    suspect = replace(observation(source="kma"), suspect=True)
    await observations.add(connection, [observation(source="page"), suspect], NOW)
    assert await observations.list_current(connection, ("kma", "page")) == (observation(source="page"),)


async def test_the_best_reading_is_completed_from_others_of_the_hour(connection: AsyncConnection) -> None:
    best = replace(hourly(source="cities"), condition=None, temperature=None, humidity=91.0, rain_today=0.0)
    windy = replace(hourly(source="map"), rain=0.5, rain_today=9.9, humidity=80.0, wind_speed=2.0, wind_direction=90.0)
    await observations.add(connection, [best, windy], NOW)
    completed = replace(best, condition="맑음", rain=0.5, wind_speed=2.0, wind_direction=90.0)
    assert await observations.newest_by_station(connection, [112], ("cities",)) == {112: (completed, windy)}
    assert await observations.list_current(connection, ("cities",)) == (completed,)


async def test_calm_wind_takes_no_direction_from_another_source(connection: AsyncConnection) -> None:
    calm = replace(hourly(source="cities"), wind_speed=0.1)
    windy = replace(hourly(source="map"), wind_speed=3.0, wind_direction=90.0)
    await observations.add(connection, [calm, windy], NOW)
    assert await observations.list_current(connection, ("cities",)) == (calm,)


async def test_a_reading_is_not_completed_from_one_of_another_precision(connection: AsyncConnection) -> None:
    plain, page = replace(hourly(source="cities"), condition=None), observation(source="page")
    await observations.add(connection, [plain, page], NOW)
    assert await observations.list_current(connection, ("cities",)) == (plain,)


async def test_a_newer_reading_beats_a_better_source(connection: AsyncConnection) -> None:
    await observations.add(connection, [hourly(), hourly(at=NOW - HOUR, source="kma")], NOW)
    assert await observations.list_current(connection, ("kma", "page")) == (hourly(),)


async def test_yesterdays_temperature_is_that_of_the_same_station_and_hour(connection: AsyncConnection) -> None:
    now = [hourly(90), hourly(at=NOW - HOUR), hourly(105)]
    yesterday = [hourly(90, at=NOW - DAY, temperature=1.0), hourly(at=NOW - DAY - HOUR, temperature=2.0)]
    elsewhen = [hourly(at=NOW - DAY, temperature=3.0), hourly(105, at=NOW - DAY - HOUR, temperature=4.0)]
    await observations.add(connection, [*now, *yesterday, *elsewhen], NOW)
    assert await observations.temperatures_day_before(connection, now) == {90: 1.0, 112: 2.0}
    assert await observations.temperatures_day_before(connection, []) == {}


async def test_yesterdays_temperature_is_that_of_the_source_that_decides(connection: AsyncConnection) -> None:
    both = [hourly(at=NOW - DAY, source=name, temperature=float(n)) for n, name in enumerate(("kma", "hub"))]
    await observations.add(connection, both, NOW)
    assert await observations.temperatures_day_before(connection, [hourly()], ("kma", "hub")) == {112: 0.0}
    assert await observations.temperatures_day_before(connection, [hourly()], ("hub", "kma")) == {112: 1.0}


@pytest.mark.parametrize(
    "before",
    [
        observation(at=NOW - DAY),
        replace(observation(at=NOW - DAY), precision=Precision.HOUR, suspect=True),
        replace(observation(at=NOW - DAY, temperature=None), precision=Precision.HOUR),
    ],
    ids=["a day's", "suspect", "unmeasured"],
)
async def test_only_comparable_readings_are_compared(connection: AsyncConnection, before: Observation) -> None:
    await observations.add(connection, [before], NOW)
    assert await observations.temperatures_day_before(connection, [hourly()]) == {}


async def test_a_reading_of_a_day_is_not_compared_with_an_hour(connection: AsyncConnection) -> None:
    await observations.add(connection, [hourly(at=NOW - DAY)], NOW)
    assert await observations.temperatures_day_before(connection, [observation()]) == {}


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (hourly(at=NOW - HOUR), True),
        (hourly(at=NOW - HOUR - dt.timedelta(seconds=1)), False),
        (replace(hourly(at=NOW - HOUR), suspect=True), False),
        (observation(at=NOW - DAY), True),
        (observation(at=NOW - DAY - HOUR), False),
    ],
    ids=["in time", "too early", "suspect", "of the day", "of the day before"],
)
async def test_freshness_depends_on_the_precision_of_the_time(
    connection: AsyncConnection, there: Observation, expected: bool
) -> None:
    await observations.add(connection, [there], NOW)
    assert await observations.has_fresh(connection, hour_since=NOW - HOUR, day_since=NOW - DAY) is expected


async def test_each_source_has_its_own_last_moment(connection: AsyncConnection) -> None:
    await observations.add(connection, [hourly(source="kma"), hourly(at=NOW - HOUR), hourly(at=NOW - 2 * HOUR)], NOW)
    assert await observations.latest_moment(connection, "page", NOW) == NOW - HOUR
    assert await observations.latest_moment(connection, "page", NOW - 2 * HOUR) == NOW - 2 * HOUR
    assert await observations.latest_moment(connection, "page", NOW - DAY) is None
    assert await observations.latest_moment(connection, "hub", NOW) is None


async def test_the_history_of_a_source_is_in_order(connection: AsyncConnection) -> None:
    early, late = hourly(at=NOW - 2 * HOUR), hourly(at=NOW - HOUR)
    await observations.add(connection, [hourly(), late, early, hourly(at=NOW - HOUR, source="kma")], NOW)
    assert await observations.list_of_source(connection, "page", NOW - 2 * HOUR, NOW) == (early, late)


async def test_a_stations_history_has_the_best_trusted_readings(connection: AsyncConnection) -> None:
    decides = observation(at=NOW - 3 * HOUR, temperature=12.5, source="kma")
    newest = observation(at=NOW, temperature=14.0)
    others = [
        observation(at=NOW - 9 * HOUR),
        observation(at=NOW - 3 * HOUR, temperature=12.0),
        replace(observation(at=NOW - 2 * HOUR, temperature=40.0), suspect=True),
        observation(at=NOW - HOUR, temperature=None),
        observation(108, at=NOW),
    ]
    await observations.add(connection, [decides, newest, *others], NOW)
    assert await observations.list_history(connection, 112, NOW - 5 * HOUR, ["kma"]) == (decides, newest)
