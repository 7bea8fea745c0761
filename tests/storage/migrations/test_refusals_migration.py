"""Migration 0012: rejections are counted by topic, and all reasons stay."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.chats import refusals
from storage.database import Database, make_database
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, delivery, refusal, subscription
from tests.storage.factories import older_version

ROWS = """
INSERT INTO chat (id, kind, times_refused) VALUES (7, 'private', 0), (-8, 'supergroup', 2);
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, next_due_at, stopped_at, stopped_reason,
    stopped_detail) VALUES
    (1, -8, 5, 1, '[]', 0, NULL, NULL, NULL), (2, -8, 5, 1, '[]', 0, 9, 'switched_off', NULL),
    (3, -8, 6, 1, '[]', 0, 9, 'no_rights', 'Chat_write_forbidden'), (4, 7, 0, 1, '[]', 0, NULL, NULL, NULL);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, reason, detail) VALUES
    (1, 1, -8, 5, '2024-05-14', 0, 'sent', 0, 0, 0, NULL, NULL),
    (2, 3, -8, 6, '2024-05-14', 0, 'failed', 0, 0, 0, 'no_rights', 'Chat_write_forbidden'),
    (3, 4, 7, 0, '2024-05-14', 0, 'pending', 0, 0, 0, 'rate_limited', NULL);
"""


@pytest.fixture
async def database(tmp_path: Path, new_database_url: str) -> AsyncIterator[Database]:
    """Open a database of revision 0011."""
    older_version(tmp_path / "jogan.db", "0011", ROWS)
    database = make_database(new_database_url)
    await database.open()
    yield database
    await database.close()


async def test_the_count_of_a_chat_becomes_that_of_each_topic_with_a_subscription(database: Database) -> None:
    async with database.write() as connection:
        rows = await connection.execute(select(refusal).order_by(refusal.c.thread_id))
        assert [tuple(row) for row in rows] == [(-8, 5, 2), (-8, 6, 2)]
        assert await refusals.count(connection, -8, 5) == 3


async def test_all_reasons_and_details_stay(database: Database) -> None:
    async with database.read() as connection:
        stops = select(subscription.c.stopped_reason, subscription.c.stopped_detail).order_by(subscription.c.id)
        assert [tuple(row) for row in await connection.execute(stops)] == [
            (None, None),
            (StopReason.SWITCHED_OFF, None),
            (StopReason.NO_RIGHTS, "Chat_write_forbidden"),
            (None, None),
        ]
        failures = select(delivery.c.state, delivery.c.reason, delivery.c.detail).order_by(delivery.c.id)
        assert [tuple(row) for row in await connection.execute(failures)] == [
            (DeliveryState.SENT, None, None),
            (DeliveryState.FAILED, FailureReason.NO_RIGHTS, "Chat_write_forbidden"),
            (DeliveryState.PENDING, FailureReason.RATE_LIMITED, None),
        ]
