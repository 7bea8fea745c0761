import asyncio
import datetime as dt
import os
import socket
import subprocess
import sys

import pytest

from bot.clock import SetClock
from bot.errors import AlreadyRunning
from bot.runtime.instance_lock import LEASE_DURATION, LEASE_NAME, instance_lock
from storage.content import observations
from storage.database import Database, open_database
from storage.errors import DatabaseFailed, LeaseLost
from storage.ledger import leases
from storage.ledger.leases import Lease
from tests.bot.factories import MORNING
from tests.storage.factories import observation

ELSEWHERE = "other-machine 77 1234"
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


async def hold(database: Database, holder: str, since: dt.datetime = MORNING) -> None:
    async with database.write() as connection:
        await leases.put(connection, Lease(LEASE_NAME, holder, since, since + LEASE_DURATION))


async def holder_of(database: Database) -> str | None:
    async with database.read() as connection:
        lease = await leases.get(connection, LEASE_NAME)
    return None if lease is None else lease.holder


async def test_a_process_holds_the_lease_until_it_ends(database: Database) -> None:
    async with instance_lock(database, SetClock(MORNING)) as lock:
        assert f"{socket.gethostname()} {os.getpid()} " in (await holder_of(database) or "")
        assert not lock.lost.is_set()
    assert await holder_of(database) is None


async def test_a_second_process_is_rejected(database: Database) -> None:
    await hold(database, ELSEWHERE)
    words = r"since 2024-05-13 22:00 UTC \(process 77 on other-machine\).*start again in 44 s"
    with pytest.raises(AlreadyRunning, match=words):
        async with instance_lock(database, SetClock(MORNING + SECOND)):
            pass
    assert await holder_of(database) == ELSEWHERE


async def test_an_earlier_process_with_the_same_id_and_start_time_loses_the_lease(
    database: Database, database_url: str
) -> None:
    # In containers that start at once even the start times may be equal.
    async with (
        instance_lock(database, SetClock(MORNING)) as earlier,
        open_database(database_url) as other,
        instance_lock(other, SetClock(MORNING)),
    ):
        with pytest.raises(LeaseLost):
            async with database.write():
                pass
        await asyncio.wait_for(earlier.lost.wait(), 5)


async def test_a_lease_that_is_not_renewed_is_taken_over(database: Database) -> None:
    await hold(database, ELSEWHERE)
    async with instance_lock(database, SetClock(MORNING + LEASE_DURATION)):
        assert await holder_of(database) != ELSEWHERE


async def test_a_lease_from_before_the_clock_was_set_back_lasts_no_longer_than_others(database: Database) -> None:
    await hold(database, ELSEWHERE, MORNING + 9 * HOUR)
    with pytest.raises(AlreadyRunning, match="start again in 45 s"):
        async with instance_lock(database, SetClock(MORNING)):
            pass
    with pytest.raises(AlreadyRunning, match="start again in 1 s"):
        async with instance_lock(database, SetClock(MORNING + LEASE_DURATION - SECOND)):
            pass
    async with instance_lock(database, SetClock(MORNING + LEASE_DURATION)):
        assert await holder_of(database) != ELSEWHERE


async def test_the_lease_of_a_dead_process_is_taken_over_at_once(database: Database) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])  # noqa: ASYNC220 - it only has to end
    ended.wait()
    await hold(database, f"{socket.gethostname()} {ended.pid} 1234")
    async with instance_lock(database, SetClock(MORNING)):
        assert f" {os.getpid()} " in (await holder_of(database) or "")


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="the system does not say when a process began")  # noqa: PTH110
async def test_a_reused_process_id_is_not_taken_for_the_first_process(database: Database) -> None:
    await hold(database, f"{socket.gethostname()} {os.getppid()} 1")
    async with instance_lock(database, SetClock(MORNING)):
        assert f" {os.getpid()} " in (await holder_of(database) or "")


async def take_over(database_url: str) -> None:
    """Give the lease to another process, through a database of its own."""
    async with open_database(database_url) as other:
        await hold(other, ELSEWHERE)


async def test_a_lost_lease_is_noticed_and_not_released(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.instance_lock._CHECK_INTERVAL", 0.01)
    monkeypatch.setattr("bot.runtime.instance_lock._RENEWAL_INTERVAL", 0.01)
    async with instance_lock(database, SetClock(MORNING)) as lock:
        await asyncio.sleep(0.05)
        assert not lock.lost.is_set()
        await take_over(database_url)
        await asyncio.wait_for(lock.lost.wait(), 5)
        assert not lock.is_certain
    assert await holder_of(database) == ELSEWHERE


async def test_nothing_is_written_once_the_lease_is_lost(database: Database, database_url: str) -> None:
    async with instance_lock(database, SetClock(MORNING)) as lock:
        async with database.write() as connection:
            await observations.add(connection, [observation()], MORNING)
        await take_over(database_url)
        with pytest.raises(LeaseLost):
            async with database.write() as connection:
                await observations.add(connection, [observation(159)], MORNING)
        assert (lock.lost.is_set(), lock.is_certain) == (True, False)
    async with database.read() as connection:
        assert await observations.list_current(connection) == (observation(),)


async def test_after_a_standstill_the_lease_is_certain_only_once_it_was_looked_at(database: Database) -> None:
    seconds = 0.0
    async with instance_lock(database, SetClock(MORNING), lambda: seconds) as lock:
        await lock.confirm()
        before = lock.is_certain
        seconds += 3600
        after = lock.is_certain
        await lock.confirm()
        assert (before, after, lock.is_certain) == (True, False, True)


async def test_after_a_standstill_an_expired_lease_is_renewed_before_it_is_certain(database: Database) -> None:
    seconds, clock = 0.0, SetClock(MORNING)
    async with instance_lock(database, clock, lambda: seconds) as lock:
        await lock.confirm()
        seconds += 3600
        clock.set(MORNING + 3600 * SECOND)
        await lock.confirm()
        async with database.read() as connection:
            lease = await leases.get(connection, LEASE_NAME)
    assert lease is not None
    assert lease.until == MORNING + 3600 * SECOND + LEASE_DURATION


async def test_after_a_standstill_a_lost_lease_is_never_certain(database: Database, database_url: str) -> None:
    seconds = 0.0
    async with instance_lock(database, SetClock(MORNING), lambda: seconds) as lock:
        await lock.confirm()
        await take_over(database_url)
        seconds += 3600
        for _ in range(2):
            with pytest.raises(LeaseLost):
                await lock.confirm()
            assert not lock.is_certain
        assert lock.lost.is_set()


async def test_a_lease_that_cannot_be_read_is_not_certain_and_not_lost(database: Database) -> None:
    seconds = 0.0
    async with instance_lock(database, SetClock(MORNING), lambda: seconds) as lock:
        await lock.confirm()
        async with database.write() as connection:
            await connection.exec_driver_sql("ALTER TABLE lease RENAME TO elsewhere")
        seconds += 3600
        with pytest.raises(DatabaseFailed):
            await lock.confirm()
        assert not lock.is_certain
        assert not lock.lost.is_set()


async def test_renewal_extends_the_lease(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.runtime.instance_lock._RENEWAL_INTERVAL", 0.01)
    clock = SetClock(MORNING)
    async with instance_lock(database, clock):
        clock.set(MORNING + 10 * SECOND)
        async with asyncio.timeout(5):
            while True:
                async with database.read() as connection:
                    lease = await leases.get(connection, LEASE_NAME)
                if lease is not None and lease.until == MORNING + 10 * SECOND + LEASE_DURATION:
                    break
                await asyncio.sleep(0.01)
