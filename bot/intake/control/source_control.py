"""Control of the running bot's sources: which there are, asking one now, trying a new one, reloading all."""

from collections.abc import Awaitable, Callable

from bot.intake.source_config import Configuration, FolderSource, Source
from sources.fetch import Fetcher


class SourceControl:
    """Sources of the running bot.

    Args:
        fetcher: requests feeds that are tried; None if none can be.

    Attributes:
        configuration: the sources that hold.
        fetcher: as above.
        reload: asks for a reload of `jogan.toml`.
    """

    def __init__(self, fetcher: Fetcher | None = None) -> None:
        self.configuration = Configuration(source=())
        self.fetcher = fetcher
        self.reload: Callable[[], None] = lambda: None
        self._requests: dict[str, Callable[[], Awaitable[None]]] = {}

    def begin(self, configuration: Configuration, reload: Callable[[], None]) -> None:
        """Forget the sources of before, because others hold."""
        self.configuration, self.reload = configuration, reload
        self._requests.clear()

    def offer(self, name: str, request: Callable[[], Awaitable[None]]) -> None:
        """Keep the request of a source, which operators can make by its name."""
        self._requests[name] = request

    def can_ask(self, name: str) -> bool:
        """Return whether a source can be asked now."""
        return name in self._requests

    async def ask(self, name: str) -> None:
        """Request a source now, and store what it has; its failure is recorded as that of a poll.

        Raises:
            KeyError: there is no such source.
            StorageError: the database failed.
        """
        await self._requests[name]()


def list_requested(configuration: Configuration) -> list[Source]:
    """Return the sources that are requested, and can be paused: all but folders."""
    return [source for source in configuration.source if not isinstance(source, FolderSource)]
