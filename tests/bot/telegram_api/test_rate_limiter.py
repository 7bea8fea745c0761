import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.telegram_api.rate_limiter import RESERVED_FOR_REPLIES, FairQueue, Lane, Limiter, RateWindow, Waiter
from bot.telegram_api.transport import Transport
from simulator import Fault, Server, Town, World, errors

TOKEN = "1:local"  # noqa: S105 - opens nothing


def most_in_any_second(moments: Sequence[float]) -> int:
    return max(sum(begin <= moment < begin + 1 for moment in moments) for begin in moments)


@given(rate=st.integers(1, 60), late=st.lists(st.floats(0, 0.4), min_size=1, max_size=40))
def test_no_second_has_more_turns_than_the_rate_however_late_the_timers_ring(rate: int, late: list[float]) -> None:
    pace, now, turns = RateWindow(rate), 1000.0, []
    for turn in range(4 * rate):
        now = max(now, pace.ready_at(now)) + (late[turn % len(late)] if turn % 7 == 0 else 0.0)
        pace.take(now)
        turns.append(now)
    assert most_in_any_second(turns) <= rate


@pytest.mark.parametrize("rate", [30, 1000])
def test_timers_that_ring_a_little_late_cost_less_than_two_percent(rate: int) -> None:
    pace, now = RateWindow(rate), 0.0
    for turn in range(10 * rate):
        now = max(now, pace.ready_at(now)) + (0.0004 if turn % 2 else 0.0)
        pace.take(now)
    assert 10 * rate / now >= 0.98 * rate


@given(
    rate=st.integers(1, 60),
    spare=st.integers(0, 70),
    who=st.lists(st.tuples(st.booleans(), st.floats(0, 0.3)), max_size=300),
)
def test_no_second_has_more_turns_than_the_rate_whoever_takes_them(
    rate: int, spare: int, who: list[tuple[bool, float]]
) -> None:
    pace, now, turns = RateWindow(rate), 1000.0, list[float]()
    for is_person, pause in who:
        now = max(now + pause, pace.free_at() if is_person else pace.ready_at(now + pause, spare))
        pace.take(now)
        turns.append(now)
    assert max((most_in_any_second(turns),) if turns else (0,)) <= rate


def test_who_asks_while_a_wave_leaves_hardly_ever_waits_for_its_turns() -> None:
    pace, waits, of_the_wave = RateWindow(30), list[int](), 0
    asked: int | None = None
    for millisecond in range(20_000):
        now = millisecond / 1000
        if millisecond % 50 == 0:
            asked = millisecond
        if asked is not None and pace.free_at() <= now:
            pace.take(now)
            waits.append(millisecond - asked)
            asked = None
        elif pace.ready_at(now, RESERVED_FOR_REPLIES) <= now:
            pace.take(now)
            of_the_wave += 1
    assert len(waits) >= 20 * 20 - 1
    assert sum(wait > 1 for wait in waits) <= 3
    assert of_the_wave >= 20 * 8


@asynccontextmanager
async def speaking(server: Server, limiter: Limiter) -> AsyncIterator[ExtBot[Lane]]:
    bot = ExtBot[Lane](
        TOKEN, base_url=server.base_url, request=Transport(), get_updates_request=Transport(), rate_limiter=limiter
    )
    async with bot:
        yield bot


def people(world: World, number: int) -> list[int]:
    return [world.private_chat(world.add_person(f"person {one}")).id for one in range(number)]


async def test_a_wave_stays_within_what_telegram_takes_and_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[float] = []
    take = RateWindow.take

    def noted(pace: RateWindow, now: float) -> None:
        turns.append(now)
        take(pace, now)

    async def leave() -> bool:
        return True

    monkeypatch.setattr(RateWindow, "take", noted)
    limiter = Limiter()
    await asyncio.gather(
        *(limiter.process_request(leave, (), {}, "sendMessage", {"chat_id": 1 + n}, Lane.BROADCAST) for n in range(75))
    )
    await limiter.shutdown()
    assert len(turns) == 75
    assert most_in_any_second(turns) <= 30
    assert 2.4 <= turns[-1] - turns[0] < 4


async def test_people_go_before_a_wave(world: World, town: Town) -> None:
    chats = people(world, 40)
    async with Server(world, TOKEN) as server, speaking(server, Limiter()) as bot:
        wave = [asyncio.create_task(bot.send_message(chat, "a", rate_limit_args=Lane.BROADCAST)) for chat in chats]
        await asyncio.sleep(0.1)
        before = sum(task.done() for task in wave)
        await bot.send_message(town.private.id, "an answer")
        assert before < 15
        assert sum(task.done() for task in wave) <= before + 3
        await asyncio.gather(*wave)


async def test_one_chat_gets_a_short_burst_and_then_one_a_second(world: World, town: Town) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter()) as bot:
        begin = time.monotonic()
        await asyncio.gather(*(bot.send_message(town.private.id, str(number)) for number in range(5)))
    assert time.monotonic() - begin >= 3
    assert len(world.messages(town.private)) == 5


async def test_a_chat_that_has_to_wait_keeps_no_other_back(world: World, town: Town) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter()) as bot:
        crowd = [asyncio.create_task(bot.send_message(town.private.id, str(number))) for number in range(5)]
        await asyncio.sleep(0.3)
        begin = time.monotonic()
        await bot.send_message(town.group.id, "at once")
        assert time.monotonic() - begin < 0.5
        assert sum(task.done() for task in crowd) == 3
        for task in crowd:
            task.cancel()


async def test_a_pause_that_telegram_asks_a_wave_for_keeps_no_person_waiting(world: World, town: Town) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter()) as bot:
        server.faults.append(Fault("sendMessage", answer=errors.too_many_requests(2)))
        with pytest.raises(RetryAfter):
            await bot.send_message(town.group.id, "a", rate_limit_args=Lane.BROADCAST)
        begin = time.monotonic()
        await bot.send_message(town.private.id, "an answer")
        with pytest.raises(RetryAfter):
            await bot.send_message(town.group.id, "b", rate_limit_args=Lane.BROADCAST)
        assert time.monotonic() - begin < 1
        await asyncio.sleep(2)
        await bot.send_message(town.group.id, "c", rate_limit_args=Lane.BROADCAST)


async def test_who_gives_up_waiting_takes_nobodys_turn(world: World, town: Town) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter(rate=1)) as bot:
        await bot.send_message(town.private.id, "first")
        given_up = asyncio.create_task(bot.send_message(town.private.id, "given up"))
        await asyncio.sleep(0.05)
        given_up.cancel()
        await bot.send_message(town.private.id, "second")
    assert [message.text for message in world.messages(town.private)] == ["first", "second"]


async def test_what_is_no_message_waits_for_nothing(world: World) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter(rate=1)) as bot:
        begin = time.monotonic()
        for _ in range(20):
            await bot.get_me()
    assert time.monotonic() - begin < 2


async def test_without_a_rate_nothing_waits(world: World, town: Town) -> None:
    async with Server(world, TOKEN) as server, speaking(server, Limiter(rate=None)) as bot:
        begin = time.monotonic()
        await asyncio.gather(*(bot.send_message(town.private.id, str(number)) for number in range(50)))
    assert time.monotonic() - begin < 2


async def test_broadcasts_that_are_paid_for_have_a_pace_beside_that_of_people() -> None:
    now = asyncio.get_running_loop().time
    limiter, begin, left = Limiter(rate=10, paid_rate=200), now(), dict[Lane, list[float]]()

    async def leave(lane: Lane, chat: int) -> None:
        await limiter.acquire(lane, chat)
        left.setdefault(lane, []).append(now() - begin)

    await asyncio.gather(
        *(leave(Lane.BROADCAST, chat) for chat in range(1, 101)),
        *(leave(Lane.PEOPLE, chat) for chat in range(201, 212)),
    )
    await limiter.shutdown()
    assert max(left[Lane.BROADCAST]) < 0.9
    assert max(left[Lane.PEOPLE]) >= 1


def _waiter() -> Waiter:
    return asyncio.get_running_loop().create_future()


async def test_who_came_first_goes_first() -> None:
    queue, waiters = FairQueue(), [_waiter() for _ in range(4)]
    for chat, waiter in zip((1, 2, 1, 3), waiters, strict=True):
        queue.add(chat, waiter)
    order = [queue.pop(0.0, lambda _: 0.0) for _ in range(5)]
    assert order == [(1, waiters[0]), (2, waiters[1]), (3, waiters[3]), (1, waiters[2]), None]
    assert not queue


async def test_thousands_who_wait_for_busy_chats_are_not_looked_at_before_these_are_free() -> None:
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


async def test_who_has_given_up_is_passed_over() -> None:
    queue, gone, stays = FairQueue(), _waiter(), _waiter()
    queue.add(1, gone)
    queue.add(2, stays)
    gone.cancel()
    assert queue.pop(0.0, lambda _: 0.0) == (2, stays)
    assert queue.pop(0.0, lambda _: 0.0) is None
    assert not queue
