import datetime as dt

import pytest
from sqlalchemy import text

from storage.cluster import ticks
from storage.cluster.ticks import Tick
from storage.database import Database
from tests.dialects import POSTGRESQL

pytestmark = pytest.mark.dialects(POSTGRESQL)

SEVEN = dt.datetime(2024, 5, 14, 7, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
FIRST, SECOND = "first", "second"

_ADD_JOB = text("""
    INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('any', 'run', '{"kind": "retention"}')
""")


async def make(database: Database, name: str, moment: dt.datetime = SEVEN) -> bool:
    """Make a tick and a job, as a worker does."""
    async with database.write() as connection:
        is_made = await ticks.make(connection, "retention", moment, name)
        if is_made:
            await connection.execute(_ADD_JOB)
        return is_made


async def end(database: Database) -> None:
    """Delete the job, which is over."""
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM procrastinate_jobs"))


async def test_a_moment_is_one_workers(database: Database) -> None:
    assert await make(database, FIRST)
    assert not await make(database, SECOND)
    await end(database)
    # Also for one that has slept meanwhile.
    assert not await make(database, SECOND)
    assert await make(database, SECOND, SEVEN + MINUTE)


async def test_the_next_tick_waits_for_the_end_of_the_last_ones_job(database: Database) -> None:
    assert await make(database, FIRST)
    assert not await make(database, SECOND, SEVEN + MINUTE)
    await end(database)
    assert await make(database, SECOND, SEVEN + 2 * MINUTE)


async def test_old_ticks_are_deleted_but_that_of_a_job(database: Database) -> None:
    assert await make(database, FIRST)
    async with database.write() as connection:
        await ticks.delete_old(connection, "retention", SEVEN + MINUTE)
        assert await ticks.get_last(connection, "retention") == Tick(SEVEN, FIRST)
    await end(database)
    assert await make(database, FIRST, SEVEN + MINUTE)
    async with database.write() as connection:
        await ticks.delete_old(connection, "retention", SEVEN + MINUTE)
        assert await ticks.get_last(connection, "retention") == Tick(SEVEN + MINUTE, FIRST)
        assert await connection.scalar(text("SELECT count(*) FROM tick")) == 1
