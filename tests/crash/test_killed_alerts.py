"""Kill the process at random moments while keyword alerts are sent, and start it again: nothing comes twice."""

import asyncio
import datetime as dt
import random
from collections import Counter

import pytest
from sqlalchemy import delete, select

from sources.records import KST, Article
from storage.chats import alerts, chats
from storage.chats.alerts import KeywordAlert
from storage.chats.chats import Chat
from storage.database import Database
from storage.schema import DeliveryState, alert_message, subscription
from tests.crash.factories import PATIENCE, Morning, Prepare, until
from tests.delivery.mornings import RUNS
from tests.factories import publish

pytestmark = pytest.mark.process
PEOPLE = 60


@pytest.mark.parametrize("seed", range(max(1, RUNS // 3)))
async def test_after_kills_everybody_has_exactly_one_except_those_in_flight(prepare: Prepare, seed: int) -> None:
    morning = await prepare(PEOPLE)
    morning.environment["JOGAN_ZONE"] = _zone_at_noon()
    await _make_alerts(morning)
    dice = random.Random(seed)  # noqa: S311 - the same seed throws the same dice again
    in_flight = set[int]()
    for _ in range(dice.choice([1, 2])):
        in_flight |= await _killed(morning, dice)
    async with morning.bot() as process:
        async with asyncio.timeout(PATIENCE):
            while not _is_over(await _states(morning.database)):  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.05)
        process.terminate()
        await process.wait()
    morning.check_log()
    states = await _states(morning.database)
    unknown = {number for number, state in states.items() if state == DeliveryState.UNKNOWN}
    assert unknown == in_flight
    assert {number for number, state in states.items() if state == DeliveryState.SENT} == states.keys() - unknown
    arrived = _received(morning)
    assert all(arrived[number] == 1 or (arrived[number] == 0 and number in unknown) for number in states)


def _zone_at_noon() -> str:
    """Return a time zone in which alerts are sent now: nothing comes at night."""
    ahead = 12 - dt.datetime.now(dt.UTC).hour
    return f"Etc/GMT{-ahead:+d}"


async def _make_alerts(morning: Morning) -> None:
    """Give everybody an alert instead of a bulletin, and publish an article that matches."""
    now = dt.datetime.now(KST)
    await morning.database.open()
    async with morning.database.write() as connection:
        await connection.execute(delete(subscription))
        for person in morning.people:
            await chats.save(connection, Chat(person.id, "private", "ko", None))
            await alerts.add(connection, KeywordAlert(person.id, 0, "버스", now - dt.timedelta(hours=1)))
        await publish(connection, Article("1번 버스 새 노선"), now - dt.timedelta(minutes=1), source="하나신문")


async def _killed(morning: Morning, dice: random.Random) -> set[int]:
    """Kill the bot between its start and its last message; return the chats whose messages were in flight."""
    to_come = PEOPLE - sum(_received(morning).values())
    moment = sum(_received(morning).values()) + dice.randrange(max(to_come, 1))
    async with morning.bot() as process:
        await until(lambda: sum(_received(morning).values()) >= moment)
        await asyncio.sleep(dice.uniform(0, 0.05 if moment else 2))
        process.kill()
    states = await _states(morning.database)
    return {number for number, state in states.items() if state == DeliveryState.SENDING}


async def _states(database: Database) -> dict[int, str]:
    """Return the states of the alerts in the ledger by chat; each chat has at most one."""
    statement = select(alert_message.c.chat_id, alert_message.c.state)
    async with database.read() as connection:
        rows = (await connection.execute(statement)).all()
    states = {row.chat_id: row.state for row in rows}
    assert len(states) == len(rows), "a chat has two"
    return states


def _is_over(states: dict[int, str]) -> bool:
    ended = {DeliveryState.SENT, DeliveryState.UNKNOWN}
    return len(states) == PEOPLE and set(states.values()) <= ended


def _received(morning: Morning) -> Counter[int]:
    """Return how many alerts arrived by chat, whatever the bot was told."""
    return Counter(
        person.id
        for person in morning.people
        for message in morning.world.messages(morning.world.private_chat(person))
        if message.text.startswith("🔔")
    )
