"""Three processes on one database of PostgreSQL, at a local Telegram."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from tests import postgresql
from tests.cluster.machines import MakeCluster, build_cluster
from tests.postgresql import Server


@pytest.fixture
async def make_cluster(postgresql_url: str, tmp_path: Path) -> AsyncIterator[MakeCluster]:
    """Return a function that makes machines, a morning with so many due people, and a Telegram."""
    async with AsyncExitStack() as stack:
        yield partial(build_cluster, stack, tmp_path, postgresql_url)


@pytest.fixture
def own_server() -> Iterator[Server]:
    """Return a server of one test, which may end it, and which another one can follow."""
    # What is committed outlives a crash of the server.
    server = postgresql.start({"wal_level": "replica", "max_wal_senders": "4", "synchronous_commit": "on"})
    yield server
    if (server.folder / "data" / "postmaster.pid").exists():
        server.control("stop", "-m", "immediate")
