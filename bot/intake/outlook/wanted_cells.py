"""Cells whose forecasts are wanted: of places that somebody subscribes to, or has asked for in the last day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from bot.places import Places
from bot.places.known import KnownPlaces
from bot.places.spots import find_spot
from sources.korea.forecast_grid import Cell, find_cell
from storage import schema
from storage.change_tracking import Revision
from storage.chats import subscriptions
from storage.content import forecast_requests
from storage.database import Database

MEMORY = dt.timedelta(days=1)
"""Time for which a place that somebody asked for is kept up to date."""

_INTERVAL = dt.timedelta(hours=1)
"""Time after which another question about a place is stored."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Wanted cells.

    Attributes:
        subscribed: of places that somebody subscribes to.
        asked: of others that somebody has asked for.
    """

    subscribed: frozenset[Cell]
    asked: frozenset[Cell]


class WantedCells:
    """Wanted cells, looked up in the database when it changes.

    Args:
        database: the database.
        known: the places.
    """

    def __init__(self, database: Database, known: KnownPlaces) -> None:
        self._database = database
        self._known = known
        self._state: tuple[Revision, Places] | None = None
        self._subscribed: frozenset[Cell] = frozenset()
        self._asked_at: dict[Cell, dt.datetime] = {}

    async def get(self, now: dt.datetime) -> Wanted:
        """Return the cells that are wanted now.

        Raises:
            StorageError: the database failed.
        """
        state = await self._database.revision(schema.subscription), self._known.places
        async with self._database.read() as connection:
            if state != self._state:
                cities = await subscriptions.list_cities(connection)
                spots = (find_spot(city, self._known.places) for city in cities)
                self._subscribed = frozenset(find_cell(spot.latitude, spot.longitude) for spot in spots if spot)
                self._state = state
            asked = await forecast_requests.list_since(connection, now - MEMORY)
        return Wanted(self._subscribed, asked - self._subscribed)

    async def remember(self, cells: Collection[Cell], now: dt.datetime) -> None:
        """Store that somebody asks for these cells.

        Raises:
            StorageError: the database failed.
        """
        new = [cell for cell in cells if not self._is_remembered(cell, now)]
        if not new:
            return
        async with self._database.write() as connection:
            await forecast_requests.put(connection, new, now)
        self._asked_at |= dict.fromkeys(new, now)

    def _is_remembered(self, cell: Cell, now: dt.datetime) -> bool:
        asked_at = self._asked_at.get(cell)
        # Below zero after the clock was set back.
        return asked_at is not None and dt.timedelta(0) <= now - asked_at < _INTERVAL
