import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cluster import forwarding, stalled
from bot.cluster import membership as module
from bot.cluster.chat_lanes import LANES, ChatLanes, get_lane
from bot.cluster.forwarding import Forwarding
from bot.cluster.membership import Membership, membership
from storage.cluster import updates
from storage.cluster.updates import ForwardedUpdate
from storage.database import Database, open_database
from storage.errors import DatabaseFailed
from tests.cluster.machines import until

CHAT = 7


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEAT_INTERVAL", 0.02)
    # All of them are in one process, so that each would be taken for an earlier one with its number.
    monkeypatch.setattr(stalled, "is_gone", lambda _name: False)


@dataclass
class Worker:
    """A worker with its lanes.

    Attributes:
        delivered: the bodies of the updates that it has taken.
    """

    database: Database
    member: Membership
    lanes: ChatLanes
    forwarding: Forwarding
    delivered: list[str]


@asynccontextmanager
async def working(url: str) -> AsyncIterator[Worker]:
    """Join with a database of its own, as another process does; what it has taken stays in progress."""
    delivered: list[str] = []
    async with open_database(url) as database, membership(database) as member:
        lanes = ChatLanes(database, member, lambda: {get_lane(CHAT)} if delivered else set())
        await lanes.prepare()
        yield Worker(database, member, lanes, Forwarding(database, member, lanes, delivered.append), delivered)


async def test_the_holder_of_all_lanes_takes_first_what_another_has_stored(database_url: str) -> None:
    async with working(database_url) as first, working(database_url) as second:
        assert len(first.lanes.own) == LANES
        assert await second.forwarding.route(1, CHAT, "first")
        assert not await first.forwarding.route(2, CHAT, "second")
        assert first.delivered == ["first"]


async def test_a_lane_of_which_updates_are_being_taken_is_not_released(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, go_on = asyncio.Event(), asyncio.Event()
    take = updates.take

    async def take_slowly(connection: AsyncConnection, worker_id: int) -> list[ForwardedUpdate]:
        found = await take(connection, worker_id)
        taken.set()
        await go_on.wait()
        return found

    async with working(database_url) as first, working(database_url) as second:
        await until(lambda: len(first.member.workers) == 2)
        await second.forwarding.route(1, CHAT, "first")
        monkeypatch.setattr(updates, "take", take_slowly)
        taking = asyncio.create_task(first.forwarding.route(2, CHAT, "second"))
        async with asyncio.timeout(10):
            await taken.wait()
        balancing = asyncio.create_task(first.lanes.balance())
        await asyncio.sleep(0.05)
        go_on.set()
        await asyncio.gather(taking, balancing)
        assert len(first.lanes.own) < LANES
        assert get_lane(CHAT) in first.lanes.own


async def test_updates_that_come_together_are_stored_together(database_url: str) -> None:
    async with working(database_url) as first, working(database_url) as second:
        stored = [second.forwarding.route(number, CHAT, f"{number}") for number in (3, 1, 2, 2)]
        assert await asyncio.gather(*stored) == [True] * 4
        assert not await first.forwarding.route(4, CHAT, "4")
        assert first.delivered == ["1", "2", "3"]


async def test_an_update_reaches_its_worker_at_once(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only the notice tells of it.
    monkeypatch.setattr(forwarding, "LOOK_INTERVAL", 1000.0)
    async with working(postgresql_url) as first, working(postgresql_url) as second, asyncio.TaskGroup() as tasks:
        task = tasks.create_task(first.forwarding.run())
        await second.forwarding.route(1, CHAT, "first")
        await until(lambda: first.delivered == ["first"], 1.0)
        task.cancel()


async def test_an_update_whose_taking_failed_at_its_end_is_not_lost(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with working(database_url) as first, working(database_url) as second:
        await second.forwarding.route(1, CHAT, "first")

        async def fail(_connection: AsyncConnection) -> None:
            raise DatabaseFailed("the connection is lost at the commit")

        monkeypatch.setattr(first.database, "_announce", fail)
        with pytest.raises(DatabaseFailed):
            await first.forwarding.route(2, CHAT, "second")
        assert first.delivered == ["first"]
