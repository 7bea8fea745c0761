"""Kill the process while it tells of a warning and of its end, and start it again."""

import asyncio
import datetime as dt
import random
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select, update

from sources.warnings import WarningLevel, WarningList, WeatherWarning
from storage.content import warnings
from storage.database import Database
from storage.schema import DeliveryState, subscription, warning_message
from tests.crash.factories import PATIENCE, Morning, Prepare, until
from tests.delivery.mornings import BULLETINS, OPEN, RUNS

pytestmark = pytest.mark.process

MOST_IN_FLIGHT = 200


async def list_warnings(database: Database, *listed: WeatherWarning) -> None:
    async with database.write() as connection:
        await warnings.store(connection, "KMA warnings", WarningList(listed), dt.datetime.now(dt.UTC))


async def warn(database: Database) -> None:
    """Issue a warning for the town of everybody, who wants it at once and gets no bulletin now."""
    now = dt.datetime.now(dt.UTC)
    async with database.write() as connection:
        later = {"tells_warnings": 1, "next_due_at": now + dt.timedelta(days=1)}
        await connection.execute(update(subscription).values(later))
    await list_warnings(
        database, WeatherWarning("L1110120", "인천남부", "호우", WarningLevel.WARNING, now, now, None, "인천광역시")
    )


async def chats_in(database: Database, *states: DeliveryState) -> set[int]:
    statement = select(warning_message.c.chat_id).where(warning_message.c.state.in_(states))
    async with database.read() as connection:
        return set(await connection.scalars(statement))


async def count_edits_due(database: Database) -> int:
    due = select(func.count()).where(
        warning_message.c.next_edit_at.is_not(None), warning_message.c.state == DeliveryState.SENT
    )
    async with database.read() as connection:
        return await connection.scalar(due) or 0


async def run_until(morning: Morning, is_over: Callable[[], Awaitable[bool]]) -> None:
    async with morning.bot() as process, asyncio.timeout(PATIENCE):
        while not await is_over():  # noqa: ASYNC110 - what happens is in another process
            await asyncio.sleep(0.05)
        process.terminate()
        await process.wait()
    morning.check_log()


@pytest.mark.parametrize("seed", range(max(1, RUNS // 3)))
async def test_after_kills_everybody_is_told_once_except_those_in_flight(prepare: Prepare, seed: int) -> None:
    morning = await prepare(BULLETINS)
    morning.environment["JOGAN_PAID_BROADCASTS"] = "True"
    database, dice = morning.database, random.Random(seed)  # noqa: S311 - the same seed throws the same dice again
    await warn(database)
    in_flight = set[int]()
    for _ in range(dice.choice([1, 2])):
        moment = morning.sends + dice.randrange(BULLETINS // 3)
        async with morning.bot() as process:
            await until(lambda: morning.sends >= moment)  # noqa: B023 - awaited here
            await asyncio.sleep(dice.uniform(0, 0.02))
            process.kill()
        killed = await chats_in(database, DeliveryState.SENDING)
        assert len(killed) <= MOST_IN_FLIGHT
        in_flight |= killed

    async def is_told() -> bool:
        told = await chats_in(database, *set(DeliveryState) - OPEN)
        return len(told) == len(morning.people)

    await run_until(morning, is_told)
    unknown = await chats_in(database, DeliveryState.UNKNOWN)
    assert unknown == in_flight
    sent = await chats_in(database, DeliveryState.SENT)
    assert sent | unknown == {person.id for person in morning.people}
    arrived = Counter(
        person.id
        for person in morning.people
        for message in morning.world.messages(morning.world.private_chat(person))
        if message.text.startswith("🚨")
    )
    assert all(arrived[number] == 1 for number in sent)
    assert all(arrived[number] <= 1 for number in unknown)
    assert any("messages about warnings were in flight" in line for line in morning.log) is bool(unknown)


async def test_after_a_kill_every_message_is_edited(prepare: Prepare) -> None:
    morning = await prepare(60)
    database = morning.database
    await warn(database)

    async def is_told() -> bool:
        return len(await chats_in(database, DeliveryState.SENT)) == len(morning.people)

    async def is_edited() -> bool:
        async with database.read() as connection:
            is_marked = await connection.scalar(select(func.min(warning_message.c.revision)))
        return bool(is_marked) and not await count_edits_due(database)

    await run_until(morning, is_told)
    await list_warnings(database)
    async with morning.bot() as process:
        await until(lambda: sum(call.method == "editMessageText" for call in morning.server.calls) >= 10)
        process.kill()
    assert await count_edits_due(database) > 0
    await run_until(morning, is_edited)
    for person in morning.people:
        (message,) = (
            one for one in morning.world.messages(morning.world.private_chat(person)) if "인천남부" in one.text
        )
        assert message.text.startswith("✅")
