"""Chunks of a morning are enqueued, on PostgreSQL two at a time, each subscription once."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text

from bot.delivery import enqueueing
from bot.delivery.enqueueing import Enqueueing, enqueue_due
from storage.database import Database, open_database
from storage.errors import DatabaseFailed
from storage.ledger import enqueueing as storage
from storage.schema import delivery
from tests.storage.factories import CUT_OFF, NOW, subscribe, subscription

PEOPLE = 11


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueueing, "ENQUEUE_CHUNK_SIZE", 2)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as database:
        yield database


async def prepare(database: Database) -> None:
    async with database.write() as connection:
        await subscribe(connection, *map(subscription, range(1, PEOPLE + 1)))


async def count(database: Database) -> tuple[int, int]:
    """Return the number of bulletins, and of chats that get one."""
    async with database.read() as connection:
        columns = func.count(), func.count(delivery.c.chat_id.distinct())
        bulletins, chats = (await connection.execute(select(*columns))).one()
    return bulletins, chats


async def test_what_fails_is_enqueued_at_the_next_tick(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await prepare(database)
    calls: list[object] = []
    enqueue = storage.enqueue

    async def fail(*given: object) -> int:
        calls.append(given)
        if len(calls) == 3:
            raise DatabaseFailed("disk I/O error")
        return await enqueue(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "enqueue", fail)
    with pytest.raises(DatabaseFailed):
        await enqueue_due(database, NOW, CUT_OFF)
    bulletins, chats = await count(database)
    assert 4 <= bulletins == chats < PEOPLE
    await enqueue_due(database, NOW, CUT_OFF)
    await enqueue_due(database, NOW, CUT_OFF)
    assert await count(database) == (PEOPLE, PEOPLE)


async def test_who_stops_enqueues_no_more_than_what_is_in_progress(database: Database) -> None:
    await prepare(database)
    work = Enqueueing(database, NOW, CUT_OFF)
    await work.start()
    assert await count(database) == (2, 2)
    work.stop()
    await work.finish()
    bulletins, chats = await count(database)
    assert bulletins == chats < PEOPLE
    await enqueue_due(database, NOW, CUT_OFF)
    assert await count(database) == (PEOPLE, PEOPLE)


@pytest.mark.dialects("postgresql")
async def test_a_large_morning_leaves_no_dead_rows(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueueing, "MIN_TO_VACUUM", PEOPLE)
    await prepare(database)
    work = Enqueueing(database, NOW, CUT_OFF)
    await work.start()
    await work.finish()
    await work.finish_vacuum()
    async with database.read() as connection:
        # Only a vacuum says that a page has no others: the tests' server has no autovacuum.
        found = text("SELECT relallvisible FROM pg_class WHERE oid = 'subscription'::regclass")
        assert await connection.scalar(found) > 0
