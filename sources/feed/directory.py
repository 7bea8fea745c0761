"""Directory of local newspapers' feeds: `sources/korea/feeds.csv`, one row per feed.

Each address was seen in a public repository, and none was made up or derived from another. `seen_in` names the
repository and its file, or after ``code search:`` the words that find the file in a search of public code. Addresses
change, so a feed is requested before it is used.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sources.korea.regions import Region
from sources.korea.tables import read_table


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed of the directory.

    Attributes:
        paper: the newspaper's name, with the section if the feed has only one.
        address: the feed's URL.
        region: the province or district that its articles are about.
        seen_in: where the address was found.
        seen_on: when it was found there.
        answered_on: when the feed answered according to the place where it was found; None if that says nothing.
    """

    paper: str
    address: str
    region: Region
    seen_in: str
    seen_on: dt.date
    answered_on: dt.date | None


@cache
def load_feeds() -> tuple[ListedFeed, ...]:
    """Load the directory, ordered by province and newspaper."""
    return tuple(map(_to_feed, read_table("feeds.csv")))


def list_feeds(region: Region) -> list[ListedFeed]:
    """Return the feeds of a region's province, those of its own district first, then those of the whole province."""

    def distance(feed: ListedFeed) -> int:
        return 0 if feed.region == region else 1 if feed.region.district is None else 2

    return sorted((feed for feed in load_feeds() if feed.region.province == region.province), key=distance)


def _to_feed(row: Mapping[str, str]) -> ListedFeed:
    province, _, district = row["region"].partition(" ")
    return ListedFeed(
        paper=row["paper"],
        address=row["address"],
        region=Region(province, district or None),
        seen_in=row["seen_in"],
        seen_on=dt.date.fromisoformat(row["seen_on"]),
        answered_on=dt.date.fromisoformat(row["answered_on"]) if row["answered_on"] else None,
    )
