"""Migration 0003 keeps the articles and indexes them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sources.records import Article
from storage.content import articles
from storage.content.articles import ArticleQuery
from storage.database import file_url, make_database
from tests.factories import publish
from tests.storage.factories import NOW, older_version

OLD = Article("시립도서관 아침 개관", paragraphs=("첫 문단", "둘째 문단"), address="https://a.example/1")


@pytest.fixture
def second_version(tmp_path: Path) -> str:
    """Create a database of revision 0002 with an article that was delivered."""
    path = tmp_path / "jogan.db"
    older_version(path, "0002")
    with closing(sqlite3.connect(path)) as rows:
        rows.execute(
            "INSERT INTO article (id, fingerprint, headline, paragraphs, address, first_seen_at)"
            " VALUES (5, 'x', ?, ?, ?, ?)",
            (OLD.headline, "\n\n".join(OLD.paragraphs), OLD.address, int(NOW.timestamp())),
        )
        rows.execute("INSERT INTO chat (id, kind) VALUES (7, 'private')")
        rows.execute(
            "INSERT INTO delivery (chat_id, thread_id, occasion, local_date, state, due_at, expires_at,"
            " next_attempt_at, article_id) VALUES (7, 0, 'morning', '2024-05-14', 'sent', 0, 0, 0, 5)"
        )
        rows.commit()
    return file_url(str(path))


async def test_articles_of_an_earlier_version_are_recognized(second_version: str) -> None:
    database = make_database(second_version)
    await database.open()
    async with database.write() as connection:
        assert await articles.find(connection, ArticleQuery((("도서관",), ("문단",))), NOW) == [5]
        assert not await publish(connection, OLD, NOW)
        (only,) = await articles.list_newest(connection, NOW, 9)
        assert (only.id, only.article, only.first_seen_at) == (5, OLD, NOW)
    await database.close()


async def test_deliveries_of_an_earlier_version_are_known(second_version: str, tmp_path: Path) -> None:
    database = make_database(second_version)
    await database.open()
    await database.close()
    with closing(sqlite3.connect(tmp_path / "jogan.db")) as rows:
        assert rows.execute("SELECT article_id FROM delivery").fetchall() == [(5,)]
