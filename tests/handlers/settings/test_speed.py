"""Database access of a button press."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from tests.handlers.settings.factories import press
from tests.talk import Talk


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the transactions that are opened, in order."""
    found: list[str] = []

    def counted(name: str) -> None:
        original = getattr(Database, name)

        @asynccontextmanager
        async def connection(self: Database, **options: bool) -> AsyncIterator[AsyncConnection]:
            found.append(name)
            async with original(self, **options) as opened:
                yield opened

        monkeypatch.setattr(Database, name, connection)

    counted("read")
    counted("write")
    return found


async def test_screens_and_changes_need_few_queries(talk: Talk, opened: list[str]) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    opened.clear()
    await press(talk, "시간", "07:00", "06")
    assert opened == []
    await press(talk, "06:30")
    assert opened == ["write", "read"]
