import logging

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import DatabaseFailed
from storage.schema import chat

pytestmark = pytest.mark.dialects("sqlite")

PEOPLE = [{"id": number, "kind": "private"} for number in range(1, 4)]


def count_trips(log: pytest.LogCaptureFixture) -> int:
    """Return how often a connection's thread was asked for something."""
    return sum(line.startswith("executing") for line in log.messages)


async def fill(connection: AsyncConnection) -> None:
    await connection.execute(insert(chat), PEOPLE)


async def fail(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection)
        await connection.execute(text("SELECT * FROM missing"))


async def test_a_statement_and_its_rows_cost_one_trip(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    async with database.write() as connection:
        await fill(connection)
        caplog.set_level(logging.DEBUG, "aiosqlite")
        rows = await connection.execute(select(chat.c.id).order_by(chat.c.id))
        assert rows.scalars().all() == [1, 2, 3]
        assert count_trips(caplog) == 1
        await connection.execute(update(chat).values(language="ko"))
        assert count_trips(caplog) == 2


async def test_changed_rows_are_counted(database: Database) -> None:
    async with database.write() as connection:
        assert (await connection.execute(insert(chat), PEOPLE)).rowcount == 3
        assert (await connection.execute(update(chat).where(chat.c.id > 1).values(language="ko"))).rowcount == 2
        returned = await connection.scalars(update(chat).values(language="en").returning(chat.c.id))
        assert sorted(returned) == [1, 2, 3]


async def test_after_a_failed_statement_the_connection_still_works(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match="no such table"):
        await fail(database)
    async with database.write() as connection:
        assert await connection.scalar(select(func.count()).select_from(chat)) == 0
        await fill(connection)
    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(chat)) == 3


async def test_rows_that_nobody_reads_keep_nothing_open(database: Database) -> None:
    async with database.write() as connection:
        await fill(connection)
        await connection.execute(select(chat))
        # SQLite refuses it while a statement still has rows.
        await connection.execute(text("DROP TABLE refused_chat"))
