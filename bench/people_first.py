"""Latency of answers while bulletins are sent at the rate limit, compared with the latency without bulletins.

    python -m bench.people_first [--seconds 60] [--latency 0.05]

Twenty people a second send `/weather 인천`, each in another chat; a stub of Telegram on another core responds after
`--latency` seconds. Measured without bulletins, with 30 a second, and with 1,000 a second (paid broadcasts). The ledger
counts the bulletins sent meanwhile.
"""

import argparse
import asyncio
import multiprocessing
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.sending import MORNING, PAGE, subscribe
from bench.telegram import TOKEN, answering
from bot.application import make_application, running
from bot.clock import SetClock
from bot.delivery.service import DeliveryService
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import MESSAGES_PER_SECOND, PAID_MESSAGES_PER_SECOND
from handlers import register_all
from sources.korea.stations import load_catalogue
from storage.database import file_url, open_database

_QUESTION = "/weather 인천"
_RATE = 20.0
_WARM_UP = 100
_SPARE = 20  # seconds for which the bulletins outlast the questions
_FIRST_SUBSCRIBER = 10**9
_GOAL = 1.25


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds until Telegram responds")
    given = parser.parse_args()
    print(f"{'concurrent bulletins':<30}{'per second':>10}{'p50':>12}{'p99':>12}{'p99 ratio':>10}")  # noqa: T201 - the output
    alone = None
    for name, rate in (
        ("none", 0),
        ("30/s", MESSAGES_PER_SECOND),
        ("1,000/s, paid", PAID_MESSAGES_PER_SECOND),
    ):
        sent, waits = _measure(rate, given.seconds, given.latency)
        middle, late = statistics.median(waits) * 1e3, waits[int(0.99 * len(waits))] * 1e3
        alone = alone or late
        print(f"{name:<30}{sent:>10.1f}{middle:>9.1f} ms{late:>9.1f} ms{late / alone:>9.2f}×")  # noqa: T201
    print(f"goal: p99 at most {_GOAL}× that without bulletins")  # noqa: T201


def _measure(rate: int, seconds: int, latency: float) -> tuple[float, list[float]]:
    """Return the bulletins sent per second, and the latency of each answer, ascending, seconds."""
    with tempfile.TemporaryDirectory() as folder, answering(latency) as telegram:
        path = Path(folder) / "jogan.db"
        context = multiprocessing.get_context("spawn")
        number = rate * (seconds + _SPARE)
        process = context.Process(
            target=_run, args=(str(path), telegram.url, number, rate == PAID_MESSAGES_PER_SECOND), daemon=True
        )
        process.start()
        try:
            telegram.ask(_QUESTION, _WARM_UP, _RATE)
            before, begin = _sent(path), time.perf_counter()
            waits = telegram.ask(_QUESTION, int(_RATE * seconds), _RATE)
            sent = (_sent(path) - before) / (time.perf_counter() - begin)
        finally:
            process.terminate()
            process.join()
    return sent, sorted(waits)


def _sent(path: Path) -> int:
    with closing(sqlite3.connect(path)) as ledger:
        (number,) = ledger.execute("SELECT count(*) FROM delivery WHERE state = 'sent'").fetchone()
        return int(number)


def _run(path: str, url: str, bulletins: int, is_paid: bool) -> None:
    run(_bot(path, url, bulletins, is_paid=is_paid))


async def _bot(path: str, url: str, bulletins: int, *, is_paid: bool) -> None:
    """Run the bot with some bulletins due at its start."""
    clock = SetClock(MORNING)
    settings = Settings(database_url=file_url(path), telegram_api=f"{url}/bot", paid_broadcasts=is_paid)
    async with open_database(settings.database_url) as database:
        dependencies = assemble(settings, clock, database, load_catalogue())
        await ingest_document("page", PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
        if bulletins:
            await subscribe(database, bulletins, _FIRST_SUBSCRIBER)
        application = make_application(TOKEN, dependencies, register_all)
        async with running(application):
            freeze_startup_objects()
            await DeliveryService(application.bot, dependencies).run()
            await asyncio.Event().wait()


if __name__ == "__main__":
    main()
