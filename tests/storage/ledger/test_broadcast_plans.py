"""Reads of a broadcast on PostgreSQL, whose planner believes that as little waits as when it last counted."""

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.ledger import claiming, deliveries
from tests.storage.factories import NOW, enqueue, subscribe, subscription
from tests.storage.plans import all_steps, count_index_scans

pytestmark = pytest.mark.dialects("postgresql")


async def test_a_claim_reads_no_more_than_it_takes(connection: AsyncConnection) -> None:
    await subscribe(connection, *map(subscription, range(1, 101)))
    await enqueue(connection)
    read = [await count_index_scans(connection, "chat", lambda: claiming.claim(connection, NOW, 5)) for _ in range(3)]
    assert read == [5, 5, 5]


async def test_marks_and_outcomes_do_not_read_all_that_is_in_flight(connection: AsyncConnection) -> None:
    await subscribe(connection, *map(subscription, range(1, 101)))
    await enqueue(connection)
    claims = await claiming.claim(connection, NOW, 50)

    async def call() -> None:
        await deliveries.mark_sending(connection, claims[:5])
        await deliveries.write_sent(connection, {one.id: (7, None) for one in claims[:5]}, NOW)

    steps = await all_steps(connection, call)
    assert [step for step in steps if "Update on delivery" in step]
    assert [step for step in steps if "ix_delivery_in_flight" in step or "ix_delivery_state" in step] == []
