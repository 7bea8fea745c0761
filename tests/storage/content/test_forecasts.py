import datetime as dt
import itertools

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.forecasts import Amount, Forecast, ForecastDay, ForecastHour, Precipitation, Sky
from sources.korea.forecast_grid import Cell
from storage.content import forecasts
from storage.content.forecasts import StoredForecast
from tests.factories import seoul

SEOUL, BUSAN = Cell(60, 127), Cell(98, 76)
DAY = dt.date(2024, 5, 14)


def hours(first: str, *temperatures: float) -> tuple[ForecastHour, ...]:
    return tuple(
        ForecastHour(seoul(first) + number * dt.timedelta(hours=1), temperature)
        for number, temperature in enumerate(temperatures)
    )


async def put(connection: AsyncConnection, issue: Forecast, cell: Cell = SEOUL) -> None:
    await forecasts.add(connection, cell, "KMA forecast", issue, issue.issued_at)


async def get(connection: AsyncConnection, now: str, cell: Cell = SEOUL) -> StoredForecast | None:
    return (await forecasts.list_current(connection, [cell], seoul(now))).get(cell)


async def test_all_values_come_back(connection: AsyncConnection) -> None:
    hour = ForecastHour(
        seoul("2024-05-14T07:00"), 15.5, Sky.MOSTLY_CLOUDY, Precipitation.SHOWER, 60, Amount(30, 50), Amount(5, None),
        80, 1.25, 45, 3,
    )  # fmt: skip
    issue = Forecast(seoul("2024-05-14T02:00"), (hour,), (ForecastDay(DAY, 12, 22.5),))
    await put(connection, issue)
    found = await get(connection, "2024-05-14T07:30")
    assert found == StoredForecast("KMA forecast", issue.issued_at, issue.hours, issue.days)
    assert await get(connection, "2024-05-14T07:30", BUSAN) is None


async def test_past_hours_and_the_low_of_today_survive_later_issues(
    connection: AsyncConnection,
) -> None:
    await put(
        connection, Forecast(seoul("2024-05-14T02:00"), hours("2024-05-14T03:00", 10, 9, 8), (ForecastDay(DAY, 8, 20),))
    )
    await put(
        connection, Forecast(seoul("2024-05-14T05:00"), hours("2024-05-14T05:00", 7, 6), (ForecastDay(DAY, None, 21),))
    )
    found = await get(connection, "2024-05-14T05:30")
    assert found is not None
    assert found.hours == (*hours("2024-05-14T03:00", 10, 9), *hours("2024-05-14T05:00", 7, 6))
    assert found.days == (ForecastDay(DAY, 8, 21),)
    assert found.issued_at == seoul("2024-05-14T05:00")


async def test_a_newer_or_corrected_issue_replaces_all_hours_from_its_first_one(connection: AsyncConnection) -> None:
    for issued_at, temperature in (("2024-05-14T02:00", 1.0), ("2024-05-14T05:00", 2.0), ("2024-05-14T05:00", 3.0)):
        await put(connection, Forecast(seoul(issued_at), hours("2024-05-14T06:00", *[temperature] * 5), ()))
    await put(connection, Forecast(seoul("2024-05-14T05:00"), hours("2024-05-14T06:00", 4), ()))
    found = await get(connection, "2024-05-14T06:00")
    assert found is not None
    assert found.hours == hours("2024-05-14T06:00", 4)


async def test_issues_of_several_cells_are_stored_as_one_by_one(connection: AsyncConnection) -> None:
    older, newer = (
        Forecast(seoul(f"2024-05-14T0{hour}:00"), hours(f"2024-05-14T0{hour + 1}:00", hour), ()) for hour in (2, 5)
    )
    await put(connection, newer)
    await forecasts.add_all(connection, "KMA forecast", {SEOUL: older, BUSAN: older}, older.issued_at)
    await forecasts.add_all(connection, "KMA forecast", {}, older.issued_at)
    seoul_found, busan_found = [await get(connection, "2024-05-14T06:00", cell) for cell in (SEOUL, BUSAN)]
    assert (seoul_found and seoul_found.hours) == older.hours + newer.hours
    assert (seoul_found and seoul_found.issued_at) == newer.issued_at
    assert (busan_found and busan_found.hours) == older.hours


async def test_an_older_issue_that_comes_late_fills_in_only_what_is_missing(connection: AsyncConnection) -> None:
    await put(
        connection, Forecast(seoul("2024-05-14T05:00"), hours("2024-05-14T06:00", 5), (ForecastDay(DAY, None, 20),))
    )
    await put(
        connection, Forecast(seoul("2024-05-14T02:00"), hours("2024-05-14T05:00", 1, 2, 3), (ForecastDay(DAY, 4, 19),))
    )
    found = await get(connection, "2024-05-14T06:00")
    assert found is not None
    assert found.hours == hours("2024-05-14T05:00", 1, 5)
    assert found.days == (ForecastDay(DAY, 4, 20),)
    assert found.issued_at == seoul("2024-05-14T05:00")


@pytest.mark.parametrize("order", list(itertools.permutations((2, 5, 8, 11))))
async def test_the_order_in_which_issues_come_makes_no_difference(
    connection: AsyncConnection, order: tuple[int, ...]
) -> None:
    for hour in order:
        first = f"2024-05-14T{hour + 1:02}:00"
        days = (ForecastDay(DAY, hour if hour < 5 else None, hour if hour < 11 else None),)
        extremes = tuple(day for day in days if (day.low, day.high) != (None, None))
        await put(connection, Forecast(seoul(f"2024-05-14T{hour:02}:00"), hours(first, *[hour] * 30), extremes))
    found = await get(connection, "2024-05-14T12:00")
    assert found is not None
    by_hour = {hour.at: hour.temperature for hour in found.hours}
    assert list(by_hour.values()) == [2] * 3 + [5] * 3 + [8] * 3 + [11] * 30
    assert list(by_hour) == [seoul("2024-05-14T03:00") + number * dt.timedelta(hours=1) for number in range(39)]
    assert found.days == (ForecastDay(DAY, 2, 8),)


async def test_what_is_older_than_a_day_is_no_forecast(connection: AsyncConnection) -> None:
    issue = Forecast(seoul("2024-05-13T05:00"), hours("2024-05-13T06:00", *range(48)), (ForecastDay(DAY, 8, 20),))
    await put(connection, issue)
    last = await get(connection, "2024-05-14T05:00")
    assert last is not None
    assert last.hours[0].at == seoul("2024-05-14T00:00")
    assert await get(connection, "2024-05-14T05:01") is None
    # A new issue does not bring back what the old one said of the morning.
    await put(connection, Forecast(seoul("2024-05-14T11:00"), hours("2024-05-14T12:00", 17, 18), ()))
    found = await get(connection, "2024-05-14T12:00")
    assert found is not None
    assert [hour.temperature for hour in found.hours] == [*range(18, 24), 17, 18]
    assert found.days == ()


@pytest.mark.parametrize("is_newest_last", [True, False])
async def test_three_hours_replace_the_hours_that_they_end(
    connection: AsyncConnection, *, is_newest_last: bool
) -> None:
    """Three hours until 15:00 are those from 12:00 on: the hours that are labelled 12, 13 and 14."""
    hourly = Forecast(seoul("2024-05-14T05:00"), hours("2024-05-14T11:00", 1, 2, 3, 4, 5), ())
    three = ForecastHour(seoul("2024-05-14T15:00"), 20, span=3)
    later = Forecast(seoul("2024-05-14T08:00"), (three,), ())
    for issue in (hourly, later) if is_newest_last else (later, hourly):
        await put(connection, issue)
    found = await get(connection, "2024-05-14T11:30")
    assert found is not None
    assert found.hours == (*hours("2024-05-14T11:00", 1), three)


async def test_three_hours_before_the_first_one_of_an_issue_stay(connection: AsyncConnection) -> None:
    first, second = (ForecastHour(seoul(f"2024-05-14T{hour}:00"), 20, span=3) for hour in (12, 15))
    await put(connection, Forecast(seoul("2024-05-14T05:00"), (first, second), ()))
    await put(connection, Forecast(seoul("2024-05-14T11:00"), hours("2024-05-14T13:00", 1), ()))
    found = await get(connection, "2024-05-14T11:30")
    assert found is not None
    assert found.hours == (first, *hours("2024-05-14T13:00", 1))
