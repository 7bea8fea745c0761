"""What waits in a restored database, and may have been sent after the backup was made."""

import datetime as dt
import sqlite3
from contextlib import closing

from sqlalchemy import select

from bot.delivery.restoration import hold_back
from sources.warnings import WarningLevel, WarningList, WeatherWarning
from storage.chats import alerts
from storage.content import warnings
from storage.database import open_database
from storage.ledger import alert_messages, restorations, warning_messages
from storage.reasons import FailureReason
from storage.schema import alert_message, announcement_message, warning_message
from tests.factories import seoul

NOW = seoul("2024-05-14T12:00")
CUT_OFF = dt.timedelta(hours=3)
SECOND = int(NOW.timestamp())
RAIN = WeatherWarning("L1110120", "인천남부", "호우", WarningLevel.ADVISORY, NOW, NOW, None, "인천광역시")
ROWS = f"""
INSERT INTO chat (id, kind) VALUES (7, 'private'), (8, 'private');
INSERT INTO article (id, fingerprint, headline, paragraphs, first_seen_at, listed_at) VALUES
    (1, 'a', '버스', '', 0, 0), (2, 'b', '버스', '', 0, 0);
INSERT INTO keyword_alert (id, chat_id, thread_id, words, since) VALUES (1, 7, 0, '버스', 0), (2, 8, 0, '버스', 0);
INSERT INTO alert_message (id, chat_id, thread_id, state, due_at, expires_at, next_attempt_at) VALUES
    (1, 7, 0, 'claimed', {SECOND}, {SECOND + 9}, {SECOND});
INSERT INTO alert_match (chat_id, thread_id, article_id, alert_id, message_id) VALUES
    (7, 0, 1, 1, 1), (8, 0, 2, 2, NULL);
INSERT INTO announcement (id, text, audience, due_at, chats) VALUES (1, '이사', 'all', 0, 1);
INSERT INTO announcement_message (announcement_id, chat_id, thread_id, state, expires_at, next_attempt_at) VALUES
    (1, 7, 0, 'claimed', {SECOND + 9}, 0);
INSERT INTO warning_message (id, chat_id, thread_id, issued_at, warnings, cities, zone, silent, state, expires_at,
    next_attempt_at) VALUES (1, 7, 0, {SECOND}, '1', '[]', 'Asia/Seoul', 0, 'pending', {SECOND + 9}, 0);
"""  # noqa: S608 - the values are those of this file


async def test_alerts_and_warnings_that_wait_are_held_back(database_url: str) -> None:
    with closing(sqlite3.connect(database_url.partition("///")[2])) as rows:
        rows.executescript(ROWS)
    async with open_database(database_url) as database:
        async with database.write() as connection:
            await warnings.store(connection, "KMA warnings", WarningList((RAIN,)), NOW)
        assert not await hold_back(database, NOW, CUT_OFF)
        async with database.write() as connection:
            for table in (alert_message, announcement_message, warning_message):
                (row,) = await connection.execute(select(table.c.state, table.c.reason))
                assert tuple(row) == ("unknown", FailureReason.RESTORED)
            assert await alert_messages.claim(connection, NOW, 9, "Asia/Seoul") == []
            assert await warning_messages.claim(connection, NOW, 9) == []
            assert await warnings.list_untold(connection) == []
            assert await alerts.list_waiting(connection, NOW - dt.timedelta(hours=1)) == []
            assert await restorations.get_last(connection) == NOW
