"""Bulletins sent per second by one process on one core, compared with other clients that send the same messages.

    python -m bench.sending [--messages 2000] [--rounds 5] [--latency 0.05] [--steady 10] [--only-ours]

All use the same server, a stub of Telegram on another core, which responds after `--latency` seconds. Jogan does the
whole broadcast: ledger on disk, text of each bulletin with all sections but the map, outcomes; the others only send.
There is no rate limit. aiohttp and aiogram run with Jogan's number of concurrent requests and with their default, which
is better without latency, on uvloop like Jogan; bare aiohttp also on asyncio's loop, and python-telegram-bot with its
defaults. With `--steady` Jogan then sends 1,000 a second (paid broadcasts) for some seconds, to measure its CPU load.
"""

import argparse
import asyncio
import datetime as dt
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import insert
from telegram import Bot
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bench.telegram import TEXT, TOKEN, answering
from bot.clock import SetClock
from bot.delivery.service import DeliveryService
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import PAID_MESSAGES_PER_SECOND, Lane, Limiter
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS, Transport
from sources.air import AirGrade, AirReading, AirStation
from sources.forecasts import Forecast, ForecastDay, ForecastHour, Precipitation, Sky
from sources.korea.forecast_grid import find_cell
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage import schema
from storage.content import air, forecasts
from storage.database import Database, file_url, open_database
from storage.terms import City, Days, Section

MORNING = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
PAGE = Path(__file__).resolve().parents[1] / "sources" / "sample_page.txt"
ALL_SECTIONS = Section(Section.BUTTONS * 2 - 1) & ~Section.MAP
_OURS = "Jogan, with its ledger"
_BARE_ON_ASYNCIO = "bare aiohttp on asyncio's loop"
_PTB = "python-telegram-bot"
_PTB_SHARE = 5  # it sends a fifth of the messages, as it is much slower
_DEFAULT = 100  # concurrent connections of aiohttp and aiogram by default
Send = Callable[[int], Awaitable[object]]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="per round and client")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds until the server responds")
    parser.add_argument("--steady", type=int, default=0, help="seconds at 1,000 a second")
    parser.add_argument("--only-ours", action="store_true", help="measure Jogan only")
    given = parser.parse_args()
    with answering(given.latency) as telegram:
        _print(_measure(telegram.url, given.messages, given.rounds, only_ours=given.only_ours))
        if given.steady:
            paid = send_morning(
                telegram.url, PAID_MESSAGES_PER_SECOND * given.steady, Limiter(paid_rate=PAID_MESSAGES_PER_SECOND)
            )
            rate, cost = run(paid)
            print(f"\nAt 1,000 a second, for {given.steady} s: {rate:.0f}/s, {rate * cost / 1e4:.0f} % of one core")  # noqa: T201


def _measure(
    server: str, messages: int, rounds: int, *, only_ours: bool = False
) -> dict[str, list[tuple[float, float]]]:
    most = MAX_CONCURRENT_BULLETINS
    clients: dict[str, Callable[[], Coroutine[Any, Any, tuple[float, float]]]] = {
        _OURS: lambda: send_morning(server, messages, Limiter(rate=None)),
        f"bare aiohttp, {_DEFAULT} at once": lambda: _run_other(_bare(server, _DEFAULT), messages, _DEFAULT),
        f"bare aiohttp, {most} at once": lambda: _run_other(_bare(server, most), messages, most),
        _BARE_ON_ASYNCIO: lambda: _run_other(_bare(server, _DEFAULT), messages, _DEFAULT),
        f"aiogram, {_DEFAULT} at once": lambda: _run_other(_aiogram(server, _DEFAULT), messages, _DEFAULT),
        f"aiogram, {most} at once": lambda: _run_other(_aiogram(server, most), messages, most),
        _PTB: lambda: _run_other(_ptb(server), messages // _PTB_SHARE, most),
    }
    if only_ours:
        clients = {_OURS: clients[_OURS]}
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in clients}
    for _ in range(rounds):
        for name, client in clients.items():
            measured[name].append((asyncio.run if name in {_BARE_ON_ASYNCIO, _PTB} else run)(client()))
    return measured


async def _run_other(client: AbstractAsyncContextManager[Send], messages: int, at_once: int) -> tuple[float, float]:
    async with client as send:
        await _send_all(send, 2 * at_once, at_once)
        return await _timed(_send_all(send, messages, at_once), messages)


async def _timed(work: Awaitable[None], messages: int) -> tuple[float, float]:
    """Return messages a second, and CPU µs per message."""
    begin, used = time.perf_counter(), time.process_time()
    await work
    return messages / (time.perf_counter() - begin), (time.process_time() - used) / messages * 1e6


async def _send_all(send: Send, messages: int, at_once: int) -> None:
    numbers = iter(range(messages))

    async def work() -> None:
        for number in numbers:
            await send(1 + number)

    await asyncio.gather(*(work() for _ in range(at_once)))


@asynccontextmanager
async def _bare(server: str, at_once: int) -> AsyncIterator[Send]:
    url = f"{server}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:

        async def send(chat_id: int) -> None:
            body = json.dumps({"chat_id": chat_id, "text": TEXT, "parse_mode": "HTML"}).encode()
            async with session.post(url, data=body, headers={"Content-Type": "application/json"}) as response:
                json.loads(await response.read())

        yield send


@asynccontextmanager
async def _aiogram(server: str, at_once: int) -> AsyncIterator[Send]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server), limit=at_once)
    async with Aiogram(TOKEN, session=session) as bot:
        yield lambda chat_id: bot.send_message(chat_id, TEXT, parse_mode="HTML")


@asynccontextmanager
async def _ptb(server: str) -> AsyncIterator[Send]:
    async with Bot(TOKEN, base_url=f"{server}/bot", request=HTTPXRequest(pool_timeout=60)) as bot:
        yield lambda chat_id: bot.send_message(chat_id, TEXT, parse_mode="HTML")


async def send_morning(
    server: str, messages: int, limiter: Limiter, database_url: str | None = None
) -> tuple[float, float]:
    """Deliver bulletins; return messages a second and CPU µs per message.

    Args:
        server: URL of Telegram.
        messages: the number of bulletins.
        limiter: limits their rate.
        database_url: an empty database; None for a new file of SQLite.
    """
    clock = SetClock(MORNING - dt.timedelta(hours=1))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=database_url or file_url(str(Path(folder) / "jogan.db")), telegram_api=f"{server}/bot"
        )
        async with open_database(settings.database_url) as database:
            dependencies = assemble(settings, clock, database, load_catalogue())
            await ingest_document("page", PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
            await _know_the_day(database)
            await subscribe(database, messages, sections=ALL_SECTIONS)
            bot = ExtBot[Lane](
                TOKEN,
                base_url=settings.telegram_api,
                request=Transport(),
                get_updates_request=Transport(),
                rate_limiter=limiter,
            )
            async with bot:
                clock.set(MORNING)
                # As the running bot does at the end of its start (docs/decisions/026).
                freeze_startup_objects()
                return await _timed(DeliveryService(bot, dependencies).run(), messages)


async def _know_the_day(database: Database) -> None:
    """Store a forecast of four days at Incheon, fine dust and a warning, as of five in the morning."""
    station, issued_at = load_catalogue()[112], MORNING - dt.timedelta(hours=2)
    hours = tuple(
        ForecastHour(
            issued_at + dt.timedelta(hours=number), 12 + number % 24 / 2, Sky.OVERCAST, Precipitation.RAIN, 70,
            humidity=60.0, wind_speed=3.0,
        )
        for number in range(1, 90)
    )  # fmt: skip
    days = tuple(ForecastDay(MORNING.date() + dt.timedelta(days=number), 12, 22) for number in range(4))
    reading = AirReading("신흥", "인천", issued_at, 60, 42, AirGrade.MODERATE, AirGrade.BAD)
    async with database.write() as connection:
        cell = find_cell(station.latitude, station.longitude)
        await forecasts.add(connection, cell, "KMA forecast", Forecast(issued_at, hours, days), issued_at)
        stations = [AirStation("신흥", "인천", station.latitude, station.longitude)]
        await air.replace_stations(connection, stations, issued_at)
        await air.add(connection, "AirKorea", [reading], issued_at)


async def subscribe(database: Database, number: int, first: int = 1, sections: Section = Section.USUAL) -> None:
    """Insert subscriptions of `number` people with ids from `first` on, all due the same morning."""
    people = [{"id": first + one, "kind": "private", "language": "ko"} for one in range(number)]
    common = {"thread_id": 0, "schedule_id": 1, "cities": (City.of_station(112),), "sections": sections.value}
    schedule = {"times": (MORNING.time(),), "zone": "Asia/Seoul", "days": Days.EVERY_DAY.value, "skips_holidays": 0}
    rows = [common | {"chat_id": person["id"], "next_due_at": MORNING} for person in people]
    async with database.write() as connection:
        await connection.execute(insert(schema.chat), people)
        await connection.execute(insert(schema.schedule), schedule)
        await connection.execute(insert(schema.subscription), rows)


def _print(measured: dict[str, list[tuple[float, float]]]) -> None:
    ours = statistics.median(rate for rate, _ in measured[_OURS])
    print(f"{'sender':<30}{'messages/s (median)':>20}{'lowest':>8}{'highest':>8}{'speedup':>10}{'CPU µs':>12}")  # noqa: T201 - the output
    for name, rounds in measured.items():
        rates = [rate for rate, _ in rounds]
        cost = statistics.median(cost for _, cost in rounds)
        median = statistics.median(rates)
        spread = f"{min(rates):>8.0f}{max(rates):>8.0f}"
        print(f"{name:<30}{median:>20.0f}{spread}{ours / median:>9.2f}×{cost:>12.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
