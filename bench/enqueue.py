"""Cost of enqueueing a morning's deliveries, and of finding that nothing is due, by number of subscriptions.

    .venv/bin/python -m bench.enqueue [--sizes 10000 100000 1000000]

Nine in ten subscriptions are due at seven in Seoul by the same schedule, the others at the same moment by 20 other
schedules; as many again are due later and must not be read. Meanwhile one user changes a setting again and again: the
longest wait shows how long a transaction of the enqueueing blocks other writers. Each size runs in its own process, so
that memory is measured separately.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields

from sqlalchemy import func, insert, select

from bot.delivery.enqueueing import enqueue_due
from bot.subscriptions.schedule import moment
from sources.records import KST
from storage import schema
from storage.chats import chats
from storage.chats.chats import Chat
from storage.database import Database, file_url, open_database
from storage.ledger import enqueueing
from storage.terms import City, Days, Schedule

_SEVEN = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
_CUT_OFF = dt.timedelta(hours=3)
_SCHEDULES = (
    Schedule((dt.time(7),), "Asia/Seoul"),
    *(Schedule((dt.time(7), dt.time(18, minute)), "Asia/Seoul") for minute in range(20)),
)
_LATER = Schedule((dt.time(21),), "Asia/Seoul")
_SCANS = 20
_MAX_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """Results for one number of subscriptions.

    Attributes:
        subscriptions: the number of due subscriptions.
        enqueue: s of wall time.
        processor: s of CPU time.
        scan: ms to find that nothing is due.
        wait: ms, the longest wait of the other writer.
        file: MB (10^6 bytes) of the database.
        memory: MB, peak.
    """

    subscriptions: int
    enqueue: float
    processor: float
    scan: float
    wait: float
    file: float
    memory: float


def main() -> None:
    """Measure each size and print a table, with the growth from size to size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    before = None
    print("subscriptions   enqueue s         CPU s     idle tick ms       max wait ms   file MB   memory MB")  # noqa: T201
    for size in parser.parse_args().sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            figures = pool.apply(_measure, (size,))
        print(_row(figures, ""))  # noqa: T201 - the output
        if before is not None:
            ratios = (getattr(figures, one.name) / getattr(before, one.name) for one in fields(Figures))
            print(_row(ratios, "×"))  # noqa: T201 - the output
        before = figures
    print(f"goal for 1,000,000: at most {_MAX_SECONDS} s")  # noqa: T201 - the output


def _row(figures: "Figures | Iterator[float]", sign: str) -> str:
    values = [getattr(figures, one.name) for one in fields(Figures)] if isinstance(figures, Figures) else list(figures)
    widths = (13, 11, 13, 16, 17, 9, 11)
    digits = (0 if not sign else 1, 2, 2, 2, 0, 1, 1)
    return " ".join(
        f"{sign}{value:,.{digit}f}".rjust(width) for value, width, digit in zip(values, widths, digits, strict=True)
    )


def _measure(size: int) -> Figures:
    return asyncio.run(_run(size))


async def _run(size: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(file_url(f"{folder}/jogan.db")) as database:
            await subscribe(database, size)
            return await measure(database, size)


async def measure(database: Database, size: int) -> Figures:
    """Enqueue the deliveries of so many due subscriptions."""
    writer = asyncio.create_task(_change_settings(database))
    begin, spent = time.perf_counter(), time.process_time()
    await enqueue_due(database, _SEVEN, _CUT_OFF)
    seconds, spent = time.perf_counter() - begin, time.process_time() - spent
    writer.cancel()
    (waits,) = await asyncio.gather(writer, return_exceptions=True)
    assert isinstance(waits, _Stopped)  # noqa: S101 - else nothing is measured
    idle = await scan(database)
    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(schema.delivery)) == size  # noqa: S101 - as above
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return Figures(size, seconds, spent, idle, 1e3 * max(waits.waits), await database.measure_size() / 1e6, memory)


class _Stopped(Exception):
    """The other writer was cancelled; `waits` are the durations of its transactions, seconds."""

    def __init__(self, waits: list[float]) -> None:
        super().__init__()
        self.waits = waits


async def _change_settings(database: Database) -> None:
    """Change a setting again and again until cancelled.

    Raises:
        _Stopped: on cancellation.
    """
    waits = [0.0]
    while True:
        begin = time.perf_counter()
        try:
            async with database.write() as connection:
                await chats.save(connection, Chat(1, "private", "ko", None))
            waits.append(time.perf_counter() - begin)
            await asyncio.sleep(0.02)
        except asyncio.CancelledError:
            raise _Stopped(waits) from None


async def scan(database: Database) -> float:
    """Return the median ms to find that nothing is due."""
    times = []
    for _ in range(_SCANS):
        async with database.read() as connection:
            begin = time.perf_counter()
            assert await enqueueing.list_due(connection, _SEVEN) == []  # noqa: S101 - else nothing is measured
            times.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(times)


async def subscribe(database: Database, size: int) -> None:
    """Insert subscriptions of chats with ids as sparse as Telegram's, half of them due at seven."""
    rng = random.Random(size)  # noqa: S311 - reproducible
    numbers = rng.sample(range(10**9, 7 * 10**9), 2 * size)
    tomorrow = moment(_SEVEN.date(), dt.time(21), KST)
    async with database.write() as connection:
        schedules = [
            {"id": number, "times": one.times, "zone": one.zone, "days": Days.EVERY_DAY.value, "skips_holidays": 0}
            for number, one in enumerate((*_SCHEDULES, _LATER), 1)
        ]
        await connection.execute(insert(schema.schedule), schedules)
    for first in range(0, 2 * size, 50_000):
        people = numbers[first : first + 50_000]
        rows = [
            {
                "chat_id": person,
                "thread_id": 0,
                "cities": (City.of_station(112),),
                "schedule_id": _schedule(place, size),
                "next_due_at": _SEVEN if place < size else tomorrow,
            }
            for place, person in enumerate(people, first)
        ]
        async with database.write() as connection:
            await connection.execute(insert(schema.chat), [{"id": person, "kind": "private"} for person in people])
            await connection.execute(insert(schema.subscription), rows)


def _schedule(place: int, size: int) -> int:
    if place >= size:
        return len(_SCHEDULES) + 1
    return 1 if place % 10 else 2 + place // 10 % (len(_SCHEDULES) - 1)


if __name__ == "__main__":
    main()
