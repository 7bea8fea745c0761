"""Migration 0007 keeps the ledger."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.chats import chats
from storage.database import Database, make_database
from storage.ledger import headlines, history
from storage.ledger.history import Past
from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery
from tests.storage.factories import DAY, NOW, TODAY, older_version

DUE = int(NOW.timestamp())
ROWS = f"""
INSERT INTO article (id, fingerprint, headline, paragraphs, first_seen_at) VALUES
    (5, 'x', '도서관 개관', '', 0), (6, 'y', '시장 소식', '', 0);
INSERT INTO chat (id, kind) VALUES (-8, 'group');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, next_due_at) VALUES (1, -8, 0, 1, '[]', {DUE});
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
        next_attempt_at, attempts, article_id, more_articles, message_id, finished_at, resent_at, reason) VALUES
    (11, 1, -8, 0, '2024-05-13', 0, 'sent', {DUE - 86400}, {DUE}, 0, 1, 5, '6', 99, {DUE - 86400}, NULL, NULL),
    (12, 1, -8, 0, '2024-05-14', 0, 'pending', {DUE}, {DUE + 10800}, {DUE}, 2, NULL, NULL, NULL, NULL, NULL, '502'),
    (13, NULL, -8, 9, '2024-05-13', 0, 'unknown', 0, 0, 0, 1, 5, NULL, NULL, 0, {DUE}, 'time-out');
"""  # noqa: S608 - the values are those of this file


@pytest.fixture
async def database(tmp_path: Path, new_database_url: str) -> AsyncIterator[Database]:
    older_version(tmp_path / "jogan.db", "0006", ROWS)
    database = make_database(new_database_url)
    await database.open()
    yield database
    await database.close()


async def test_the_ledger_stays_as_it_was(database: Database) -> None:
    async with database.read() as connection:
        assert await history.list_newest(connection, 1, 9) == [
            Past(TODAY, 0, NOW, DeliveryState.PENDING, None, FailureReason.SERVER_ERROR),
            Past(TODAY - DAY, 0, NOW - DAY, DeliveryState.SENT, NOW - DAY, None),
        ]
        orphaned = (await connection.execute(select(delivery).where(delivery.c.id == 13))).one()
        assert (orphaned.state, orphaned.resent_at, orphaned.detail) == (DeliveryState.UNKNOWN, NOW, "time-out")
        assert await headlines.list_delivered(connection, [-8], [5, 6]) == {(-8, 0, 5), (-8, 0, 6), (-8, 9, 5)}


async def test_a_migrated_group_takes_its_ledger_along(database: Database) -> None:
    async with database.write() as connection:
        await chats.migrate(connection, -8, -1008)
        assert set(await connection.scalars(select(delivery.c.chat_id))) == {-1008}
