"""Use of Telegram's rate limits by Jogan's limiter, compared with python-telegram-bot's own.

    python -m bench.limiter [--seconds 60]

Both send to the local Telegram, which enforces the limits and runs in another process on another core: 30 messages a
second, and 1,000 a second for paid broadcasts. It records when each message was accepted, and how many were rejected
with 429; neither limiter retries. python-telegram-bot's needs aiolimiter. Garbage collection of the local Telegram is
off, because messages that arrive during a collection would seem to arrive at once.
"""

import argparse
import asyncio
import gc
import logging
import multiprocessing
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import cycle
from multiprocessing.connection import Connection

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, ExtBot

from bot.runtime.process import run
from bot.telegram_api.rate_limiter import MESSAGES_PER_SECOND, PAID_MESSAGES_PER_SECOND, Lane, Limiter
from bot.telegram_api.sender import MessageSender, Payload
from bot.telegram_api.transport import Transport
from simulator import RateLimits, Server, World
from simulator.errors import ApiError
from simulator.world.chats import Chat

_TOKEN = "1:bench"  # noqa: S105 - no bot of this token exists
_PEOPLE = 4000
_WORKERS = 128
_TEXT = "<b>Good morning!</b> Incheon clear 15.9 ℃"
Measured = tuple[list[float], int]
"""Times of accepted messages, seconds, and the number of rejected ones."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    # python-telegram-bot's limiter logs every 429 with a traceback; the server counts them.
    logging.getLogger("telegram.ext").addHandler(logging.NullHandler())
    logging.getLogger("telegram.ext").propagate = False
    print(f"{'limiter':<34}{'per second':>10}{'of the limit':>14}{'peak in a second':>20}{'got 429':>14}")  # noqa: T201 - the output
    for rate in (MESSAGES_PER_SECOND, PAID_MESSAGES_PER_SECOND):
        for name, send in (("Jogan's", _ours), ("python-telegram-bot's", _theirs)):
            moments, rejected = _measure(send, rate, given.seconds)
            sustained = len(moments) / given.seconds
            row = f"{sustained:>10.1f}{sustained / rate:>13.1%} {_max_in_any_second(moments):>20}{rejected:>14}"
            print(f"{f'{name}, {rate}/s':<34}{row}")  # noqa: T201


def _measure(send: Callable[[str, int, float], Awaitable[None]], rate: int, seconds: float) -> Measured:
    cores = sorted(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(there, cores[-1]), daemon=True)
    server.start()
    os.sched_setaffinity(0, {cores[0]})
    try:
        url = here.recv()
        run(_send(send, url, rate, seconds))
        here.send(None)
        measured: Measured = here.recv()
    finally:
        os.sched_setaffinity(0, set(cores))
        server.terminate()
    return measured


async def _send(send: Callable[[str, int, float], Awaitable[None]], url: str, rate: int, seconds: float) -> None:
    await send(url, rate, seconds)


async def _ours(url: str, rate: int, seconds: float) -> None:
    is_paid = rate == PAID_MESSAGES_PER_SECOND
    limiter = Limiter(paid_rate=PAID_MESSAGES_PER_SECOND if is_paid else None)
    bot = ExtBot[Lane](
        _TOKEN, base_url=url, request=Transport(), get_updates_request=Transport(1), rate_limiter=limiter
    )
    content = Payload.text(_TEXT, is_html=True, is_paid=is_paid)

    async def send(chat_id: int) -> None:
        await sender.acquire(chat_id)
        await sender.post(content, chat_id)

    async with bot:
        sender = MessageSender(bot)
        await _for(seconds, send)


async def _theirs(url: str, rate: int, seconds: float) -> None:
    limiter = AIORateLimiter(overall_max_rate=rate, overall_time_period=1)
    bot = ExtBot(_TOKEN, base_url=url, request=Transport(), get_updates_request=Transport(1), rate_limiter=limiter)

    async def send(chat_id: int) -> None:
        paid = True if rate == PAID_MESSAGES_PER_SECOND else None
        await bot.send_message(chat_id, _TEXT, parse_mode="HTML", allow_paid_broadcast=paid)

    async with bot:
        await _for(seconds, send)


async def _for(seconds: float, send: Callable[[int], Awaitable[None]]) -> None:
    """Send to one person after another for some seconds, from many workers."""
    chats = cycle(range(100_001, 100_001 + _PEOPLE))

    async def work() -> None:
        while True:
            try:
                await send(next(chats))
            except RetryAfter:
                await asyncio.sleep(0.001)  # counted by the server

    workers = [asyncio.create_task(work()) for _ in range(_WORKERS)]
    await asyncio.sleep(seconds)
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


def _max_in_any_second(moments: list[float]) -> int:
    most, begin = 0, 0
    for end, moment in enumerate(moments):
        while moments[begin] <= moment - 1:
            begin += 1
        most = max(most, end - begin + 1)
    return most


class _Counting(RateLimits):
    def __init__(self) -> None:
        super().__init__()
        self.measured: Measured = [], 0

    def admit(self, bot_id: int, chat: Chat, *, is_paid: bool = False, is_edit: bool = False) -> None:
        moments, rejected = self.measured
        try:
            super().admit(bot_id, chat, is_paid=is_paid, is_edit=is_edit)
        except ApiError:
            self.measured = moments, rejected + 1
            raise
        moments.append(self.clock())


def _serve(pipe: Connection, core: int) -> None:
    os.sched_setaffinity(0, {core})
    gc.disable()
    asyncio.run(_count(pipe))


async def _count(pipe: Connection) -> None:
    world = World(now=lambda: datetime.now(UTC))
    for number in range(_PEOPLE):
        world.private_chat(world.add_person(f"person {number}"))
    limits = _Counting()
    async with Server(world, _TOKEN, limits=limits) as server:
        pipe.send(server.base_url)
        await asyncio.to_thread(pipe.recv)
        pipe.send(limits.measured)


if __name__ == "__main__":
    main()
