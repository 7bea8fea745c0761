"""Time to ingest 2,000 saved pages and a month of KMA's hourly feed, compared with an earlier build and bare SQLite.

    python -m bench.ingest [--pages 2000] [--days 30] [--rounds 3] [--folder saved/] [--before ../jogan-1.0]

`jogan ingest` reads the files, from its start to its end. An earlier build is a checkout with the dependencies of this
one; both run in turn. Every second page has markup that is not known; `--folder` takes pages of your own instead. Bare
SQLite inserts the same readings with the same durability (write-ahead log, synchronous=FULL), one transaction an hour,
and neither parses nor checks anything.
"""

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.saved_pages import get_temperature, list_hours, write_pages, write_tables
from sources.korea.stations import Catalogue, load_catalogue
from storage.database import file_url

_HERE = Path(__file__).resolve().parents[1]
_MAX_RATIO = 0.35
"""The goal for the time in relation to build 857255f, in which each page was a transaction of its own."""

_MAX_SECONDS = 60
_MAX_MEGABYTES = 30  # 10^6 bytes
_TABLE = (
    "CREATE TABLE reading (station INTEGER, at INTEGER, source TEXT, condition TEXT, temperature REAL, "
    "UNIQUE (station, at, source)) STRICT"
)
_ROW = "INSERT INTO reading VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class _Cost:
    """Cost of one run.

    Attributes:
        seconds: from start to end.
        core: seconds of processor time, of all processes.
        megabytes: the database's size.
    """

    seconds: float
    core: float
    megabytes: float


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000, help="generated pages")
    parser.add_argument("--days", type=int, default=30, help="days of hourly feeds")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many runs is printed")
    parser.add_argument("--folder", type=Path, help="saved pages instead of the generated ones")
    parser.add_argument("--before", type=Path, help="a checkout of an earlier build")
    given = parser.parse_args()
    builds = {"before": given.before.resolve(), "Jogan": _HERE} if given.before else {"Jogan": _HERE}
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as name:
        pages, tables = Path(name, "pages"), Path(name, "tables")
        pages.mkdir()
        tables.mkdir()
        write_pages(pages, 0 if given.folder else given.pages)
        write_tables(tables, given.days, catalogue)
        _compare("pages", given.folder or pages, builds, given.rounds)
        _compare("hourly feeds", tables, builds, given.rounds)
        seconds = _insert(Path(name, "bare.db"), catalogue, given.days)
        _print("hourly feeds", "bare SQLite", _Cost(seconds, seconds, Path(name, "bare.db").stat().st_size / 1e6))
    print(  # noqa: T201 - the output
        f"goals: {_MAX_RATIO} of the time of build 857255f; 30 days in at most {_MAX_SECONDS} s and {_MAX_MEGABYTES} MB"
    )


def _compare(what: str, folder: Path, builds: Mapping[str, Path], rounds: int) -> None:
    # In turn, so that other load on the machine affects all of them.
    runs = [{name: _ingest(root, folder) for name, root in builds.items()} for _ in range(rounds)]
    for name in builds:
        _print(
            what,
            name,
            _Cost(
                *(
                    statistics.median(costs)
                    for costs in zip(
                        *((run[name].seconds, run[name].core, run[name].megabytes) for run in runs), strict=True
                    )
                )
            ),
        )
    if len(builds) > 1:
        ratios = [run["Jogan"].seconds / run["before"].seconds for run in runs]
        print(f"{what:<14}ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")  # noqa: T201


def _ingest(root: Path, folder: Path) -> _Cost:
    with tempfile.TemporaryDirectory() as name:
        database = Path(name, "jogan.db")
        environment = os.environ | {"PYTHONPATH": str(root), "JOGAN_DATABASE_URL": file_url(str(database))}
        before, begin = _get_core_seconds(), time.perf_counter()
        # Unusable pages are no failure of the benchmark, and exit code 2 says nothing else.
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, root / "main.py", "ingest", folder],
            env=environment,
            cwd=name,
            capture_output=True,
            check=False,
        )
        seconds = time.perf_counter() - begin
        return _Cost(seconds, _get_core_seconds() - before, database.stat().st_size / 1e6)


def _get_core_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _insert(path: Path, catalogue: Catalogue, days: int) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(_TABLE)
    begin = time.perf_counter()
    for at in list_hours(days):
        rows = [
            (station, int(at.timestamp()), "KMA", "맑음", get_temperature(station, at)) for station in catalogue.numbers
        ]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_ROW, rows)
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begin
    connection.close()
    return seconds


def _print(what: str, name: str, cost: _Cost) -> None:
    print(  # noqa: T201 - the output
        f"{what:<14}{name:<12}{cost.seconds:>8.1f} s{cost.core:>8.1f} s of core{cost.megabytes:>8.1f} MB", flush=True
    )


if __name__ == "__main__":
    main()
