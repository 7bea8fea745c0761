"""Feeds that an operator has added: they follow the sources of `jogan.toml`."""

from collections.abc import Sequence

from bot.errors import InvalidInput
from bot.intake.source_config import Configuration, NewsFeed, list_names
from bot.intake.source_parsing import InvalidField, make_feed
from sources.korea.stations import Catalogue
from storage.content import added_feeds
from storage.content.added_feeds import AddedFeed
from storage.database import Database, open_database
from storage.errors import DatabaseUnreachable

POLL_MINUTES = 15
"""Minutes between two polls of an added feed."""


async def read_feeds(database: Database) -> list[AddedFeed]:
    """Return the feeds that were added, the oldest first."""
    async with database.read() as connection:
        return await added_feeds.list_all(connection)


async def read_feeds_at(database_url: str) -> list[AddedFeed]:
    """Return the same from a database that is not open; none if there is no database yet."""
    try:
        async with open_database(database_url, must_exist=True) as database:
            return await read_feeds(database)
    except DatabaseUnreachable:
        return []


def make_source(feed: AddedFeed, catalogue: Catalogue) -> NewsFeed:
    """Return the source of an added feed.

    Raises:
        InvalidInput: its address, name or region cannot be used.
    """
    given = {"type": "feed", "name": feed.name, "address": feed.address, "every": POLL_MINUTES}
    if feed.region is not None:
        given["region"] = feed.region
    try:
        return make_feed(given, catalogue)
    except InvalidField as error:
        raise InvalidInput(str(error)) from None


def with_feeds(configuration: Configuration, feeds: Sequence[AddedFeed], catalogue: Catalogue) -> Configuration:
    """Return a configuration with the feeds after its sources, without those whose name one of these has."""
    taken = {name for source in configuration.source for name in list_names(source)}
    added = tuple(make_source(feed, catalogue) for feed in feeds if feed.name not in taken)
    return Configuration((*configuration.source, *added))
