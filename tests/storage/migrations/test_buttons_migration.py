"""Migration 0025 turns on the buttons below bulletins, but not in channels, and keeps all that was chosen."""

from pathlib import Path

from storage.chats import subscriptions
from storage.database import make_database
from storage.ledger import sent_texts
from storage.terms import Section
from tests.outlook import TODAY
from tests.storage.factories import older_version

ROWS = """
INSERT INTO chat (id, kind) VALUES (1, 'private'), (-2, 'group'), (-3, 'channel');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, sections, next_due_at) VALUES
    (1, 1, 0, 1, '[]', 507, 0), (2, -2, 0, 1, '[]', 10, 0), (3, -3, 0, 1, '[]', 507, 0);
INSERT INTO bulletin_text (id, text, stored_at) VALUES (1, 'sent', 0);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, message_id, text_id) VALUES (1, 1, 1, 0, '2024-05-14', 0, 'sent', 0, 0, 0, 7, 1);
"""


async def test_all_but_channels_get_buttons(tmp_path: Path, new_database_url: str) -> None:
    older_version(tmp_path / "jogan.db", "0024", ROWS)
    database = make_database(new_database_url)
    await database.open()
    async with database.read() as reading:
        found = [one.sections for chat in (1, -2, -3) for one in await subscriptions.list_all(reading, chat)]
        (sent,) = await sent_texts.list_sent(reading, TODAY, [1])
    await database.close()
    assert found == [
        Section.USUAL,
        Section.COUNTRY | Section.HEADLINES | Section.BUTTONS,
        Section.USUAL & ~Section.BUTTONS,
    ]
    # An edit leaves it without buttons, as it was sent.
    assert sent.keyboard is None
