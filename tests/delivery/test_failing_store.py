"""Mornings on which the store fails: locked by another program, or without room on its disk."""

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
from tests.conftest import Start, Talk
from tests.delivery.mornings import (
    BULLETINS,
    RING,
    SEVEN,
    crowd,
    deliver_all,
    heard,
    in_state,
    ledger,
    received,
    ring,
    switched_off,
    until_heard,
)


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """A bot that gives a locked database up after 50 ms and not after 5 s."""
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
    """Hold the write lock as another program would."""
    path = database_url.partition("///")[2]
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield


async def _check_that_nothing_was_lost(talk: Talk, people: list[User]) -> None:
    assert in_state(await ledger(talk.session.database), DeliveryState.SENT) == {person.id for person in people}
    assert set(received(talk.world, people).values()) == {1}
    assert await switched_off(talk.session.database) == {}


async def test_a_database_that_is_locked_at_seven_is_waited_for(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    asked = heard(talk)
    async with _locked(database_url):
        await ring(talk, SEVEN)
        await ring(talk, SEVEN + RING)
    assert heard(talk) == asked
    await deliver_all(talk, people, SEVEN + 2 * RING)
    await _check_that_nothing_was_lost(talk, people)


async def test_a_database_that_is_locked_in_the_middle_forgets_nothing(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    sending = asyncio.create_task(ring(talk, SEVEN))
    await until_heard(talk, BULLETINS // 3)
    async with _locked(database_url):
        await asyncio.sleep(0.5)
    await sending
    await deliver_all(talk, people, SEVEN + RING)
    await _check_that_nothing_was_lost(talk, people)


async def test_a_database_that_is_locked_again_and_again_forgets_nothing(talk: Talk, database_url: str) -> None:
    people = await crowd(talk, BULLETINS)
    morning = asyncio.create_task(deliver_all(talk, people))
    dice = random.Random(0)  # noqa: S311 - the same seed throws the same dice again
    while not morning.done():
        async with _locked(database_url):
            await asyncio.sleep(dice.uniform(0, 0.1))
        await asyncio.sleep(dice.uniform(0, 0.1))
    await morning
    await _check_that_nothing_was_lost(talk, people)


async def test_a_disk_that_is_full_at_seven_is_waited_for(talk: Talk) -> None:
    people = await crowd(talk, BULLETINS)
    await _ask_the_writer(talk, "PRAGMA max_page_count=1")
    asked = heard(talk)
    await ring(talk, SEVEN)
    assert heard(talk) == asked
    await _ask_the_writer(talk, "PRAGMA max_page_count=1000000")
    await deliver_all(talk, people, SEVEN + RING)
    await _check_that_nothing_was_lost(talk, people)


async def test_what_could_not_leave_while_the_store_was_busy_leaves_later(
    start: Start, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setattr("local.Limiter", lambda rate: Limiter(rate=rate or 30))
    talk = await start()
    talk.refusals_expected = True
    people = await crowd(talk, 30)
    failing = Fault("sendMessage", times=1_000_000, answer=502)
    talk.server.faults.append(failing)
    asked = heard(talk)
    sending = asyncio.create_task(ring(talk, SEVEN))
    await until_heard(talk, asked + 5)
    async with _locked(database_url):
        await asyncio.sleep(0.6)  # meanwhile the workers whose turn comes see that nothing may leave any more
    await sending
    failing.times = 0
    await deliver_all(talk, people, SEVEN + RING)
    await _check_that_nothing_was_lost(talk, people)
