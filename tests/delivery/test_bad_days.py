"""Mornings with faults of Telegram or the network: nobody is forgotten, and nobody gets two bulletins."""

import asyncio
import random
from collections.abc import Callable
from functools import partial

import pytest

from bot.telegram_api.transport import Transport
from simulator import Fault, errors
from simulator.failures.faults import Chaos
from simulator.world.chats import Status
from storage.schema import DeliveryState
from tests.delivery.mornings import (
    BULLETINS,
    RUNS,
    SEVEN,
    TICK,
    count_sends,
    crowd,
    deliver_all,
    in_state,
    ledger,
    received,
    switched_off,
    tick,
    wait_for_sends,
)
from tests.talk import Start, Talk

FEW = BULLETINS // 2
MAX_IN_FLIGHT = 100
SENT, UNKNOWN, FAILED = DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.FAILED


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start a bot that waits 2 s for a response instead of 30."""
    monkeypatch.setattr("bot.application.Transport", partial(Transport, read=2.0))
    talk = await start()
    talk.refusals_expected = talk.errors_expected = True
    return talk


@pytest.mark.parametrize(
    ("fault", "state", "arrived"),
    [
        (lambda chat: Fault("sendMessage", chat_id=chat, answer=errors.too_many_requests(7)), SENT, 1),
        (lambda chat: Fault("sendMessage", chat_id=chat, times=3, answer=502), SENT, 1),
        (lambda chat: Fault("sendMessage", chat_id=chat, delay=0.3), SENT, 1),
        (lambda chat: Fault("sendMessage", chat_id=chat, trickle=0.3), SENT, 1),
        (lambda chat: Fault("sendMessage", chat_id=chat, hang="before"), UNKNOWN, 0),
        (lambda chat: Fault("sendMessage", chat_id=chat, hang="after"), UNKNOWN, 1),
        (lambda chat: Fault("sendMessage", chat_id=chat, drop="before"), UNKNOWN, 0),
        (lambda chat: Fault("sendMessage", chat_id=chat, drop="after"), UNKNOWN, 1),
    ],
    ids=["429", "502", "late", "slow", "never", "never_though_accepted", "dropped", "dropped_though_accepted"],
)
async def test_a_fault_affects_only_the_bulletins_that_meet_it(
    talk: Talk, fault: Callable[[int], Fault], state: DeliveryState, arrived: int
) -> None:
    people = await crowd(talk, FEW)
    met = {person.id for person in people[5 : 5 + FEW // 10]}
    talk.server.faults.extend(fault(number) for number in met)
    await deliver_all(talk, people)
    entries = await ledger(talk.session.database)
    assert {number: entry.state for number, entry in entries.items()} == {
        person.id: state if person.id in met else SENT for person in people
    }
    assert received(talk.world, people) == {person.id: arrived if person.id in met else 1 for person in people}
    assert await switched_off(talk.session.database) == {}


@pytest.mark.parametrize("seed", range(max(1, RUNS // 10)))
async def test_all_faults_at_once_stop_only_unreachable_chats(talk: Talk, seed: int) -> None:
    people = await crowd(talk, BULLETINS)
    gone = set()
    for person in random.Random(seed).sample(people, 5):  # noqa: S311 - as below
        gone.add(person.id)
        talk.world.private_chat(person).set_member(talk.world.bot, Status.KICKED)  # and the bot was not told
    even = 0.1 / 7
    talk.server.chaos = Chaos(seed, None, even, even, even, even, even, even, even, retry_after=5, late_by=0.2)
    await deliver_all(talk, people)
    talk.server.chaos = None
    entries = await ledger(talk.session.database)
    lost = {
        call.arguments["chat_id"]
        for call in talk.server.calls
        if call.method == "sendMessage" and call.fault is not None and (call.fault.drop or call.fault.hang)
    }
    assert gone - lost <= in_state(entries, FAILED) <= gone
    assert in_state(entries, UNKNOWN) == lost
    assert in_state(entries, SENT) == entries.keys() - gone - lost
    arrived = received(talk.world, people)
    assert all(count == 1 for number, count in arrived.items() if number not in gone | lost)
    assert max(arrived.values()) == 1
    assert (await switched_off(talk.session.database)).keys() == in_state(entries, FAILED)


@pytest.mark.parametrize("is_refused", [False, True], ids=["broken", "refused"])
async def test_a_minutes_outage_leaves_few_outcomes_unknown(talk: Talk, *, is_refused: bool) -> None:
    people = await crowd(talk, BULLETINS)
    sending = asyncio.create_task(tick(talk, SEVEN))
    await wait_for_sends(talk, BULLETINS // 2)
    if is_refused:
        await talk.server.outages.refuse(3600)
    else:
        talk.server.outages.begin(3600)
    await sending
    for ticks in range(1, 4):
        await tick(talk, SEVEN + ticks * TICK)
    await talk.server.outages.end()
    await deliver_all(talk, people, SEVEN + 4 * TICK)
    entries, arrived = await ledger(talk.session.database), received(talk.world, people)
    unknown = in_state(entries, UNKNOWN)
    assert len(unknown) <= MAX_IN_FLIGHT
    assert in_state(entries, SENT) == entries.keys() - unknown
    assert all(count == 1 or (count == 0 and number in unknown) for number, count in arrived.items())
    assert await switched_off(talk.session.database) == {}


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_revoked_during_a_broadcast_loses_nothing(talk: Talk, status: int) -> None:
    people = await crowd(talk, BULLETINS)
    revoked = Fault("*", times=1_000_000, answer=errors.unauthorized() if status == 401 else errors.not_found())
    sending = asyncio.create_task(talk.session.set_clock(SEVEN))
    await wait_for_sends(talk, BULLETINS // 2)
    talk.server.faults.append(revoked)
    await sending
    tried = count_sends(talk)
    await tick(talk, SEVEN + TICK)
    assert count_sends(talk) <= tried + 1, "nothing is tried while the lane pauses"
    revoked.times = 0
    await deliver_all(talk, people, SEVEN + 6 * TICK)
    assert in_state(await ledger(talk.session.database), SENT) == {person.id for person in people}
    assert set(received(talk.world, people).values()) == {1}
    assert await switched_off(talk.session.database) == {}
