"""Two transactions at once on PostgreSQL; on SQLite the second one waits for its begin."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.kma.town_table import Town
from storage.chats import bot_account, chats, privacy, subscriptions
from storage.content import articles, observations, towns
from storage.database import Database
from storage.errors import LeaseLost
from storage.ledger import bulletin_pause, claiming, enqueueing, leases, old_days, warning_messages
from storage.ledger.enqueueing import Due, IdRange, Occurrence
from storage.ledger.leases import Lease
from storage.ledger.warning_messages import NewMessage
from storage.reasons import StopReason
from storage.schema import bulletin_pause as pause_table
from storage.schema import delivery, delivery_count
from storage.schema import subscription as subscription_table
from storage.terms import City
from tests.storage.factories import (
    CUT_OFF,
    DAY,
    HOUR,
    NOW,
    TODAY,
    article,
    enqueue,
    observation,
    subscribe,
    subscription,
)

pytestmark = pytest.mark.dialects("postgresql")

_First = TypeVar("_First")
_Second = TypeVar("_Second")
PAUSE = 0.1
"""Seconds in which a call that does not wait is done."""


async def overlap(
    database: Database,
    first: Callable[[AsyncConnection], Awaitable[_First]],
    second: Callable[[AsyncConnection], Awaitable[_Second]],
) -> tuple[_First, _Second]:
    """Make a call in a transaction, and another in a second one that begins before the commit of the first."""

    async def follow() -> _Second:
        async with database.write() as connection:
            return await second(connection)

    async with database.write() as connection:
        found = await first(connection)
        following = asyncio.create_task(follow())
        await asyncio.wait([following], timeout=PAUSE)
    return found, await following


async def count(database: Database, chat_id: int | None = None) -> int:
    rows = select(func.count()).select_from(delivery)
    async with database.read() as connection:
        return await connection.scalar(rows if chat_id is None else rows.where(delivery.c.chat_id == chat_id)) or 0


async def prepare(database: Database, number: int = 4, *, enqueued: bool = True) -> Due:
    """Store subscriptions that are due, and return their group."""
    async with database.write() as connection:
        await subscribe(connection, *map(subscription, range(1, number + 1)))
        (group,) = await enqueueing.list_due(connection, NOW)
        if enqueued:
            await enqueue(connection)
    return group


async def test_no_delivery_is_claimed_twice(database: Database) -> None:
    await prepare(database)
    one, other = await overlap(
        database,
        lambda connection: claiming.claim(connection, NOW, 3),
        lambda connection: claiming.claim(connection, NOW, 9),
    )
    assert [claim.chat_id for claim in one] == [1, 2, 3]
    assert [claim.chat_id for claim in other] == [4]


async def test_no_message_is_claimed_twice(database: Database) -> None:
    message = NewMessage(1, 0, (7,), (City.of_station(112),), "Asia/Seoul", silent=False)
    async with database.write() as connection:
        await subscribe(connection, *(replace(subscription(number), tells_warnings=True) for number in (1, 2)))
        await warning_messages.enqueue(connection, [message, replace(message, chat_id=2)], NOW, NOW + HOUR)
    one, other = await overlap(
        database,
        lambda connection: warning_messages.claim(connection, NOW, 1),
        lambda connection: warning_messages.claim(connection, NOW, 9),
    )
    assert ([claim.chat_id for claim in one], [claim.chat_id for claim in other]) == ([1], [2])


async def test_a_group_is_enqueued_once(database: Database) -> None:
    group = await prepare(database, enqueued=False)
    occurrence = Occurrence(TODAY, 0, NOW, NOW + CUT_OFF)

    async def put(connection: AsyncConnection) -> int:
        return await enqueueing.enqueue(connection, group, occurrence, NOW + DAY)

    assert await overlap(database, put, put) == (4, 0)
    async with database.write() as connection:
        await put(connection)
    assert await count(database) == 4


async def test_two_chunks_of_a_group_are_enqueued_beside_each_other(database: Database) -> None:
    group = await prepare(database, enqueued=False)
    occurrence = Occurrence(TODAY, 0, NOW, NOW + CUT_OFF)
    async with database.read() as connection:
        ids = await enqueueing.get_chunk(connection, group, 0, 3)
    order = []

    async def put(connection: AsyncConnection, ids: IdRange) -> int:
        moved = await enqueueing.enqueue(connection, group, occurrence, NOW + DAY, ids)
        order.append(moved)
        return moved

    async with database.write() as connection:
        await put(connection, ids)
        await asyncio.wait_for(overlap_nothing(database, lambda other: put(other, IdRange(ids.last))), 5)
        assert order == [3, 1]
    assert await count(database) == 4


async def test_an_occasion_that_comes_again_is_enqueued_once(database: Database) -> None:
    group = await prepare(database)
    async with database.write() as connection:
        await connection.execute(update(subscription_table).values(next_due_at=NOW))
        await subscribe(connection, subscription(5))
        assert await enqueueing.enqueue(connection, group, Occurrence(TODAY, 0, NOW, NOW + CUT_OFF), NOW + DAY) == 5
    assert await count(database) == 5


async def test_nothing_of_a_forgotten_chat_is_enqueued(database: Database) -> None:
    group = await prepare(database, enqueued=False)
    occurrence = Occurrence(TODAY, 0, NOW, NOW + CUT_OFF)

    async def put(connection: AsyncConnection) -> int:
        return await enqueueing.enqueue(connection, group, occurrence, NOW + DAY)

    await overlap(database, put, lambda connection: privacy.forget(connection, 1))
    assert (await count(database, 1), await count(database)) == (0, 3)
    async with database.write() as connection:
        await subscriptions.change(
            connection, replace((await subscriptions.list_all(connection, 2))[0], next_due_at=NOW)
        )
    again = replace(group, due_at=NOW)
    await overlap(
        database,
        lambda connection: privacy.forget(connection, 2),
        lambda connection: enqueueing.enqueue(connection, again, replace(occurrence, occasion=1), NOW + DAY),
    )
    assert (await count(database, 2), await count(database)) == (0, 2)


async def test_a_schedule_that_another_chat_begins_to_use_stays(database: Database) -> None:
    async with database.write() as connection:
        await subscribe(connection, subscription(1))
        await chats.save(connection, chats.Chat(2, "private", None, "ko"))
    _, added = await overlap(
        database,
        lambda connection: privacy.forget(connection, 1),
        lambda connection: subscriptions.add(connection, subscription(2)),
    )
    async with database.read() as connection:
        assert await subscriptions.list_all(connection, 2) == [added]


async def test_a_chat_moves_once(database: Database) -> None:
    await prepare(database, 1)
    move = lambda connection: chats.migrate(connection, 1, 9)  # noqa: E731 - the same for both
    await overlap(database, move, move)
    async with database.read() as connection:
        assert [one.chat_id for one in await subscriptions.list_all(connection, 9)] == [9]
    assert await count(database, 9) == 1


async def test_a_change_keeps_what_another_process_has_changed(database: Database) -> None:
    await prepare(database, 1)

    async def shorten(connection: AsyncConnection) -> None:
        (one,) = await subscriptions.list_all(connection, 1)
        await asyncio.sleep(0)
        await subscriptions.change(connection, replace(one, headlines=5))

    await overlap(
        database, lambda connection: subscriptions.stop(connection, 1, None, StopReason.UNSUBSCRIBED, NOW), shorten
    )
    async with database.read() as connection:
        (one,) = await subscriptions.list_all(connection, 1)
    assert (one.headlines, one.stopped_reason) == (5, StopReason.UNSUBSCRIBED)


async def test_no_delivery_is_counted_twice(database: Database) -> None:
    await prepare(database)
    async with database.write() as connection:
        await connection.execute(delivery.update().values(state="sent"))
    thin = lambda connection: old_days.thin(connection, TODAY + DAY, 3)  # noqa: E731 - the same for both
    assert await overlap(database, thin, thin) == (3, 1)
    async with database.read() as connection:
        assert await connection.scalar(select(func.sum(delivery_count.c.number))) == 4


async def test_a_lease_has_one_holder(database: Database) -> None:
    async def take(connection: AsyncConnection, holder: str) -> str:
        await leases.lock_all(connection)
        if (other := await leases.get(connection, "run")) is not None:
            return other.holder
        await leases.put(connection, Lease("run", holder, NOW, NOW + HOUR))
        return holder

    both = await overlap(
        database, lambda connection: take(connection, "one"), lambda connection: take(connection, "other")
    )
    assert both == ("one", "one")


async def test_who_takes_a_lease_over_waits_for_who_is_writing(database: Database) -> None:
    order = []
    async with database.write() as connection:
        await leases.put(connection, Lease("run", "one", NOW, NOW))

    async def write(connection: AsyncConnection) -> None:
        await leases.require(connection, "run", "one")

    async def take_over(connection: AsyncConnection) -> None:
        await leases.put(connection, Lease("run", "other", NOW, NOW + HOUR))
        order.append("taken over")

    async with database.write() as connection:
        await write(connection)
        taking = asyncio.create_task(overlap_nothing(database, take_over))
        await asyncio.wait([taking], timeout=PAUSE)
        order.append("written")
    await taking
    assert order == ["written", "taken over"]
    with pytest.raises(LeaseLost):
        await overlap_nothing(database, write)


async def overlap_nothing(database: Database, call: Callable[[AsyncConnection], Awaitable[object]]) -> None:
    async with database.write() as connection:
        await call(connection)


async def test_rows_of_which_there_is_one_are_written_once(database: Database) -> None:
    begin = lambda connection: bulletin_pause.begin(connection, NOW)  # noqa: E731 - the same for both
    later = lambda connection: bulletin_pause.begin(connection, NOW + HOUR)  # noqa: E731 - beside it
    assert await overlap(database, begin, later) == (True, False)
    put = lambda connection: bot_account.put(connection, 7)  # noqa: E731 - the same for both
    await overlap(database, put, put)
    table = [Town("인천", "중구", "신포동", 37.5, 126.6)]
    load = lambda connection: towns.replace_all(connection, table)  # noqa: E731 - the same for both
    assert await overlap(database, load, load) == (0, 1)
    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(pause_table)) == 1
        assert await bot_account.get(connection) == 7
        assert (await towns.get_version(connection), len(await towns.get_all(connection))) == (2, 1)


async def test_an_article_is_stored_once(database: Database) -> None:
    found = article("도서관이 문을 열었다")
    mark = articles.fingerprint(found)

    async def store(connection: AsyncConnection) -> bool:
        await articles.lock_all(connection)
        if await articles.find_known(connection, [], [mark]):
            return False
        await articles.add(connection, [(mark, found)], NOW)
        return True

    assert await overlap(database, store, store) == (True, False)


async def test_readings_in_another_order_wait_for_each_other(database: Database) -> None:
    here, there = observation(112), observation(108)
    first = lambda connection: observations.add(connection, [here, there], NOW)  # noqa: E731 - beside the next
    second = lambda connection: observations.add(connection, [there, here], NOW)  # noqa: E731
    assert await overlap(database, first, second) == (2, 0)


async def test_four_claimers_share_a_broadcast(database: Database) -> None:
    await prepare(database, 40)

    async def claim_all() -> list[int]:
        found: list[int] = []
        while True:
            async with database.write() as connection:
                claims = await claiming.claim(connection, NOW + dt.timedelta(seconds=1), 3)
            if not claims:
                return found
            found += [one.chat_id for one in claims]

    shares = await asyncio.gather(*(claim_all() for _ in range(4)))
    assert sorted(number for share in shares for number in share) == [*range(1, 41)]
