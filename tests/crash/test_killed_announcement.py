"""Kill the process while an announcement is sent, and start it again: nothing comes twice."""

import asyncio
import datetime as dt
import random
from collections import Counter

import pytest
from sqlalchemy import select, update

from storage.database import Database
from storage.ledger import announcements
from storage.ledger.announcements import Announcement
from storage.schema import DeliveryState, announcement_message, subscription
from tests.crash.factories import PATIENCE, Morning, Prepare, until

pytestmark = pytest.mark.process
PEOPLE = 40
NEWS = "조간이 이사를 가요."


async def test_nobody_gets_a_second_one_after_a_kill(prepare: Prepare) -> None:
    morning = await prepare(PEOPLE)
    # With an operator and a list, whose parts are built at the start only then; nobody has anything to be told.
    listed = ",".join(str(person.id) for person in morning.people)
    morning.environment |= {"JOGAN_OPERATORS": str(morning.people[0].id), "JOGAN_ALLOWED_CHATS": listed}
    await _announce(morning)
    moment = random.Random(0).randrange(1, PEOPLE // 2)  # noqa: S311 - the same seed throws the same dice again
    async with morning.bot() as process:
        await until(lambda: sum(_received(morning).values()) >= moment)
        process.kill()
    states = await _states(morning.database)
    in_flight = {number for number, state in states.items() if state == DeliveryState.SENDING}
    async with morning.bot() as process:
        async with asyncio.timeout(PATIENCE):
            while set((await _states(morning.database)).values()) - {"sent", "unknown"}:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        process.terminate()
        await process.wait()
    morning.check_log()
    states = await _states(morning.database)
    unknown = {number for number, state in states.items() if state == DeliveryState.UNKNOWN}
    assert (len(states), unknown) == (PEOPLE, in_flight)
    arrived = _received(morning)
    assert all(arrived[number] == 1 or (arrived[number] == 0 and number in unknown) for number in states)


async def _announce(morning: Morning) -> None:
    """Make an announcement for everybody, and let no bulletin be due."""
    now = dt.datetime.now(dt.UTC)
    await morning.database.open()
    async with morning.database.write() as connection:
        await connection.execute(update(subscription).values(next_due_at=now + dt.timedelta(hours=20)))
        chosen = await announcements.list_recipients(connection, NEWS)
        new = Announcement(0, NEWS, "all", now, len(chosen))
        await announcements.add(connection, new, chosen, now + dt.timedelta(days=1))


async def _states(database: Database) -> dict[int, str]:
    """Return the states of the messages by chat; each chat has one."""
    statement = select(announcement_message.c.chat_id, announcement_message.c.state)
    async with database.read() as connection:
        return {row.chat_id: row.state for row in await connection.execute(statement)}


def _received(morning: Morning) -> Counter[int]:
    """Return how many announcements arrived by chat, whatever the bot was told."""
    return Counter(
        person.id
        for person in morning.people
        for message in morning.world.messages(morning.world.private_chat(person))
        if message.text == NEWS
    )
