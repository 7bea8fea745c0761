"""Time from the bot's start to its first answer, and its memory: idle, and while it sends 100,000 bulletins.

    python -m bench.start [--rounds 5] [--bulletins 100000]

The start is that of `jogan run` with an existing database, from the start of the process to the answer to a
`/weather 인천` that waits at the local Telegram. The bulletins are sent as fast as possible to a stub of Telegram.
"""

import argparse
import asyncio
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from telegram.ext import ExtBot

from bench.sending import MORNING, PAGE, subscribe
from bench.telegram import TOKEN, answering
from bot.clock import SetClock, SystemClock
from bot.delivery.service import DeliveryService
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport
from simulator import Server, World, small_town
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage.database import file_url, open_database

_ROOT = Path(__file__).resolve().parents[1]
_IDLE = 3.0  # seconds


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--bulletins", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        empty, full = (file_url(f"{folder}/{name}.db") for name in ("empty", "full"))
        run(_prepare(empty, 0))
        run(_prepare(full, given.bulletins))
        starts = [run(_start(empty, folder)) for _ in range(given.rounds)]
        soon, rest = (statistics.median(one[column] for one in starts) for column in (0, 1))
        before, peak = _broadcast(full)
    print(f"start to first answer: {soon:.2f} s (median of {given.rounds})")  # noqa: T201 - the output
    print(f"memory when idle: {rest:.0f} MB")  # noqa: T201
    print(f"peak memory while sending {given.bulletins:,} bulletins: {peak - before:.0f} MB more")  # noqa: T201


async def _prepare(url: str, bulletins: int) -> None:
    async with open_database(url) as database:
        now = SystemClock().now()
        # The bot answers with readings of today.
        page = PAGE.read_bytes().replace(b"2024.05.13", f"{now.astimezone(KST):%Y.%m.%d}".encode())
        await ingest_document("page", page, database, load_catalogue(), now)
        if bulletins:
            await subscribe(database, bulletins)


async def _start(database_url: str, folder: str) -> tuple[float, float]:
    """Return the seconds from the start of the process to its answer, and its MB in memory some seconds later."""
    world = World(now=lambda: datetime.now(UTC))
    town = small_town(world)
    async with Server(world, TOKEN, strict=True) as server:
        world.say(town.private, town.person, "/weather 인천")
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": server.base_url, "DATABASE_URL": database_url}
        environment = os.environ | {f"JOGAN_{name}": value for name, value in settings.items()}
        begin = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(_ROOT / "main.py"), "run", env=environment, cwd=folder, stderr=subprocess.DEVNULL
        )
        while not any("15.9" in message.text for message in world.messages(town.private)):  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.005)
        soon = time.perf_counter() - begin
        await asyncio.sleep(_IDLE)
        rest = _memory(process.pid)
        process.terminate()
        await process.wait()
    return soon, rest


def _memory(pid: int) -> float:
    """Return the resident memory of a process, MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _broadcast(database_url: str) -> tuple[float, float]:
    """Return the memory before a broadcast and its peak during it, MB."""
    with answering() as telegram:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_deliver, args=(there, database_url, telegram.url), daemon=True)
        process.start()
        before = peak = float(here.recv())
        while not here.poll(0.1):
            peak = max(peak, _memory(process.pid or 0))
        process.terminate()
    return before, peak


def _deliver(pipe: Connection, database_url: str, url: str) -> None:
    run(_morning(pipe, database_url, url))


async def _morning(pipe: Connection, database_url: str, url: str) -> None:
    settings = Settings(database_url=database_url, telegram_api=f"{url}/bot")
    async with open_database(database_url) as database:
        dependencies = assemble(settings, SetClock(MORNING), database, load_catalogue())
        bot = ExtBot[Lane](
            TOKEN,
            base_url=settings.telegram_api,
            request=Transport(),
            get_updates_request=Transport(1),
            rate_limiter=Limiter(rate=None),
        )
        async with bot:
            pipe.send(_memory(os.getpid()))
            await DeliveryService(bot, dependencies).run()
            pipe.send(None)


if __name__ == "__main__":
    main()
