"""Mornings on which the database fails: locked by another program, or on a full disk."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
from sqlalchemy import text

from bot.telegram_api.rate_limiter import Limiter
from simulator import Fault
from simulator.world.chats import User
from storage.schema import DeliveryState
from tests.delivery.mornings import (
    BULLETINS,
    SEVEN,
    TICK,
    count_sends,
    crowd,
    deliver_all,
    in_state,
    ledger,
    received,
    switched_off,
    tick,
    wait_for_sends,
)
from tests.talk import Start, Talk


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start a bot that waits 50 ms for a locked database instead of 5 s."""
    monkeypatch.setattr("bot.delivery.broadcast.WRITE_RETRY_DELAY", 0.05)
    talk = await start()
    talk.errors_expected = True
    await _ask_the_writer(talk, "PRAGMA busy_timeout=50")
    return talk


async def _ask_the_writer(talk: Talk, statement: str) -> None:
    async with talk.session.database.write() as connection:
        await connection.execute(text(statement))


@asynccontextmanager
async def _locked(database_url: str) -> AsyncIterator[None]:
    """Hold the write lock from another connection."""
    path = database_url.partition("///")[2]
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield


async def _check_that_nothing_was_lost(talk: Talk, people: list[User]) -> None:
    assert in_state(await ledger(talk.session.database), DeliveryState.SENT) == {person.id for person in people}
    assert set(received(talk.world, people).values()) == {1}
    assert await switched_off(talk.session.database) == {}


async def test_a_database_that_is_locked_at_seven_delays_the_broadcast(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    asked = count_sends(talk)
    async with _locked(database_url):
        await tick(talk, SEVEN)
        await tick(talk, SEVEN + TICK)
    assert count_sends(talk) == asked
    await deliver_all(talk, people, SEVEN + 2 * TICK)
    await _check_that_nothing_was_lost(talk, people)


async def test_a_database_locked_during_a_broadcast_loses_nothing(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    sending = asyncio.create_task(tick(talk, SEVEN))
    await wait_for_sends(talk, BULLETINS // 3)
    async with _locked(database_url):
        await asyncio.sleep(0.5)
    await sending
    await deliver_all(talk, people, SEVEN + TICK)
    await _check_that_nothing_was_lost(talk, people)


async def test_a_repeatedly_locked_database_loses_nothing(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    morning = asyncio.create_task(deliver_all(talk, people))
    dice = random.Random(0)  # noqa: S311 - the same seed throws the same dice again
    while not morning.done():
        async with _locked(database_url):
            await asyncio.sleep(dice.uniform(0, 0.1))
        await asyncio.sleep(dice.uniform(0, 0.1))
    await morning
    await _check_that_nothing_was_lost(talk, people)


async def test_a_full_disk_at_seven_delays_the_broadcast(talk: Talk) -> None:
    people = await crowd(talk, BULLETINS)
    await _ask_the_writer(talk, "PRAGMA max_page_count=1")
    asked = count_sends(talk)
    await tick(talk, SEVEN)
    assert count_sends(talk) == asked
    await _ask_the_writer(talk, "PRAGMA max_page_count=1000000")
    await deliver_all(talk, people, SEVEN + TICK)
    await _check_that_nothing_was_lost(talk, people)


async def test_bulletins_that_were_not_sent_during_a_lock_are_sent_later(
    start: Start, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setattr("local.Limiter", lambda **_: Limiter(rate=30))
    talk = await start()
    talk.refusals_expected = True
    people = await crowd(talk, 30)
    failing = Fault("sendMessage", times=1_000_000, answer=502)
    talk.server.faults.append(failing)
    asked = count_sends(talk)
    sending = asyncio.create_task(tick(talk, SEVEN))
    await wait_for_sends(talk, asked + 5)
    async with _locked(database_url):
        await asyncio.sleep(0.6)  # meanwhile the workers whose turn comes see that nothing may leave any more
    await sending
    failing.times = 0
    await deliver_all(talk, people, SEVEN + TICK)
    await _check_that_nothing_was_lost(talk, people)
