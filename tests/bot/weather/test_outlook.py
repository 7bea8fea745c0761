import datetime as dt

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from bot.weather.outlook import DayOutlook, Outlook, PlaceForecast, Spot, get_outlooks
from sources.forecasts import Forecast, ForecastDay, ForecastHour
from sources.korea.forecast_grid import find_cell
from storage.content import forecasts
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
    assert counts[0] == counts[1] == 3
