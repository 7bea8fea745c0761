"""Failures that last for minutes; these tests run only if `JOGAN_RUNS` asks for a long run."""

import asyncio
import resource
import sqlite3
from contextlib import closing

import pytest

from storage.schema import DeliveryState
from tests.crash.factories import Morning, Prepare, until
from tests.delivery.mornings import in_state, ledger, received, switched_off
from tests.forked import ForkedProcess

pytestmark = pytest.mark.process

MAX_IN_FLIGHT = 200


async def _in_the_middle(morning: Morning) -> None:
    await until(lambda: morning.sends >= len(morning.people) // 3)


async def _check_that_nothing_was_lost(morning: Morning, unknown: set[int]) -> None:
    entries, arrived = await ledger(morning.database), received(morning.world, morning.people)
    assert in_state(entries, DeliveryState.SENT) == entries.keys() - unknown
    assert all(count == 1 or (count == 0 and number in unknown) for number, count in arrived.items())
    assert await switched_off(morning.database) == {}


@pytest.mark.parametrize("refuse", [False, True], ids=["broken", "refused"])
async def test_an_outage_of_a_minute_leaves_few_unknown(prepare: Prepare, *, refuse: bool) -> None:
    morning = await prepare()
    async with morning.bot() as process:
        await _in_the_middle(morning)
        if refuse:
            await morning.server.outages.refuse(60)
        else:
            morning.server.outages.begin(60)
        await morning.end(process)
    unknown = in_state(await ledger(morning.database), DeliveryState.UNKNOWN)
    print(f"{len(unknown)} of {len(morning.people)} unknown")  # noqa: T201 - the figure of a long run
    assert len(unknown) <= MAX_IN_FLIGHT
    await _check_that_nothing_was_lost(morning, unknown)


async def test_a_full_disk_is_logged_and_loses_nothing(prepare: Prepare) -> None:
    morning = await prepare()
    async with morning.bot() as process:
        await _in_the_middle(morning)
        _let_files_grow(process, 1)
        await asyncio.sleep(20)
        lines = len(morning.log)
        _let_files_grow(process, resource.RLIM_INFINITY)
        await morning.end(process)
    assert any("disk I/O error" in line for line in morning.log[:lines])
    assert lines < 60, "it is not logged again and again"
    await _check_that_nothing_was_lost(morning, set())


def _let_files_grow(process: ForkedProcess, size: int) -> None:
    """Limit the size of the process's files, in bytes; a write beyond fails as on a full disk."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def test_a_database_that_is_locked_for_20_seconds_loses_nothing(prepare: Prepare, database_url: str) -> None:
    morning = await prepare()
    path = database_url.partition("///")[2]
    async with morning.bot() as process:
        await _in_the_middle(morning)
        with closing(sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            await asyncio.sleep(20)
        await morning.end(process)
    assert any("database is locked" in line for line in morning.log)
    await _check_that_nothing_was_lost(morning, set())
