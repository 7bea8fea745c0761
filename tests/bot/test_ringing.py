"""The scheduler under a system clock that is set while it runs."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from apscheduler.schedulers import base
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import scheduler as scheduler_module
from bot.monitoring.notices import Notice, NoticeKind, Notices
from bot.scheduler import Recurring, ringing

HOUR, MINUTE, SECOND = dt.timedelta(hours=1), dt.timedelta(minutes=1), dt.timedelta(seconds=1)
FIFTY_YEARS = 18_262 * 24 * HOUR


class MovedClock:
    """System clock that goes on from the time to which it was set; APScheduler reads it too."""

    def __init__(self) -> None:
        self._ahead = dt.timedelta(0)

    def now(self, zone: dt.tzinfo | None = dt.UTC) -> dt.datetime:
        return dt.datetime.now(zone) + self._ahead

    def set(self, at: dt.datetime) -> None:
        self._ahead = at - dt.datetime.now(dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    clock = MovedClock()
    # It calls only `now` of it.
    monkeypatch.setattr(base, "datetime", clock)
    monkeypatch.setattr(scheduler_module, "WATCH_INTERVAL", 0.05)
    clock.set(dt.datetime(2024, 5, 13, 22, 0, 30, tzinfo=dt.UTC))
    return clock


class Job:
    """Job that notes the times at which it runs."""

    def __init__(self, clock: MovedClock) -> None:
        self.runs: list[dt.datetime] = []
        self._clock = clock

    async def run(self) -> None:
        self.runs.append(self._clock.now())


@pytest.fixture
def job(clock: MovedClock) -> Job:
    return Job(clock)


@pytest.fixture
async def scheduler(job: Job) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True})
    scheduler.add_job(job.run, Recurring(minute="*", timezone="UTC"), id="job")
    return scheduler


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the scheduler notifies nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("step", [-5 * SECOND, -9 * HOUR, -FIFTY_YEARS])
async def test_after_a_step_back_the_next_run_is_within_a_minute(
    clock: MovedClock, job: Job, scheduler: AsyncIOScheduler, caplog: pytest.LogCaptureFixture, step: dt.timedelta
) -> None:
    async with ringing(scheduler, clock):
        clock.set(clock.now() + step)
        await until(lambda: caplog.messages)
        assert scheduler.get_job("job").next_run_time - clock.now() <= MINUTE
        clock.set(clock.now().replace(second=58))
        await until(lambda: job.runs)
    assert [run.second for run in job.runs] == [0]
    first, second = caplog.messages
    assert first.startswith(f"The system clock jumped back by {-step}, to ")
    assert second.startswith("The system clock jumped ahead by ")
    assert {record.levelno for record in caplog.records} == {logging.WARNING}


@pytest.mark.parametrize("step", [9 * HOUR, FIFTY_YEARS])
async def test_after_a_step_ahead_what_was_missed_runs_once_at_once(
    clock: MovedClock, job: Job, scheduler: AsyncIOScheduler, caplog: pytest.LogCaptureFixture, step: dt.timedelta
) -> None:
    notices = Notices()
    async with ringing(scheduler, clock, notices=notices):
        clock.set(clock.now() + step)
        begin = time.monotonic()
        await until(lambda: job.runs)
        assert time.monotonic() - begin < 2
        await asyncio.sleep(0.2)
    assert len(job.runs) == 1
    (message,) = caplog.messages
    assert message.startswith(f"The system clock jumped ahead by {step}, to ")
    assert notices.take() == [Notice(NoticeKind.CLOCK_JUMPED, (f"+{step}",))]


async def test_a_clock_that_runs_on_is_not_logged(
    clock: MovedClock, job: Job, scheduler: AsyncIOScheduler, caplog: pytest.LogCaptureFixture
) -> None:
    clock.set(clock.now().replace(second=58))
    async with ringing(scheduler, clock):
        await until(lambda: job.runs)
        await asyncio.sleep(0.2)
    assert ([run.second for run in job.runs], caplog.messages) == ([0], [])
