"""Newspapers of the operator's provinces: the feeds that are offered, and those that answer now."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.intake.source_check import CheckedSource, Keys, check_sources
from bot.intake.source_config import NewsFeed
from bot.intake.source_parsing import make_feed
from sources.feed.directory import ListedFeed, list_feeds
from sources.fetch import Fetcher
from sources.korea.regions import Region
from sources.korea.stations import Catalogue, load_catalogue

MAX_AGE = dt.timedelta(days=14)
"""Age of the newest article beyond which a feed has ended."""

POLL_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Trial:
    """Result of requesting a feed.

    Attributes:
        feed: the feed.
        articles: number of articles in it.
        reason: why it is left out; None if it is kept.
    """

    feed: ListedFeed
    articles: int = 0
    reason: str | None = None

    def __str__(self) -> str:
        """Return the line for the operator."""
        if self.reason is not None:
            return f"{self.feed.paper}: left out, {self.reason}"
        return f"{self.feed.paper}: {self.articles} article{'s' if self.articles > 1 else ''}"


def offer_feeds(regions: Iterable[Region]) -> list[ListedFeed]:
    """Return the feeds of the provinces of regions, each once."""
    return list(dict.fromkeys(feed for region in regions for feed in list_feeds(region)))


async def try_feeds(feeds: Sequence[ListedFeed], fetcher: Fetcher, now: dt.datetime) -> list[Trial]:
    """Request each feed once; `now` is aware."""
    catalogue = load_catalogue()
    checked = await check_sources([_to_source(feed, catalogue) for feed in feeds], fetcher, catalogue, Keys(), now)
    return [_judge(feed, one, now) for feed, one in zip(feeds, checked, strict=True)]


def _to_source(feed: ListedFeed, catalogue: Catalogue) -> NewsFeed:
    fields = {"type": "feed", "name": feed.paper, "address": feed.address, "region": str(feed.region)}
    return make_feed(fields, catalogue)


def _judge(feed: ListedFeed, checked: CheckedSource, now: dt.datetime) -> Trial:
    (result,) = checked.results
    if result.reason is not None:
        return Trial(feed, reason=result.reason)
    number = len(checked.articles)
    if not number:
        return Trial(feed, reason="it has no articles")
    dates = [article.published_at for article in checked.articles if article.published_at]
    # Many feeds have no dates at all, and are none the worse for it.
    age = now - max(dates) if dates else dt.timedelta(0)
    return Trial(feed, number, f"its newest article is {age.days} days old" if age > MAX_AGE else None)
