"""Latency of answers while a watched folder takes in saved pages, compared with the latency without them.

    python -m bench.watched [--pages 1000] [--seconds 10] [--rounds 3]

Ten people a second send a command, each in another private chat: one that reads (`/weather 인천`) and one that writes
to the database (`/language ko`). The bot, and the process that parses the pages for it, share one core; a stub of
Telegram has another. Both are measured in turn, so that other load on the machine affects both.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.saved_pages import write_pages
from bench.sending import PAGE
from bench.telegram import TOKEN, answering
from bot.application import make_application, running
from bot.clock import SystemClock
from bot.dependencies import assemble
from bot.intake.ingest import ingest_document
from bot.intake.source_config import FolderSource
from bot.intake.watched_folder import WatchedFolder
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from handlers import register_all
from sources.korea.stations import load_catalogue
from storage.database import file_url, open_database

_COMMANDS = ("/weather 인천", "/language ko")
_RATE = 10.0
_WARM_UP = 50
_PAUSE = 0.2
"""Seconds between two scans of the folder."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(f"{'command':<18}{'pages':<10}{'p50':>12}{'p99':>12}{'highest':>12}")  # noqa: T201 - the output
    cases = [(command, pages) for command in _COMMANDS for pages in (0, given.pages)]
    waits: dict[tuple[str, int], list[float]] = {case: [] for case in cases}
    for _ in range(given.rounds):
        for command, pages in cases:
            waits[command, pages] += _measure(command, pages, given.seconds)
    for (command, pages), measured in waits.items():
        late = sorted(measured)[int(0.99 * len(measured))]
        figures = (statistics.median(measured), late, max(measured))
        print(f"{command:<18}{pages:<10}" + "".join(f"{one * 1e3:>9.1f} ms" for one in figures))  # noqa: T201


def _measure(command: str, pages: int, seconds: int) -> list[float]:
    """Return the latency of each answer, seconds."""
    with tempfile.TemporaryDirectory() as name, answering() as telegram:
        folder = Path(name, "pages")
        folder.mkdir()
        write_pages(folder, pages)
        context = multiprocessing.get_context("spawn")
        # No daemon: it starts the parser.
        process = context.Process(target=_run, args=(name, telegram.url))
        process.start()
        try:
            telegram.ask(command, _WARM_UP, _RATE)
            Path(name, "go").touch()
            time.sleep(3 * _PAUSE)
            waits = telegram.ask(command, int(_RATE * seconds), _RATE)
            if pages and not any(folder.glob("*.html")):
                print("all pages were taken in before the last answer: raise --pages")  # noqa: T201
            return waits
        finally:
            process.terminate()
            process.join()


def _run(folder: str, url: str) -> None:
    run(_bot(Path(folder), url))


async def _bot(folder: Path, url: str) -> None:
    clock, catalogue = SystemClock(), load_catalogue()
    settings = Settings(database_url=file_url(str(folder / "jogan.db")), telegram_api=f"{url}/bot")
    async with open_database(settings.database_url) as database:
        dependencies = assemble(settings, clock, database, catalogue)
        page = PAGE.read_bytes().replace(b"2024.05.13", f"{datetime.now(UTC):%Y.%m.%d}".encode())
        await ingest_document("page", page, database, catalogue, clock.now())
        application = make_application(TOKEN, dependencies, register_all)
        source = FolderSource(type="folder", name="pages", path=folder / "pages")
        watched = WatchedFolder(source, database, catalogue, clock)
        async with running(application):
            freeze_startup_objects()
            while True:
                await asyncio.sleep(_PAUSE)
                if (folder / "go").exists():
                    await watched.run()


if __name__ == "__main__":
    main()
