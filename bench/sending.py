"""How many bulletins a second leave one process on one core, beside other ways to send the same messages.

    python bench/sending.py [--messages 2000] [--rounds 5] [--latency 0.05]

All speak with the same server, a bare handler in another process on another core, which answers as Telegram does after
`--latency` seconds. Ours is the whole morning: the ledger on disk, the text of each bulletin, and what came of it; the
others only send. No rate limit holds anybody back.
"""

import argparse
import asyncio
import datetime as dt
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from sqlalchemy import insert
from telegram import Bot
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.clock import SetClock
from bot.delivery import Delivery
from bot.dependencies import assemble
from bot.ingest import take_in
from bot.limiter import Lane, Limiter
from bot.settings import Settings
from bot.transport import Transport
from sources.records import KST
from storage import schema
from storage.database import Database, file_url, open_database

_TOKEN = "1:bench"  # noqa: S105 - no bot of this token exists
_IN_FLIGHT = 100
_MORNING = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
_TEXT = (
    "☀️ <b>좋은 아침이에요!</b> 오늘은 5월 14일 화요일이에요.\n\n<b>인천</b> 맑음 15.9℃\n\n"
    + "전국 · 97곳 · 평균 14.8℃\n" * 8
)
_PAGE = Path(__file__).resolve().parents[1] / "sources" / "sample_page.txt"
Send = Callable[[int], Awaitable[object]]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="a round and way")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds until the server answers")
    given = parser.parse_args()
    os.environ["PTB_TIMEDELTA"] = "true"
    cores = sorted(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(there, cores[-1], given.latency), daemon=True)
    server.start()
    os.sched_setaffinity(0, {cores[0]})
    try:
        _print(asyncio.run(_measure(f"http://127.0.0.1:{here.recv()}", given.messages, given.rounds)))
    finally:
        server.terminate()


async def _measure(server: str, messages: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    ways = {"bare aiohttp": _bare, "aiogram": _aiogram, "python-telegram-bot": _as_it_comes}
    measured: dict[str, list[tuple[float, float]]] = {"Jogan, with its ledger": [], **{name: [] for name in ways}}
    for _ in range(rounds):
        measured["Jogan, with its ledger"].append(await _morning(server, messages))
        for name, way in ways.items():
            async with way(server) as send:
                await _all(send, 200)
                measured[name].append(await _timed(_all(send, messages), messages))
    return measured


async def _timed(work: Awaitable[None], messages: int) -> tuple[float, float]:
    """Messages a second, and microseconds of the core for each."""
    begin, used = time.perf_counter(), time.process_time()
    await work
    return messages / (time.perf_counter() - begin), (time.process_time() - used) / messages * 1e6


async def _all(send: Send, messages: int) -> None:
    numbers = iter(range(messages))

    async def work() -> None:
        for number in numbers:
            await send(1 + number)

    await asyncio.gather(*(work() for _ in range(_IN_FLIGHT)))


@asynccontextmanager
async def _bare(server: str) -> AsyncIterator[Send]:
    url = f"{server}/bot{_TOKEN}/sendMessage"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_IN_FLIGHT)) as session:

        async def send(chat_id: int) -> None:
            body = json.dumps({"chat_id": chat_id, "text": _TEXT, "parse_mode": "HTML"}).encode()
            async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
                json.loads(await response.read())

        yield send


@asynccontextmanager
async def _aiogram(server: str) -> AsyncIterator[Send]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server), limit=_IN_FLIGHT)
    async with Aiogram(_TOKEN, session=session) as bot:
        yield lambda chat_id: bot.send_message(chat_id, _TEXT, parse_mode="HTML")


@asynccontextmanager
async def _as_it_comes(server: str) -> AsyncIterator[Send]:
    async with Bot(_TOKEN, base_url=f"{server}/bot", request=HTTPXRequest(pool_timeout=60)) as bot:
        yield lambda chat_id: bot.send_message(chat_id, _TEXT, parse_mode="HTML")


async def _morning(server: str, messages: int) -> tuple[float, float]:
    clock = SetClock(_MORNING - dt.timedelta(hours=1))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=file_url(str(Path(folder) / "jogan.db")), telegram_api=f"{server}/bot")
        async with open_database(settings.database_url) as database:
            dependencies = assemble(settings, clock, database)
            await take_in("page", _PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
            await _subscribe(database, messages)
            bot = ExtBot[Lane](
                _TOKEN,
                base_url=settings.telegram_api,
                request=Transport(),
                get_updates_request=Transport(),
                rate_limiter=Limiter(rate=None),
            )
            async with bot:
                clock.set(_MORNING)
                return await _timed(Delivery(bot, dependencies).run(), messages)


async def _subscribe(database: Database, number: int) -> None:
    people = [{"id": 1 + one, "kind": "private", "language": "ko"} for one in range(number)]
    theirs = {"thread_id": 0, "send_at": _MORNING.time(), "zone": "Asia/Seoul", "stations": (112,)}
    rows = [theirs | {"chat_id": person["id"], "next_due_at": _MORNING} for person in people]
    async with database.write() as connection:
        await connection.execute(insert(schema.chat), people)
        await connection.execute(insert(schema.subscription), rows)


def _serve(ready: Connection, core: int, latency: float) -> None:
    os.sched_setaffinity(0, {core})
    asyncio.run(_answer(ready, latency))


async def _answer(ready: Connection, latency: float) -> None:
    user = {"id": 1, "is_bot": True, "first_name": "Jogan", "username": "jogan_bot"}
    chat = {"id": 1, "type": "private", "first_name": "미나"}
    message = {"message_id": 1, "date": 1715637600, "chat": chat, "from": user, "text": _TEXT}
    answers = {"getMe": user, "sendMessage": message}
    bodies = {name: json.dumps({"ok": True, "result": result}).encode() for name, result in answers.items()}

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(latency)
        return web.Response(body=bodies[request.match_info["method"]], content_type="application/json")

    application = web.Application()
    application.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def _print(measured: dict[str, list[tuple[float, float]]]) -> None:
    ours = statistics.median(rate for rate, _ in measured["Jogan, with its ledger"])
    print(f"{'way':<26}{'messages/s (median)':>20}{'lowest':>8}{'highest':>8}{'Jogan is':>10}{'µs of core':>12}")  # noqa: T201 - the output
    for name, rounds in measured.items():
        rates = [rate for rate, _ in rounds]
        cost = statistics.median(cost for _, cost in rounds)
        median = statistics.median(rates)
        spread = f"{min(rates):>8.0f}{max(rates):>8.0f}"
        print(f"{name:<26}{median:>20.0f}{spread}{ours / median:>9.2f}×{cost:>12.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
