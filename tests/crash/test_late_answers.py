"""The worker pool grows when responses are slow, and for throttled chats."""

import asyncio
import time

import pytest
from sqlalchemy import insert, select, update

from simulator import Fault
from storage.schema import subscription
from tests.crash.factories import Prepare, until
from tests.delivery.mornings import received

pytestmark = pytest.mark.process

PEOPLE = 200
LATE = 0.25
"""Latency, seconds; eight workers would need six seconds for all people."""


async def test_slow_responses_delay_a_paid_broadcast_only_at_its_start(prepare: Prepare) -> None:
    morning = await prepare(PEOPLE)
    morning.environment["JOGAN_PAID_BROADCASTS"] = "True"
    morning.server.faults.append(Fault("sendMessage", times=PEOPLE, delay=LATE))
    async with morning.bot() as process:
        await until(lambda: morning.sends > 0)
        begin = time.monotonic()
        await until(lambda: morning.sends == PEOPLE)
        took = time.monotonic() - begin
        await asyncio.wait_for(morning.end(process), 60)
    assert took < 4


async def test_a_chat_with_many_bulletins_delays_no_other_chat(prepare: Prepare) -> None:
    morning = await prepare(30)
    busy, *others = morning.people
    async with morning.database.write() as connection:
        await connection.execute(
            update(subscription).where(subscription.c.chat_id != busy.id).values(id=subscription.c.id + 1000)
        )
        (row,) = (await connection.execute(select(subscription).where(subscription.c.chat_id == busy.id))).mappings()
        await connection.execute(insert(subscription), [dict(row) | {"id": None} for _ in range(1, 25)])
        copies = select(subscription.c.id).where(subscription.c.chat_id == busy.id, subscription.c.id > 1000)
        for place, number in enumerate((await connection.scalars(copies)).all()):
            moved = update(subscription).where(subscription.c.id == number)
            await connection.execute(moved.values(id=row["id"] + 1 + place))
    async with morning.bot():
        await until(lambda: morning.sends > 0)
        begin = time.monotonic()
        await until(lambda: set(received(morning.world, others).values()) == {1})
        assert time.monotonic() - begin < 8
    assert received(morning.world, [busy])[busy.id] < 25
