"""Mornings of many people: who is to get a bulletin, what the ledger says of it, and what really arrived."""

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
from tests.conftest import Talk, seoul

SEVEN = seoul("2024-05-14T07:00")
CUT_OFF = seoul("2024-05-14T10:00")
RING = dt.timedelta(seconds=20)

BULLETINS = int(os.environ.get("JOGAN_BULLETINS", "200"))
"""How many people get one in a test of many."""

RUNS = int(os.environ.get("JOGAN_RUNS", "3"))
"""How often a test is run whose dice fall otherwise each time."""

OPEN = {DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one bulletin."""

    state: DeliveryState
    reason: FailureReason | None


def add_people(world: World, number: int) -> list[User]:
    """People who have begun a private chat with the bot."""
    people = [world.add_person(f"사람 {count}", language_code="ko") for count in range(number)]
    for person in people:
        world.private_chat(person)
    return people


async def subscribe_alike(database: Database, people: Iterable[User]) -> None:
    """Give people the one chat's subscription that is there, as if each had asked for it too."""
    ids = [person.id for person in people]
    async with database.write() as connection:
        for table, owner in ((chat, "id"), (subscription, "chat_id")):
            rows = [dict(row) for row in (await connection.execute(select(table))).mappings()]
            copies = [row | {"id": None, owner: number} for row in rows for number in ids]
            await connection.execute(insert(table), copies)


async def ledger(database: Database) -> dict[int, Entry]:
    """The entries by chat, where each has at most one."""
    async with database.read() as connection:
        rows = (await connection.execute(select(delivery.c.chat_id, delivery.c.state, delivery.c.reason))).all()
    entries = {row.chat_id: Entry(DeliveryState(row.state), row.reason and FailureReason(row.reason)) for row in rows}
    assert len(entries) == len(rows), "a chat has two"
    return entries


async def switched_off(database: Database) -> dict[int, StopReason]:
    """The chats whose subscriptions have been stopped, with the reasons."""
    statement = select(subscription.c.chat_id, subscription.c.stopped_reason).where(
        subscription.c.stopped_at.is_not(None)
    )
    async with database.read() as connection:
        return {row.chat_id: StopReason(row.stopped_reason) for row in await connection.execute(statement)}


def received(world: World, people: Iterable[User]) -> dict[int, int]:
    """How many bulletins each person sees in her chat, whatever the bot was told."""
    return {person.id: bulletins_in(world, world.private_chat(person)) for person in people}


def bulletins_in(world: World, chat: Chat) -> int:
    """How many bulletins stand in a chat."""
    return sum(one.text.startswith(("☀️", "🗞")) for one in world.messages(chat))


async def is_over(database: Database, people: Sized) -> bool:
    """Whether it is written down what became of everybody's bulletin."""
    entries = await ledger(database)
    return len(entries) == len(people) and not in_state(entries, *OPEN)


def in_state(entries: dict[int, Entry], *states: DeliveryState) -> set[int]:
    """The chats whose entries are in one of the states."""
    return {number for number, entry in entries.items() if entry.state in states}


async def crowd(talk: Talk, number: int) -> list[User]:
    """So many people who are to get a bulletin at seven o'clock, the town's person the first."""
    await talk("/subscribe 07:00 인천")
    people = [talk.town.person, *add_people(talk.world, number - 1)]
    await subscribe_alike(talk.session.database, people[1:])
    return people


async def ring(talk: Talk, at: dt.datetime) -> None:
    """Let the bell ring; what the database refuses waits for the next time, as it does in the bot at work."""
    with suppress(DatabaseFailed):
        await talk.session.set_clock(at)


async def deliver_all(talk: Talk, people: Sequence[User], at: dt.datetime = SEVEN) -> None:
    """Let the bell ring from a moment on until everybody's bulletin has come to its end."""
    while at <= CUT_OFF:
        await ring(talk, at)
        if await is_over(talk.session.database, people):
            return
        at += RING
    states = Counter(entry.state.value for entry in (await ledger(talk.session.database)).values())
    raise AssertionError(f"the morning does not end: {states}")


def heard(talk: Talk) -> int:
    """How often Telegram has been asked to send something."""
    return sum(call.method == "sendMessage" for call in talk.server.calls)


async def until_heard(talk: Talk, number: int) -> None:
    """Wait until Telegram has been asked so often."""
    async with asyncio.timeout(60):
        while heard(talk) < number:  # noqa: ASYNC110 - the server counts and tells nobody
            await asyncio.sleep(0.001)
