"""Readings that remain after thinning."""

import datetime as dt
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import SetClock
from bot.intake.retention import thin_history
from sources.air import AirGrade, AirReading
from sources.records import KST, Article, Precision
from storage.content import air, articles, observations, service_calls
from storage.content.observations import Observation
from storage.database import Database, open_database
from storage.dialects import maintenance
from storage.dialects.sqlite import SqliteDatabase
from storage.errors import DatabaseFailed
from storage.ledger import deliveries, history
from storage.schema import air_reading, service_call
from storage.schema import observation as table
from tests.bot.factories import observation
from tests.factories import CATALOGUE, publish, seoul
from tests.storage.factories import enqueue, subscribe, subscription

NIGHT = SetClock(seoul("2024-05-14T03:40"))
HOUR = dt.timedelta(hours=1)


def reading(time: str, temperature: float | None = 10.0, **others: object) -> Observation:
    made = observation(112, temperature, at=seoul(time), precision=Precision.HOUR, source="KMA map")
    return replace(made, **others)  # type: ignore[arg-type]


async def keep(database: Database, *readings: Observation) -> None:
    async with database.write() as connection:
        await observations.add(connection, readings, NIGHT.now())


async def left(database: Database) -> list[str]:
    """Return the times of the stored readings (KST)."""
    async with database.read() as connection:
        moments = await connection.scalars(select(table.c.observed_at).order_by(table.c.observed_at, table.c.id))
        return [f"{moment.astimezone(KST):%m-%d %H:%M}" for moment in moments]


async def test_after_forty_days_one_morning_reading_a_day_remains(database: Database) -> None:
    hours = [f"2024-04-{day}T{hour:02}:00" for day in ("02", "03", "04") for hour in range(24)]
    await keep(database, *map(reading, hours))
    await thin_history(database, NIGHT)
    assert await left(database) == ["04-02 07:00", "04-03 07:00", *(f"04-04 {hour:02}:00" for hour in range(24))]


async def test_a_second_run_changes_nothing(database: Database) -> None:
    await keep(database, *(reading(f"2024-04-02T{hour:02}:00") for hour in range(24)))
    await thin_history(database, NIGHT)
    once = await left(database)
    await thin_history(database, NIGHT)
    assert await left(database) == once == ["04-02 07:00"]


@pytest.mark.parametrize(
    ("there", "kept"),
    [
        ([reading("2024-04-02T05:00"), reading("2024-04-02T08:00")], "04-02 08:00"),
        ([reading("2024-04-02T06:00"), reading("2024-04-02T08:00")], "04-02 06:00"),
        ([reading("2024-04-02T07:00", None), reading("2024-04-02T20:00")], "04-02 20:00"),
        ([reading("2024-04-02T07:00", suspect=True), reading("2024-04-02T20:00")], "04-02 20:00"),
        ([reading("2024-04-02T00:00", precision=Precision.DAY)], "04-02 00:00"),
        ([reading("2024-04-02T07:00", None), reading("2024-04-02T06:00", suspect=True)], "04-02 06:00"),
    ],
    ids=["nearest", "the earlier of two", "not unmeasured", "not suspect", "a day's own", "suspect before nothing"],
)
async def test_the_most_complete_morning_reading_remains(
    database: Database, there: Sequence[Observation], kept: str
) -> None:
    await keep(database, *there)
    await thin_history(database, NIGHT)
    assert await left(database) == [kept]


async def test_days_are_counted_in_seoul(database: Database) -> None:
    await keep(database, *map(reading, ("2024-04-01T23:59", "2024-04-02T00:00", "2024-04-02T23:59")))
    await thin_history(database, NIGHT)
    assert await left(database) == ["04-01 23:59", "04-02 00:00"]


async def test_each_station_and_each_source_keeps_its_own(database: Database) -> None:
    both = [reading(f"2024-04-02T{hour}:00", source=source) for hour in ("07", "08") for source in ("hub", "map")]
    await keep(database, *both, *(replace(one, station=108) for one in both))
    await thin_history(database, NIGHT)
    assert await left(database) == ["04-02 07:00"] * 4


async def test_an_interrupted_run_continues_the_next_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await keep(database, *(reading(f"2024-04-{day:02}T{hour:02}:00") for day in (1, 2, 3) for hour in (6, 7)))
    write, chances = database.write, 1

    @asynccontextmanager
    async def failing() -> AsyncIterator[AsyncConnection]:
        nonlocal chances
        if not chances:
            raise DatabaseFailed("database is locked")
        chances -= 1
        async with write() as connection:
            yield connection

    monkeypatch.setattr(database, "write", failing)
    with pytest.raises(DatabaseFailed):
        await thin_history(database, NIGHT)
    assert len(await left(database)) == 5
    monkeypatch.undo()
    await thin_history(database, NIGHT)
    assert await left(database) == ["04-01 07:00", "04-02 07:00", "04-03 07:00"]


async def fill(database: Database) -> None:
    first = reading("2024-03-01T00:00")
    hours = (replace(first, observed_at=first.observed_at + hour * HOUR) for hour in range(5 * 24))
    await keep(database, *(replace(one, station=number) for one in hours for number in CATALOGUE.numbers))


async def test_free_pages_are_returned_to_the_file_system(database: Database, tmp_path: Path) -> None:
    empty = pages(tmp_path)
    await fill(database)
    before = pages(tmp_path)
    await thin_history(database, NIGHT)
    async with database.read() as connection:
        assert await maintenance.get_free_share(connection) == 0
    assert pages(tmp_path) - empty < (before - empty) / 3


def pages(folder: Path) -> int:
    with sqlite3.connect(folder / "jogan.db") as connection:
        (count,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    assert isinstance(count, int)
    return count


async def test_few_free_pages_are_left_for_tomorrow(database: Database, tmp_path: Path) -> None:
    await fill(database)
    before = pages(tmp_path)
    await thin_history(database, SetClock(seoul("2024-04-11T03:40")))
    assert len(await left(database)) == 97 + 4 * 24 * 97
    assert pages(tmp_path) == before


async def test_the_file_of_an_early_version_shrinks_too(
    new_database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "storage")
    with sqlite3.connect(tmp_path / "jogan.db") as made_before:
        made_before.execute("PRAGMA journal_mode=WAL")
    made_before.close()
    async with open_database(new_database_url) as database:
        empty = pages(tmp_path)
        await fill(database)
    before = pages(tmp_path)
    async with open_database(new_database_url) as database:
        await thin_history(database, NIGHT)
        async with database.read() as connection:
            assert await connection.scalar(select(func.count()).select_from(table)) == 5 * 97
    assert pages(tmp_path) - empty < (before - empty) / 3
    assert [line for line in caplog.messages if "Rewriting" in line] == [
        "Rewriting the file of the database once, so that it can shrink; this can take a minute"
    ]


async def test_a_full_disk_leaves_the_file_as_it_is(
    new_database_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(tmp_path / "jogan.db") as made_before:
        made_before.execute("PRAGMA journal_mode=WAL")
    made_before.close()
    run = SqliteDatabase._run  # noqa: SLF001 - stands for a disk that is full

    async def fail(database: SqliteDatabase, statement: str, *values: str) -> object:
        if statement == "VACUUM":
            raise sqlite3.OperationalError("database or disk is full")
        return await run(database, statement, *values)

    monkeypatch.setattr(SqliteDatabase, "_run", fail)
    async with open_database(new_database_url) as database:
        await keep(database, reading("2024-05-13T07:00"))
    line = "Could not rewrite the file of the database; will retry at the next start: database or disk is full"
    assert line in caplog.messages


async def test_a_run_is_one_line_in_the_log(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    await keep(database, *(reading(f"2024-04-02T{hour:02}:00") for hour in range(24)))
    with caplog.at_level(logging.INFO, "bot"):
        await thin_history(database, NIGHT)
    assert [record.getMessage() for record in caplog.records] == [
        "Deleted 23 readings of 1 days before 2024-04-04 from the database, freed 0 pages"
    ]


async def test_fine_dust_is_kept_for_two_days(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    times = ("2024-05-12T03:00", "2024-05-12T04:00", "2024-05-14T03:00")
    readings = [AirReading("중구", "서울", seoul(time), 1, 1, AirGrade.GOOD, AirGrade.GOOD) for time in times]
    async with database.write() as connection:
        await air.add(connection, "AirKorea", readings, NIGHT.now())
        for day in ("2024-05-12T12:00", "2024-05-13T12:00", "2024-05-14T01:00"):
            await service_calls.take(connection, "AirKorea", 500, seoul(day))
    await thin_history(database, NIGHT)
    async with database.read() as connection:
        left = await connection.scalars(select(air_reading.c.measured_at).order_by(air_reading.c.measured_at))
        assert [moment.astimezone(KST) for moment in left] == [seoul(time) for time in times[1:]]
        days = await connection.scalars(select(service_call.c.day))
        assert list(days) == [dt.date(2024, 5, 14)]
    assert [line for line in caplog.messages if "calls" in line] == ["Source AirKorea was sent 1 calls yesterday"]


async def test_the_ledger_and_articles_are_thinned(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    for rows in ("DELIVERIES", "ARTICLES"):
        monkeypatch.setattr(f"bot.intake.retention.{rows}_PER_TRANSACTION", 2)
    year = dt.timedelta(days=401)
    day, due = dt.date(2023, 4, 8), seoul("2023-04-08T07:00")
    async with database.write() as connection:
        await subscribe(connection, *(subscription(chat_id, due=due) for chat_id in range(1, 6)))
        await enqueue(connection, day, due)
        await deliveries.expire(connection, due + dt.timedelta(hours=4))
        for number, headline in enumerate(("도서관 개관", "시장 휴무", "축제 개막")):
            await publish(connection, Article(headline), NIGHT.now() - number * year)
    await thin_history(database, NIGHT)
    assert caplog.messages[0] == "Replaced 5 bulletins of before 2023-04-10 in the ledger by their counts"
    assert caplog.messages[1] == "Deleted 2 articles that no source has listed since 2023-04-10"
    async with database.read() as connection:
        (tally,) = await history.count_by_reason(connection, day)
        assert tally.number == 5
        assert [one.article.headline for one in await articles.list_newest(connection, NIGHT.now(), 9)] == [
            "도서관 개관"
        ]
