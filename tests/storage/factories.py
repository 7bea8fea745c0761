"""Rows of the database."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article, NamedBy, Precision
from storage import migrate
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content.observations import Observation
from storage.ledger import enqueueing
from storage.ledger.enqueueing import Occurrence
from storage.terms import City, Schedule
from tests.factories import publish

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
CUT_OFF = dt.timedelta(hours=3)
NOW = dt.datetime(2024, 5, 13, 22, tzinfo=dt.UTC)
"""Seven o'clock on the fourteenth in Seoul."""
TODAY = dt.date(2024, 5, 14)


def older_version(path: Path, revision: str, rows: str = "") -> None:
    """Create a database of an older revision, with the rows of a script."""
    path.write_bytes(_migrated(revision))
    with closing(sqlite3.connect(path)) as database:
        database.executescript(rows)


@cache
def _migrated(revision: str) -> bytes:
    """Return the file of an empty database of a revision."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "jogan.db"
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            migrate.run(connection, revision)
        engine.dispose()
        return path.read_bytes()


def observation(
    station: int = 112,
    *,
    at: dt.datetime = NOW,
    source: str = "page",
    condition: str | None = "맑음",
    temperature: float | None = 15.9,
) -> Observation:
    return Observation(station, at, Precision.DAY, source, condition, temperature, NamedBy.PAGE)


def hourly(
    station: int = 112, *, at: dt.datetime = NOW, source: str = "page", temperature: float | None = 15.9
) -> Observation:
    found = observation(station, at=at, source=source, temperature=temperature)
    return replace(found, precision=Precision.HOUR)


def article(
    headline: str, *, paragraphs: tuple[str, ...] = (), address: str | None = None, on: dt.datetime | None = None
) -> Article:
    return Article(headline=headline, paragraphs=paragraphs, address=address, published_at=on)


def subscription(
    chat_id: int = 1, *, thread_id: int = 0, due: dt.datetime = NOW, stations: tuple[int, ...] = (112,)
) -> Subscription:
    cities = tuple(map(City.of_station, stations))
    return Subscription(chat_id, thread_id, Schedule((dt.time(7),), "Asia/Seoul"), due, cities, headlines=1)


async def subscribe(connection: AsyncConnection, *wanted: Subscription) -> list[Subscription]:
    """Store subscriptions; one of a topic that has some replaces its oldest."""
    stored = []
    for one in wanted:
        await chats.save(connection, Chat(one.chat_id, "private", None, "ko"))
        before = await subscriptions.get(connection, one.chat_id, one.thread_id)
        if before is None:
            stored.append(await subscriptions.add(connection, one))
        else:
            stored.append(replace(one, id=before.id))
            await subscriptions.change(connection, stored[-1])
    return stored


async def enqueue(
    connection: AsyncConnection, day: dt.date = TODAY, now: dt.datetime = NOW, cut_off: dt.timedelta = CUT_OFF
) -> None:
    """Enqueue all due subscriptions, as a broadcast does."""
    for group in await enqueueing.list_due(connection, now):
        occurrence = Occurrence(day, 0, group.due_at, group.due_at + cut_off)
        await enqueueing.enqueue(connection, group, occurrence, group.due_at + DAY)


async def add_articles(connection: AsyncConnection, *headlines: str, at: dt.datetime = NOW - DAY) -> None:
    """Store articles; the last one is the newest."""
    for number, headline in enumerate(headlines):
        await publish(connection, article(headline), at + dt.timedelta(minutes=number))
