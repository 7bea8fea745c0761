"""Migration 0006 keeps subscriptions and their ledger."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.database import Database, file_url, open_database
from storage.ledger import claiming, enqueueing, history
from storage.ledger.enqueueing import Due
from storage.ledger.history import Past
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, article, delivery
from storage.terms import City, Schedule, Unit
from tests.factories import copy_database
from tests.storage.factories import DAY, NOW, TODAY, older_version

SEVEN = Schedule((dt.time(7),), "Asia/Seoul")
DUE = int(NOW.timestamp())
ROWS = f"""
INSERT INTO article (id, fingerprint, headline, paragraphs, first_seen_at) VALUES (5, 'x', '도서관 개관', '', 0);
INSERT INTO chat (id, kind, language, telegram_language) VALUES
    (7, 'private', 'en', 'ko'), (-8, 'supergroup', NULL, 'ko');
INSERT INTO subscription (id, chat_id, thread_id, send_at, zone, stations, next_due_at, stopped_at,
        stopped_reason) VALUES
    (1, 7, 0, '07:00', 'Asia/Seoul', '112,105', {DUE}, NULL, NULL),
    (2, -8, 0, '07:00', 'Asia/Seoul', '', {DUE}, NULL, NULL),
    (3, -8, 4, '06:30', 'Europe/Berlin', '90', {DUE}, {DUE}, 'unsubscribed');
INSERT INTO delivery (id, chat_id, thread_id, occasion, local_date, state, due_at, expires_at, next_attempt_at,
        attempts, article_id, message_id, finished_at, reason) VALUES
    (11, 7, 0, 'morning', '2024-05-13', 'sent', {DUE - 86400}, {DUE}, {DUE - 86400}, 1, 5, 99, {DUE - 86400}, NULL),
    (12, 7, 0, 'morning', '2024-05-14', 'pending', {DUE}, {DUE + 10800}, {DUE}, 2, NULL, NULL, NULL, '502'),
    (13, -8, 9, 'morning', '2024-05-13', 'sent', 0, 0, 0, 1, NULL, 98, 0, NULL);
"""  # noqa: S608 - the values are those of this file


@pytest.fixture(scope="module", params=["0001", "0002", "0003", "0004", "0005"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate a database of an older revision."""
    path = tmp_path_factory.mktemp("migrated") / "jogan.db"
    older_version(path, request.param, ROWS)
    asyncio.run(_migrate(file_url(str(path))))
    return path


async def _migrate(url: str) -> None:
    async with open_database(url):
        pass


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """Open a copy of a migrated database."""
    async with open_database(copy_database(migrated, tmp_path)) as database:
        yield database


async def test_subscriptions_stay_with_their_stations_as_places(database: Database) -> None:
    async with database.write() as connection:
        mine = Subscription(7, 0, SEVEN, NOW, (City.of_station(112), City.of_station(105)), headlines=1, id=1)
        whole = Subscription(-8, 0, SEVEN, NOW, headlines=1, id=2)
        berlin = Schedule((dt.time(6, 30),), "Europe/Berlin")
        stopped = Subscription(
            -8,
            4,
            berlin,
            NOW,
            (City.of_station(90),),
            headlines=1,
            stopped_at=NOW,
            stopped_reason=StopReason.UNSUBSCRIBED,
            id=3,
        )
        assert await subscriptions.list_all(connection, 7) == [mine]
        assert await subscriptions.list_all(connection, -8) == [whole, stopped]
        (group,) = await enqueueing.list_due(connection, NOW)
        assert (group.schedule, group.due_at) == (SEVEN, NOW)


async def test_chats_stay_and_read_celsius(database: Database) -> None:
    async with database.read() as connection:
        assert await chats.get(connection, 7) == Chat(7, "private", "en", "ko", Unit.CELSIUS)
        assert await chats.get(connection, -8) == Chat(-8, "supergroup", None, "ko", Unit.CELSIUS)


async def test_the_ledger_is_kept_and_continued(database: Database) -> None:
    async with database.write() as connection:
        assert await history.list_newest(connection, 1, 9) == [
            Past(TODAY, 0, NOW, DeliveryState.PENDING, None, FailureReason.SERVER_ERROR),
            Past(TODAY - DAY, 0, NOW - DAY, DeliveryState.SENT, NOW - DAY, None),
        ]
        (claim,) = await claiming.claim(connection, NOW, 9)
        assert (claim.id, claim.attempts, [city.station for city in claim.cities], claim.language) == (
            12,
            2,
            [112, 105],
            "en",
        )
        rows = (await connection.execute(select(delivery.c.id, delivery.c.article_id, delivery.c.message_id))).all()
        assert sorted(rows)[::2] == [(11, 5, 99), (13, None, 98)]


async def test_delivered_bulletins_are_not_delivered_again(database: Database) -> None:
    async with database.write() as connection:
        (group,) = await enqueueing.list_due(connection, NOW)
        occurrence = enqueueing.Occurrence(TODAY, 0, NOW, NOW + DAY)
        assert await enqueueing.enqueue(connection, group, occurrence, NOW + DAY) == 2
        waiting = list(await connection.scalars(select(delivery.c.chat_id).where(delivery.c.local_date == TODAY)))
        assert sorted(waiting) == [-8, 7]
        assert await enqueueing.list_due(connection, NOW + DAY) == [Due(group.schedule_id, SEVEN, NOW + DAY)]


async def test_no_row_refers_to_a_deleted_one(database: Database) -> None:
    async with database.write() as connection:
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
        names = await connection.scalars(text("SELECT name FROM sqlite_master WHERE sql GLOB '*[^a-z]old_*'"))
        assert list(names) == []
        await connection.execute(article.delete())
        await chats.migrate(connection, -8, -1008)
        assert len(await subscriptions.list_all(connection, -1008)) == 2
