"""Store the content of a source in one transaction, and count what was stored."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.deduplication import store_articles
from bot.intake.plausibility import store_readings
from bot.intake.readers import parse_any
from sources.errors import ImplausibleReadings
from sources.korea.regions import Region
from sources.korea.stations import Catalogue
from sources.records import KST, UNNAMED_SOURCE, Content, Document, NamedBy, Reading, Rejected
from storage.database import Database


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Configured origin of content.

    Attributes:
        name: the source's name; None for a file of the command line, whose source is the newspaper's host.
        region: the province or district of the source's articles, or None.
    """

    name: str | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class IngestResult:
    """Counts of what one document brought.

    Attributes:
        source: the document: a path, ``-`` for standard input, or the source's name.
        date: the date of the readings (KST); None without readings.
        readings: readings that were parsed.
        named_by_page: readings whose station the page names.
        named_by_position: readings whose station was found by position.
        unnamed: readings without a station, which are not stored.
        new_readings: readings that are new in the database, or changed.
        articles: articles that were parsed.
        new_articles: articles that are new in the database.
        rejected: rejected lines; implausible readings count as one.
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


async def ingest_document(
    source: str, data: bytes, database: Database, catalogue: Catalogue, now: dt.datetime
) -> IngestResult:
    """Parse a document of any kind and store its content.

    Raises:
        SourceError: the document cannot be used; nothing is stored.
        StorageError: the database failed; nothing is stored.
    """
    return await store_content(source, parse_any(Document(data), catalogue), SourceRef(), database, catalogue, now)


async def store_content(
    source: str, content: Content, origin: SourceRef, database: Database, catalogue: Catalogue, now: dt.datetime
) -> IngestResult:
    """Store parsed content in one transaction.

    If the readings are implausible as a whole they are reported as rejected, and the articles are stored all the same.

    Args:
        source: the document's name in the result.
        content: its parsed content.
        origin: the configured source.
        database: the database.
        catalogue: the weather stations.
        now: the current time, aware.

    Raises:
        ImplausibleReadings: the readings are implausible and there are no articles; nothing is stored.
        StorageError: the database failed; nothing is stored.
    """
    rejected = content.rejected
    async with database.write() as connection:
        try:
            name = origin.name or content.site or UNNAMED_SOURCE
            new_readings = await store_readings(connection, content, name, catalogue, now)
        # Raised before anything is written, so that the transaction can go on.
        except ImplausibleReadings as error:
            if not content.articles:
                raise
            new_readings = 0
            rejected += (_reject_all(content.readings, error),)
        new_articles = await store_articles(connection, content.articles, origin.name, origin.region, now)
    named = Counter(reading.named_by for reading in content.readings)
    return IngestResult(
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


def _reject_all(readings: Sequence[Reading], error: ImplausibleReadings) -> Rejected:
    return Rejected(readings[0].line, f"{len(readings)} readings", str(error))
