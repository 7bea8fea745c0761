"""Latency of answers while groups are flooded by people within their quota, compared with the latency without them.

    python -m bench.flooded [--seconds 20] [--rounds 3] [--groups 5] [--people 8]

Ten people a second send `/weather 인천`, each in another private chat; a stub of Telegram on another core responds
after 0.05 s. Meanwhile each member of the groups asks the same every 3.2 seconds: just within the quota, and in all
eight times what Telegram lets a group get. Telegram's limits hold.
Both are measured in turn, so that other load on the machine affects both.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import statistics
import tempfile
import time
from pathlib import Path

from bench.sending import MORNING, PAGE
from bench.telegram import TOKEN, answering
from bot.application import make_application, running
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from handlers import register_all
from sources.korea.stations import load_catalogue
from storage.database import file_url, open_database

_QUESTION = "/weather 인천"
_RATE = 10.0
_LATENCY = 0.05  # seconds
_PERIOD = 3.2  # seconds
_WARM_UP = 50
_GOAL = 2.0


class _RunningClock:
    """Clock that starts in the morning of the sample page."""

    def __init__(self) -> None:
        self._begin = time.monotonic()

    def now(self) -> dt.datetime:
        """Return the time, in UTC."""
        return MORNING.astimezone(dt.UTC) + dt.timedelta(seconds=time.monotonic() - self._begin)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--groups", type=int, default=5)
    parser.add_argument("--people", type=int, default=8, help="of each group")
    given = parser.parse_args()
    print(f"{'flooded groups':<20}{'p50':>12}{'p99':>12}{'highest':>12}{'p99 ratio':>10}")  # noqa: T201 - the output
    waits: dict[int, list[float]] = {0: [], given.groups: []}
    for _ in range(given.rounds):
        for groups, all_waits in waits.items():
            all_waits.extend(_measure(groups, given.people, given.seconds))
    alone = _percentile(waits[0])
    for groups, all_waits in waits.items():
        middle, late, last = statistics.median(all_waits) * 1e3, _percentile(all_waits) * 1e3, max(all_waits) * 1e3
        ratio = late / alone / 1e3
        print(f"{groups:<20}{middle:>9.1f} ms{late:>9.1f} ms{last:>9.1f} ms{ratio:>9.2f}×")  # noqa: T201
    print(f"goal: p99 at most {_GOAL:.0f}× that without flooded groups")  # noqa: T201


def _percentile(waits: list[float]) -> float:
    return sorted(waits)[int(0.99 * len(waits))]


def _measure(groups: int, people: int, seconds: int) -> list[float]:
    """Return the latency of each answer, seconds."""
    with tempfile.TemporaryDirectory() as folder, answering(_LATENCY) as telegram:
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_run, args=(str(Path(folder) / "jogan.db"), telegram.url), daemon=True)
        process.start()
        try:
            telegram.ask(_QUESTION, _WARM_UP, _RATE)
            if groups:
                telegram.flood(_QUESTION, groups, people, _PERIOD)
                # Until all that the groups may have waiting is waiting.
                time.sleep(2 * _PERIOD)
            return telegram.ask(_QUESTION, int(_RATE * seconds), _RATE)
        finally:
            process.terminate()
            process.join()


def _run(path: str, url: str) -> None:
    run(_bot(path, url))


async def _bot(path: str, url: str) -> None:
    clock = _RunningClock()
    settings = Settings(database_url=file_url(path), telegram_api=f"{url}/bot")
    async with open_database(settings.database_url) as database:
        dependencies = assemble(settings, clock, database, load_catalogue())
        await ingest_document("page", PAGE.read_bytes(), database, dependencies.catalogue, clock.now())
        application = make_application(TOKEN, dependencies, register_all)
        async with running(application):
            freeze_startup_objects()
            await asyncio.Event().wait()


if __name__ == "__main__":
    main()
