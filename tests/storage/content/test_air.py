import datetime as dt
from collections.abc import Sequence

from sources.air import AirGrade, AirReading, AirStation
from storage.content import air
from storage.database import Database
from tests.factories import seoul

NOON = seoul("2024-05-14T12:00")
HOUR = dt.timedelta(hours=1)
JUNGGU = AirStation("중구", "서울", 37.564639, 126.975961)
OF_INCHEON = AirStation("중구", "인천", 37.47, 126.62)


def reading(at: dt.datetime = NOON, pm10: int | None = 42, pm25: int | None = 18, province: str = "서울") -> AirReading:
    grades = (None if value is None else AirGrade.MODERATE for value in (pm10, pm25))
    return AirReading("중구", province, at, pm10, pm25, *grades)


async def add(database: Database, *readings: AirReading) -> int:
    async with database.write() as connection:
        return await air.add(connection, "AirKorea", readings, NOON)


async def list_stations(database: Database, *stations: AirStation, at: dt.datetime = NOON) -> None:
    async with database.write() as connection:
        await air.replace_stations(connection, stations, at)


async def current(database: Database, now: dt.datetime = NOON) -> Sequence[AirReading]:
    async with database.read() as connection:
        return [one.reading for one in await air.list_current(connection, now)]


async def test_the_newest_hour_counts_in_whatever_order_the_hours_come(database: Database) -> None:
    await list_stations(database, JUNGGU)
    await add(database, reading(NOON))
    assert await add(database, reading(NOON - HOUR, 99)) == 1
    assert await current(database) == [reading(NOON)]


async def test_stations_of_one_name_are_told_apart_by_their_province(database: Database) -> None:
    await list_stations(database, JUNGGU, OF_INCHEON)
    await add(database, reading(), reading(pm10=80, province="인천"))
    async with database.read() as connection:
        located = await air.list_current(connection, NOON)
    assert {(one.latitude, one.reading.pm10) for one in located} == {(JUNGGU.latitude, 42), (OF_INCHEON.latitude, 80)}
    assert {one.source for one in located} == {"AirKorea"}


async def test_a_missing_value_does_not_replace_one_of_the_same_hour(database: Database) -> None:
    await list_stations(database, JUNGGU)
    await add(database, reading(pm25=None))
    assert await add(database, reading(pm10=None, pm25=17)) == 1
    assert await current(database) == [reading(pm10=42, pm25=17)]
    assert await add(database, reading(pm10=None)) == 1
    assert await add(database, reading()) == 0


async def test_a_reading_is_current_for_three_hours(database: Database) -> None:
    await list_stations(database, JUNGGU)
    await add(database, reading())
    assert await current(database, NOON + 3 * HOUR) == [reading()]
    assert await current(database, NOON + 3 * HOUR + dt.timedelta(seconds=1)) == []
    assert await current(database, NOON - HOUR) == []


async def test_a_station_that_is_not_listed_has_no_place(database: Database) -> None:
    await add(database, reading())
    assert await current(database) == []


async def test_a_list_replaces_the_one_before(database: Database) -> None:
    async with database.read() as connection:
        assert await air.get_list_age(connection, NOON) is None
    await list_stations(database, JUNGGU, JUNGGU, OF_INCHEON)
    await list_stations(database, OF_INCHEON, at=NOON + HOUR)
    async with database.read() as connection:
        assert await air.count_stations(connection) == 1
        assert await air.get_list_age(connection, NOON + 3 * HOUR) == 2 * HOUR


async def test_old_readings_are_deleted(database: Database) -> None:
    await add(database, reading(), reading(NOON - HOUR))
    async with database.write() as connection:
        assert await air.delete_before(connection, NOON) == 1
        assert await air.get_newest_hour(connection) == NOON
