"""A broadcast begins while most of its bulletins are still to be enqueued."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.delivery import enqueueing
from bot.delivery.service import DeliveryService
from simulator.world.chats import User
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.schema import DeliveryState
from tests.delivery.mornings import SEVEN, TICK, count_sends, crowd, in_state, ledger, received, tick, wait_for_sends
from tests.talk import Start, Talk

PEOPLE = 12
CHUNK = 4


class Gate:
    """Holds up all chunks but the first one until it is opened.

    Attributes:
        opened: set to let the others pass.
        error: raised instead of the second chunk; None for none.
    """

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.error: Exception | None = None
        self._enqueue = enqueueing.enqueue_chunks

    async def enqueue(self, database: Database, now: dt.datetime, cut_off: dt.timedelta) -> AsyncIterator[int]:
        async for moved in self._enqueue(database, now, cut_off):
            yield moved
            await self.opened.wait()
            if self.error is not None:
                raise self.error


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(enqueueing, "ENQUEUE_CHUNK_SIZE", CHUNK)
    monkeypatch.setattr(enqueueing, "enqueue_chunks", gate.enqueue)
    return gate


async def begin(talk: Talk) -> tuple[list[User], asyncio.Task[None]]:
    """Begin a broadcast, and wait until all of its first chunk has left."""
    people = await crowd(talk, PEOPLE)
    before = count_sends(talk)
    sending = asyncio.create_task(tick(talk, SEVEN))
    await wait_for_sends(talk, before + CHUNK)
    return people, sending


async def test_the_first_bulletins_leave_before_all_are_enqueued(start: Start, gate: Gate) -> None:
    talk = await start()
    people, sending = await begin(talk)
    # In the order of their subscriptions.
    assert set(await ledger(talk.session.database)) == {person.id for person in people[:CHUNK]}
    gate.opened.set()
    await sending
    assert in_state(await ledger(talk.session.database), DeliveryState.SENT) == {person.id for person in people}
    assert set(received(talk.world, people).values()) == {1}


async def test_a_database_that_fails_meanwhile_keeps_nothing_back(start: Start, gate: Gate) -> None:
    talk = await start()
    gate.error = DatabaseFailed("disk I/O error")
    people, sending = await begin(talk)
    gate.opened.set()
    await sending
    assert sum(received(talk.world, people).values()) == CHUNK
    gate.error = None
    await tick(talk, SEVEN + TICK)
    assert set(received(talk.world, people).values()) == {1}


async def test_a_bot_that_is_stopped_meanwhile_leaves_the_rest_to_the_next_start(start: Start, gate: Gate) -> None:
    talk = await start()
    people, sending = await begin(talk)
    stopping = asyncio.create_task(talk.session.delivery.stop())
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(sending, stopping)
    assert len(await ledger(talk.session.database)) <= 2 * CHUNK
    application = talk.session.application
    await DeliveryService(application.bot, application.dependencies).run()
    assert in_state(await ledger(talk.session.database), DeliveryState.SENT) == {person.id for person in people}
    assert set(received(talk.world, people).values()) == {1}
