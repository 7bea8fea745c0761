"""`jogan database copy` moves everything, from SQLite to PostgreSQL and back."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select
from typer.testing import CliRunner

from bot.cli.database import copy_database, describe
from bot.clock import SystemClock
from bot.errors import AlreadyRunning, InvalidInput
from bot.runtime.instance_lock import LEASE_NAME
from commands import app
from storage.chats import subscriptions
from storage.cluster import workers
from storage.content import articles
from storage.content.articles import ArticleQuery
from storage.copying import list_tables
from storage.database import file_url, open_database
from storage.errors import CopyFailed
from storage.ledger import claiming, deliveries, leases
from storage.ledger.leases import Lease
from storage.schema import asked_search
from tests.factories import copy_database as copy_file
from tests.storage.factories import DAY, NOW, add_articles, enqueue, subscribe, subscription

LIBRARY = ArticleQuery((("도서관",),))


async def fill(url: str) -> None:
    """Store some rows, and one that is deleted, so that ids go on behind it."""
    async with open_database(url) as database, database.write() as connection:
        await subscribe(connection, *map(subscription, (1, 2, 3)))
        await enqueue(connection)
        await deliveries.mark_sending(connection, await claiming.claim(connection, NOW, 2))
        await add_articles(connection, "새 도서관이 문을 열었다", "안개")
        await connection.execute(insert(asked_search).values(id=41, words="\0바다", asked_at=NOW))
        await connection.execute(insert(asked_search).values(id=77, words="산", asked_at=NOW))
        await connection.execute(delete(asked_search).where(asked_search.c.id == 77))


async def read_all(url: str) -> dict[str, list[tuple[Any, ...]]]:
    async with open_database(url) as database, database.read() as connection:
        tables = list_tables()
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in tables
        }


@pytest.fixture
async def source(empty_database: Path, tmp_path: Path) -> str:
    url = copy_file(empty_database, tmp_path)
    await fill(url)
    return url


async def test_all_goes_to_postgresql_and_back(source: str, postgresql_url: str, tmp_path: Path) -> None:
    before = await read_all(source)
    copied = await copy_database(source, postgresql_url)
    assert copied.rows == {name: len(rows) for name, rows in before.items()}
    assert copied.cleaned == 1
    # PostgreSQL has no NUL in its texts.
    assert "1 texts had NUL characters" in describe(copied, 0.5)
    before["asked_search"] = [(41, "바다", NOW)]
    assert await read_all(postgresql_url) == before
    with pytest.raises(CopyFailed, match="the target has rows in the table"):
        await copy_database(source, postgresql_url)
    back = file_url(str(tmp_path / "back.db"))
    assert (await copy_database(postgresql_url, back)).cleaned == 0
    assert await read_all(back) == before
    for url in (postgresql_url, back):
        async with open_database(url) as database, database.write() as connection:
            (found,) = await articles.find(connection, LIBRARY, NOW + DAY)
            assert (await articles.get_many(connection, [found]))[found].article.headline == "새 도서관이 문을 열었다"
            added = await connection.execute(
                insert(asked_search).values(words="강", asked_at=NOW).returning(asked_search.c.id)
            )
            assert added.scalar_one() == 78
            assert (await subscriptions.add(connection, subscription(1))).id == 4


async def test_a_copy_that_fails_can_be_made_again(
    source: str, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("storage.copying.search.add", fail)
        with pytest.raises(ZeroDivisionError):
            await copy_database(source, postgresql_url)
    assert sum((await copy_database(source, postgresql_url)).rows.values()) == 15


async def fail(*_: object) -> None:
    raise ZeroDivisionError


async def test_a_running_bot_is_refused(source: str, postgresql_url: str) -> None:
    now = SystemClock().now()
    async with open_database(source) as database, database.write() as connection:
        await leases.put(connection, Lease(LEASE_NAME, "elsewhere 7 8 9", now, now + dt.timedelta(minutes=1)))
    with pytest.raises(AlreadyRunning):
        await copy_database(source, postgresql_url)


async def test_running_bots_on_a_server_are_refused(postgresql_url: str, tmp_path: Path) -> None:
    async with open_database(postgresql_url) as database, database.write() as connection:
        await workers.join(connection, "elsewhere 7 8 9", "1.0.0")
    with pytest.raises(AlreadyRunning, match="process 7 on elsewhere"):
        await copy_database(postgresql_url, file_url(str(tmp_path / "back.db")))


async def test_a_database_is_not_copied_into_itself(source: str) -> None:
    with pytest.raises(InvalidInput, match="the same database"):
        await copy_database(source, source)


def test_the_command_prints_counts_and_no_password(tmp_path: Path, empty_database: Path) -> None:
    source = copy_file(empty_database, tmp_path)
    result = CliRunner().invoke(app, ["database", "copy", source, str(tmp_path / "new.db"), "--json"])
    assert json.loads(result.stdout)["rows"]["delivery"] == 0
    refused = CliRunner().invoke(app, ["database", "copy", source, "postgresql+psycopg://me:secret@127.0.0.1:1/jogan"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "no server answers there" in refused.stderr
    assert "secret" not in refused.stderr
