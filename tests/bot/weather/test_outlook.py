import datetime as dt

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from bot.weather.outlook import DayOutlook, Outlook, PlaceForecast, Spot, get_outlooks
from sources.air import AirGrade, AirReading, AirStation
from sources.forecasts import Forecast, ForecastDay, ForecastHour
from sources.korea.forecast_grid import find_cell
from storage.content import air, forecasts
from storage.database import Database
from tests.factories import seoul

SEOUL = Spot("서울", 37.57, 126.98, "서울", None, "서울")
JONGNO = Spot("서울 종로구", 37.57, 126.98, "서울", "종로구", "종로구")
BUSAN = Spot("부산", 35.18, 129.08, "부산", None, "부산")
TODAY = dt.date(2024, 5, 14)
TOMORROW = TODAY + dt.timedelta(days=1)


async def look(database: Database, now: str, *spots: Spot) -> dict[str, Outlook]:
    async with database.read() as connection:
        return await get_outlooks(connection, spots, seoul(now))


async def put(database: Database, issue: Forecast, spot: Spot = SEOUL) -> None:
    async with database.write() as connection:
        cell = find_cell(spot.latitude, spot.longitude)
        await forecasts.add(connection, cell, "KMA forecast", issue, issue.issued_at)


async def test_days_hold_their_hours_and_extremes(database: Database) -> None:
    midnight = ForecastHour(seoul("2024-05-15T00:00"), 12)
    evening = ForecastHour(seoul("2024-05-14T23:00"), 13)
    issue = Forecast(seoul("2024-05-14T20:00"), (evening, midnight), (ForecastDay(TOMORROW, 9, 21),))
    await put(database, issue)
    found = await look(database, "2024-05-14T20:30", SEOUL, JONGNO, BUSAN)
    days = DayOutlook(TODAY, None, None, (evening,)), DayOutlook(TOMORROW, 9, 21, (midnight,))
    assert found["서울"].forecast == PlaceForecast("KMA forecast", issue.issued_at, days)
    assert found["서울 종로구"] == found["서울"]
    assert found["부산"].forecast is None


@pytest.mark.parametrize(("at", "day"), [("2024-05-15T00:00", TODAY), ("2024-05-15T03:00", TOMORROW)])
async def test_three_hours_that_end_at_midnight_are_the_days_before(database: Database, at: str, day: dt.date) -> None:
    await put(database, Forecast(seoul("2024-05-14T20:00"), (ForecastHour(seoul(at), 12, span=3),), ()))
    forecast = (await look(database, "2024-05-14T20:30", SEOUL))["서울"].forecast
    assert forecast is not None
    assert [one.day for one in forecast.days] == [day]


async def test_yesterdays_days_are_not_shown(database: Database) -> None:
    hours = ForecastHour(seoul("2024-05-14T23:00"), 13), ForecastHour(seoul("2024-05-15T00:00"), 12)
    await put(database, Forecast(seoul("2024-05-14T20:00"), hours, (ForecastDay(TODAY, 9, 21),)))
    forecast = (await look(database, "2024-05-15T00:00", SEOUL))["서울"].forecast
    assert forecast is not None
    assert forecast.days == (DayOutlook(TOMORROW, None, None, hours[1:]),)


async def test_the_number_of_queries_does_not_depend_on_that_of_the_spots(database: Database) -> None:
    counts = []
    for spots in ([SEOUL], [SEOUL, JONGNO, BUSAN]):
        statements: list[str] = []

        def record(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)  # noqa: B023 - removed below

        async with database.read() as connection:
            engine = connection.sync_connection
            assert engine is not None
            event.listen(engine, "before_cursor_execute", record)
            await get_outlooks(connection, spots, seoul("2024-05-14T20:30"))
            event.remove(engine, "before_cursor_execute", record)
        counts.append(len(statements))
    assert counts[0] == counts[1] > 0


def dust(station: str, at: str, pm10: int | None = 42, pm25: int | None = 18) -> AirReading:
    grades = (None if value is None else AirGrade.MODERATE for value in (pm10, pm25))
    return AirReading(station, "서울", seoul(at), pm10, pm25, *grades)


async def measure(database: Database, *readings: AirReading) -> None:
    """Store readings of two stations: one at the city hall, one 11 km south of it."""
    stations = AirStation("중구", "서울", 37.5646, 126.976), AirStation("관악구", "서울", 37.487, 126.927)
    async with database.write() as connection:
        await air.replace_stations(connection, stations, seoul("2024-05-14T00:00"))
        await air.add(connection, "AirKorea", readings, seoul("2024-05-14T00:00"))


async def test_dust_is_that_of_the_nearest_station_that_has_any(database: Database) -> None:
    await measure(database, dust("중구", "2024-05-14T07:00"), dust("관악구", "2024-05-14T10:00", 80, None))
    found = await look(database, "2024-05-14T10:00", SEOUL, BUSAN)
    near, far = found["서울"].air, found["부산"].air
    assert near is not None
    assert (near.source, near.reading) == ("AirKorea", dust("중구", "2024-05-14T07:00"))
    assert 0.5 < near.distance < 1
    assert far is None
    # The nearest one has had nothing for more than three hours.
    farther = (await look(database, "2024-05-14T10:01", SEOUL))["서울"].air
    assert farther is not None
    assert farther.reading == dust("관악구", "2024-05-14T10:00", 80, None)
    assert 9 < farther.distance < 12


@pytest.mark.parametrize(("kilometres", "is_near"), [(29.9, True), (30.1, False)])
@pytest.mark.parametrize(("north", "east"), [(1 / 111.2, 0), (-1 / 111.2, 0), (0, 1 / 88.1), (0, -1 / 88.1)])
async def test_a_station_speaks_for_thirty_kilometres(
    database: Database, north: float, east: float, kilometres: float, *, is_near: bool
) -> None:
    await measure(database, dust("중구", "2024-05-14T10:00"))
    spot = Spot("곳", 37.5646 + north * kilometres, 126.976 + east * kilometres, None, None, "곳")
    found = (await look(database, "2024-05-14T10:00", spot))["곳"].air
    assert (found is not None) is is_near


async def test_without_readings_nothing_is_known_of_dust(database: Database) -> None:
    await measure(database)
    assert (await look(database, "2024-05-14T10:00", SEOUL))["서울"].air is None
