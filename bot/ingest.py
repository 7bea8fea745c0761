"""Taking a source's content in: store it whole or not at all, and say what came of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from bot.origin import BY_HAND, Origin
from bot.stories import keep_articles
from bot.trust import keep_readings
from sources.page import parse_page
from sources.records import KST, PAGE, Content, NamedBy, Page, Precision, Rejected
from sources.stations import Catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of taking a source in.

    Attributes:
        source: what was read: a path, or ``-`` for standard input.
        date: the day that dates the readings (KST), or None for a page without readings.
        readings: how many lines could be read.
        named_by_page: how many of them the page names.
        named_by_position: how many have their station from their position.
        unnamed: how many have no station; those are not stored.
        new_readings: how many the store did not have, or had otherwise.
        articles: how many articles were read.
        new_articles: how many of them the store did not have.
        rejected: the lines that could not be used, with their reasons.
    """

    source: str
    date: dt.date | None
    readings: int
    named_by_page: int
    named_by_position: int
    unnamed: int
    new_readings: int
    articles: int
    new_articles: int
    rejected: tuple[Rejected, ...]


async def take_in(source: str, data: bytes, database: Database, catalogue: Catalogue, now: dt.datetime) -> Intake:
    """Read a newspaper's page and store its readings and its article in one transaction.

    Raises:
        BrokenDocument: the page cannot be used; nothing is stored.
        StorageError: the store failed; nothing is stored.
    """
    return await store(source, _content(parse_page(data, catalogue)), BY_HAND, database, now)


async def store(source: str, content: Content, origin: Origin, database: Database, now: dt.datetime) -> Intake:
    """Store what a source says in one transaction.

    Args:
        source: what was read, for the report.
        content: what it says.
        origin: where it comes from.
        database: the store.
        now: when it was read.

    Raises:
        BrokenDocument: its readings cannot be of their time; nothing is stored.
        StorageError: the store failed; nothing is stored.
    """
    async with database.write() as connection:
        new_readings = await keep_readings(connection, content, origin.name or content.site or PAGE, now)
        new_articles = await keep_articles(connection, content.articles, origin, now)
    named = Counter(reading.named_by for reading in content.readings)
    return Intake(
        source=source,
        date=None if content.observed_at is None else content.observed_at.astimezone(KST).date(),
        readings=len(content.readings),
        named_by_page=named[NamedBy.PAGE],
        named_by_position=named[NamedBy.POSITION],
        unnamed=named[None],
        new_readings=new_readings,
        articles=len(content.articles),
        new_articles=new_articles,
        rejected=content.rejected,
    )


def _content(page: Page) -> Content:
    articles = () if page.article is None else (page.article,)
    if page.shown_on is None:
        return Content(rejected=page.rejected, articles=articles, site=page.site)
    midnight = dt.datetime.combine(page.shown_on, dt.time(), tzinfo=KST)
    return Content(midnight, Precision.DAY, page.readings, page.rejected, articles, page.site)
