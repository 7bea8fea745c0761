"""The cost of finding due subscriptions does not depend on the number of others."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import chats, subscriptions
from storage.ledger import claiming, deliveries, enqueueing, headlines
from storage.reasons import StopReason
from storage.schema import delivery
from tests.storage.factories import DAY, NOW, enqueue, subscribe, subscription
from tests.storage.plans import plans

_INDEXES = "ix_subscription_next_due_at_schedule_id", "ix_subscription_paused"

pytestmark = pytest.mark.dialects("sqlite")


async def test_due_subscriptions_are_found_by_index(connection: AsyncConnection) -> None:
    steps = await plans(connection, lambda: enqueueing.list_due(connection, NOW))
    assert [step for step in steps if "SEARCH subscription" in step] == [
        "SEARCH subscription USING COVERING INDEX ix_subscription_paused (stopped_at=? AND next_due_at<?)",
        "SEARCH subscription USING INDEX ix_subscription_next_due_at_schedule_id (next_due_at<?)",
    ]
    assert [step for step in steps if step.startswith("SCAN subscription")] == []


@pytest.mark.parametrize("number", [0, 3])
async def test_claims_do_not_scan_sent_deliveries(connection: AsyncConnection, number: int) -> None:
    await subscribe(connection, *map(subscription, range(1, 1 + number)))
    await enqueue(connection)

    async def call() -> None:
        await claiming.claim(connection, NOW, 9)
        await deliveries.recover(connection, NOW)
        await deliveries.expire(connection, NOW + DAY)

    steps = await plans(connection, call)
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and "delivery" in step and "INDEX" not in step] == []


async def test_a_chunk_of_a_group_is_found_in_the_index(connection: AsyncConnection) -> None:
    await subscribe(connection, *map(subscription, range(1, 6)))
    steps = await plans(connection, lambda: enqueue(connection))
    reading = [step for step in steps if "subscription" in step and "(id=?)" not in step and "rowid=?" not in step]
    assert reading
    assert {step for step in reading if not any(name in step for name in _INDEXES)} == set()


async def test_queries_about_chats_do_not_scan_other_chats(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(-100), subscription(-100, thread_id=7), subscription(2))
    await enqueue(connection)

    async def call() -> None:
        await headlines.list_delivered(connection, [-100, 2], [1, 2])
        await subscriptions.stop(connection, -100, None, StopReason.BOT_REMOVED, NOW)
        await chats.migrate(connection, -100, -1_000_000_000_100)

    steps = await plans(connection, call)
    assert [step for step in steps if "delivery USING" in step or "delivery AS" in step]
    assert [step for step in steps if step.startswith("SCAN") and "delivery" in step] == []


async def test_headlines_of_a_batch_do_not_scan_all_articles(connection: AsyncConnection) -> None:
    async def call() -> None:
        await headlines.get_pinned(connection, NOW)
        await headlines.list_since(connection, NOW - DAY, NOW)
        await headlines.get_newest(connection, NOW)

    steps = await plans(connection, call)
    assert len([step for step in steps if "SEARCH article USING" in step]) >= 2
    assert [step for step in steps if step.startswith("SCAN article") and "ix_article_newness" not in step] == []


async def test_enqueueing_touches_no_index_by_chat(connection: AsyncConnection) -> None:
    # The ids of people lie so far apart that each row would touch a page of its own.
    await subscribe(connection, *map(subscription, range(1, 6)))
    await enqueue(connection)
    by_chat = [index for index in delivery.indexes if next(iter(index.columns)) is delivery.c.chat_id]
    assert by_chat
    for index in by_chat:
        which = index.dialect_options["sqlite"]["where"]
        assert await connection.scalar(select(func.count()).select_from(delivery).where(which)) == 0
