"""Taking a page in: read it, store it whole or not at all, and say what came of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sources.errors import BrokenDocument
from sources.page import parse_page
from sources.records import KST, PAGE, NamedBy, Page, Precision, Reading, Rejected
from sources.stations import Catalogue
from storage import articles, observations
from storage.database import Database
from storage.observations import Observation

EARLIEST = dt.date(2000, 1, 1)
"""No page that can be taken in is older."""

_A_DAY = dt.timedelta(days=1)


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
    page = parse_page(data, catalogue)
    _refuse_impossible_day(page, now)
    async with database.write() as connection:
        new_readings = await observations.add(connection, _observations(page), now)
        new_articles = page.article is not None and await articles.add(connection, page.article, now)
    named = Counter(reading.named_by for reading in page.readings)
    return Intake(
        source=source,
        date=page.shown_on,
        readings=len(page.readings),
        named_by_page=named[NamedBy.PAGE],
        named_by_position=named[NamedBy.POSITION],
        unnamed=named[None],
        new_readings=new_readings,
        articles=int(page.article is not None),
        new_articles=int(new_articles),
        rejected=page.rejected,
    )


def _refuse_impossible_day(page: Page, now: dt.datetime) -> None:
    """A page from the future would hide every page that really comes until then."""
    if page.shown_on is not None and not EARLIEST <= page.shown_on <= now.astimezone(KST).date() + _A_DAY:
        raise BrokenDocument(f"the page says that it is of {page.shown_on}, which cannot be")


def _observations(page: Page) -> list[Observation]:
    if page.shown_on is None:
        return []
    observed_at = dt.datetime.combine(page.shown_on, dt.time(), tzinfo=KST)
    return [
        _observation(reading, reading.station, reading.named_by, observed_at, page.site or PAGE)
        for reading in page.readings
        if reading.station is not None and reading.named_by is not None
    ]


def _observation(
    reading: Reading, station: int, named_by: NamedBy, observed_at: dt.datetime, source: str
) -> Observation:
    return Observation(
        station=station,
        observed_at=observed_at,
        precision=Precision.DAY,
        source=source,
        condition=reading.condition,
        temperature=reading.temperature,
        named_by=named_by,
    )
