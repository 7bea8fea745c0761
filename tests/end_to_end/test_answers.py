"""Effects of Telegram's responses to bulletins on the chats."""

import asyncio
import datetime as dt
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.telegram_api.rate_limiter import Limiter
from simulator import Fault, errors
from storage.reasons import StopReason
from storage.schema import DeliveryState, subscription
from tests.delivery.mornings import (
    CUT_OFF,
    SEVEN,
    add_people,
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

ALWAYS = 1_000_000
MINUTE = dt.timedelta(minutes=1)


async def test_a_failed_call_is_retried_with_growing_pauses_until_the_cut_off(talk: Talk) -> None:
    talk.refusals_expected = True
    people = await crowd(talk, 2)
    talk.server.faults.append(Fault("sendMessage", times=ALWAYS, answer=503))
    tries, now = list[dt.datetime](), SEVEN
    while now <= CUT_OFF + 10 * MINUTE:
        before = count_sends(talk)
        await tick(talk, now)
        tries += [now] * (count_sends(talk) > before)
        now += MINUTE
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= 2 * MINUTE
    assert 5 * MINUTE <= pauses[-1] <= 15 * MINUTE
    assert CUT_OFF - 15 * MINUTE <= tries[-1] < CUT_OFF
    assert in_state(await ledger(talk.session.database), DeliveryState.EXPIRED) == {person.id for person in people}
    assert await switched_off(talk.session.database) == {}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("bot was blocked by the user", StopReason.BOT_REMOVED),
        ("bot was kicked from the supergroup chat", StopReason.BOT_REMOVED),
        ("user is deactivated", StopReason.CHAT_DEACTIVATED),
    ],
)
async def test_an_unreachable_chat_is_stopped_at_once_with_the_reason(
    talk: Talk, words: str, reason: StopReason
) -> None:
    talk.refusals_expected = True
    people = await crowd(talk, 3)
    gone, *others = people
    fault = Fault("sendMessage", times=ALWAYS, chat_id=gone.id, answer=errors.forbidden(words))
    talk.server.faults.append(fault)
    await deliver_all(talk, people)
    entries = await ledger(talk.session.database)
    assert entries[gone.id].state is DeliveryState.FAILED
    assert in_state(entries, DeliveryState.SENT) == {person.id for person in others}
    assert await switched_off(talk.session.database) == {gone.id: reason}
    async with talk.session.database.read() as connection:
        of_gone = select(subscription.c.stopped_detail).where(subscription.c.chat_id == gone.id)
        assert words in str(await connection.scalar(of_gone))
    await talk.at("2024-05-15 07:00")
    assert fault.times == ALWAYS - 1, "the day after nothing is sent there"
    assert received(talk.world, others) == {person.id: 2 for person in others}


@pytest.mark.parametrize("status", [400, 403, 409])
async def test_errors_of_a_gateway_stop_no_chat(talk: Talk, status: int) -> None:
    talk.refusals_expected = True
    people = await crowd(talk, 30)
    gateway = Fault("sendMessage", times=ALWAYS, answer=status)
    talk.server.faults.append(gateway)
    asked = count_sends(talk)
    await tick(talk, SEVEN)
    assert count_sends(talk) - asked < 30, "the broadcast is paused"
    gateway.times = 0
    await deliver_all(talk, people, SEVEN + MINUTE)
    assert in_state(await ledger(talk.session.database), DeliveryState.SENT) == {person.id for person in people}
    assert received(talk.world, people) == {person.id: 1 for person in people}
    assert await switched_off(talk.session.database) == {}


async def test_a_chat_that_returns_after_being_disabled_gets_bulletins_again(talk: Talk) -> None:
    talk.refusals_expected = True
    people = await crowd(talk, 2)
    talk.server.faults.append(
        Fault("sendMessage", chat_id=people[0].id, answer=errors.forbidden("bot was blocked by the user"))
    )
    await deliver_all(talk, people)
    await talk("/subscribe")
    await talk.at("2024-05-15 07:00")
    assert received(talk.world, people) == {people[0].id: 1, people[1].id: 2}


async def test_people_are_answered_during_a_broadcast_at_the_rate_limit(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("local.Limiter", lambda rate, now: Limiter(rate=rate or 40, now=now))
    talk = await start()
    people = await crowd(talk, 120)
    (asking,) = add_people(talk.world, 1)
    sending = asyncio.create_task(tick(talk, SEVEN))
    asked_at = []
    for part in (10, 35, 60):
        await wait_for_sends(talk, part)
        asked_at.append(len(talk.server.calls))
        talk.world.say(talk.world.private_chat(asking), asking, "/weather 인천")
    await sending
    answered_at = [place for place, call in enumerate(talk.server.calls) if call.arguments.get("chat_id") == asking.id]
    between = [answered - asked for asked, answered in zip(asked_at, answered_at, strict=True)]
    assert max(between) <= 25, f"so many bulletins went before an answer: {between}"
    assert set(received(talk.world, people).values()) == {1}
