"""Migration 0023: everything stays, no id comes again, and the ledger refers to articles that may be deleted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from storage.content import saved_searches
from storage.database import Database, file_url, make_database
from storage.schema import article, delivery
from storage.schema import asked_search as search
from tests.storage.factories import NOW, older_version

ROWS = """
INSERT INTO chat (id, kind) VALUES (7, 'private');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, next_due_at) VALUES (3, 7, 0, 1, '[]', 9);
INSERT INTO prompt (chat_id, message_id, subscription_id, asked_at) VALUES (7, 1, 3, 0);
INSERT INTO article (id, fingerprint, headline, paragraphs, first_seen_at) VALUES (5, 'x', '도서관 개관', '', 60);
INSERT INTO article_origin (article_id, source, first_seen_at) VALUES (5, 'page', 60);
INSERT INTO keyword_alert (id, chat_id, thread_id, words, since) VALUES (2, 7, 0, '도서관', 0);
INSERT INTO alert_match (chat_id, thread_id, article_id, alert_id) VALUES (7, 0, 5, 2);
INSERT INTO asked_search (id, words, asked_at) VALUES (4, '도서관', 0);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, article_id, more_articles, reason, detail) VALUES
    (8, 3, 7, 0, '2024-05-14', 0, 'unknown', 1, 2, 3, 5, '5', 'no_answer', 'Timed out'),
    (9, 3, 7, 0, '2024-05-15', 0, 'sent', 1, 2, 3, NULL, NULL, NULL, NULL);
INSERT INTO sent_text (delivery_id, text_id) VALUES (8, 1);
INSERT INTO bulletin_text (id, text, stored_at) VALUES (1, '☀️', 0);
DELETE FROM delivery WHERE id = 9;
"""
TABLES = (
    "chat", "schedule", "subscription", "prompt", "article", "article_origin", "keyword_alert", "alert_match",
    "asked_search", "delivery", "bulletin_text",
)  # fmt: skip


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    older_version(tmp_path / "jogan.db", "0022", ROWS)
    database = make_database(file_url(str(tmp_path / "jogan.db")))
    await database.open()
    yield database
    await database.close()


async def test_every_row_stays(database: Database) -> None:
    async with database.read() as connection:
        counts = {name: await connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in TABLES}  # noqa: S608
        assert counts == dict.fromkeys(TABLES, 1)
        row = (await connection.execute(select(delivery))).one()
        assert (row.id, row.subscription_id, row.article_id, row.more_articles, row.text_id) == (8, 3, 5, (5,), 1)
        assert (row.state, row.reason, row.detail) == ("unknown", "no_answer", "Timed out")
        only = (await connection.execute(select(article))).one()
        assert only.listed_at == only.first_seen_at
        assert not list(await connection.execute(text("PRAGMA foreign_key_check")))


async def test_ids_of_deleted_rows_do_not_come_again(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            text(
                "INSERT INTO delivery (chat_id, thread_id, local_date, occasion, state, due_at, expires_at,"
                " next_attempt_at) VALUES (7, 0, '2024-05-16', 0, 'sent', 1, 2, 3)"
            )
        )
        assert await connection.scalar(select(func.max(delivery.c.id))) == 10
        await connection.execute(delete(search))
        assert await saved_searches.save(connection, "시장", NOW) == 5


async def test_the_ledger_keeps_the_id_of_a_deleted_article(database: Database) -> None:
    async with database.write() as connection:
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
        await connection.execute(delete(article))
        assert await connection.scalar(select(delivery.c.article_id)) == 5
