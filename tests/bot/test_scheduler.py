import asyncio
import datetime as dt

import pytest

from bot.clock import SetClock, SystemClock
from bot.delivery.service import DeliveryService
from bot.intake.collector import Collector
from bot.intake.retention import thin_history
from bot.intake.source_config import FolderSource
from bot.intake.watched_folder import WatchedFolder
from bot.scheduler import add_sources, make_scheduler
from sources.fetch import Fetcher
from tests.bot.conftest import CATALOGUE
from tests.conftest import Talk, seoul


async def test_the_bell_rings_every_minute_new_towns_are_looked_for_and_the_history_is_thinned_at_night(
    talk: Talk,
) -> None:
    clock, known = SetClock(seoul("2024-05-13T20:00")), talk.session.application.dependencies.known
    session = talk.session
    jobs = make_scheduler(session.delivery, session.following_up, clock, session.database, known).get_jobs()
    at = {job.func: job.trigger.get_next_fire_time(None, clock.now() + dt.timedelta(seconds=1)) for job in jobs}
    assert at == {
        talk.session.delivery.run: seoul("2024-05-13T20:01"),
        session.following_up.run: seoul("2024-05-13T20:00") + dt.timedelta(seconds=15),
        known.refresh: seoul("2024-05-13T20:00") + dt.timedelta(seconds=30),
        thin_history: seoul("2024-05-14T03:40"),
    }
    assert [job.next_run_time for job in jobs if job.func == talk.session.delivery.run] == [clock.now()]
    assert isinstance(talk.session.delivery, DeliveryService)


@pytest.mark.parametrize(
    ("now", "is_asked_at_once"), [("2024-05-13T20:00", False), ("2024-05-13T20:01", True), ("2024-05-13T20:59", False)]
)
async def test_no_source_is_asked_on_the_full_hour(talk: Talk, now: str, is_asked_at_once: bool) -> None:
    clock, session = SetClock(seoul(now)), talk.session
    database, known = session.database, session.application.dependencies.known
    collector = Collector((), Fetcher(clock.now), database, CATALOGUE, clock)
    inbox = WatchedFolder(FolderSource(type="folder", name="a", path="inbox"), database, CATALOGUE, clock)
    scheduler = make_scheduler(session.delivery, session.following_up, clock, database, known)
    add_sources(scheduler, collector, [inbox], clock)
    (asking,) = (job for job in scheduler.get_jobs() if job.func == collector.run)
    assert (getattr(asking, "next_run_time", None) == clock.now()) is is_asked_at_once
    rings = [clock.now()]
    while len(rings) < 200:
        rings.append(asking.trigger.get_next_fire_time(rings[-1], rings[-1] + dt.timedelta(seconds=1)))
    assert {ring.minute for ring in rings[1:]} == set(range(1, 59))
    assert [job.func for job in scheduler.get_jobs()].count(inbox.run) == 1


async def test_work_that_the_database_stops_is_told_in_one_line(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE delivery")
    session, clock = talk.session, SystemClock()
    known = session.application.dependencies.known
    scheduler = make_scheduler(session.delivery, session.following_up, clock, session.database, known)
    scheduler.start()
    async with asyncio.timeout(30):
        while not (told := [record for record in caplog.records if record.name == "bot.scheduler"]):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    scheduler.shutdown()
    words = "The work on bulletins waits for its next turn, because the database fails: no such table: delivery"
    assert [record.getMessage() for record in told] == [words]
    assert told[0].exc_info is None
