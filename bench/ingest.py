"""Time to ingest a month of KMA's hourly feed, compared with bare SQLite that inserts the same rows.

    python bench/ingest.py [--days 30]

Both write files with the same durability (write-ahead log, synchronous=FULL, one transaction per hour); bare SQLite
neither parses XML nor checks the plausibility of the readings.
"""

import argparse
import asyncio
import datetime as dt
import math
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.intake.ingest import SourceRef, store_content
from sources.kma.current import parse_current_weather
from sources.korea.stations import Catalogue, load_catalogue
from sources.records import KST, Document
from storage.database import file_url, open_database

_BEGIN = dt.datetime(2024, 5, 1, tzinfo=KST)
_MAX_SECONDS = 60
_MAX_MEGABYTES = 30  # 10^6 bytes
_TABLE = (
    "CREATE TABLE reading (station INTEGER, at INTEGER, source TEXT, condition TEXT, temperature REAL, "
    "UNIQUE (station, at, source)) STRICT"
)
_ROW = "INSERT INTO reading VALUES (?, ?, ?, ?, ?)"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--days", type=int, default=30, help="days of hourly feeds")
    days = parser.parse_args().days
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        here, bare = Path(folder) / "jogan.db", Path(folder) / "bare.db"
        seconds = asyncio.run(_ingest(here, catalogue, days))
        bare_seconds = _insert(bare, catalogue, days)
        sizes = [path.stat().st_size / 1e6 for path in (here, bare)]
    readings = 24 * days * len(catalogue)
    _print("Jogan", readings, seconds, sizes[0], seconds / bare_seconds)
    _print("bare SQLite", readings, bare_seconds, sizes[1], 1.0)
    print(f"goal for 30 days: at most {_MAX_SECONDS} s and {_MAX_MEGABYTES} MB")  # noqa: T201 - the output


async def _ingest(path: Path, catalogue: Catalogue, days: int) -> float:
    documents = [(at, _feed(at, catalogue)) for at in _hours(days)]
    async with open_database(file_url(str(path))) as database:
        begin = time.perf_counter()
        for at, document in documents:
            content = parse_current_weather(document, catalogue)
            await store_content("KMA", content, SourceRef("KMA"), database, catalogue, at + dt.timedelta(minutes=7))
        return time.perf_counter() - begin


def _insert(path: Path, catalogue: Catalogue, days: int) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(_TABLE)
    begin = time.perf_counter()
    for at in _hours(days):
        rows = [(number, int(at.timestamp()), "KMA", "맑음", _temperature(number, at)) for number in catalogue.numbers]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_ROW, rows)
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begin
    connection.close()
    return seconds


def _hours(days: int) -> Iterator[dt.datetime]:
    return (_BEGIN + dt.timedelta(hours=hour) for hour in range(24 * days))


def _feed(at: dt.datetime, catalogue: Catalogue) -> Document:
    stations = "\n".join(
        f'<local stn_id="{number}" icon="01" desc="맑음" ta="{_temperature(number, at)}">{number}</local>'
        for number in catalogue.numbers
    )
    return Document(
        f'<?xml version="1.0" encoding="utf-8" standalone="no"?><current xmlns="current">'
        f'<weather year="{at:%Y}" month="{at:%m}" day="{at:%d}" hour="{at:%H}">{stations}</weather></current>'.encode()
    )


def _temperature(station: int, at: dt.datetime) -> float:
    """Return ℃, warmest in the afternoon; no two tables are the same, as a repeated one would be rejected."""
    hours = at.timestamp() / 3600
    daily = 6 * math.sin((at.hour - 9) * math.pi / 12)
    return round(15 + daily + 3 * math.sin(hours / 40) + station % 7 + math.sin(station * hours), 1)


def _print(name: str, readings: int, seconds: float, megabytes: float, ratio: float) -> None:
    print(  # noqa: T201 - the output
        f"{name:<12}{readings:>8} readings{seconds:>8.1f} s{readings / seconds:>9.0f}/s{megabytes:>7.1f} MB"
        f"{ratio:>7.1f}× bare SQLite's time"
    )


if __name__ == "__main__":
    main()
