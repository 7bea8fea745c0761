"""The demo's feed, as its bot reads it."""

import datetime as dt
from importlib import resources

import pytest
from sqlalchemy import func, select

from bot.places.regions import resolve
from bot.rendering.pictures.readings_chart import CHART_SPAN
from bot.weather.outlook import Outlook, Spot, get_outlooks
from demo.feed import DemoFeed
from demo.week import BEGIN, FIRST_MORNING
from sources.forecasts import Precipitation
from sources.korea.gazetteer import load_places
from sources.records import KST
from sources.warnings import WarningLevel
from storage.content import articles, observations
from storage.database import Database
from storage.schema import air_reading, article, observation
from tests.bot.factories import PLACES
from tests.factories import CATALOGUE, seoul

DAY = dt.timedelta(days=1)


@pytest.fixture
async def feed(database: Database) -> DemoFeed:
    page = resources.files("sources").joinpath("sample_page.txt").read_bytes()
    feed = DemoFeed(database, CATALOGUE, page)
    await feed.advance(BEGIN)
    return feed


async def look(database: Database, now: dt.datetime, name: str = "인천") -> Outlook:
    place = next(one for one in load_places(CATALOGUE) if one.key == str(resolve(name, CATALOGUE)))
    spot = Spot(place.key, place.latitude, place.longitude, place.province, place.district, name)
    async with database.read() as connection:
        return (await get_outlooks(connection, [spot], now))[place.key]


async def test_nothing_is_known_before_its_time(feed: DemoFeed, database: Database) -> None:
    for now in (BEGIN, FIRST_MORNING, FIRST_MORNING + DAY + dt.timedelta(minutes=20)):
        await feed.advance(now)
        async with database.read() as connection:
            for column in (observation.c.observed_at, air_reading.c.measured_at, article.c.published_at):
                newest = await connection.scalar(select(func.max(column)))
                assert now - DAY < newest <= now


async def test_the_chart_has_two_days_and_seven_mornings(feed: DemoFeed, database: Database) -> None:
    await feed.advance(FIRST_MORNING)
    async with database.read() as connection:
        readings = await observations.list_history(connection, 112, FIRST_MORNING - CHART_SPAN)
    hours = [one.observed_at for one in readings]
    assert {FIRST_MORNING - number * dt.timedelta(hours=1) for number in range(48)} <= set(hours)
    assert {FIRST_MORNING - number * DAY for number in range(7)} <= set(hours)
    assert readings[-1].temperature == 15.9


async def test_the_first_morning_has_rain_dust_and_a_warning(feed: DemoFeed, database: Database) -> None:
    await feed.advance(FIRST_MORNING)
    outlook = await look(database, FIRST_MORNING)
    assert outlook.forecast is not None
    today, tomorrow, *later = outlook.forecast.days
    assert (today.low, today.high) == (16, 24)
    rain = [hour.at.astimezone(KST).hour for hour in today.hours if hour.precipitation is Precipitation.RAIN]
    assert rain == [15, 16, 17, 18]
    assert tomorrow.high != today.high
    assert len(later) >= 2
    assert outlook.air is not None
    assert (outlook.air.reading.station, outlook.air.reading.pm25) == ("인천", 42)
    assert outlook.warnings is not None
    assert {one.level for one in outlook.warnings} == {WarningLevel.ADVISORY}


async def test_what_was_forecast_is_read_at_the_places_station(feed: DemoFeed, database: Database) -> None:
    names = "인천", "서울", "강릉", "포항", "태백", "서귀포"
    told = {name: (await look(database, BEGIN, name)).forecast for name in names}
    await feed.advance(FIRST_MORNING)
    for name, forecast in told.items():
        match = PLACES.find(name).match
        assert match is not None
        assert forecast is not None
        async with database.read() as connection:
            readings = await observations.list_history(connection, match.station.number, BEGIN)
        hours = {hour.at: hour.temperature for day in forecast.days for hour in day.hours}
        read = {one.observed_at: one.temperature for one in readings if one.temperature is not None}
        after = {at: round(degrees) for at, degrees in read.items() if at > BEGIN}
        assert len(after) == 11
        assert after.items() <= hours.items()


async def test_the_second_morning_is_another_one(feed: DemoFeed, database: Database) -> None:
    await feed.advance(FIRST_MORNING)
    first = await look(database, FIRST_MORNING)
    await feed.advance(FIRST_MORNING + DAY)
    second = await look(database, FIRST_MORNING + DAY)
    assert second.warnings == []
    assert first.air != second.air
    assert first.forecast != second.forecast
    async with database.read() as connection:
        newest, *_ = await articles.list_newest(connection, FIRST_MORNING + DAY, 1)
    assert newest.article.headline.startswith("한라산 철쭉")


async def test_the_clock_stops_where_a_warning_changes(database: Database) -> None:
    feed = DemoFeed(database, CATALOGUE, resources.files("sources").joinpath("sample_page.txt").read_bytes())
    until = FIRST_MORNING + DAY
    assert list(feed.list_moments(FIRST_MORNING, until)) == [
        seoul("2024-05-14T16:00"),
        seoul("2024-05-15T06:00"),
        until,
    ]
    assert list(feed.list_moments(BEGIN, seoul("2024-05-14T05:00"))) == [seoul("2024-05-14T05:00")]
