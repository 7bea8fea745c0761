"""Migration 0018 turns on the new usual sections where a bulletin has its cities, and keeps all that was chosen."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.chats import subscriptions
from storage.database import make_database
from storage.reasons import FailureReason, StopReason
from storage.terms import Notable, Section, Way
from tests.storage.factories import older_version

NEW = Section.TODAY | Section.RAIN | Section.DUST | Section.WARNINGS | Section.BUTTONS
ROWS = """
INSERT INTO chat (id, kind) VALUES (1, 'private');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, sections, headlines, next_due_at, stopped_at,
    stopped_reason) VALUES
    (1, 1, 0, 1, '[]', 27, 1, 0, NULL, NULL), (2, 1, 0, 1, '[]', 14, 5, 0, 9, 'unsubscribed'),
    (3, 1, 0, 1, '[]', 5, 2, 0, NULL, NULL);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, reason) VALUES
    (1, 1, 1, 0, '2024-05-14', 0, 'failed', 0, 0, 0, 'paused'), (2, 1, 1, 0, '2024-05-15', 0, 'sent', 0, 0, 0, NULL);
"""


async def test_sections_are_added_and_choices_kept(tmp_path: Path, new_database_url: str) -> None:
    older_version(tmp_path / "jogan.db", "0017", ROWS)
    database = make_database(new_database_url)
    await database.open()
    async with database.read() as reading:
        first, second, third = await subscriptions.list_all(reading, 1)
    await database.close()
    assert (first.sections, first.headlines) == (Section.USUAL, 1)
    # Without its cities a bulletin has nothing to say of their day.
    kept = Section.COUNTRY | Section.MAP | Section.HEADLINES
    assert (second.sections, second.headlines) == (kept | Section.BUTTONS, 5)
    assert second.stopped_reason is StopReason.UNSUBSCRIBED
    assert (third.sections, third.headlines) == (Section.CITIES | Section.MAP | NEW, 2)
    assert all((one.way, one.only_if) == (Way(8, 18), Notable(0)) for one in (first, second, third))
    with closing(sqlite3.connect(tmp_path / "jogan.db")) as rows:
        reasons = rows.execute("SELECT reason FROM delivery ORDER BY id").fetchall()
    assert reasons == [(FailureReason.PAUSED,), (None,)]
