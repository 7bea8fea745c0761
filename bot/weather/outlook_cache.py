"""Cache of the outlooks of places, valid until the database has other ones or the minute is over."""

import datetime as dt
from collections.abc import Collection

from bot.clock import Clock
from bot.weather.outlook import Outlook, Spot, get_outlooks
from storage import schema
from storage.change_tracking import Revision
from storage.database import Database

MAX_PLACES = 10_000
"""Most cached places."""


class OutlookCache:
    """Cache of outlooks; what is too old ends within a minute.

    Args:
        database: the database.
        clock: the clock.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._valid_for: tuple[Revision, dt.datetime] | None = None
        self._known: dict[str, Outlook] = {}

    async def get(self, spots: Collection[Spot]) -> dict[str, Outlook]:
        """Return what is known of each spot by its key.

        Raises:
            StorageError: the database failed.
        """
        now = self._clock.now()
        revision = await self._database.revision(
            schema.forecast, schema.air_reading, schema.weather_warning, schema.warning_list
        )
        valid_for = revision, now.replace(second=0, microsecond=0)
        if valid_for != self._valid_for or len(self._known) >= MAX_PLACES:
            self._valid_for, self._known = valid_for, {}
        known = self._known
        if missing := [spot for spot in spots if spot.key not in known]:
            async with self._database.read() as connection:
                known.update(await get_outlooks(connection, missing, now))
        return {spot.key: known[spot.key] for spot in spots}
