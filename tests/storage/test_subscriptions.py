import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import deliveries, subscriptions
from storage.database import Database
from storage.errors import DatabaseFailed
from tests.storage.conftest import DAY, NOW, TODAY, subscribe, subscription


async def stopped_at(connection: AsyncConnection, chat_id: int, thread_id: int = 0) -> dt.datetime | None:
    found = await subscriptions.get(connection, chat_id, thread_id)
    assert found is not None
    return found.stopped_at


@pytest.mark.parametrize("stations", [(), (112,), (105, 90, 112)])
async def test_a_subscription_comes_back_as_it_was(connection: AsyncConnection, stations: tuple[int, ...]) -> None:
    given = replace(subscription(stations=stations), stopped_at=NOW, stopped_reason="차단", send_at=dt.time(23, 59))
    await subscribe(connection, given)
    assert await subscriptions.get(connection, 1, 0) == given
    assert await subscriptions.get(connection, 1, 7) is None
    assert await subscriptions.get(connection, 2, 0) is None


async def test_saving_again_replaces_the_topics_subscription_and_no_other(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(), subscription(thread_id=7))
    changed = replace(subscription(stations=()), send_at=dt.time(6, 30), zone="Europe/Berlin")
    await subscribe(connection, changed)
    assert await subscriptions.get(connection, 1, 0) == changed
    assert await subscriptions.get(connection, 1, 7) == subscription(thread_id=7)


async def test_a_subscription_of_a_chat_that_is_not_stored_is_refused(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match="FOREIGN KEY"):
        async with database.write() as connection:
            await subscriptions.save(connection, subscription())


async def test_a_stopped_subscription_is_due_no_more_and_comes_back_when_saved(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    assert await subscriptions.stop(connection, 1, 0, "asked", NOW)
    assert await deliveries.due(connection, NOW + DAY) == []
    stopped = await subscriptions.get(connection, 1, 0)
    assert stopped == replace(subscription(), stopped_at=NOW, stopped_reason="asked")
    await subscribe(connection, subscription())
    assert len(await deliveries.due(connection, NOW)) == 1


async def test_stopping_what_is_stopped_or_not_there_says_so(connection: AsyncConnection) -> None:
    assert not await subscriptions.stop(connection, 1, 0, "asked", NOW)
    await subscribe(connection, subscription())
    assert await subscriptions.stop(connection, 1, 0, "asked", NOW)
    assert not await subscriptions.stop(connection, 1, 0, "again", NOW + DAY)
    assert await stopped_at(connection, 1) == NOW


async def test_one_topic_is_stopped_or_all_of_a_chats(connection: AsyncConnection) -> None:
    topics = [subscription(thread_id=topic) for topic in (0, 7, 8)]
    await subscribe(connection, *topics, subscription(2))
    await subscriptions.stop(connection, 1, 7, "asked", NOW)
    assert [await stopped_at(connection, 1, topic) for topic in (0, 7, 8)] == [None, NOW, None]
    await subscriptions.stop(connection, 1, None, "blocked", NOW + DAY)
    assert [await stopped_at(connection, 1, topic) for topic in (0, 7, 8)] == [NOW + DAY, NOW, NOW + DAY]
    assert await stopped_at(connection, 2) is None


async def test_what_waits_for_a_stopped_topic_is_not_delivered(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(), subscription(thread_id=7), subscription(2))
    for group in await deliveries.due(connection, NOW):
        await deliveries.enqueue(connection, group, TODAY, NOW, NOW + DAY)
    await subscriptions.stop(connection, 1, 7, "asked", NOW)
    claims = await deliveries.claim(connection, NOW, 9)
    assert [(claim.chat_id, claim.thread_id) for claim in claims] == [(1, 0), (2, 0)]
