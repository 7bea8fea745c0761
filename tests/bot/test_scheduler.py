import asyncio
import datetime as dt
import logging
from pathlib import Path

import pytest

from bot.clock import SetClock, SystemClock
from bot.delivery.service import DeliveryService
from bot.intake.backfill import Backfill
from bot.intake.collector import Collector
from bot.intake.outlook.warnings import WarningCollector
from bot.intake.retention import thin_history
from bot.intake.source_config import FolderSource, KmaCities, KmaWarnings
from bot.intake.watched_folder import WatchedFolder
from bot.scheduler import make_scheduler
from bot.source_jobs import add_sources
from sources.fetch import Fetcher
from storage.errors import DatabaseFailed
from tests.factories import CATALOGUE, seoul
from tests.talk import Talk

MINUTE = dt.timedelta(minutes=1)


async def test_jobs_run_every_minute_and_at_night(talk: Talk) -> None:
    clock, known = SetClock(seoul("2024-05-13T20:00")), talk.session.application.dependencies.known
    session = talk.session
    jobs = make_scheduler(
        session.delivery, session.follow_up, clock, session.database, known, session.warnings
    ).get_jobs()
    at = {
        getattr(job.func, "func", job.func): job.trigger.get_next_fire_time(None, clock.now() + dt.timedelta(seconds=1))
        for job in jobs
    }
    assert at == {
        talk.session.delivery.run: seoul("2024-05-13T20:01"),
        session.follow_up.run: seoul("2024-05-13T20:00") + dt.timedelta(seconds=15),
        known.refresh: seoul("2024-05-13T20:00") + dt.timedelta(seconds=30),
        session.warnings.run: seoul("2024-05-13T20:00") + dt.timedelta(seconds=45),
        thin_history: seoul("2024-05-14T03:40"),
    }
    assert [job.next_run_time for job in jobs if job.func == talk.session.delivery.run] == [clock.now()]
    assert isinstance(talk.session.delivery, DeliveryService)


@pytest.mark.parametrize(
    ("now", "is_polled_at_start"),
    [("2024-05-13T20:00", False), ("2024-05-13T20:01", True), ("2024-05-13T20:59", False)],
)
async def test_no_source_is_polled_on_the_full_hour(talk: Talk, now: str, is_polled_at_start: bool) -> None:
    clock, session = SetClock(seoul(now)), talk.session
    database, known = session.database, session.application.dependencies.known
    collector = Collector((), Fetcher(clock.now), database, CATALOGUE, clock)
    inbox = WatchedFolder(FolderSource(type="folder", name="a", path=Path("inbox")), database, CATALOGUE, clock)
    scheduler = make_scheduler(session.delivery, session.follow_up, clock, database, known, session.warnings)
    listed = KmaWarnings(type="kma-warnings")
    warnings = WarningCollector(listed, Fetcher(clock.now), database, clock, "key")
    add_sources(scheduler, collector, [inbox], clock, outlook={"warnings": warnings.run})
    for run in (collector.run, warnings.run):
        (job,) = (job for job in scheduler.get_jobs() if job.func == run)
        assert (getattr(job, "next_run_time", None) == clock.now()) is is_polled_at_start
    (polling,) = (job for job in scheduler.get_jobs() if job.func == collector.run)
    runs = [clock.now()]
    while len(runs) < 200:
        runs.append(polling.trigger.get_next_fire_time(runs[-1], runs[-1] + dt.timedelta(seconds=1)))
    assert {run.minute for run in runs[1:]} == set(range(1, 59))
    assert [job.func for job in scheduler.get_jobs()].count(inbox.run) == 1


async def test_past_hours_are_filled_in_half_a_minute_after_the_polls(talk: Talk) -> None:
    clock, session = SetClock(seoul("2024-05-13T20:00")), talk.session
    database, known, fetcher = session.database, session.application.dependencies.known, Fetcher(clock.now)
    collector = Collector((), fetcher, database, CATALOGUE, clock)
    backfill = Backfill(KmaCities(type="kma-cities"), lambda: True, fetcher, database, CATALOGUE, clock)
    scheduler = make_scheduler(session.delivery, session.follow_up, clock, database, known, session.warnings)
    add_sources(scheduler, collector, [], clock, backfill)
    (polling,) = (job for job in scheduler.get_jobs() if job.func == collector.run)
    (filling,) = (job for job in scheduler.get_jobs() if job.func == backfill.run)
    runs = [
        {run for minute in range(60) if (run := job.trigger.get_next_fire_time(None, clock.now() + minute * MINUTE))}
        for job in (polling, filling)
    ]
    assert {run.minute for run in runs[1]} <= set(range(1, 59))
    assert {abs(run.second - other.second) for run in runs[0] for other in runs[1]} == {30}


async def test_a_job_that_the_database_stops_is_logged_in_one_line(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE delivery")
    session, clock = talk.session, SystemClock()
    known = session.application.dependencies.known
    scheduler = make_scheduler(session.delivery, session.follow_up, clock, session.database, known, session.warnings)
    scheduler.start()
    async with asyncio.timeout(30):
        while not (logged := [record for record in caplog.records if record.name == "bot.scheduler"]):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    scheduler.shutdown()
    message = "Job delivery stopped, because the database failed; will retry at its next run: no such table: delivery"
    assert [record.getMessage() for record in logged] == [message]
    assert logged[0].exc_info is None


async def test_a_job_says_once_that_the_database_fails_and_that_it_answers_again(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.errors_expected = True
    runs = iter([DatabaseFailed("away"), DatabaseFailed("away"), None])

    async def read() -> None:
        if error := next(runs, None):
            raise error

    session, clock = talk.session, SystemClock()
    known = session.application.dependencies.known
    scheduler = make_scheduler(session.delivery, session.follow_up, clock, session.database, known, session.warnings)
    scheduler.remove_all_jobs()
    scheduler.add_job(read, "interval", seconds=0.02, id="bans")
    with caplog.at_level(logging.INFO, "bot.scheduler"):
        scheduler.start()
        async with asyncio.timeout(30):
            while not is_over(caplog):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        scheduler.shutdown()
    first, last = (record.getMessage() for record in caplog.records if record.name == "bot.scheduler")
    assert first == "Job bans stopped, because the database failed; will retry at its next run: away"
    assert last == "Job bans runs again, after 0 s without the database"


def is_over(caplog: pytest.LogCaptureFixture) -> bool:
    return any("runs again" in record.getMessage() for record in caplog.records)
