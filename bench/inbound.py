"""Throughput of `/weather 인천`, and latency at 100 a second, compared with bots that reply with a constant.

    python -m bench.inbound [--questions 2000] [--rounds 5]

Each question comes from another chat. The bots run in turn on one core, a stub of Telegram on another. Jogan looks up
place, language and readings; the other bots reply with a constant text: one with python-telegram-bot over Jogan's
transport, one with aiogram's defaults. There is no rate limit.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import os
import statistics
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from aiogram import Bot as Aiogram
from aiogram import Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackContext, CommandHandler

from bench.telegram import TEXT, TOKEN, answering
from bot.application import make_application, running
from bot.clock import SetClock
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Limiter
from bot.telegram_api.transport import Transport
from handlers import register_all
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage.database import file_url, open_database

_EVENING = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
_PAGE = Path(__file__).resolve().parents[1] / "sources" / "sample_page.txt"
_QUESTION = "/weather 인천"
_RATE = 100.0
Bot = Callable[[str], Coroutine[Any, Any, None]]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=int, default=2000, help="per round and bot")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    bots: dict[str, Bot] = {
        "Jogan": _jogan,
        "python-telegram-bot, fixed text": _constant,
        "aiogram, fixed text": _aiogram,
    }
    measured: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in bots}
    for _ in range(given.rounds):
        for name, bot in bots.items():
            measured[name].append(_round(bot, given.questions))
    _print(measured)


def _round(bot: Bot, questions: int) -> tuple[float, float, float, float]:
    """Return answers a second, CPU ms per answer, and median and 99th percentile of the latency, ms."""
    with answering() as telegram:
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_run, args=(bot, telegram.url), daemon=True)
        process.start()
        try:
            telegram.ask(_QUESTION, 200)
            used = _core_time(process.pid)
            many = telegram.ask(_QUESTION, questions)
            cost = (_core_time(process.pid) - used) / questions
            waits = sorted(telegram.ask(_QUESTION, max(200, questions // 4), _RATE))
        finally:
            process.terminate()
            process.join()
    return questions / max(many), cost * 1e3, statistics.median(waits) * 1e3, waits[int(0.99 * len(waits))] * 1e3


def _core_time(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _run(bot: Bot, url: str) -> None:
    run(bot(url))


async def _jogan(url: str) -> None:
    clock = SetClock(_EVENING)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=file_url(f"{folder}/jogan.db"), telegram_api=f"{url}/bot")
        async with open_database(settings.database_url) as database:
            dependencies = assemble(settings, clock, database, load_catalogue())
            await ingest_document("page", _PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
            application = make_application(TOKEN, dependencies, register_all, Limiter(rate=None))
            async with running(application):
                await asyncio.Event().wait()


async def _constant(url: str) -> None:
    async def answer(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        if update.message:
            await update.message.reply_text(TEXT, parse_mode="HTML")

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").request(Transport())
    application = builder.get_updates_request(Transport(1)).concurrent_updates(64).job_queue(None).build()
    application.add_handler(CommandHandler("weather", answer))
    async with application:
        await application.start()
        await application.updater.start_polling(poll_interval=0)
        await asyncio.Event().wait()


async def _aiogram(url: str) -> None:
    async def answer(message: Message) -> None:
        await message.answer(TEXT, parse_mode="HTML")

    dispatcher = Dispatcher()
    dispatcher.message.register(answer, Command("weather"))
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Aiogram(TOKEN, session=session) as bot:
        await dispatcher.start_polling(bot, handle_signals=False)


def _print(measured: dict[str, list[tuple[float, float, float, float]]]) -> None:
    ours = statistics.median(rate for rate, *_ in measured["Jogan"])
    heads = ("answers/s", "lowest", "highest", "speedup", "CPU ms", "p50 at 100/s", "p99 at 100/s")
    print(f"{'bot':<32}" + "".join(f"{head:>14}" for head in heads))  # noqa: T201 - the output
    for name, rounds in measured.items():
        rates = [rate for rate, *_ in rounds]
        cost, middle, late = (statistics.median(one[column] for one in rounds) for column in (1, 2, 3))
        rate = statistics.median(rates)
        print(  # noqa: T201
            f"{name:<32}{rate:>14.0f}{min(rates):>14.0f}{max(rates):>14.0f}{ours / rate:>13.2f}×{cost:>14.2f}"
            f"{middle:>11.1f} ms{late:>11.1f} ms"
        )


if __name__ == "__main__":
    main()
