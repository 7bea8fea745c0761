"""SIGTERM ends the process in time, whatever Telegram does, and the ledger says what is known."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from simulator import Fault, errors
from storage.schema import DeliveryState
from tests.crash.factories import Morning, Prepare, until
from tests.delivery.mornings import in_state, ledger, received
from tests.forked import ForkedProcess

pytestmark = pytest.mark.process

LIMIT = 10.0
"""Seconds from SIGTERM to the end."""

SILENT = Fault("sendMessage", times=1_000_000, hang="before")


async def _stop(process: ForkedProcess) -> int:
    process.terminate()
    return await asyncio.wait_for(process.wait(), LIMIT)


@pytest.mark.parametrize(
    "fault",
    [SILENT, replace(SILENT, hang="after"), replace(SILENT, hang=None, trickle=100.0)],
    ids=["says nothing", "says nothing after it has accepted", "trickles"],
)
async def test_a_server_that_does_not_answer_delays_no_stop(prepare: Prepare, fault: Fault) -> None:
    morning = await prepare(20)
    morning.server.faults += [replace(fault), replace(SILENT, method="getUpdates")]
    async with morning.bot() as process:
        await until(lambda: morning.sends >= 8)
        assert await _stop(process) == 0
    morning.check_log()
    entries = await ledger(morning.database)
    unknown = in_state(entries, DeliveryState.UNKNOWN)
    assert len(unknown) == 8
    assert in_state(entries, DeliveryState.PENDING) == entries.keys() - unknown
    morning.server.faults.clear()
    await morning.finish()
    assert in_state(await ledger(morning.database), DeliveryState.UNKNOWN) == unknown
    _check_that_nobody_has_two(morning, unknown)


@pytest.mark.parametrize(
    "fault",
    [SILENT, replace(SILENT, hang=None, answer=errors.too_many_requests(3600))],
    ids=["no answer", "a long pause"],
)
async def test_an_answer_to_a_person_that_waits_delays_no_stop(prepare: Prepare, fault: Fault) -> None:
    morning = await prepare(2)
    async with morning.bot() as process:
        await until(lambda: morning.sends == 2)
        morning.server.faults.append(replace(fault))
        person = morning.people[0]
        morning.world.say(morning.world.private_chat(person), person, "/weather 인천")
        await until(lambda: morning.sends == 3)
        assert await _stop(process) == 0
    morning.check_log()


async def test_a_menu_that_is_not_accepted_delays_no_stop(prepare: Prepare) -> None:
    morning = await prepare(2)
    morning.server.faults.append(replace(SILENT, method="setMyCommands"))
    async with morning.bot() as process:
        await until(lambda: _has_called(morning, "setMyCommands"))
        assert await _stop(process) == 0
    morning.check_log()


async def test_a_locked_database_delays_no_stop_and_what_is_in_flight_becomes_unknown(
    prepare: Prepare, database_url: str
) -> None:
    morning = await prepare(20)
    morning.server.faults.append(replace(SILENT, hang="after", times=8))
    path = database_url.partition("///")[2]
    async with morning.bot() as process:
        await until(lambda: morning.sends >= 8)
        with closing(sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)) as other:
            await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
            await _stop(process)
    morning.check_log()
    await morning.finish()
    unknown = in_state(await ledger(morning.database), DeliveryState.UNKNOWN)
    # More than the eight: what was marked could not be released, and outcomes could not be written.
    assert len(unknown) >= 8
    _check_that_nobody_has_two(morning, unknown)


def _check_that_nobody_has_two(morning: Morning, unknown: set[int]) -> None:
    arrived = received(morning.world, morning.people)
    assert all(count == 1 or (count == 0 and number in unknown) for number, count in arrived.items())


def _has_called(morning: Morning, method: str) -> bool:
    return any(call.method == method for call in morning.server.calls)
