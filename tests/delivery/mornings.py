"""Mornings with many subscribers: subscribe them, run the ticks, and compare the ledger with what arrived."""

import asyncio
import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Sequence, Sized
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import insert, select

from simulator import World
from simulator.world.chats import Chat, User
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, chat, delivery, subscription
from tests.factories import seoul
from tests.talk import Talk

SEVEN = seoul("2024-05-14T07:00")
CUT_OFF = seoul("2024-05-14T10:00")
TICK = dt.timedelta(seconds=20)

BULLETINS = int(os.environ.get("JOGAN_BULLETINS", "200"))
"""Number of subscribers in a test with many."""

RUNS = int(os.environ.get("JOGAN_RUNS", "3"))
"""Number of seeds of a randomized test."""

OPEN = {DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING}


@dataclass(frozen=True, slots=True)
class Entry:
    """State of one bulletin in the ledger."""

    state: DeliveryState
    reason: FailureReason | None


def add_people(world: World, number: int) -> list[User]:
    """Add people who have started a private chat with the bot."""
    people = [world.add_person(f"사람 {count}", language_code="ko") for count in range(number)]
    for person in people:
        world.private_chat(person)
    return people


async def subscribe_alike(database: Database, people: Iterable[User]) -> None:
    """Copy the only chat and its subscription for each of the people."""
    ids = [person.id for person in people]
    async with database.write() as connection:
        for table, owner in ((chat, "id"), (subscription, "chat_id")):
            rows = [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for row in rows:
                del row["id"]
            copies = [row | {owner: number} for row in rows for number in ids]
            await connection.execute(insert(table), copies)


async def ledger(database: Database) -> dict[int, Entry]:
    """Return the entries by chat id; each chat may have one."""
    async with database.read() as connection:
        rows = (await connection.execute(select(delivery.c.chat_id, delivery.c.state, delivery.c.reason))).all()
    entries = {row.chat_id: Entry(DeliveryState(row.state), row.reason and FailureReason(row.reason)) for row in rows}
    assert len(entries) == len(rows), "a chat has two"
    return entries


async def switched_off(database: Database) -> dict[int, StopReason]:
    """Return the chats whose subscriptions are stopped, with the reasons."""
    statement = select(subscription.c.chat_id, subscription.c.stopped_reason).where(
        subscription.c.stopped_at.is_not(None)
    )
    async with database.read() as connection:
        return {row.chat_id: StopReason(row.stopped_reason) for row in await connection.execute(statement)}


def received(world: World, people: Iterable[User]) -> dict[int, int]:
    """Return how many bulletins arrived in each person's chat, whatever the bot was told."""
    return {person.id: bulletins_in(world, world.private_chat(person)) for person in people}


def bulletins_in(world: World, chat: Chat) -> int:
    """Return how many bulletins arrived in a chat."""
    return sum(one.text.startswith(("☀️", "🗞", "🌙")) for one in world.messages(chat))


async def is_over(database: Database, people: Sized) -> bool:
    """Return whether everybody's bulletin has a final outcome in the ledger."""
    entries = await ledger(database)
    return len(entries) == len(people) and not in_state(entries, *OPEN)


def in_state(entries: dict[int, Entry], *states: DeliveryState) -> set[int]:
    """Return the chats whose entries are in one of the states."""
    return {number for number, entry in entries.items() if entry.state in states}


async def crowd(talk: Talk, number: int) -> list[User]:
    """Subscribe people to a bulletin at 07:00; the first one is the town's person."""
    await talk("/subscribe 07:00 인천")
    people = [talk.town.person, *add_people(talk.world, number - 1)]
    await subscribe_alike(talk.session.database, people[1:])
    return people


async def tick(talk: Talk, at: dt.datetime) -> None:
    """Run the tick of a moment; a failure of the database is left to the next tick, as in the running bot."""
    with suppress(DatabaseFailed):
        await talk.session.set_clock(at)


async def deliver_all(talk: Talk, people: Sequence[User], at: dt.datetime = SEVEN) -> None:
    """Run ticks from a moment on until every bulletin has a final outcome."""
    while at <= CUT_OFF:
        await tick(talk, at)
        if await is_over(talk.session.database, people):
            return
        at += TICK
    states = Counter(entry.state.value for entry in (await ledger(talk.session.database)).values())
    raise AssertionError(f"the morning does not end: {states}")


def count_sends(talk: Talk) -> int:
    """Return the number of `sendMessage` calls."""
    return sum(call.method == "sendMessage" for call in talk.server.calls)


async def wait_for_sends(talk: Talk, number: int) -> None:
    """Wait until there have been so many `sendMessage` calls."""
    async with asyncio.timeout(60):
        while count_sends(talk) < number:  # noqa: ASYNC110 - the server counts and notifies nobody
            await asyncio.sleep(0.001)
