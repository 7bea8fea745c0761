import datetime as dt

import pytest

from storage.cluster import ticks, workers
from storage.database import Database

SEVEN = dt.datetime(2024, 5, 14, 7, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
async def names(database: Database) -> list[str]:
    names = [f"machine {number} 0 token namespace" for number in (1, 2)]
    async with database.write() as connection:
        for name in names:
            await workers.join(connection, name, "1.0")
    return names


async def begin(database: Database, name: str, moment: dt.datetime = SEVEN, *, overlaps: bool = False) -> bool:
    async with database.write() as connection:
        return await ticks.begin(connection, "retention", moment, name, overlaps=overlaps)


async def end(database: Database, name: str, moment: dt.datetime = SEVEN) -> None:
    async with database.write() as connection:
        await ticks.end(connection, "retention", moment, name)


async def test_a_moment_is_one_workers(database: Database, names: list[str]) -> None:
    first, second = names
    assert await begin(database, first)
    assert not await begin(database, second)
    await end(database, first)
    # Also for one that has slept meanwhile.
    assert not await begin(database, second)
    assert await begin(database, second, SEVEN + MINUTE)


async def test_the_next_run_waits_for_the_end_of_the_last_one(database: Database, names: list[str]) -> None:
    first, second = names
    assert await begin(database, first)
    assert not await begin(database, second, SEVEN + MINUTE)
    await end(database, first)
    assert await begin(database, second, SEVEN + 2 * MINUTE)


async def test_runs_that_may_overlap_wait_for_none(database: Database, names: list[str]) -> None:
    first, second = names
    assert await begin(database, first, overlaps=True)
    assert not await begin(database, second, overlaps=True)
    assert await begin(database, second, SEVEN + MINUTE, overlaps=True)


async def test_the_run_of_a_worker_that_was_pruned_has_ended(database: Database, names: list[str]) -> None:
    first, second = names
    assert await begin(database, first)
    async with database.write() as connection:
        gone = next(one for one in await workers.list_all(connection) if one.name == first)
        assert await workers.prune(connection, gone)
    assert await begin(database, second, SEVEN + MINUTE)


async def test_a_worker_whose_end_could_not_be_stored_goes_on(database: Database, names: list[str]) -> None:
    assert await begin(database, names[0])
    assert await begin(database, names[0], SEVEN + MINUTE)


async def test_old_ticks_are_deleted_but_those_that_run(database: Database, names: list[str]) -> None:
    assert await begin(database, names[0])
    async with database.write() as connection:
        await ticks.delete_old(connection, "retention", SEVEN + MINUTE)
        assert await ticks.get_last(connection, "retention") == SEVEN
    await end(database, names[0])
    async with database.write() as connection:
        await ticks.delete_old(connection, "retention", SEVEN + MINUTE)
        assert await ticks.get_last(connection, "retention") is None
