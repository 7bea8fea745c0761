"""Moments at which a broadcast's bulletins have arrived, while backups of the same database are made and not.

    python -m bench.backup [--messages 2000] [--rounds 5] [--days 60]

The database has so many days of a ledger of 10,000 chats. A round sends a broadcast of 1,000 a second three times:
without a backup, with one after the other in a thread of the bot, as every night, and with `jogan backup` in a process
of its own. The moments are when Telegram's answer is there, in seconds after the tick.
"""

import argparse
import asyncio
import contextlib
import datetime as dt
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from telegram.ext import ExtBot

from bench.sending import MORNING, PAGE, subscribe
from bench.telegram import TOKEN, answering
from bot.clock import SetClock
from bot.delivery.service import DeliveryService
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import PAID_MESSAGES_PER_SECOND, Lane, Limiter
from bot.telegram_api.transport import Transport
from sources.korea.stations import load_catalogue
from storage.backup import back_up
from storage.database import Database, file_url, open_database
from storage.errors import BackupFailed

_CHATS = 10_000
_MAIN = Path(__file__).resolve().parents[1] / "main.py"
_OLD_DAYS = """
WITH RECURSIVE day (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM day WHERE number < :days),
    chat (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM chat WHERE number < :chats)
INSERT INTO delivery (chat_id, thread_id, local_date, occasion, state, due_at, expires_at, next_attempt_at, article_id,
    message_id, finished_at)
SELECT 1000000000 + chat.number * 7919, 0, date('2024-05-01', '-' || day.number || ' days'), 0, 'sent', 1700000000,
    1700010800, 1700000000, day.number, chat.number, 1700000003 FROM day CROSS JOIN chat
"""
Disturb = Callable[[Path], AbstractAsyncContextManager[None]]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=60)
    given = parser.parse_args()
    kinds: dict[str, Disturb] = {"no backup": _nothing, "in the bot": _thread, "jogan backup": _process}
    measured: dict[str, list[list[float]]] = {name: [] for name in kinds}
    with answering(0.05) as telegram:
        for _ in range(given.rounds):
            for name, disturb in kinds.items():
                measured[name].append(run(_broadcast(telegram.url, given.messages, given.days, disturb)))
    _print(measured)


def _print(measured: dict[str, list[list[float]]]) -> None:
    print(f"{'backups':<14}{'p50, s':>8}{'p99, s':>8}{'last, s':>9}{'p99 to none':>13}")  # noqa: T201 - the output
    figures = {
        name: [statistics.median(round_[int(part * (len(round_) - 1))] for round_ in rounds) for part in (0.5, 0.99, 1)]
        for name, rounds in measured.items()
    }
    for name, (half, most, last) in figures.items():
        ratio = most / figures["no backup"][1]
        print(f"{name:<14}{half:>8.2f}{most:>8.2f}{last:>9.2f}{ratio:>12.2f}×")  # noqa: T201 - as above


async def _broadcast(server: str, messages: int, days: int, disturb: Disturb) -> list[float]:
    """Return the moments of the answers, sorted."""
    clock = SetClock(MORNING - dt.timedelta(hours=1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jogan.db"
        settings = Settings(database_url=file_url(str(path)), telegram_api=f"{server}/bot", paid_broadcasts=True)
        async with open_database(settings.database_url) as database:
            dependencies = assemble(settings, clock, database, load_catalogue())
            await ingest_document("page", PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
            await _fill(database, days)
            await subscribe(database, messages)
            transport = _Watched()
            bot = ExtBot[Lane](
                TOKEN,
                base_url=settings.telegram_api,
                request=transport,
                get_updates_request=Transport(),
                rate_limiter=Limiter(paid_rate=PAID_MESSAGES_PER_SECOND),
            )
            async with bot, disturb(path):
                clock.set(MORNING)
                freeze_startup_objects()
                begin = time.perf_counter()
                await DeliveryService(bot, dependencies).run()
                return sorted(moment - begin for moment in transport.moments)[-messages:]


class _Watched(Transport):
    """Transport that notes when each answer is there."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: list[float] = []

    async def post_json(self, *arguments: object, **options: object) -> tuple[int, bytes]:
        answer = await super().post_json(*arguments, **options)  # type: ignore[arg-type]
        self.moments.append(time.perf_counter())
        return answer


async def _fill(database: Database, days: int) -> None:
    async with database.write() as connection:
        await connection.execute(text(_OLD_DAYS), {"days": days, "chats": _CHATS})


@asynccontextmanager
async def _nothing(_path: Path) -> AsyncIterator[None]:
    yield


@asynccontextmanager
async def _thread(path: Path) -> AsyncIterator[None]:
    stopped = threading.Event()

    def pause(seconds: float) -> None:
        if stopped.wait(seconds):
            raise BackupFailed("the bot stopped")

    def repeat() -> None:
        with contextlib.suppress(BackupFailed):
            while not stopped.is_set():
                back_up(path, path.with_name("saved.db"), replaces=True, pause=pause)

    working = asyncio.create_task(asyncio.to_thread(repeat))
    try:
        yield
    finally:
        stopped.set()
        await working


@asynccontextmanager
async def _process(path: Path) -> AsyncIterator[None]:
    command = f'while "{sys.executable}" "{_MAIN}" backup --replace "{path.with_name("saved.db")}"; do :; done'
    environment = os.environ | {"JOGAN_DATABASE_URL": file_url(str(path))}
    process = await asyncio.create_subprocess_exec(
        "sh", "-c", command, env=environment, stdout=asyncio.subprocess.DEVNULL, start_new_session=True
    )
    # Python's own start is not what is measured.
    await asyncio.sleep(3)
    try:
        yield
    finally:
        os.killpg(process.pid, 9)
        await process.wait()


if __name__ == "__main__":
    main()
