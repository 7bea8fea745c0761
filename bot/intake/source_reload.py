"""Reload of the file of sources while the bot runs; an invalid file changes nothing."""

import asyncio
import logging

from bot.errors import InvalidConfiguration
from bot.intake.source_config import Configuration, load_sources
from bot.settings import Settings
from sources.korea.stations import Catalogue

_log = logging.getLogger(__name__)


class SourceReload:
    """Reads the file of sources anew when somebody asks for it.

    Args:
        settings: the operator's settings.
        catalogue: the weather stations.
        configuration: the sources that hold.

    Attributes:
        configuration: the sources that hold, or that shall hold from now on.
        has_changed: set when there are others than those that hold.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue, configuration: Configuration) -> None:
        self.configuration = configuration
        self.has_changed = asyncio.Event()
        self._settings = settings
        self._catalogue = catalogue
        self._requested = asyncio.Event()

    def request(self) -> None:
        """Ask for a reload; several at once are one."""
        self._requested.set()

    async def run(self) -> None:
        """Reload on each request, until cancelled."""
        while True:
            await self._requested.wait()
            self._requested.clear()
            await self._load()

    async def _load(self) -> None:
        try:
            found = await asyncio.to_thread(load_sources, self._settings, self._catalogue)
        except InvalidConfiguration as error:
            _log.error("Could not reload the sources, the bot goes on with the old ones: %s", error)
            return
        if found == self.configuration:
            _log.info("Reloaded the sources; nothing has changed")
            return
        self.configuration = found
        self.has_changed.set()
