"""Migration 0009 keeps chats, and adds channels and blockers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.chats import blockers, channels, chats
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.channels import Channel
from storage.chats.chats import Chat
from storage.database import Database, make_database
from storage.terms import SignOff, Unit
from tests.storage.factories import NOW, older_version

ROWS = """
INSERT INTO chat (id, kind, language, telegram_language, times_not_found) VALUES
    (7, 'private', 'en', 'ko', 0), (-9, 'channel', NULL, 'ko', 2);
"""


@pytest.fixture
async def database(tmp_path: Path, new_database_url: str) -> AsyncIterator[Database]:
    """Open a database of revision 0006."""
    path = tmp_path / "jogan.db"
    older_version(path, "0006", ROWS)
    database = make_database(new_database_url)
    await database.open()
    yield database
    await database.close()


async def test_chats_keep_their_settings(database: Database) -> None:
    async with database.write() as connection:
        assert await chats.get(connection, 7) == Chat(7, "private", "en", "ko", Unit.CELSIUS)


async def test_a_channel_of_before_has_no_look_and_can_be_set_up(database: Database) -> None:
    async with database.write() as connection:
        assert await channels.get(connection, -9) is None
        channel = await channels.set_up(connection, -9, "Morning", 7)
        assert channel == Channel(-9, "Morning", set_up_by=7)
        await channels.set_sign_off(connection, -9, SignOff("Mina", "#weather"))
        assert await channels.list_of_person(connection, 7) == [replace(channel, sign_off=SignOff("Mina", "#weather"))]


async def test_blockers_can_be_recorded_there(database: Database) -> None:
    async with database.write() as connection:
        await blockers.record(connection, -9, 0, BlockerKind.SILENCED, NOW)
        assert await blockers.list_unreported(connection) == [Blocker(-9, "channel", 0, BlockerKind.SILENCED)]
