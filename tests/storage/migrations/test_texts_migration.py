"""Migration 0024: deliveries keep their texts, which the ledger refers to itself."""

from pathlib import Path

from sqlalchemy import select

from storage.database import make_database
from storage.ledger import sent_texts
from storage.schema import delivery
from tests.storage.factories import DAY, NOW, TODAY, older_version

ROWS = """
INSERT INTO chat (id, kind) VALUES (7, 'private');
INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0);
INSERT INTO subscription (id, chat_id, thread_id, schedule_id, cities, sections, next_due_at) VALUES
    (1, 7, 0, 1, '[]', 27, 0);
INSERT INTO delivery (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at,
    next_attempt_at, message_id) VALUES
    (1, 1, 7, 0, '2024-05-14', 0, 'sent', 0, 0, 0, 31), (2, 1, 7, 0, '2024-05-14', 1, 'sent', 0, 0, 0, 32),
    (3, 1, 7, 0, '2024-05-14', 2, 'pending', 0, 0, 0, NULL);
INSERT INTO bulletin_text (id, text, stored_at) VALUES (4, '맑음', 1715637600), (5, '흐림', 1715637600);
INSERT INTO sent_text (delivery_id, text_id) VALUES (1, 5), (2, 4);
"""


async def test_texts_stay_with_their_deliveries(tmp_path: Path, new_database_url: str) -> None:
    older_version(tmp_path / "jogan.db", "0023", ROWS)
    database = make_database(new_database_url)
    await database.open()
    async with database.read() as connection:
        texts = await sent_texts.list_texts(connection, TODAY)
        sent = await sent_texts.list_sent(connection, TODAY, list(texts))
    assert [(one.id, texts[one.text_id]) for one in sent] == [(1, "흐림"), (2, "맑음")]
    async with database.write() as connection:
        await sent_texts.delete_old(connection, NOW + 4 * DAY)
        numbers = await connection.scalars(select(delivery.c.text_id).order_by(delivery.c.id))
        assert list(numbers) == [None, None, None]
    await database.close()
