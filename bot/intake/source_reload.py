"""Reload of the file of sources and of added feeds while the bot runs; an invalid file changes nothing."""

import asyncio
import logging
from collections.abc import Sequence

from bot.errors import InvalidConfiguration
from bot.intake.control.added_feeds import read_feeds, with_feeds
from bot.intake.source_config import Configuration
from bot.intake.source_parsing import load_sources
from bot.settings import Settings
from sources.korea.stations import Catalogue
from storage import schema
from storage.change_tracking import Revision
from storage.content.added_feeds import AddedFeed
from storage.database import Database
from storage.errors import StorageError

_log = logging.getLogger(__name__)


class SourceReload:
    """Reads the file of sources anew when somebody asks for it, or when a feed was added or removed.

    Args:
        settings: the operator's settings.
        catalogue: the weather stations.
        configuration: the sources that hold.
        database: has the feeds that were added.
        feeds: those among the sources that hold.

    Attributes:
        configuration: the sources that hold, or that shall hold from now on.
        has_changed: set when there are others than those that hold.
    """

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        configuration: Configuration,
        database: Database,
        feeds: Sequence[AddedFeed] = (),
    ) -> None:
        self.configuration = configuration
        self.has_changed = asyncio.Event()
        self._settings = settings
        self._catalogue = catalogue
        self._database = database
        self._feeds = list(feeds)
        self._revision: Revision | None = None
        self._requested = asyncio.Event()

    def request(self) -> None:
        """Ask for a reload; several at once are one."""
        self._requested.set()

    async def refresh(self) -> None:
        """Ask for a reload if feeds were added or removed since, also by another process.

        Raises:
            StorageError: the database failed.
        """
        revision = await self._database.revision(schema.added_feed)
        if revision != self._revision:
            if await read_feeds(self._database) != self._feeds:
                self.request()
            self._revision = revision

    async def run(self) -> None:
        """Reload on each request, until cancelled."""
        while True:
            await self._requested.wait()
            self._requested.clear()
            await self._load()

    async def _load(self) -> None:
        try:
            found = await asyncio.to_thread(load_sources, self._settings, self._catalogue)
            feeds = await read_feeds(self._database)
        except (InvalidConfiguration, StorageError) as error:
            _log.error("Could not reload the sources, the bot goes on with the old ones: %s", error)
            return
        self._feeds = feeds
        found = with_feeds(found, feeds, self._catalogue)
        if found == self.configuration:
            _log.info("Reloaded the sources; nothing has changed")
            return
        self.configuration = found
        self.has_changed.set()
