"""Time from a list of warnings to the messages of all who want them, on a stub of Telegram.

    python -m bench.warnings [--chats 10000] [--rate 30] [--latency 0.05]

A warning is issued for the places of all chats. Printed are the seconds until the first message is sent and until each
share of the chats has theirs, and the CPU time of a message. `--rate 0` is no limit, which shows what the bot itself
takes.
"""

import argparse
import asyncio
import datetime as dt
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import update
from telegram.ext import ExtBot

from bench.sending import subscribe
from bench.telegram import TOKEN, answering
from bot.clock import SetClock
from bot.delivery.warnings.service import WarningDelivery
from bot.dependencies import assemble
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport
from sources.korea.stations import load_catalogue
from sources.records import KST
from sources.warnings import WarningLevel, WarningList, WeatherWarning
from storage import schema
from storage.content import warnings
from storage.database import file_url, open_database

NOON = dt.datetime(2026, 7, 28, 12, tzinfo=KST)
RAIN = WeatherWarning("L1110120", "인천남부", "호우", WarningLevel.WARNING, NOON, NOON, None, "인천광역시")
_SHARES = (0.0, 0.1, 0.5, 1.0)


class _CountingTransport(Transport):
    """Transport that notes when messages were accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.accepted: list[float] = []

    async def post_json(self, url: str, body: bytes, *timeouts: Any) -> tuple[int, bytes]:
        """Post a body, and note the time of the answer to a message."""
        answer = await super().post_json(url, body, *timeouts)
        if url.endswith("/sendMessage"):
            self.accepted.append(time.perf_counter())
        return answer


def main() -> None:
    """Measure and print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=30, help="messages a second; 0 for no limit")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds until the server responds")
    given = parser.parse_args()
    with answering(given.latency) as telegram:
        accepted, cost = run(_tell(telegram.url, given.chats, given.rate or None))
    for share in _SHARES:
        print(f"{share:>4.0%} of {given.chats} chats after {accepted[round(share * (given.chats - 1))]:6.2f} s")  # noqa: T201 - the output
    print(f"{cost:.0f} µs of CPU a message")  # noqa: T201


async def _tell(server: str, chats: int, rate: int | None) -> tuple[list[float], float]:
    """Return the seconds after the list at which messages were accepted, and the CPU µs of a message."""
    clock, transport = SetClock(NOON), _CountingTransport()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=file_url(str(Path(folder) / "jogan.db")), telegram_api=f"{server}/bot")
        async with open_database(settings.database_url) as database:
            dependencies = assemble(settings, clock, database, load_catalogue())
            await subscribe(database, chats)
            async with database.write() as connection:
                await connection.execute(update(schema.subscription).values(tells_warnings=1))
            bot = ExtBot[Lane](
                TOKEN,
                base_url=settings.telegram_api,
                request=transport,
                get_updates_request=Transport(),
                rate_limiter=Limiter(rate=rate),
            )
            async with bot:
                freeze_startup_objects()
                begin, used = time.perf_counter(), time.process_time()
                async with database.write() as connection:
                    await warnings.store(connection, "KMA warnings", WarningList((RAIN,)), NOON)
                await asyncio.wait_for(WarningDelivery(bot, dependencies).run(), timeout=3600)
                cost = (time.process_time() - used) / chats * 1e6
    return [moment - begin for moment in transport.accepted], cost


if __name__ == "__main__":
    main()
