"""Time from the bot's start to its first answer, and its memory: at rest, and while it sends bulletins.

    python -m bench.start [--rounds 5] [--bulletins 100000] [--before COMMIT]

Each figure is that of `jogan run` in a process of its own, with an existing database. The start lasts from the start of
the process to the answer to a `/weather 인천` that waits at the local Telegram; memory at rest is that some seconds
later. The bulletins go to a stub of Telegram, paid, on one core. With `--before`, an earlier build is measured in turn
with this one, and ratios are printed. Python keeps its bytecode, in a folder of each build; a first start makes it.
"""

import argparse
import asyncio
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from bench.telegram import TOKEN, answering
from bot.runtime.process import run
from simulator import Server, World, small_town
from storage.database import file_url

_ROOT = Path(__file__).resolve().parents[1]
_IDLE = 8.0
"""Seconds from the first answer until the bot is at rest."""
_LOOK = 0.5
"""Seconds between looks at the ledger of a broadcast."""

# Runs in the build that is measured, whose database has its schema.
_PREPARE = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from sqlalchemy import update
from bench.sending import PAGE, subscribe
from bot.intake.ingest import ingest_document
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage import schema
from storage.database import open_database

async def prepare(url, number):
    now = datetime.now(UTC)
    async with open_database(url) as database:
        # The bot answers with readings of today.
        page = PAGE.read_bytes().replace(b"2024.05.13", f"{now.astimezone(KST):%Y.%m.%d}".encode())
        await ingest_document("page", page, database, load_catalogue(), now)
        if number:
            await subscribe(database, number)
            due = (now - timedelta(minutes=2)).astimezone(KST).replace(second=0, microsecond=0)
            async with database.write() as connection:
                await connection.execute(update(schema.schedule).values(times=(due.time(),)))
                await connection.execute(update(schema.subscription).values(next_due_at=due))

asyncio.run(prepare(sys.argv[1], int(sys.argv[2])))
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Results of one start, or the medians of several.

    Attributes:
        start: s until the first answer.
        processor: s of processor time until then.
        rest: MB (10^6 bytes) of resident memory at rest.
        private: MB of these that no other process shares.
    """

    start: float
    processor: float
    rest: float
    private: float


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--bulletins", type=int, default=100_000)
    parser.add_argument("--before", metavar="COMMIT")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _checked_out(given.before, Path(folder)) as builds:
        for root in builds:
            prepare(root, _database(root, folder), 0)
        # One start more, the first one, makes the bytecode.
        rounds = [[run(_start(root, folder)) for root in builds] for _ in range(given.rounds + 1)][1:]
        medians = [_median(list(figures)) for figures in zip(*rounds, strict=True)]
        peaks = [run(measure_wave(root, Path(folder), given.bulletins)) for root in builds] if given.bulletins else []
    for number, field in enumerate(fields(Figures)):
        _print(field.name, [astuple(one)[number] for one in medians])
    _print(f"peak with {given.bulletins:,} bulletins", peaks)


def _print(name: str, values: list[float]) -> None:
    ratio = f"  ratio {values[-1] / values[0]:.2f}" if len(values) > 1 else ""
    print(f"{name:<32}{''.join(f'{value:>10.2f}' for value in values)}{ratio}")  # noqa: T201 - the output


def _median(figures: list[Figures]) -> Figures:
    return Figures(*map(statistics.median, zip(*map(astuple, figures), strict=True)))


@contextmanager
def _checked_out(commit: str | None, folder: Path) -> Iterator[list[Path]]:
    """Yield the folders of the builds, that of an earlier commit first."""
    if commit is None:
        yield [_ROOT]
        return
    tree = folder / "before"
    git = ("git", "-C", str(_ROOT), "worktree")
    subprocess.run([*git, "add", "--detach", str(tree), commit], check=True, capture_output=True)  # noqa: S603 - ours
    try:
        yield [tree, _ROOT]
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)  # noqa: S603 - ours


def _database(root: Path, folder: str | Path) -> Path:
    return Path(folder) / f"{root.name}.db"


def prepare(root: Path, database: Path, bulletins: int) -> None:
    """Make a database of a build with readings of today, and with bulletins that are due."""
    given = [sys.executable, "-c", _PREPARE, file_url(str(database)), str(bulletins)]
    subprocess.run(given, cwd=root, check=True, env=os.environ | {"PYTHONPATH": str(root)})  # noqa: S603 - ours


@asynccontextmanager
async def _running(root: Path, folder: Path, settings: dict[str, str]) -> AsyncIterator[int]:
    """Run a build until the block ends; yield the id of its process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {f"JOGAN_{name}": value for name, value in settings.items()}
    environment |= {"PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(folder / f"{root.name}.bytecode")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, root / "main.py", "run", env=environment, cwd=folder, stderr=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.kill()
        await process.wait()


async def _start(root: Path, folder: str) -> Figures:
    world = World(now=lambda: datetime.now(UTC))
    town = small_town(world)
    async with Server(world, TOKEN, strict=True) as server:
        world.say(town.private, town.person, "/weather 인천")
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": server.base_url,
            "DATABASE_URL": file_url(str(_database(root, folder))),
        }
        begin = time.perf_counter()
        async with _running(root, Path(folder), settings) as pid:
            while not any("15.9" in message.text for message in world.messages(town.private)):  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.005)
            soon, processor = time.perf_counter() - begin, _processor_time(pid)
            await asyncio.sleep(_IDLE)
            return Figures(soon, processor, _read(pid, "smaps_rollup", "Rss"), _read_private(pid))


async def measure_wave(root: Path, folder: Path, bulletins: int, patience: float = 3600.0) -> float:
    """Return the peak of the resident memory of a build, MB, until it has sent bulletins that are due at its start.

    It runs on one core, from its first import on.

    Args:
        root: the folder of the build.
        folder: a folder for its database.
        bulletins: their number.
        patience: seconds in which all must be sent.

    Raises:
        TimeoutError: they were not.
    """
    database = folder / f"{root.name} {bulletins}.db"
    prepare(root, database, bulletins)
    (folder / "jogan.toml").write_text("source = []", encoding="utf-8")
    # A child has the core of the process that starts it, which is the stub's client.
    with answering() as telegram:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": f"{telegram.url}/bot",
            "DATABASE_URL": file_url(str(database)),
            "PAID_BROADCASTS": "true",
        }
        async with _running(root, folder, settings) as pid, asyncio.timeout(patience):
            while _count_sent(database) < bulletins:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(_LOOK)
            return _read(pid, "status", "VmHWM")


def _count_sent(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        (number,) = opened.execute("SELECT count(*) FROM delivery WHERE state = 'sent'").fetchone()
    return int(number)


def _read(pid: int, name: str, field: str) -> float:
    """Return a field of a file of a process in MB."""
    text = Path(f"/proc/{pid}/{name}").read_text(encoding="ascii")
    return sum(int(kilobytes) * 1024 / 1e6 for kilobytes in re.findall(rf"^{field}:\s+(\d+) kB", text, re.MULTILINE))


def _read_private(pid: int) -> float:
    return _read(pid, "smaps_rollup", "Private_Clean") + _read(pid, "smaps_rollup", "Private_Dirty")


def _processor_time(pid: int) -> float:
    values = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
