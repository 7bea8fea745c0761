"""Operators are told that the bot does not start, because a newer version has upgraded the database."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from bot.delivery.refused_start import tell_database_too_new
from bot.intake.source_config import Configuration
from bot.settings import VERSION, Settings
from local import TOKEN
from serve import serve
from simulator import Server, World, small_town
from storage.errors import DatabaseTooNew
from tests.factories import CATALOGUE, EVENING


@pytest.fixture
def newer_url(database_url: str) -> str:
    """The URL of a database that a newer version has upgraded."""
    with closing(sqlite3.connect(make_url(database_url).database or "")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    return database_url


async def test_they_are_told_once_an_hour_however_often_it_is_started(newer_url: str) -> None:
    world = World(now=lambda: EVENING)
    town = small_town(world)
    async with Server(world, TOKEN, strict=True) as server:
        # Nobody has started the bot under the second id.
        operators = frozenset({town.person.id, 7})
        settings = Settings(database_url=newer_url, telegram_api=server.base_url, operators=operators)
        for _ in range(2):
            with pytest.raises(DatabaseTooNew):
                await serve(settings, Configuration(source=()), CATALOGUE, TOKEN, None)
        (told,) = (one.text for one in world.messages(town.private))
        assert told.startswith(f"⚠️ 봇(버전 {VERSION})이 시작하지 않아요. 더 새로운 버전이 데이터베이스를 바꿨어요.")


async def test_without_telegram_the_log_says_so(newer_url: str, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(database_url=newer_url, telegram_api="http://127.0.0.1:9/bot", operators=frozenset({7}))
    await tell_database_too_new(settings, TOKEN, None)
    assert [one.split(":")[0] for one in caplog.messages] == [
        "Could not tell the operators that the bot does not start"
    ]
