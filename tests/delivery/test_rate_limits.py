"""A morning with 429s: the refused chats wait, and nobody waits with them."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable

import pytest

from bot.telegram_api.rate_limiter import Limiter
from handlers.start.menus import publishing_commands
from simulator import Fault, errors
from simulator.world.chats import Chat
from storage.reasons import FailureReason
from storage.schema import DeliveryState
from tests.delivery.mornings import (
    BULLETINS,
    CUT_OFF,
    SEVEN,
    bulletins_in,
    crowd,
    in_state,
    ledger,
    received,
    switched_off,
    tick,
)
from tests.talk import Start, Talk

SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


def refuse(talk: Talk, chat_id: int, seconds: int, times: int = 1000, method: str = "sendMessage") -> Fault:
    """Let calls to a chat be refused with a 429."""
    talk.refusals_expected = True
    fault = Fault(method, times=times, chat_id=chat_id, answer=errors.too_many_requests(seconds))
    talk.server.faults.append(fault)
    return fault


def answers(talk: Talk, chat: Chat) -> int:
    """Return how many messages of the bot a chat has."""
    return sum(message.sender is talk.world.bot for message in talk.world.messages(chat))


def accepted(talk: Talk, method: str) -> int:
    return sum(call.accepted for call in talk.server.calls if call.method == method)


async def until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait until a condition holds, and return the seconds that it took."""
    begin = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the local Telegram notifies nobody
            await asyncio.sleep(0.02)
    return time.monotonic() - begin


@pytest.mark.parametrize("rate", [None, 300], ids=str)
async def test_all_but_the_refused_chats_have_their_bulletin_on_time(
    start: Start, monkeypatch: pytest.MonkeyPatch, rate: int | None
) -> None:
    monkeypatch.setattr("local.Limiter", lambda now, **_: Limiter(rate=rate, now=now))
    talk = await start()
    people = await crowd(talk, BULLETINS)
    # More than three, so that they would pause all bulletins if a pause of an hour could be about the bot.
    slow = {one.id for one in people[:: max(1, min(100, BULLETINS // 4))]}
    faults = [refuse(talk, number, 3600, times=1) for number in slow]
    await tick(talk, SEVEN)
    got = received(talk.world, people)
    assert {number for number, times in got.items() if times == 0} == slow
    assert set(got.values()) == {0, 1}
    assert [fault.times for fault in faults] == [0] * len(slow)
    await tick(talk, SEVEN + HOUR - SECOND)
    assert sum(received(talk.world, people).values()) == len(people) - len(slow)
    await tick(talk, SEVEN + HOUR)
    assert set(received(talk.world, people).values()) == {1}
    assert not await switched_off(talk.session.database)


async def test_a_chat_that_is_refused_until_the_cut_off_has_its_reason(start: Start) -> None:
    talk = await start()
    people = await crowd(talk, 3)
    refuse(talk, people[0].id, 4 * 3600)
    for at in (SEVEN, SEVEN + HOUR, CUT_OFF):
        await tick(talk, at)
    entries = await ledger(talk.session.database)
    assert entries[people[0].id].state is DeliveryState.EXPIRED
    assert entries[people[0].id].reason is FailureReason.RATE_LIMITED
    assert in_state(entries, DeliveryState.SENT) == {one.id for one in people[1:]}


async def test_a_refused_chat_is_tried_again_when_its_pause_ends_and_not_at_the_next_tick(start: Start) -> None:
    talk = await start()
    people = await crowd(talk, 3)
    refuse(talk, people[1].id, 2, times=1)
    await tick(talk, SEVEN)
    assert received(talk.world, people)[people[1].id] == 0
    # No tick: only the clock goes on, as it does between two ticks.
    talk.session.clock.set(SEVEN + 3 * SECOND)
    assert await until(lambda: received(talk.world, people)[people[1].id] == 1, 10) > 1


async def test_three_refused_chats_pause_the_broadcast_which_goes_on_when_the_pause_ends(start: Start) -> None:
    talk = await start()
    talk.errors_expected = True
    people = await crowd(talk, 60)
    for one in people:
        refuse(talk, one.id, 3)
    await tick(talk, SEVEN)
    tried = sum(not call.accepted for call in talk.server.calls)
    assert 3 <= tried < 30
    talk.server.faults.clear()
    # The refused ones come back a little later, by the session's clock.
    talk.session.clock.set(SEVEN + SECOND)
    paused = await until(lambda: sum(received(talk.world, people).values()) >= len(people) - tried, 20)
    assert paused > 1
    await tick(talk, SEVEN + 30 * SECOND)
    assert set(received(talk.world, people).values()) == {1}


async def test_a_paused_group_delays_no_private_answer(start: Start) -> None:
    talk = await start()
    refuse(talk, talk.town.group.id, 6, times=1)
    talk.world.say(talk.town.group, talk.town.person, "/weather 인천")
    await until(lambda: any(not call.accepted for call in talk.server.calls), 10)
    talk.world.say(talk.town.private, talk.town.person, "/weather 인천")
    await until(lambda: answers(talk, talk.town.private) == 1, 5)
    assert answers(talk, talk.town.group) == 0
    await until(lambda: answers(talk, talk.town.group) == 1, 10)


async def test_a_chat_that_waits_with_a_new_picture_keeps_it_from_nobody(start: Start) -> None:
    talk = await start()
    refuse(talk, talk.town.group.id, 5, times=1, method="sendPhoto")
    talk.world.say(talk.town.group, talk.town.person, "/map")
    await until(lambda: any(not call.accepted for call in talk.server.calls), 20)
    talk.world.say(talk.town.private, talk.town.person, "/map")
    await until(lambda: answers(talk, talk.town.private) == 1, 4)
    assert answers(talk, talk.town.group) == 0
    await until(lambda: answers(talk, talk.town.group) == 1, 10)


async def test_a_stop_does_not_wait_for_the_pause_of_an_answer(start: Start) -> None:
    talk = await start()
    refuse(talk, talk.town.group.id, 50)
    talk.world.say(talk.town.group, talk.town.person, "/weather 인천")
    await until(lambda: any(not call.accepted for call in talk.server.calls), 10)
    talk.session.application.abort_calls()
    async with asyncio.timeout(10):
        await talk.session.wait_until_idle()
    assert answers(talk, talk.town.group) == 0


async def test_an_answer_is_given_up_where_the_pause_takes_hours(start: Start) -> None:
    talk = await start()
    refuse(talk, talk.town.group.id, 3600, times=1)
    await talk(":in group", "/weather 인천", "/weather 부산")
    assert answers(talk, talk.town.group) == 0
    assert [call.accepted for call in talk.server.calls if call.method == "sendMessage"] == [False], "not tried again"
    assert "15.9℃" in await talk(":in private", "/weather 인천")
    await talk.session.set_clock(talk.session.clock.now() + HOUR)
    assert "15.9℃" in await talk(":in group", "/weather 인천")


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_a_refused_edit_or_toast_delays_no_bulletin_and_no_answer(start: Start, method: str) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    # Shortly before: a button's query must not grow old.
    await talk.at("2024-05-14 06:59")
    await talk("/settings")
    talk.refusals_expected = True
    talk.server.faults.append(Fault(method, answer=errors.too_many_requests(4)))
    settings = talk.world.messages(talk.town.private)[-1]
    talk.world.press(settings, settings.buttons[0].callback_data or "", talk.town.person)
    await until(lambda: any(not call.accepted for call in talk.server.calls), 10)
    talk.session.clock.set(SEVEN)
    await talk.session.delivery.run()
    assert bulletins_in(talk.world, talk.town.private) == 1
    assert "15.9℃" in await talk("/weather 인천")
    assert accepted(talk, method) == 0
    await until(lambda: accepted(talk, method) == 1, 20)


async def test_menus_of_commands_wait_for_their_pause_and_nobody_waits_for_them(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = await start()
    monkeypatch.setattr("bot.telegram_api.rate_limiter.MAX_CALL_WAIT", 0.5)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("setMyCommands", answer=errors.too_many_requests(4)))
    application = talk.session.application
    async with publishing_commands(application.bot, application.dependencies):
        await until(lambda: any(not call.accepted for call in talk.server.calls), 10)
        assert "15.9℃" in await talk("/weather 인천")
        assert accepted(talk, "setMyCommands") == 0
        await until(lambda: accepted(talk, "setMyCommands") == 15, 20)
