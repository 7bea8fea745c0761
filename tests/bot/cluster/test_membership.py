import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import delete, select

from bot.cluster import membership as module
from bot.cluster import stalled
from bot.cluster.membership import Membership, membership
from bot.cluster.roles import Role
from storage import schema
from storage.chats import operator_menus
from storage.cluster import workers
from storage.cluster.workers import Worker
from storage.database import Database, open_database
from storage.errors import LeaseLost

WORK = "work"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEAT_INTERVAL", 0.02)
    # All of them are in one process, so that each would be taken for an earlier one with its number.
    monkeypatch.setattr(stalled, "is_gone", lambda _name: False)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what happens is in the database
            await asyncio.sleep(0.005)


@asynccontextmanager
async def joined(url: str, *, reaches_telegram: bool = True) -> AsyncIterator[tuple[Database, Membership, Role]]:
    """Join with a database of its own, as another process does, and take the role when it is free."""
    async with open_database(url) as database, membership(database) as member:
        member.get_reach_age = lambda: 0.0 if reaches_telegram else None
        role = member.role(WORK)
        async with member.playing(role):
            yield database, member, role


async def list_workers(database: Database) -> list[Worker]:
    async with database.read() as connection:
        return await workers.list_all(connection)


async def test_a_worker_signs_on_and_off(database: Database, database_url: str) -> None:
    async with joined(database_url) as (_, member, _):
        await until(lambda: len(member.workers) == 1)
        assert member.is_certain
    assert await list_workers(database) == []


async def test_a_role_has_one_holder_and_a_growing_number(database_url: str) -> None:
    async with joined(database_url) as (_, _, first):
        await until(lambda: first.is_ready)
        async with joined(database_url) as (_, member, second):
            beats = member.workers
            await until(lambda: member.workers != beats)
            assert not second.is_ready
    async with joined(database_url) as (_, _, third):
        await until(lambda: third.is_ready)
        assert first.number is None
        assert third.number == 2


async def test_a_pruned_worker_writes_nothing_and_sends_nothing(database: Database, database_url: str) -> None:
    async with joined(database_url) as (own, member, role):
        await until(lambda: role.is_ready)
        async with database.write() as connection:
            await connection.execute(delete(schema.worker))
        with pytest.raises(LeaseLost):
            async with own.write() as connection:
                await operator_menus.record(connection, 1)
        assert member.lost.is_set()
        assert not member.is_certain
        with pytest.raises(LeaseLost):
            await member.confirm()
    async with database.read() as connection:
        assert await connection.scalar(select(schema.operator_menu)) is None


async def test_a_worker_that_stands_still_is_pruned_and_its_role_taken(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STALLED_AFTER", 0.2)
    async with open_database(database_url) as database:
        still = Membership(database)
        still.get_reach_age = lambda: 0.0
        await still.join()
        role = still.role(WORK)
        async with still.playing(role):
            await still.work()
            number = role.number
            async with joined(database_url) as (_, member, other):
                await until(lambda: other.is_ready)
                assert [one.id for one in member.workers] == [member.number]
                assert (number, other.number) == (1, 2)
            with pytest.raises(LeaseLost):
                async with database.write() as connection:
                    await role.require(connection)


async def test_what_a_role_was_given_up_for_is_not_written_any_more(database_url: str) -> None:
    async with joined(database_url) as (database, member, role):
        await until(lambda: role.is_ready)
        number = role.number
        await member.give_up(role)
        await until(lambda: role.is_ready)
        assert role.number != number
        role.number = number
        with pytest.raises(LeaseLost):
            async with database.write() as connection:
                await role.require(connection)


async def test_who_does_not_reach_telegram_gives_up_a_role_for_one_that_does(database_url: str) -> None:
    async with joined(database_url) as (_, first, role):
        await until(lambda: role.is_ready)
        first.get_reach_age = lambda: 60.0
        beats = first.workers
        await until(lambda: first.workers != beats)
        # Nobody else could do it.
        assert role.is_ready
        async with joined(database_url) as (_, _, other):
            await until(lambda: other.is_ready)
            assert not role.is_ready


async def test_the_work_of_a_role_is_prepared_before_it_begins(database_url: str) -> None:
    async with open_database(database_url) as database, membership(database) as member:
        member.get_reach_age = lambda: 0.0
        role, seen = member.role(WORK), list[bool]()

        async def prepare() -> None:
            seen.append(role.is_ready)

        async with member.playing(role, prepare):
            await asyncio.wait_for(role.wait_for_begin(), 10)
        assert seen == [False]
        assert not role.is_ready
