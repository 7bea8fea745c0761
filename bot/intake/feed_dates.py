"""Feeds that name a wrong zone: local time labelled as GMT makes a whole feed lie nine hours ahead.

docs/sources.md has the rule. A single article of the future may be one that was published too early; several are not.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sources.records import Article, Content, Rejected

# The largest offset from UTC is 14 hours; a clock may be some minutes wrong.
MIN_LEAD, MAX_LEAD = dt.timedelta(hours=1), dt.timedelta(hours=14)
"""Limits of the lead that a wrong zone gives an article."""

MIN_AHEAD = 3
"""Articles that must lie ahead; two if they are all articles of the last day."""

FETCHES = 2
"""Fetches after which the dates of a feed are not used any more."""

_DAY = dt.timedelta(days=1)


def measure_lead(articles: Iterable[Article], now: dt.datetime) -> dt.timedelta | None:
    """Return by how much the newest articles lie ahead of the clock, if it is by a wrong zone; else None."""
    leads = [article.published_at - now for article in articles if article.published_at is not None]
    ahead = [lead for lead in leads if MIN_LEAD <= lead <= MAX_LEAD]
    recent = sum(-_DAY <= lead <= MAX_LEAD for lead in leads)
    return max(ahead) if len(ahead) >= MIN_AHEAD or len(ahead) == recent >= MIN_AHEAD - 1 else None


def reject_dates(content: Content, now: dt.datetime) -> tuple[Rejected, ...]:
    """Return a remark if the dates of a content's articles lie ahead."""
    lead = measure_lead(content.articles, now)
    return () if lead is None else (Rejected(1, "", describe_lead(lead)),)


def describe_lead(lead: dt.timedelta) -> str:
    """Return a remark about a feed whose dates lie ahead."""
    hours = round(lead / dt.timedelta(hours=1))
    return f"the dates lie up to {hours} hours ahead: the feed probably names a wrong zone"


@dataclass(slots=True)
class FeedDates:
    """Memory of whether the dates of a feed have lain ahead since the start of the process.

    Attributes:
        fetches: how many fetches in a row have lain ahead, at most `FETCHES`.
        last_ahead_at: when that was found last.
    """

    fetches: int = 0
    last_ahead_at: dt.datetime | None = None

    @property
    def is_suspect(self) -> bool:
        """True if the next fetch decides."""
        return 0 < self.fetches < FETCHES

    def correct(self, content: Content, now: dt.datetime) -> Content:
        """Return the content of a fetch, without the dates of its articles if they are not to be trusted."""
        if measure_lead(content.articles, now) is not None:
            self.fetches, self.last_ahead_at = min(self.fetches + 1, FETCHES), now
        # In a night without news nothing lies ahead, though the zone is as wrong as before.
        elif self.last_ahead_at is None or self.is_suspect or now - self.last_ahead_at > _DAY:
            self.fetches = 0
        if self.fetches < FETCHES:
            return content
        return replace(content, articles=tuple(replace(one, published_at=None) for one in content.articles))
