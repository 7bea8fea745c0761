"""Taking a source's content in: store it whole or not at all, and say what came of it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.deduplication import keep_articles
from bot.intake.plausibility import keep_readings
from bot.intake.provenance import BY_HAND, SourceRef
from bot.intake.readers import read_any
from sources.errors import UntrustedReadings
from sources.korea.stations import Catalogue
from sources.records import KST, PAGE, Content, Document, NamedBy, Reading, Rejected
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
        rejected: the lines that could not be used, and readings that are not believed as a whole, with their reasons.
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
    """Read a document of any kind, given by hand, and store what it says in one transaction.

    Raises:
        SourceError: the document cannot be used; nothing is stored.
        UntrustedReadings: its readings cannot be believed and there is no article; nothing is stored.
        StorageError: the store failed; nothing is stored.
    """
    return await store(source, read_any(Document(data), catalogue), BY_HAND, database, catalogue, now)


async def store(
    source: str, content: Content, origin: SourceRef, database: Database, catalogue: Catalogue, now: dt.datetime
) -> Intake:
    """Store what a source says in one transaction.

    Args:
        source: what was read, for the report.
        content: what it says.
        origin: where it comes from.
        database: the store.
        catalogue: the weather stations.
        now: when it was read.

    Readings that cannot be believed as a whole are told among what is rejected, and the articles are kept all the same.

    Raises:
        UntrustedReadings: the readings cannot be believed and there is nothing else; nothing is stored.
        StorageError: the store failed; nothing is stored.
    """
    rejected = content.rejected
    async with database.write() as connection:
        try:
            name = origin.name or content.site or PAGE
            new_readings = await keep_readings(connection, content, name, catalogue, now)
        except UntrustedReadings as error:
            if not content.articles:
                raise
            new_readings = 0
            rejected += (_refused(content.readings, error),)
        new_articles = await keep_articles(connection, content.articles, origin, catalogue, now)
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
        rejected=rejected,
    )


def _refused(readings: Sequence[Reading], error: UntrustedReadings) -> Rejected:
    return Rejected(readings[0].line, f"{len(readings)} readings", str(error))
