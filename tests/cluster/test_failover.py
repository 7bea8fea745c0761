"""The database fails in the middle of a morning that three processes share: everybody gets one bulletin.

A long run (`JOGAN_RUNS`) has the real heartbeats, and an outage of half a minute.
"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from storage.errors import DatabaseFailed
from storage.schema import DeliveryState
from tests.cluster.machines import PATIENCE, QUICK, Cluster, build_cluster, until
from tests.crash.factories import LONG
from tests.delivery.mornings import BULLETINS, in_state, is_over, ledger, received
from tests.forked import MAIN
from tests.postgresql import Server

pytestmark = pytest.mark.process

NAME = "morning"
OUTAGES = (0.0, 30.0) if LONG else (2.0,)
"""Seconds for which the database is gone, beside those of its end and its start."""


async def begin(stack: AsyncExitStack, folder: Path, *hosts: Server) -> Cluster:
    """Start three processes on an empty database, and wait until they have sent some bulletins."""
    with hosts[0].connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    query = "&".join(f"host={one.folder}" for one in hosts)
    url = f"postgresql+psycopg://postgres@/{NAME}?{query}"
    cluster = await build_cluster(stack, folder, url, BULLETINS, MAIN if LONG else QUICK)
    await stack.enter_async_context(cluster.running())
    await until(lambda: cluster.sends >= BULLETINS // 10)
    return cluster


async def check(cluster: Cluster) -> None:
    """Wait for the end of the morning, and check that nobody got two bulletins, and that none is lost."""
    async with asyncio.timeout(PATIENCE):
        while not await has_ended(cluster):  # noqa: ASYNC110 - it is in other processes
            await asyncio.sleep(0.1)
    entries, arrived = await ledger(cluster.database), received(cluster.world, cluster.people)
    assert in_state(entries, DeliveryState.SENT) == entries.keys()
    assert set(arrived.values()) == {1}
    for machine in cluster.machines:
        # One that is starting ends, and is started again.
        assert set(machine.exits) <= {1}
        assert "Traceback" not in "".join(machine.log)


async def has_ended(cluster: Cluster) -> bool:
    try:
        return await is_over(cluster.database, cluster.people)
    except DatabaseFailed:
        return False


@pytest.mark.parametrize("seconds", OUTAGES)
async def test_a_server_that_is_gone_for_a_while_loses_nothing(
    own_server: Server, tmp_path: Path, seconds: float
) -> None:
    async with AsyncExitStack() as stack:
        cluster = await begin(stack, tmp_path, own_server)
        # As a crash, which rolls back what is not committed.
        await asyncio.to_thread(own_server.control, "stop", "-m", "immediate")
        await asyncio.sleep(seconds)
        await asyncio.to_thread(own_server.control, "start")
        await check(cluster)


async def test_a_replica_that_is_promoted_has_lost_nothing(own_server: Server, tmp_path: Path) -> None:
    replica = await asyncio.to_thread(own_server.replicate)
    try:
        async with AsyncExitStack() as stack:
            cluster = await begin(stack, tmp_path, own_server, replica)
            await asyncio.to_thread(own_server.control, "stop", "-m", "immediate")
            await asyncio.to_thread(replica.control, "promote")
            await check(cluster)
    finally:
        replica.control("stop", "-m", "immediate")
