"""Readings, articles and times that tests of several packages use."""

import datetime as dt
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.articles.deduplication import SourceArticles, store_articles
from bot.intake.ingest import IngestResult, SourceRef, store_content
from bot.places.regions import resolve
from sources.korea.stations import load_catalogue
from sources.records import KST, Article, Content, NamedBy, Reading
from storage.database import Database, file_url

CATALOGUE = load_catalogue()
EVENING = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
SAMPLE_PAGE = resources.files("sources").joinpath("sample_page.txt").read_bytes()
TOWN_TABLE = Path(__file__).parent / "data" / "towns" / "places.csv"


def readings(temperatures: Mapping[int, float | None], condition: str | None = "맑음") -> tuple[Reading, ...]:
    """A line for each station, in ascending number."""
    return tuple(
        Reading(line, condition, temperature, station, NamedBy.PAGE)
        for line, (station, temperature) in enumerate(sorted(temperatures.items()), 1)
    )


def country(base: float, stations: int = 97, **others: float | None) -> dict[int, float | None]:
    """A temperature of its own for each station, with some of them set: ``s112=40.0``."""
    table: dict[int, float | None] = {
        number: round(base + place / 100, 2) for place, number in enumerate(CATALOGUE.numbers[:stations])
    }
    return table | {int(name[1:]): value for name, value in others.items()}


async def take_hour(
    database: Database, table: Mapping[int, float | None], at: dt.datetime, source: str = "KMA map"
) -> IngestResult:
    """Ingest a table as soon as its hour has come."""
    return await store_content(
        source, Content(observed_at=at, readings=readings(table)), SourceRef(source), database, CATALOGUE, at
    )


def seoul(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KST)


async def publish(
    connection: AsyncConnection,
    article: Article,
    at: dt.datetime,
    *,
    source: str | None = None,
    region: str | None = None,
) -> bool:
    """Store an article of a source and return whether it is new."""
    known = None if region is None else resolve(region, CATALOGUE)
    (stored,) = await store_articles(connection, [SourceArticles([article], source, known)], at)
    return stored.new == 1


def copy_database(empty: Path, folder: str | Path) -> str:
    """Return the URL of an empty database's copy in a folder; a property test makes one for each example."""
    return file_url(str(shutil.copyfile(empty, Path(folder) / "jogan.db")))
