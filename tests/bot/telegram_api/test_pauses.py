"""Pauses after a 429: of one chat, of a lane once several chats are refused, and of no other call."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from telegram.error import RetryAfter

from bot.telegram_api.pauses import LANE_WINDOW, MAX_LANE_PAUSE, LanePause
from bot.telegram_api.rate_limiter import (
    MAX_CALL_WAIT,
    MAX_EDIT_WAIT,
    MAX_REPLY_WAIT,
    ApiResult,
    Lane,
    LanePaused,
    Limiter,
)

GROUP, OTHER, PERSON = -5, -6, 5


class Skipping:
    """Monotonic clock that can skip seconds."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.skipped


class FakeMethod:
    """Method of the Bot API that answers the given pauses, in order, and then accepts."""

    def __init__(self, *pauses: int) -> None:
        self.pauses = list(pauses)
        self.calls = 0

    async def __call__(self) -> ApiResult:
        self.calls += 1
        if self.pauses:
            raise RetryAfter(self.pauses.pop(0))
        return {"message_id": self.calls}


@pytest.fixture
def clock() -> Skipping:
    return Skipping()


@pytest.fixture
async def limiter(clock: Skipping) -> AsyncIterator[Limiter]:
    limiter = Limiter(now=clock)
    yield limiter
    await limiter.shutdown()


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch, clock: Skipping) -> list[float]:
    """The waits of calls, which move the clock instead of taking time."""
    waits: list[float] = []
    sleep = asyncio.sleep

    async def skip(seconds: float) -> None:
        if seconds:
            waits.append(seconds)
            clock.skipped += seconds
        await sleep(0)

    monkeypatch.setattr("asyncio.sleep", skip)
    return waits


async def call(limiter: Limiter, endpoint: str, method: FakeMethod, **data: object) -> ApiResult:
    return await limiter.process_request(method, (), {}, endpoint, data, None)


def test_the_third_chat_within_ten_seconds_pauses_the_lane_until_the_last_pause_ends() -> None:
    lane = LanePause("subscribers")
    assert [lane.record(chat, seconds, now=1000.0 + chat) for chat, seconds in ((1, 5), (2, 60), (3, 7))] == [
        False, False, True,
    ]  # fmt: skip
    assert lane.until == 1062.0


def test_the_same_chat_refused_again_pauses_no_lane() -> None:
    lane = LanePause("subscribers")
    assert not any(lane.record(chat, 30, now=1000.0) for chat in (1, 1, 1, 2, 2))


def test_refusals_that_are_far_apart_pause_no_lane() -> None:
    lane = LanePause("subscribers")
    assert not any(lane.record(chat, 30, now=1000.0 + chat * LANE_WINDOW / 2) for chat in range(50))


def test_pauses_of_hours_are_never_about_the_lane() -> None:
    lane = LanePause("subscribers")
    assert not any(lane.record(chat, MAX_LANE_PAUSE + 1, now=1000.0) for chat in range(50))


def test_a_paused_lane_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    lane = LanePause("subscribers")
    for chat in range(9):
        lane.record(chat, 30, now=1000.0)
    assert [record.getMessage() for record in caplog.records] == [
        "Messages to subscribers are paused for 30 s (rate limit, 429 in several chats)"
    ]


async def test_a_refused_chat_pauses_for_both_lanes_and_nobody_else(limiter: Limiter, clock: Skipping) -> None:
    limiter.refuse(Lane.PEOPLE, GROUP, RetryAfter(600))
    for lane in Lane:
        with pytest.raises(RetryAfter, match="600"):
            await limiter.acquire(lane, GROUP)
        await limiter.acquire(lane, PERSON)
    clock.skipped += 600
    await limiter.acquire(Lane.BROADCAST, GROUP)


async def test_a_bulletin_of_a_paused_chat_goes_back_at_once(limiter: Limiter) -> None:
    limiter.refuse(Lane.BROADCAST, GROUP, RetryAfter(5))
    with pytest.raises(RetryAfter) as caught:
        await limiter.acquire(Lane.BROADCAST, GROUP)
    assert not isinstance(caught.value, LanePaused)


async def test_a_reply_waits_for_a_short_pause_of_its_chat() -> None:
    limiter = Limiter()
    limiter.refuse(Lane.PEOPLE, GROUP, RetryAfter(1))
    waiting = asyncio.create_task(limiter.acquire(Lane.PEOPLE, GROUP))
    await asyncio.wait_for(limiter.acquire(Lane.PEOPLE, PERSON), 0.5)
    assert not waiting.done()
    await asyncio.wait_for(waiting, 5)
    await limiter.shutdown()


async def test_messages_that_wait_for_a_chat_are_rejected_once_it_pauses_for_long(clock: Skipping) -> None:
    limiter = Limiter(now=clock)
    for _ in range(3):
        await limiter.acquire(Lane.PEOPLE, GROUP)
    waiting = [asyncio.create_task(limiter.acquire(lane, GROUP)) for lane in (Lane.PEOPLE, Lane.BROADCAST)]
    await asyncio.sleep(0.01)
    limiter.refuse(Lane.PEOPLE, GROUP, RetryAfter(int(MAX_REPLY_WAIT) + 1))
    assert [type(one) for one in await asyncio.gather(*waiting, return_exceptions=True)] == [RetryAfter] * 2
    assert limiter.throttled(Lane.BROADCAST) == 0
    await asyncio.wait_for(limiter.acquire(Lane.BROADCAST, PERSON), 1)
    await limiter.shutdown()


async def test_three_refused_bulletins_pause_all_bulletins_and_no_reply(clock: Skipping) -> None:
    limiter = Limiter(rate=1, now=clock)
    waiting = [asyncio.create_task(limiter.acquire(Lane.BROADCAST, PERSON)) for _ in range(4)]
    await asyncio.sleep(0.01)
    for chat in (GROUP, OTHER, -7):
        limiter.refuse(Lane.BROADCAST, chat, RetryAfter(40))
    assert limiter.paused_for(Lane.BROADCAST) == pytest.approx(40, abs=1)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in results if one is not None] == [LanePaused] * 3
    with pytest.raises(LanePaused):
        await limiter.acquire(Lane.BROADCAST, 9)
    assert limiter.paused_for(Lane.PEOPLE) == 0
    await asyncio.wait_for(limiter.acquire(Lane.PEOPLE, 9), 3)
    clock.skipped += 40
    await asyncio.wait_for(limiter.acquire(Lane.BROADCAST, 9), 1)
    await limiter.shutdown()


async def test_replies_are_given_up_if_all_have_to_wait_for_long(clock: Skipping) -> None:
    limiter = Limiter(rate=1, now=clock)
    waiting = [asyncio.create_task(limiter.acquire(Lane.PEOPLE, PERSON)) for _ in range(4)]
    await asyncio.sleep(0.01)
    for chat in (GROUP, OTHER, -7):
        limiter.refuse(Lane.PEOPLE, chat, RetryAfter(int(MAX_REPLY_WAIT) + 30))
    results = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 1)
    assert [type(one) for one in results if one is not None] == [LanePaused] * 3
    with pytest.raises(LanePaused):
        await asyncio.wait_for(limiter.acquire(Lane.PEOPLE, 9), 1)
    clock.skipped += MAX_REPLY_WAIT + 30
    await asyncio.wait_for(limiter.acquire(Lane.PEOPLE, 9), 1)
    await limiter.shutdown()


@pytest.mark.parametrize("endpoint", ["getChatMember", "setMyCommands", "pinChatMessage", "sendChatAction"])
async def test_a_call_that_is_no_message_waits_alone(limiter: Limiter, slept: list[float], endpoint: str) -> None:
    method = FakeMethod(int(MAX_CALL_WAIT))
    assert await call(limiter, endpoint, method, chat_id=GROUP) == {"message_id": 2}
    assert slept == [MAX_CALL_WAIT]
    await asyncio.wait_for(limiter.acquire(Lane.BROADCAST, GROUP), 1)


async def test_a_call_is_given_up_if_the_pause_is_long(limiter: Limiter, slept: list[float]) -> None:
    with pytest.raises(RetryAfter):
        await call(limiter, "setMyCommands", FakeMethod(int(MAX_CALL_WAIT) + 1))
    assert slept == []


@pytest.mark.parametrize(
    ("endpoint", "first"), [("editMessageText", 30), ("answerCallbackQuery", 9), ("answerInlineQuery", 9)]
)
async def test_a_refused_edit_or_toast_keeps_nobody_waiting_and_is_made_later(
    limiter: Limiter, slept: list[float], endpoint: str, first: int
) -> None:
    method = FakeMethod(first, 7)
    assert await call(limiter, endpoint, method, chat_id=GROUP, message_id=1) is True
    assert (method.calls, slept) == (1, [])
    await asyncio.wait_for(limiter.acquire(Lane.BROADCAST, GROUP), 1)
    for _ in range(9):
        await asyncio.sleep(0)
    assert (method.calls, slept) == (3, [first, 7])


@pytest.mark.usefixtures("slept")
async def test_only_the_newest_edit_of_a_message_is_made(limiter: Limiter) -> None:
    older, newer, other = FakeMethod(30), FakeMethod(), FakeMethod(30)
    for method, message in ((older, 1), (other, 2), (newer, 1)):
        await call(limiter, "editMessageText", method, chat_id=GROUP, message_id=message)
    for _ in range(9):
        await asyncio.sleep(0)
    assert (older.calls, newer.calls, other.calls) == (1, 1, 2)


async def test_an_edit_in_a_paused_chat_does_not_even_try(limiter: Limiter, slept: list[float]) -> None:
    limiter.refuse(Lane.PEOPLE, GROUP, RetryAfter(20))
    method = FakeMethod()
    await call(limiter, "editMessageText", method, chat_id=GROUP, message_id=1)
    assert method.calls == 0
    for _ in range(9):
        await asyncio.sleep(0)
    assert method.calls == 1
    assert slept == [pytest.approx(20, abs=1)]


@pytest.mark.parametrize(
    ("endpoint", "longest"), [("editMessageText", MAX_EDIT_WAIT), ("answerCallbackQuery", MAX_CALL_WAIT)]
)
async def test_an_edit_or_toast_is_given_up_if_the_pause_is_long(
    limiter: Limiter, endpoint: str, longest: float
) -> None:
    with pytest.raises(RetryAfter):
        await call(limiter, endpoint, FakeMethod(int(longest) + 1), chat_id=GROUP, message_id=1)
