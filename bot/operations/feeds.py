"""Feeds of an operator: one is requested once before it is added."""

import datetime as dt
from dataclasses import dataclass

from yarl import URL

from bot.errors import InvalidInput
from bot.intake.control.added_feeds import make_source
from bot.intake.source_config import Configuration, list_names
from sources.feed.directory import load_feeds
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from storage.content import added_feeds, paused_sources
from storage.content.added_feeds import AddedFeed
from storage.database import Database

MAX_HEADLINES = 3
"""Headlines of a feed that are shown before it is added."""


@dataclass(frozen=True, slots=True)
class FeedTrial:
    """Result of requesting a feed.

    Attributes:
        feed: the feed.
        articles: number of articles in it.
        newest: time of the newest one (aware), or None.
        headlines: the first ones.
        reason: why it cannot be used; None if it can.
    """

    feed: AddedFeed
    articles: int = 0
    newest: dt.datetime | None = None
    headlines: tuple[str, ...] = ()
    reason: str | None = None


def name_feed(address: str, name: str | None, region: str | None) -> AddedFeed:
    """Return a feed; name and region are those of the table of local newspapers, or the host, unless they are given.

    Raises:
        InvalidInput: the address is none.
    """
    listed = next((one for one in load_feeds() if one.address == address), None)
    try:
        host = URL(address).host
    except ValueError:
        host = None
    if host is None:
        raise InvalidInput("an address must begin with http(s):// and name a host")
    known_region = str(listed.region) if listed else None
    return AddedFeed(name or (listed.paper if listed else host.removeprefix("www.")), address, region or known_region)


async def try_feed(feed: AddedFeed, fetcher: Fetcher, catalogue: Catalogue, now: dt.datetime) -> FeedTrial:
    """Request a feed once; a private network is never reached. Nothing is stored.

    Raises:
        InvalidInput: its address, name or region cannot be used.
    """
    from bot.intake.source_check import Keys, check_sources  # noqa: PLC0415 - loads all parsers, and operators add few feeds

    (checked,) = await check_sources([make_source(feed, catalogue)], fetcher, catalogue, Keys(), now)
    if (reason := checked.results[0].reason) is not None:
        return FeedTrial(feed, reason=reason)
    found = checked.articles
    if not found:
        return FeedTrial(feed, reason="it has no articles")
    dates = [article.published_at for article in found if article.published_at]
    headlines = tuple(article.headline for article in found[:MAX_HEADLINES])
    return FeedTrial(feed, len(found), max(dates, default=None), headlines)


async def add_feed(
    database: Database, feed: AddedFeed, configuration: Configuration, catalogue: Catalogue, now: dt.datetime
) -> None:
    """Add a feed; the running bot polls it within some seconds, and after each start.

    Raises:
        InvalidInput: a source has its name or its address, or it cannot be used.
    """
    make_source(feed, catalogue)
    names = {name for source in configuration.source for name in list_names(source)}
    addresses = {getattr(source, "address", None) for source in configuration.source}
    async with database.write() as connection:
        if feed.name in names or feed.address in addresses or not await added_feeds.add(connection, feed, now):
            raise InvalidInput(f"a source has the name {feed.name!r}, or this address, already")


async def remove_feed(database: Database, name: str) -> bool:
    """Remove a feed that was added; what it has brought stays.

    Returns:
        True if there was one.
    """
    async with database.write() as connection:
        # Else a feed that is added later under this name would be paused.
        await paused_sources.resume(connection, name)
        return await added_feeds.remove(connection, name)
