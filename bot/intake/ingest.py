"""Store the content of one document or of several in one transaction, and count what was stored."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.articles.deduplication import Merged, SourceArticles, StoredArticles, store_articles
from bot.intake.feed_dates import reject_dates
from bot.intake.plausibility import store_readings
from bot.intake.recent_temperatures import RecentTemperatures
from sources.errors import ImplausibleReadings, SourceError
from sources.korea.regions import Region
from sources.korea.stations import Catalogue
from sources.records import KST, UNNAMED_SOURCE, Content, Document, NamedBy, Reading, Rejected
from storage.content import articles
from storage.database import Database
from storage.errors import DatabaseFailed


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
        merged: articles that were taken for others, with the headline and address of each.
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
    merged: tuple[Merged, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document to store.

    Attributes:
        source: its name in the result.
        content: its parsed content, or why it cannot be used.
    """

    source: str
    content: Content | SourceError | OSError


Outcome: TypeAlias = IngestResult | SourceError | OSError | DatabaseFailed
"""The result of a document, or why it could not be used or stored."""


async def ingest_document(
    source: str, data: bytes, database: Database, catalogue: Catalogue, now: dt.datetime
) -> IngestResult:
    """Parse a document of any kind and store its content.

    Raises:
        SourceError: the document cannot be used; nothing is stored.
        StorageError: the database failed; nothing is stored.
    """
    from sources.documents import parse_any  # noqa: PLC0415 - the running bot knows what its sources send

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
    (outcome,) = await _store_together([(source, content)], origin, database, catalogue, now)
    if isinstance(outcome, ImplausibleReadings):
        raise outcome
    return outcome


async def store_batch(
    documents: Sequence[ParsedDocument], origin: SourceRef, database: Database, catalogue: Catalogue, now: dt.datetime
) -> list[Outcome]:
    """Store documents in one transaction, with the same result as one after the other.

    Args:
        documents: the documents, in their order.
        origin: the configured source of all of them.
        database: the database.
        catalogue: the weather stations.
        now: the current time, aware.

    Returns:
        The outcomes, in the same order.

    Raises:
        StorageError: this process may not write any more.
    """
    usable = [(one.source, one.content) for one in documents if isinstance(one.content, Content)]
    stored = iter(await _store_all(usable, origin, database, catalogue, now))
    return [next(stored) if isinstance(one.content, Content) else one.content for one in documents]


async def _store_all(
    documents: Sequence[tuple[str, Content]],
    origin: SourceRef,
    database: Database,
    catalogue: Catalogue,
    now: dt.datetime,
) -> Sequence[Outcome]:
    try:
        return await _store_together(documents, origin, database, catalogue, now)
    except DatabaseFailed as error:
        if len(documents) == 1:
            return [error]
        # One by one, so that a document that the database refuses does not undo the others.
        return [outcome for one in documents for outcome in await _store_all([one], origin, database, catalogue, now)]


async def _store_together(
    documents: Sequence[tuple[str, Content]],
    origin: SourceRef,
    database: Database,
    catalogue: Catalogue,
    now: dt.datetime,
) -> list[IngestResult | ImplausibleReadings]:
    if not documents:
        return []
    async with database.write() as connection:
        await articles.lock_all(connection)
        recent = await _load_recent(connection, [content for _, content in documents], origin)
        # One after the other: the readings of a document are compared with those of the documents before it.
        readings = [
            await _store_readings(connection, content, origin, catalogue, recent, now) for _, content in documents
        ]
        found = [SourceArticles(content.articles, origin.name, origin.region) for _, content in documents]
        stored = await store_articles(connection, found, now)
    return [
        _make_result(source, content, new_readings, new, now)
        for (source, content), new_readings, new in zip(documents, readings, stored, strict=True)
    ]


async def _load_recent(
    connection: AsyncConnection, contents: Iterable[Content], origin: SourceRef
) -> RecentTemperatures:
    recent = RecentTemperatures()
    moments = [(_get_source(one, origin), one.observed_at) for one in contents if one.observed_at is not None]
    await recent.load(connection, moments)
    return recent


async def _store_readings(
    connection: AsyncConnection,
    content: Content,
    origin: SourceRef,
    catalogue: Catalogue,
    recent: RecentTemperatures,
    now: dt.datetime,
) -> int | ImplausibleReadings:
    try:
        return await store_readings(connection, content, _get_source(content, origin), catalogue, recent, now)
    # Raised before anything is written, so that the transaction can go on.
    except ImplausibleReadings as error:
        return error


def _get_source(content: Content, origin: SourceRef) -> str:
    return origin.name or content.site or UNNAMED_SOURCE


def _make_result(
    source: str, content: Content, new_readings: int | ImplausibleReadings, stored: StoredArticles, now: dt.datetime
) -> IngestResult | ImplausibleReadings:
    rejected = content.rejected + reject_dates(content, now)
    if isinstance(new_readings, ImplausibleReadings):
        if not content.articles:
            return new_readings
        rejected += (_reject_all(content.readings, new_readings),)
        new_readings = 0
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
        new_articles=stored.new,
        rejected=rejected,
        merged=stored.merged,
    )


def _reject_all(readings: Sequence[Reading], error: ImplausibleReadings) -> Rejected:
    return Rejected(readings[0].line, f"{len(readings)} readings", str(error))
