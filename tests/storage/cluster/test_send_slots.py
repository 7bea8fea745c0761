import asyncio

from storage.cluster import send_slots
from storage.database import Database

PERIOD = 60.0


async def take(database: Database, number: int, *, is_reply: bool = False) -> list[float]:
    async with database.write() as connection:
        return await send_slots.take(connection, number, PERIOD, is_reply=is_reply)


async def test_each_slot_is_used_once_in_a_period(database: Database) -> None:
    async with database.write() as connection:
        await send_slots.set_number(connection, 5)
    assert await take(database, 3) == [0.0, 0.0, 0.0]
    waits = await take(database, 3)
    assert waits[:2] == [0.0, 0.0]
    assert PERIOD - 5 < waits[2] <= PERIOD


async def test_many_that_take_slots_at_once_share_them(database: Database) -> None:
    async with database.write() as connection:
        await send_slots.set_number(connection, 10)
    found = await asyncio.gather(*(take(database, 1) for _ in range(10)))
    # Two that meet leave a slot to each other rather than wait.
    assert sum(len(one) for one in found if one == [0.0]) <= 10
    assert all(wait == 0 or wait > PERIOD - 5 for one in found for wait in one)


async def test_replies_have_a_slot_of_their_own_after_a_reply(database: Database) -> None:
    async with database.write() as connection:
        await send_slots.set_number(connection, 3)
    assert await take(database, 1, is_reply=True) == [0.0]
    assert await take(database, 3) == [0.0, 0.0]
    (wait,) = await take(database, 1, is_reply=True)
    assert wait > 0


async def test_the_number_of_slots_follows_the_limit(database: Database) -> None:
    for number in (5, 2, 4):
        async with database.write() as connection:
            await send_slots.set_number(connection, number)
            assert await send_slots.count(connection) == number
