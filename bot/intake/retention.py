"""The nightly work on the readings' history."""

import datetime as dt
import logging

from bot.clock import Clock
from sources.records import KST
from storage.content import retention
from storage.database import Database

HOURLY_FOR = dt.timedelta(days=40)
"""How long every reading is kept; of older days one morning reading stays."""

WORTH_IT = 0.25
"""The share of the file that must be empty before it is made smaller; less is soon filled again."""

PAGES_AT_ONCE = 100
"""So that whoever else writes waits for moments only."""

_log = logging.getLogger(__name__)


async def thin_history(database: Database, clock: Clock) -> None:
    """Thin the days that are old enough, each in a transaction of its own; what a stop leaves is done the next time.

    Raises:
        StorageError: the store failed; the days before are thinned.
    """
    before = (clock.now() - HOURLY_FOR).astimezone(KST).date()
    async with database.read() as connection:
        days = await retention.crowded_days(connection, before)
    deleted = 0
    for day in days:
        async with database.write() as connection:
            deleted += await retention.thin(connection, day)
    pages = await _shrink(database)
    line = "History: %d readings of %d days before %s deleted, %d pages given back"
    _log.info(line, deleted, len(days), before, pages)


async def _shrink(database: Database) -> int:
    async with database.read() as connection:
        if await retention.get_free_share(connection) < WORTH_IT:
            return 0
    total = 0
    while True:
        async with database.write() as connection:
            given_back = await retention.give_back(connection, PAGES_AT_ONCE)
        if not given_back:
            return total
        total += given_back
