import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.ext import ExtBot

from bot.telegram_api.rate_limiter import RESERVED_FOR_REPLIES, FairQueue, Lane, Limiter, RateWindow, Waiter, is_private
from bot.telegram_api.transport import NotSent, Transport
from simulator import Server, Town, World

TOKEN = "1:local"  # noqa: S105 - opens nothing


def most_in_any_second(moments: Sequence[float]) -> int:
    return max(sum(begin <= moment < begin + 1 for moment in moments) for begin in moments)


@given(rate=st.integers(1, 60), late=st.lists(st.floats(0, 0.4), min_size=1, max_size=40))
def test_late_timers_never_exceed_the_rate(rate: int, late: list[float]) -> None:
    window, now, moments = RateWindow(rate), 1000.0, []
    for turn in range(4 * rate):
        now = max(now, window.ready_at(now)) + (late[turn % len(late)] if turn % 7 == 0 else 0.0)
        window.take(now)
        moments.append(now)
    assert most_in_any_second(moments) <= rate


@pytest.mark.parametrize("rate", [30, 1000])
def test_slightly_late_timers_cost_less_than_two_percent(rate: int) -> None:
    window, now = RateWindow(rate), 0.0
    for turn in range(10 * rate):
        now = max(now, window.ready_at(now)) + (0.0004 if turn % 2 else 0.0)
        window.take(now)
    assert 10 * rate / now >= 0.98 * rate


@given(
    rate=st.integers(1, 60),
    spare=st.integers(0, 70),
    who=st.lists(st.tuples(st.booleans(), st.floats(0, 0.3)), max_size=300),
)
def test_replies_and_broadcasts_together_never_exceed_the_rate(
    rate: int, spare: int, who: list[tuple[bool, float]]
) -> None:
    window, now, moments = RateWindow(rate), 1000.0, list[float]()
    for is_person, pause in who:
        now = max(now + pause, window.free_at() if is_person else window.ready_at(now + pause, spare))
        window.take(now)
        moments.append(now)
    assert max((most_in_any_second(moments),) if moments else (0,)) <= rate


@pytest.mark.parametrize(
    ("chat_id", "expected"), [(7, True), (2**40, True), (-7, False), (-(10**12) - 7, False), ("@channel", False)]
)
def test_a_private_chat_is_told_by_its_id(chat_id: object, *, expected: bool) -> None:
    assert is_private(chat_id) is expected


def test_replies_hardly_ever_wait_during_a_broadcast() -> None:
    window, waits, sent_by_broadcast = RateWindow(30), list[int](), 0
    asked: int | None = None
    for millisecond in range(20_000):
        now = millisecond / 1000
        if millisecond % 50 == 0:
            asked = millisecond
        if asked is not None and window.free_at() <= now:
            window.take(now)
            waits.append(millisecond - asked)
            asked = None
        elif window.ready_at(now, RESERVED_FOR_REPLIES) <= now:
            window.take(now)
            sent_by_broadcast += 1
    assert len(waits) >= 20 * 20 - 1
    assert sum(wait > 1 for wait in waits) <= 3
    assert sent_by_broadcast >= 20 * 8


@asynccontextmanager
async def running_bot(server: Server, limiter: Limiter) -> AsyncIterator[ExtBot[Lane]]:
    bot = ExtBot[Lane](
        TOKEN, base_url=server.base_url, request=Transport(), get_updates_request=Transport(), rate_limiter=limiter
    )
    async with bot:
        yield bot


def people(world: World, number: int) -> list[int]:
    return [world.private_chat(world.add_person(f"person {one}")).id for one in range(number)]


async def test_a_broadcast_uses_the_whole_rate_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[float] = []
    take = RateWindow.take

    def noted(window: RateWindow, now: float) -> None:
        moments.append(now)
        take(window, now)

    async def send() -> bool:
        return True

    monkeypatch.setattr(RateWindow, "take", noted)
    limiter = Limiter()
    await asyncio.gather(
        *(limiter.process_request(send, (), {}, "sendMessage", {"chat_id": 1 + n}, Lane.BROADCAST) for n in range(75))
    )
    await limiter.shutdown()
    assert len(moments) == 75
    assert most_in_any_second(moments) <= 30
    assert 2.4 <= moments[-1] - moments[0] < 4


async def test_replies_are_sent_before_a_broadcast(world: World, town: Town) -> None:
    chats = people(world, 40)
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter()) as bot:
        broadcast = [asyncio.create_task(bot.send_message(chat, "a", rate_limit_args=Lane.BROADCAST)) for chat in chats]
        await asyncio.sleep(0.1)
        before = sum(task.done() for task in broadcast)
        await bot.send_message(town.private.id, "an answer")
        assert before < 15
        assert sum(task.done() for task in broadcast) <= before + 3
        await asyncio.gather(*broadcast)


async def test_one_chat_gets_a_short_burst_and_then_one_a_second(world: World, town: Town) -> None:
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter()) as bot:
        begin = time.monotonic()
        await asyncio.gather(*(bot.send_message(town.private.id, str(number)) for number in range(5)))
    assert time.monotonic() - begin >= 3
    assert len(world.messages(town.private)) == 5


async def test_a_throttled_chat_delays_no_other_chat(world: World, town: Town) -> None:
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter()) as bot:
        crowd = [asyncio.create_task(bot.send_message(town.private.id, str(number))) for number in range(5)]
        await asyncio.sleep(0.3)
        begin = time.monotonic()
        await bot.send_message(town.group.id, "at once")
        assert time.monotonic() - begin < 0.5
        assert sum(task.done() for task in crowd) == 3
        for task in crowd:
            task.cancel()


async def test_a_cancelled_message_uses_no_slot(world: World, town: Town) -> None:
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter(rate=1)) as bot:
        await bot.send_message(town.private.id, "first")
        cancelled = asyncio.create_task(bot.send_message(town.private.id, "given up"))
        await asyncio.sleep(0.05)
        cancelled.cancel()
        await bot.send_message(town.private.id, "second")
    assert [message.text for message in world.messages(town.private)] == ["first", "second"]


async def test_calls_that_are_not_messages_are_not_limited(world: World) -> None:
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter(rate=1)) as bot:
        begin = time.monotonic()
        for _ in range(20):
            await bot.get_me()
    assert time.monotonic() - begin < 2


async def test_without_a_rate_nothing_is_limited(world: World, town: Town) -> None:
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, Limiter(rate=None)) as bot:
        begin = time.monotonic()
        await asyncio.gather(*(bot.send_message(town.private.id, str(number)) for number in range(50)))
    assert time.monotonic() - begin < 2


async def test_paid_broadcasts_have_a_rate_of_their_own() -> None:
    now = asyncio.get_running_loop().time
    limiter, begin, sent_at = Limiter(rate=10, paid_rate=200), now(), dict[Lane, list[float]]()

    async def send(lane: Lane, chat: int) -> None:
        await limiter.acquire(lane, chat)
        sent_at.setdefault(lane, []).append(now() - begin)

    await asyncio.gather(
        *(send(Lane.BROADCAST, chat) for chat in range(1, 101)),
        *(send(Lane.PEOPLE, chat) for chat in range(201, 212)),
    )
    await limiter.shutdown()
    assert max(sent_at[Lane.BROADCAST]) < 0.9
    assert max(sent_at[Lane.PEOPLE]) >= 1


@pytest.mark.parametrize("paid_rate", [None, 200])
async def test_warnings_go_after_answers_and_before_bulletins(paid_rate: int | None) -> None:
    limiter, order = Limiter(rate=20, paid_rate=paid_rate), list[Lane]()

    async def send(lane: Lane, chat: int) -> None:
        await limiter.acquire(lane, chat)
        order.append(lane)

    lanes = [Lane.BROADCAST, Lane.WARNINGS, Lane.PEOPLE]
    await asyncio.gather(*(send(lane, 1 + chat) for chat, lane in enumerate(lane for lane in lanes for _ in range(8))))
    # The first one may go before the others come; answers have a rate of their own where bulletins are paid.
    waited = [lane for lane in order[1:] if paid_rate is None or lane is not Lane.PEOPLE]
    assert waited == sorted(waited)
    await limiter.shutdown()


def _waiter() -> Waiter:
    return asyncio.get_running_loop().create_future()


async def test_chats_are_served_in_turn() -> None:
    queue, waiters = FairQueue(), [_waiter() for _ in range(4)]
    for chat, waiter in zip((1, 2, 1, 3), waiters, strict=True):
        queue.add(chat, waiter)
    order = [queue.pop(0.0, lambda _: 0.0) for _ in range(5)]
    assert order == [(1, waiters[0]), (2, waiters[1]), (3, waiters[3]), (1, waiters[2]), None]
    assert not queue


async def test_throttled_chats_are_not_checked_before_they_are_ready() -> None:
    queue, calls = FairQueue(), Counter[object]()

    def ready_at(chat: object) -> float:
        calls[chat] += 1
        return 60.0 if isinstance(chat, int) and chat < 0 else 0.0

    for number in range(5000):
        queue.add(-1 - number % 100, _waiter())
    for chat in range(1, 1001):
        queue.add(chat, _waiter())
    for chat in range(1, 1001):
        found = queue.pop(0.0, ready_at)
        assert found is not None
        assert found[0] == chat
    assert calls.total() == 1100
    assert queue.pop(59.0, ready_at) is None
    assert queue.next_ready_at == 60.0
    found = queue.pop(60.0, lambda _: 0.0)
    assert found is not None
    assert found[0] == -1


async def test_cancelled_waiters_are_skipped() -> None:
    queue, gone, stays = FairQueue(), _waiter(), _waiter()
    queue.add(1, gone)
    queue.add(2, stays)
    gone.cancel()
    assert queue.pop(0.0, lambda _: 0.0) == (2, stays)
    assert queue.pop(0.0, lambda _: 0.0) is None
    assert not queue


async def test_an_aborted_limiter_fails_what_waits_and_what_comes() -> None:
    limiter = Limiter()
    for _ in range(3):
        await limiter.acquire(Lane.BROADCAST, -1)
    waiting = [asyncio.create_task(limiter.acquire(lane, -1)) for lane in Lane]
    await asyncio.sleep(0)
    limiter.abort()
    for failed in (*waiting, limiter.acquire(Lane.PEOPLE, 5)):
        with pytest.raises(NotSent, match="stopping"):
            await failed
    await limiter.initialize()
    await limiter.acquire(Lane.PEOPLE, 5)
    await limiter.shutdown()
