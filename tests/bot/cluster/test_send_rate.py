"""Messages of two workers, by the same clock as theirs: at full load for three seconds."""

import asyncio
import time
from collections import deque

from bot.cluster.send_rate import SharedWindow
from bot.telegram_api.rate_limiter import Lane, Limiter
from storage.database import open_database

RATE, SECONDS = 30, 3.0


async def send(limiter: Limiter, lane: Lane, chats: range, arrivals: list[tuple[float, Lane]]) -> None:
    async def one(chat: int) -> None:
        await limiter.acquire(lane, chat)
        arrivals.append((time.monotonic(), lane))

    await asyncio.gather(*(one(chat) for chat in chats))


async def test_two_workers_use_the_limit_and_never_exceed_it(database_url: str) -> None:
    arrivals: list[tuple[float, Lane]] = []
    async with open_database(database_url) as first, open_database(database_url) as second:
        windows = SharedWindow(first, RATE), SharedWindow(second, RATE)
        await windows[0].prepare()
        limiters = [Limiter(RATE, window=window) for window in windows]
        broadcast = asyncio.create_task(send(limiters[0], Lane.BROADCAST, range(1, 1000), arrivals))
        await asyncio.sleep(1)
        begin = time.monotonic()
        while time.monotonic() < begin + SECONDS:
            asked_at = time.monotonic()
            await limiters[1].acquire(Lane.PEOPLE, int(asked_at * 1000))
            arrivals.append((time.monotonic(), Lane.PEOPLE))
            # People go first, as far as another process lets them.
            assert time.monotonic() - asked_at < 0.5
            await asyncio.sleep(0.2)
        broadcast.cancel()
        await asyncio.gather(broadcast, return_exceptions=True)
        for limiter in limiters:
            await limiter.shutdown()
    window: deque[float] = deque(maxlen=RATE + 1)
    for moment, _ in sorted(arrivals):
        window.append(moment)
        assert len(window) <= RATE or moment - window[0] >= 1.0
    steady = [moment for moment, _ in arrivals if moment >= begin]
    assert len(steady) / SECONDS > 0.9 * RATE
    assert sum(lane is Lane.PEOPLE for _, lane in arrivals) >= 8
