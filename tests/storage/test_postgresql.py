"""A database on a server of PostgreSQL: opening, errors, notices, and the search whatever the locale is."""

import asyncio
import logging
import statistics
import sys
import time

import pytest
from psycopg import sql
from sqlalchemy import text

from bot.cli.check import State, run_checks
from bot.clock import SystemClock
from bot.settings import Settings
from storage.chats import chats
from storage.chats.chats import Chat
from storage.content import articles, observations
from storage.content.articles import ArticleQuery
from storage.database import Database, make_database, open_database
from storage.dialects import postgresql
from storage.errors import DatabaseFailed, DatabaseInUse, DatabaseUnreachable
from storage.ledger import leases
from storage.ledger.leases import Lease
from storage.migrate import get_head
from storage.schema import chat, observation, worker
from tests.postgresql import Server
from tests.storage.factories import DAY, NOW, add_articles
from tests.storage.factories import observation as reading

pytestmark = pytest.mark.dialects("postgresql")

LOCALES = {
    "libc": "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'",
    "builtin": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
    "c": "LOCALE_PROVIDER libc LOCALE 'C'",
}
END = """
SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
WHERE datname = current_database() AND application_name"""
WORDS = {"도서": 1, "서관": 1, "도서관": 1, "서관의": 0, "관": 1, "café": 2, "cafe": 2, "문": 1, "없는": 0}
"""Words with the number of headlines that have them."""


def create(server: Server, name: str, options: str = "") -> str:
    """Make an empty database, and return its URL."""
    with server.connect("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}")
        connection.execute(statement.format(sql.Identifier(name), sql.SQL(options)))
    return server.url(name)


@pytest.mark.parametrize("locale", LOCALES)
async def test_articles_are_found_whatever_the_locale_is(postgresql_server: Server, worker: str, locale: str) -> None:
    url = create(postgresql_server, f"locale_{worker}", LOCALES[locale])
    async with open_database(url) as database, database.write() as connection:
        await add_articles(connection, "새 도서관이 문을 열었다", "Café in Seoul", "A CAFE in Busan")
        found = {
            word: len(await articles.find(connection, ArticleQuery(((word.casefold(),),)), NOW + DAY)) for word in WORDS
        }
    assert found == WORDS


async def refusal(url: str, *, must_exist: bool = False) -> str:
    database = make_database(url)
    with pytest.raises(DatabaseUnreachable) as refused:
        await database.open(must_exist=must_exist)
    await database.close()
    return str(refused.value)


async def test_who_cannot_connect_is_told_why_and_never_the_password(postgresql_server: Server, worker: str) -> None:
    create(postgresql_server, f"empty_{worker}")
    folder = postgresql_server.folder
    assert await refusal(f"postgresql+psycopg://postgres:geheim@/missing?host={folder}") == (
        f"missing on {folder}: there is no such database; create it with: createdb --encoding=UTF8"
    )
    assert await refusal("postgresql+psycopg://me:geheim@127.0.0.1:1/jogan") == (
        "jogan on 127.0.0.1: no server answers there; is it running?"
    )
    assert "rejects the user" in await refusal(f"postgresql+psycopg://nobody:geheim@/postgres?host={folder}")
    told = await refusal(postgresql_server.url(f"empty_{worker}"), must_exist=True)
    assert told == f"empty_{worker} on {folder}: there are no tables of Jogan yet"


async def test_a_database_is_inspected_without_a_change(
    postgresql_server: Server, postgresql_url: str, worker: str
) -> None:
    for url, revision in ((postgresql_url, get_head()), (create(postgresql_server, f"empty_{worker}"), None)):
        database = make_database(url)
        state = await database.inspect()
        assert state.revision == revision
        assert state.size > 1_000_000
        settings = Settings(database_url=url)
        checked = {one.name: one.state for one in await run_checks(settings, "", SystemClock())}
        assert checked["database"] is State.OK
        assert checked["schema"] is (State.OK if revision else State.NOTE)
        await database.close()


async def test_a_server_that_is_too_old_is_refused(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "MIN_VERSION", 99)
    assert "the server is PostgreSQL 18; 99 or newer is needed" in await refusal(postgresql_url)


@pytest.mark.parametrize("package", ["psycopg", "procrastinate"])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.delitem(sys.modules, "storage.dialects.postgresql")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DatabaseUnreachable, match=r"pip install 'jogan\[cluster\]'"):
        make_database("postgresql+psycopg://me@host/jogan")


async def test_an_upgrade_waits_for_the_bot_that_runs(database: Database, postgresql_url: str) -> None:
    now = int(NOW.timestamp())
    async with database.write() as connection:
        await leases.put(connection, Lease("run", "here 7 8 9", NOW, NOW + 10_000 * DAY))
        await connection.execute(text("UPDATE alembic_version SET version_num = '0032' WHERE :now > 0"), {"now": now})
    other = make_database(postgresql_url)
    with pytest.raises((DatabaseInUse, DatabaseUnreachable), match=r"process 7 on here|0032"):
        await other.open()
    await other.close()


async def test_a_change_is_noticed_at_once(database: Database, postgresql_url: str) -> None:
    async with open_database(postgresql_url) as other:
        heard: list[str] = []
        other.on_notice("lane", heard.append)
        database.on_notice("lane", heard.append)
        before = await other.revision(observation), await other.revision(chat)
        async with database.write() as connection:
            await observations.add(connection, [reading()], NOW)
            await database.notify(connection, "lane", "a word")
        async with asyncio.timeout(1):
            while await other.revision(observation) == before[0] or not heard:  # noqa: ASYNC110 - nobody tells a test
                await asyncio.sleep(0.005)
        assert await other.revision(chat) == before[1]
        assert heard == ["a word"]


async def test_other_processes_know_a_change_within_a_tenth_of_a_second(
    database: Database, postgresql_url: str
) -> None:
    delays = []
    async with open_database(postgresql_url) as other:
        for number in range(11):
            before = await other.revision(chat)
            async with database.write() as connection:
                await chats.save(connection, Chat(1 + number, "private", "ko", None))
            begin = time.monotonic()
            async with asyncio.timeout(5):
                while await other.revision(chat) == before:  # noqa: ASYNC110 - nobody tells a test
                    await asyncio.sleep(0.001)
            delays.append(time.monotonic() - begin)
    # The median: a busy machine may take its time once.
    assert statistics.median(delays) < 0.1


async def test_nothing_can_be_kept_of_a_table_whose_changes_are_not_announced(database: Database) -> None:
    with pytest.raises(ValueError, match="worker"):
        await database.revision(worker)


async def test_without_notices_nothing_is_kept(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.dialects.notices._LOOK_INTERVAL", 0.1)
    caplog.set_level(logging.WARNING)
    before = await database.revision(chat)
    assert await database.revision(chat) == before
    async with database.write() as connection:
        await connection.execute(text(f"{END} = 'jogan notices'"))
    async with asyncio.timeout(5):
        while await database.revision(chat) == before:  # noqa: ASYNC110 - nobody tells a test
            await asyncio.sleep(0.005)
        # As long as nobody listens, each answer differs; then the same one comes again.
        while await database.revision(chat) != await database.revision(chat):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert len([line for line in caplog.messages if "change notices" in line]) == 1


async def test_connections_that_the_server_has_closed_are_replaced(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(text("SELECT 1"))
    async with database.write() as connection:
        await connection.execute(text(f"{END} = 'jogan bot' AND pid <> pg_backend_pid()"))
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1


async def test_an_error_tells_no_values(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO chat (id, kind) VALUES (4711, 'private')"))
    with pytest.raises(DatabaseFailed, match="duplicate key") as failed:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO chat (id, kind) VALUES (4711, 'private')"))
    assert "4711" not in str(failed.value)


async def test_what_is_urgent_does_not_wait_for_other_transactions(database: Database) -> None:
    begun, ended = asyncio.Semaphore(0), asyncio.Event()

    async def hold() -> None:
        async with database.write():
            begun.release()
            await ended.wait()

    holding = [asyncio.create_task(hold()) for _ in range(4)]
    for _ in holding:
        await begun.acquire()
    async with asyncio.timeout(2), database.write(is_urgent=True) as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
    ended.set()
    await asyncio.gather(*holding)


async def test_a_size_is_measured(database: Database) -> None:
    assert await database.measure_size() > 1_000_000
