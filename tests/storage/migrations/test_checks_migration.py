"""Migration 0033: the ledger is written again with everything in it, and refuses what it refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from storage.database import Database, file_url, make_database
from storage.errors import DatabaseFailed
from storage.schema import delivery, subscription
from tests.storage.factories import older_version

ROWS = """
INSERT INTO chat (id, kind) VALUES (7, 'private');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, next_due_at) VALUES (3, 7, 0, 1, '[]', 9);
INSERT INTO bulletin_text (id, text, stored_at) VALUES (1, '☀️', 0);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, reason, text_id) VALUES
    (8, 3, 7, 0, '2024-05-14', 0, 'unknown', 1, 2, 3, 'no_answer', 1),
    (9, 3, 7, 0, '2024-05-15', 0, 'sent', 1, 2, 3, NULL, NULL);
DELETE FROM delivery WHERE id = 9;
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    older_version(tmp_path / "jogan.db", "0032", ROWS)
    database = make_database(file_url(str(tmp_path / "jogan.db")))
    await database.open()
    yield database
    await database.close()


async def test_every_row_stays(database: Database) -> None:
    async with database.read() as connection:
        row = (await connection.execute(select(delivery))).one()
        assert (row.id, row.subscription_id, row.state, row.reason, row.text_id) == (8, 3, "unknown", "no_answer", 1)
        assert await connection.scalar(select(subscription.c.id)) == 3
        assert not list(await connection.execute(text("PRAGMA foreign_key_check")))


async def test_the_id_of_a_deleted_delivery_does_not_come_again(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("DELETE FROM delivery"))
        await connection.execute(
            text(
                "INSERT INTO delivery (chat_id, thread_id, local_date, occasion, state, due_at, expires_at,"
                " next_attempt_at) VALUES (7, 0, '2024-05-16', 0, 'sent', 1, 2, 3)"
            )
        )
        assert await connection.scalar(select(func.max(delivery.c.id))) == 10


async def test_an_unknown_state_is_still_rejected(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match="ck_delivery_state"):
        async with database.write() as connection:
            await connection.execute(text("UPDATE delivery SET state = 'lost'"))
