"""A database that is deleted or replaced under a running bot: noticed, reported, and its contents saved."""

import asyncio
import filecmp
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.runtime.database_file import watch_database_file
from storage.chats import chats
from storage.chats.chats import Chat
from storage.database import Database, open_database
from storage.errors import DatabaseFailed
from tests.factories import EVENING

INTERVAL = 0.01
COPY = "jogan.db.saved-20240513T110000"
CHAT = Chat(42, "private", "ko", None)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as database:
        async with database.write() as connection:
            await chats.save(connection, CHAT)
        yield database


def delete(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    with closing(sqlite3.connect(path.with_suffix(".new"))) as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
    path.with_suffix(".new").replace(path)


def restore(path: Path) -> None:
    """Put an older copy of the database in its place."""
    shutil.copyfile(path.with_suffix(".backup"), path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def chats_of(path: Path) -> list[tuple[int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT id FROM chat").fetchall()


@pytest.mark.parametrize("damage", [delete, replace])
async def test_a_lost_file_is_reported_and_its_contents_are_saved(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    async with watch_database_file(database, SetClock(EVENING), INTERVAL) as lost:
        await asyncio.to_thread(damage, tmp_path / "jogan.db")
        await asyncio.wait_for(lost.wait(), 10)
        # What the bot stores while it stops is saved too.
        async with database.write() as connection:
            await chats.save(connection, Chat(43, "private", "ko", None))
    assert "jogan.db was deleted or replaced; stopping" in caplog.text
    assert f"{COPY}; rename it to" in caplog.text
    assert await asyncio.to_thread(chats_of, tmp_path / COPY) == [(42,), (43,)]


async def test_a_file_in_place_is_left_alone(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with watch_database_file(database, SetClock(EVENING), INTERVAL) as lost:
        for number in range(5):
            async with database.write() as connection:
                await chats.save(connection, Chat(number, "private", "ko", None))
            await asyncio.sleep(2 * INTERVAL)
        assert not lost.is_set()
    assert await asyncio.to_thread(lambda: [one.name for one in tmp_path.glob("*.saved*")]) == []
    assert caplog.records == []


async def test_a_restored_backup_is_not_touched(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "jogan.db"
    await database.copy_to(str(path.with_suffix(".backup")))
    for number in range(100, 200):
        async with database.write() as connection:
            await chats.save(connection, Chat(number, "private", "ko", None))
    async with watch_database_file(database, SetClock(EVENING), INTERVAL) as lost:
        await asyncio.to_thread(restore, path)
        # The first connection for reading is made only now.
        with pytest.raises(DatabaseFailed, match="was deleted or replaced"):
            async with database.read():
                pass
        await asyncio.wait_for(lost.wait(), 10)
    await database.close()
    # Checked before SQLite opens it: a journal that the bot has left would be replayed into it.
    assert sorted(one.name for one in await asyncio.to_thread(lambda: list(tmp_path.iterdir()))) == [
        "jogan.backup",
        "jogan.db",
        COPY,
    ]
    assert await asyncio.to_thread(filecmp.cmp, path, path.with_suffix(".backup"), shallow=False)
    assert len(await asyncio.to_thread(chats_of, tmp_path / COPY)) == 101


async def test_a_copy_that_cannot_be_saved_is_reported(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread((tmp_path / COPY).write_text, "somebody's", encoding="utf-8")
    async with watch_database_file(database, SetClock(EVENING), INTERVAL) as lost:
        await asyncio.to_thread(delete, tmp_path / "jogan.db")
        await asyncio.wait_for(lost.wait(), 10)
    assert "Could not save the contents of" in caplog.text
    assert await asyncio.to_thread((tmp_path / COPY).read_text, encoding="utf-8") == "somebody's"
