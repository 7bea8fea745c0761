"""The calls of daily budgets that `jogan sources check` shows."""

import pytest

from bot.intake.outlook.check import list_calls
from bot.intake.source_config import AirKorea, KmaForecast, KmaWarnings
from storage.content import service_calls
from storage.database import Database, make_database
from storage.errors import DatabaseUnreachable
from tests.factories import seoul

FORECAST = KmaForecast(type="kma-forecast")
SOURCES = [FORECAST, AirKorea(type="airkorea", budget=400), KmaWarnings(type="kma-warnings")]
NOW = seoul("2024-05-14T07:00")


async def test_calls_of_today_are_shown_beside_the_budget(database: Database, database_url: str) -> None:
    async with database.write() as connection:
        for hour in ("13T23:59", "14T00:00", "14T06:00"):
            await service_calls.take(connection, FORECAST.name, 8000, seoul(f"2024-05-{hour}"))
    assert await list_calls(database_url, SOURCES, NOW) == [
        "KMA forecast: 2 of 8,000 calls made today (Seoul)",
        "AirKorea: 0 of 400 calls made today (Seoul)",
    ]


async def test_before_the_first_start_there_is_none(new_database_url: str) -> None:
    assert await list_calls(new_database_url, SOURCES, NOW) == []
    # It was not created either.
    with pytest.raises(DatabaseUnreachable):
        await make_database(new_database_url).open(must_exist=True)
