"""The bot in a process of its own, at a local Telegram, with bulletins that are due now."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from simulator import Server
from storage.database import make_database
from tests.crash.factories import LONG, TOKEN, Morning, Prepare, make_world
from tests.delivery.mornings import BULLETINS

collect_ignore = [] if LONG else ["test_long_troubles.py"]


@pytest.fixture
async def prepare(database_url: str, tmp_path: Path) -> AsyncIterator[Prepare]:
    """Return a function that makes a morning with so many due people."""
    async with AsyncExitStack() as stack:

        async def prepare(number: int = BULLETINS) -> Morning:
            world, people = await make_world(database_url, number)
            server = await stack.enter_async_context(Server(world, TOKEN, strict=True))
            database = make_database(database_url)
            stack.push_async_callback(database.close)
            sources = tmp_path / "jogan.toml"
            sources.write_text("source = []", encoding="utf-8")
            environment = {
                "JOGAN_TELEGRAM_TOKEN": TOKEN,
                "JOGAN_TELEGRAM_API": server.base_url,
                "JOGAN_DATABASE_URL": database_url,
                "JOGAN_SOURCES": str(sources),
                "PATH": "/usr/bin:/bin",
            }
            return Morning(world, server, people, database, environment)

        yield prepare
