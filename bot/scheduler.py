"""Scheduler: runs delivery, follow-up calls, polling of sources and nightly maintenance."""

import asyncio
import logging
import random
from collections.abc import Iterable

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.delivery.follow_up import FollowUp
from bot.delivery.service import DeliveryService
from bot.intake.collector import Collector
from bot.intake.retention import thin_history
from bot.intake.watched_folder import SCAN_INTERVAL, WatchedFolder
from bot.places.known import KnownPlaces
from sources.records import KST
from storage.database import Database
from storage.errors import LeaseLost, StorageError

# Not at :00, when everybody polls, and not at :59, whose retries would fall on :00.
_POLLING_MINUTES = range(1, 59)
"""Minutes of an hour in which sources are polled."""

_log = logging.getLogger(__name__)


def make_scheduler(
    delivery: DeliveryService, following_up: FollowUp, clock: Clock, database: Database, known: KnownPlaces
) -> AsyncIOScheduler:
    """Return a scheduler with the jobs of every minute and of the night; delivery runs at its start too."""
    # A late run is not skipped, missed runs are made up for by one, and no run starts before the last one has ended.
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    scheduler.add_listener(_log_failure, EVENT_JOB_ERROR)
    every_minute = CronTrigger(minute="*", timezone="UTC")
    # At the start too, for what became due while the bot was off.
    scheduler.add_job(delivery.run, every_minute, id="delivery", next_run_time=clock.now())
    # 15 s after each delivery begins, so that notices and pins delay no bulletin.
    scheduler.add_job(following_up.run, CronTrigger(second=15, timezone="UTC"), id="follow-up")
    scheduler.add_job(known.refresh, CronTrigger(second=30, timezone="UTC"), id="refresh of towns")
    scheduler.add_job(
        thin_history, CronTrigger(hour=3, minute=40, timezone=KST), id="retention", args=(database, clock)
    )
    return scheduler


def _log_failure(event: JobExecutionEvent) -> None:
    # The end of the scheduler cancels a job, such as one that waits for a source. A lost lease ends the process, which
    # then says so.
    if isinstance(event.exception, asyncio.CancelledError | LeaseLost):
        return
    # The operator can repair a database without a traceback; anything else is a bug.
    if isinstance(event.exception, StorageError):
        message = "Job %s stopped, because the database failed; will retry at its next run: %s"
        _log.error(message, event.job_id, event.exception)
    else:
        _log.error("Job %s failed", event.job_id, exc_info=event.exception)


def add_sources(
    scheduler: AsyncIOScheduler, collector: Collector, folders: Iterable[WatchedFolder], clock: Clock
) -> None:
    """Add jobs that poll the sources, at the start and every minute, and that watch the folders."""
    # A random second per process, so that the bots of many operators do not all poll KMA at the same one.
    second = random.randrange(60)  # noqa: S311 - no secret
    now = clock.now()
    first = {"next_run_time": now} if now.minute in _POLLING_MINUTES else {}
    trigger = CronTrigger(minute=f"{_POLLING_MINUTES[0]}-{_POLLING_MINUTES[-1]}", second=second, timezone="UTC")
    # Several runs may overlap, so that a slow source does not delay the others.
    scheduler.add_job(collector.run, trigger, id="sources", max_instances=collector.max_runs, **first)
    for number, folder in enumerate(folders, 1):
        scheduler.add_job(folder.run, IntervalTrigger(seconds=SCAN_INTERVAL), id=f"folder {number}")
