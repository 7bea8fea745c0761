"""Statistics for `jogan stats`, `/admin` and the dashboard: subscribers, growth, bulletins of the last days."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from storage.chats import statistics
from storage.chats.statistics import Growth, Subscribers
from storage.database import Database
from storage.ledger import history
from storage.ledger.history import DayCount

DAYS = 30
"""Days whose bulletins are counted, today among them."""

PERIODS = (1, 7, 30)
"""Days over which the growth is counted, today among them."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a bot.

    Attributes:
        subscribers: counts of chats.
        growth: chats that came and went, by the number of days of `PERIODS`.
        first_day: the first of the last `DAYS` local days.
        days: bulletins by local day, the oldest first; days without any are missing.
    """

    subscribers: Subscribers
    growth: Mapping[int, Growth]
    first_day: dt.date
    days: Sequence[DayCount]


async def read_stats(database: Database, now: dt.datetime, zone: str) -> Stats:
    """Count what is stored; days are those of the operator's IANA time zone at `now` (aware)."""
    local = now.astimezone(ZoneInfo(zone))
    async with database.read() as connection:
        subscribers = await statistics.count_subscribers(connection, local.date())
        growth = {days: await statistics.count_growth(connection, _get_begin(local, days)) for days in PERIODS}
        first_day = local.date() - dt.timedelta(days=DAYS - 1)
        return Stats(subscribers, growth, first_day, await history.count_by_day(connection, first_day))


def _get_begin(local: dt.datetime, days: int) -> dt.datetime:
    """Return the midnight with which the last days begin, today among them."""
    return dt.datetime.combine(local.date() - dt.timedelta(days=days - 1), dt.time(), local.tzinfo)
