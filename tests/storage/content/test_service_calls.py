import datetime as dt

from storage.content import service_calls
from storage.database import Database
from tests.factories import seoul

NOON = seoul("2024-05-14T12:00")
MIDNIGHT = seoul("2024-05-15T00:00")


async def take(database: Database, now: dt.datetime, *, budget: int = 2, service: str = "AirKorea") -> bool:
    async with database.write() as connection:
        return await service_calls.take(connection, service, budget, now)


async def count(database: Database, now: dt.datetime) -> int:
    async with database.read() as connection:
        return await service_calls.count(connection, "AirKorea", now)


async def test_a_budget_is_that_of_a_service_and_of_a_day_in_seoul(database: Database) -> None:
    assert [await take(database, NOON) for _ in range(3)] == [True, True, False]
    assert await count(database, NOON) == 2
    assert await take(database, NOON, service="forecasts")
    assert await take(database, MIDNIGHT)
    assert (await count(database, NOON), await count(database, MIDNIGHT)) == (2, 1)


async def test_without_a_budget_no_call_is_made(database: Database) -> None:
    assert not await take(database, NOON, budget=0)
    assert await count(database, NOON) == 0


async def test_counts_of_earlier_days_are_deleted(database: Database) -> None:
    await take(database, NOON)
    await take(database, MIDNIGHT)
    async with database.write() as connection:
        await service_calls.delete_before(connection, dt.date(2024, 5, 15))
    assert (await count(database, NOON), await count(database, MIDNIGHT)) == (0, 1)
