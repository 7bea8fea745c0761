"""Three processes on one database of PostgreSQL, at a local Telegram."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import make_url

from simulator import Server
from storage.database import make_database
from tests.cluster.machines import PROCESSES, QUICK, Cluster, MakeCluster, machines_at
from tests.crash.factories import TOKEN, make_world


@pytest.fixture
async def make_cluster(postgresql_url: str, tmp_path: Path) -> AsyncIterator[MakeCluster]:
    """Return a function that makes machines, a morning with so many due people, and a Telegram."""
    async with AsyncExitStack() as stack:

        async def make(
            people: int,
            program: Path = QUICK,
            processes: int = PROCESSES,
            settings: Mapping[str, str] = MappingProxyType({}),
        ) -> Cluster:
            world, subscribers = await make_world(postgresql_url, people)
            server = await stack.enter_async_context(Server(world, TOKEN, strict=True))
            database = make_database(postgresql_url)
            stack.push_async_callback(database.close)
            sources = tmp_path / "jogan.toml"
            sources.write_text("source = []", encoding="utf-8")
            url = make_url(postgresql_url)
            environment = {
                "JOGAN_TELEGRAM_TOKEN": TOKEN,
                "JOGAN_DATABASE_URL": f"postgresql+psycopg://postgres@127.0.0.1:{{port}}/{url.database}",
                "JOGAN_SOURCES": str(sources),
                "JOGAN_PAID_BROADCASTS": "true",
                "PATH": "/usr/bin:/bin",
                **settings,
            }
            telegram = urlsplit(server.base_url)
            assert telegram.hostname
            assert telegram.port
            socket = f"{url.query['host']}/.s.PGSQL.5432"
            machines = await stack.enter_async_context(
                machines_at(processes, (socket, 0), (telegram.hostname, telegram.port), environment, program)
            )
            return Cluster(world, server, subscribers, database, machines)

        yield make
