"""Paused sources: which ones an operator has paused, for the collectors of the running bot."""

import logging

from bot.monitoring.sources import SourceHealth
from storage import schema
from storage.change_tracking import Revision
from storage.content import paused_sources
from storage.database import Database

_log = logging.getLogger(__name__)


class PausedSources:
    """Reads the pauses from the database.

    Args:
        database: the database.
        health: learns which sources are paused; the collectors ask it.
    """

    def __init__(self, database: Database, health: SourceHealth) -> None:
        self._database = database
        self._health = health
        self._revision: Revision | None = None

    async def refresh(self) -> None:
        """Read the pauses again if they have changed, also by another process.

        Raises:
            StorageError: the database failed; the pauses stay as they are.
        """
        revision = await self._database.revision(schema.paused_source)
        if revision == self._revision:
            return
        async with self._database.read() as connection:
            found = frozenset(await paused_sources.list_all(connection))
        for name in sorted(found - self._health.paused):
            _log.info("Source %s is paused by an operator", name)
        for name in sorted(self._health.paused - found):
            _log.info("Source %s is not paused any more", name)
        self._health.paused = found
        self._revision = revision
