"""Stop the process, let another one take over, and wake it: nothing is sent or answered twice.

The test ends the lease of the stopped process by hand, because a real one lasts 45 seconds.
"""

import asyncio
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.schema import DeliveryState, lease
from tests.crash.factories import LONG, Morning, Prepare, until
from tests.delivery.mornings import BULLETINS, RUNS, in_state, ledger, received
from tests.forked import ForkedProcess

pytestmark = pytest.mark.process

MIN_STANDSTILL = 4.0
"""Seconds; far less than the lease lasts, and long enough to be noticed."""

SEEDS = range(RUNS if LONG else 1)
AT_FULL_SPEED = [(BULLETINS, True, seed) for seed in SEEDS]
AT_THIRTY_A_SECOND = [(60, False, seed) for seed in SEEDS]
"""Due people, whether broadcasts are paid, and the seed."""


@pytest.mark.parametrize(("number", "is_paid", "seed"), [*AT_FULL_SPEED, *AT_THIRTY_A_SECOND])
async def test_a_process_that_wakes_after_a_takeover_sends_nothing_more(
    prepare: Prepare, database_url: str, *, number: int, is_paid: bool, seed: int
) -> None:
    morning = await prepare(number)
    morning.environment["JOGAN_PAID_BROADCASTS"] = str(is_paid)
    dice = random.Random(seed)  # noqa: S311 - the same seed throws the same dice again
    async with morning.bot() as first:
        moment = dice.randrange(1, number)
        await until(lambda: morning.sends >= moment)
        await _stop(first, Path(database_url.partition("///")[2]))
        stopped_at = asyncio.get_running_loop().time()
        in_flight = in_state(await ledger(morning.database), DeliveryState.SENDING)
        await _end_lease(morning.database)
        _ask(morning)
        async with morning.bot() as second:
            moment = morning.sends + dice.randrange(number - morning.sends + 1)
            await until(lambda: _answers(morning) > 0 and morning.sends >= min(moment, number - len(in_flight)))
            await asyncio.sleep(stopped_at + MIN_STANDSTILL - asyncio.get_running_loop().time())
            first.send_signal(signal.SIGCONT)
            assert await asyncio.wait_for(first.wait(), 30) == 1
            await morning.end(second)
    entries = await ledger(morning.database)
    unknown = in_state(entries, DeliveryState.UNKNOWN)
    arrived = received(morning.world, morning.people)
    print(f"{len(unknown)} of {len(entries)} unknown, {sum(arrived[one] for one in unknown)} of them arrived")  # noqa: T201 - the figures of a long run
    assert "suspended for too long" in "".join(morning.log)
    assert not any("Job delivery" in line for line in morning.log)
    assert max(arrived.values()) == 1
    assert unknown == in_flight
    assert in_state(entries, DeliveryState.SENT) == entries.keys() - unknown
    assert {one for one, count in arrived.items() if count == 0} <= unknown
    assert _answers(morning) == 1


async def _stop(process: ForkedProcess, database: Path) -> None:
    """Stop a process outside of a transaction; within one it would keep all others from writing."""
    stat = Path(f"/proc/{process.pid}/stat")
    while True:
        process.send_signal(signal.SIGSTOP)
        await until(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T")
        if _is_unlocked(database):
            return
        process.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.001)


def _is_unlocked(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


async def _end_lease(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(update(lease).values(until=lease.c.since))


def _ask(morning: Morning) -> None:
    person = morning.people[0]
    morning.world.say(morning.world.private_chat(person), person, "/help")


def _answers(morning: Morning) -> int:
    person = morning.people[0]
    messages = morning.world.messages(morning.world.private_chat(person))
    return sum("/subscribe" in one.text and "/weather" in one.text for one in messages)


async def test_a_process_that_wakes_and_was_not_replaced_goes_on_where_it_stood(
    prepare: Prepare, database_url: str
) -> None:
    morning = await prepare(60)
    async with morning.bot() as process:
        await until(lambda: morning.sends >= 20)
        await _stop(process, Path(database_url.partition("///")[2]))
        # Nobody has taken it over meanwhile, so that its holder may renew it.
        await _end_lease(morning.database)
        await asyncio.sleep(MIN_STANDSTILL)
        process.send_signal(signal.SIGCONT)
        await morning.end(process)
    assert in_state(await ledger(morning.database), DeliveryState.SENT) == {person.id for person in morning.people}
    assert set(received(morning.world, morning.people).values()) == {1}
