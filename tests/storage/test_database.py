import asyncio
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import database as database_module
from storage.content import observations
from storage.database import Database, file_url, make_database
from storage.dialects import sqlite
from storage.errors import DatabaseFailed, DatabaseTooNew, DatabaseUnreachable
from tests.storage.factories import NOW, observation

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}
OPEN_IT = """\
import asyncio, sys
from storage.database import make_database

async def main():
    database = make_database(sys.argv[1])
    await database.open()
    await database.close()

asyncio.run(main())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "jogan.db"


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights of files")
async def test_a_new_file_can_be_read_by_its_owner_only(path: Path, new_database_url: str) -> None:
    before = os.umask(0o022)
    try:
        database = await opened(new_database_url)
    finally:
        os.umask(before)
    files = sorted(path.parent.glob("jogan.db*"))
    assert len(files) == 3
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    await database.close()


async def opened(url: str) -> Database:
    database = make_database(url)
    await database.open()
    return database


async def refusal(url: str) -> str:
    """Return the error of a database that cannot be opened."""
    database = make_database(url)
    with pytest.raises(DatabaseUnreachable) as refused:
        await database.open()
    await database.close()
    return str(refused.value)


@pytest.mark.dialects("sqlite")
@pytest.mark.parametrize("name", PRAGMAS)
async def test_readers_and_the_writer_are_set_up_alike(database: Database, name: str) -> None:
    for side in (database.read, database.write):
        async with side() as connection:
            assert await connection.scalar(text(f"PRAGMA {name}")) == PRAGMAS[name]


async def test_opening_twice_keeps_the_rows(database: Database, database_url: str) -> None:
    async with database.write() as connection:
        await observations.add(connection, [observation()], NOW)
    again = await opened(database_url)
    async with again.read() as connection:
        assert await observations.list_current(connection) == (observation(),)
    await again.close()


async def test_many_tasks_open_a_new_file_at_once(new_database_url: str) -> None:
    databases = await asyncio.gather(*(opened(new_database_url) for _ in range(5)))
    for database in databases:
        async with database.read() as connection:
            assert await observations.list_current(connection) == ()
        await database.close()


@pytest.mark.process
def test_two_processes_open_a_new_file_at_once(new_database_url: str) -> None:
    root = Path(database_module.__file__).parents[1]
    processes = [
        subprocess.Popen(  # noqa: S603 - the program is written above
            [sys.executable, "-c", OPEN_IT, new_database_url], cwd=root, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [process.communicate(timeout=60)[1] for process in processes] == [""] * 3
    assert [process.returncode for process in processes] == [0] * 3


async def test_a_database_of_a_newer_version_is_rejected(database: Database, database_url: str) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = make_database(database_url)
    with pytest.raises(DatabaseTooNew, match="revision 9999"):
        await newer.open()
    await newer.close()


def test_a_file_that_is_no_database_is_reported_and_left_alone(path: Path) -> None:
    path.write_text("this is no database at all" * 100)
    assert asyncio.run(refusal(file_url(str(path)))) == f"{path}: file is not a database"
    assert path.read_text() == "this is no database at all" * 100


async def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "jogan.db"
    assert await refusal(file_url(str(path))) == f"{path}: unable to open database file"


async def test_a_read_only_database_is_reported(path: Path) -> None:
    sqlite3.connect(path).close()
    said = await refusal(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")
    assert "attempt to write a readonly database" in said


@pytest.mark.parametrize("url", ["", "nonsense", "jogan.db"])
def test_an_invalid_url_is_reported_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match=r"sqlite\+aiosqlite:///jogan\.db"):
        make_database(url)


@pytest.mark.parametrize(
    "url", ["sqlite:///jogan.db", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "mysql://me:secret@host/db"]
)
def test_a_database_of_another_kind_is_reported_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUnreachable, match="only a file or a server of PostgreSQL is supported") as refused:
        make_database(url)
    assert "secret" not in str(refused.value)


@pytest.mark.dialects("sqlite")
async def test_a_locked_database_stores_no_partial_change(
    database_url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("journal_mode=WAL", "busy_timeout=50", "foreign_keys=ON"))
    database = await opened(database_url)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseFailed, match="database is locked"):
        async with database.write() as connection:
            await observations.add(connection, [observation()], NOW)
    other.execute("ROLLBACK")
    other.close()
    async with database.write() as connection:
        assert await observations.list_current(connection) == ()
        await observations.add(connection, [observation()], NOW)
    async with database.read() as connection:
        assert await observations.list_current(connection) == (observation(),)
    await database.close()


async def test_readers_do_not_wait_for_the_writer_and_see_the_last_commit(database: Database) -> None:
    async with database.write() as connection:
        await observations.add(connection, [observation()], NOW)
        async with database.read() as reader:
            assert await observations.list_current(reader) == ()
    async with database.read() as reader:
        assert await observations.list_current(reader) == (observation(),)


@pytest.mark.dialects("sqlite")
async def test_writers_take_turns(database: Database) -> None:
    async def write(station: int) -> None:
        async with database.write() as connection:
            before = len(await observations.list_current(connection))
            await asyncio.sleep(0)
            await observations.add(connection, [observation(station)], NOW)
            assert len(await observations.list_current(connection)) == before + 1

    await asyncio.gather(*(write(station) for station in range(10)))


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await _add_and_fail(database)
    async with database.read() as connection:
        assert await observations.list_current(connection) == ()


async def _add_and_fail(database: Database) -> None:
    async with database.write() as connection:
        await observations.add(connection, [observation()], NOW)
        raise ZeroDivisionError


async def test_a_failed_statement_rolls_back_the_ones_before(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match=r"CHECK constraint failed|violates check constraint"):
        await _add_and_be_refused(database)
    async with database.read() as connection:
        assert await observations.list_current(connection) == ()


async def _add_and_be_refused(database: Database) -> None:
    async with database.write() as connection:
        await observations.add(connection, [observation()], NOW)
        await observations.add(connection, [observation(temperature=99.0)], NOW)


async def test_a_time_without_a_zone_is_rejected(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match="a time without a zone cannot be stored"):
        async with database.write() as connection:
            await observations.add(connection, [observation(at=NOW.replace(tzinfo=None))], NOW)


@pytest.mark.parametrize(
    ("given", "url"),
    [("a.db", "sqlite+aiosqlite:///a.db"), ("/x/a.db", "sqlite+aiosqlite:////x/a.db"), ("x://y", "x://y")],
)
def test_a_path_becomes_a_url_and_a_url_stays(given: str, url: str) -> None:
    assert file_url(given) == url


async def test_a_connection_in_use_at_the_end_is_closed_when_it_is_returned(new_database_url: str) -> None:
    database = await opened(new_database_url)
    assert database.file
    journal = f"{database.file.path}-wal"
    async with database.read() as connection:
        await connection.execute(text("SELECT * FROM chat"))
        await database.close()
        assert os.access(journal, os.F_OK)
    # SQLite removes the journal with the last connection.
    assert not os.access(journal, os.F_OK)
