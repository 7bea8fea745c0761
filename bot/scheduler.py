"""The bells: what is due comes from the database, what is new from the sources, and the night has work of its own."""

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
from storage.errors import StorageError

_ASKING = range(1, 59)
"""The minutes of an hour in which sources are asked."""

_log = logging.getLogger(__name__)


def make_scheduler(
    delivery: DeliveryService, following_up: FollowUp, clock: Clock, database: Database, known: KnownPlaces
) -> AsyncIOScheduler:
    """A scheduler that delivers now and at the beginning of every minute, then does the rest, and thins at night.

    The rest: what bulletins leave to be done, and a look for new towns.

    A ring that comes late is not skipped, those that were missed are one, and none begins before the last has ended.
    """
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    scheduler.add_listener(_tell, EVENT_JOB_ERROR)
    every_minute = CronTrigger(minute="*", timezone="UTC")
    scheduler.add_job(delivery.run, every_minute, id="bulletins", next_run_time=clock.now())
    scheduler.add_job(following_up.run, CronTrigger(second=15, timezone="UTC"), id="what follows bulletins")
    scheduler.add_job(known.refresh, CronTrigger(second=30, timezone="UTC"), id="new towns")
    scheduler.add_job(thin_history, CronTrigger(hour=3, minute=40, timezone=KST), id="history", args=(database, clock))
    return scheduler


def _tell(event: JobExecutionEvent) -> None:
    """Say what has stopped a job; where it was the database, which an operator can mend, in one line."""
    if isinstance(event.exception, StorageError):
        words = "The work on %s waits for its next turn, because the database fails: %s"
        _log.error(words, event.job_id, event.exception)
    else:
        _log.error("The work on %s has failed", event.job_id, exc_info=event.exception)


def add_sources(
    scheduler: AsyncIOScheduler, collector: Collector, folders: Iterable[WatchedFolder], clock: Clock
) -> None:
    """Let a scheduler ask the sources, now and every minute, and watch the folders.

    On the full hour, when everybody asks, nobody is asked, nor in the minute before, whose
    second tries would fall on it.
    """
    # Each bot has its own second, so that not all that are hosted ask KMA at the same one.
    second = random.randrange(60)  # noqa: S311 - nothing depends on nobody guessing it
    now = clock.now()
    first = {"next_run_time": now} if now.minute in _ASKING else {}
    trigger = CronTrigger(minute=f"{_ASKING[0]}-{_ASKING[-1]}", second=second, timezone="UTC")
    scheduler.add_job(collector.run, trigger, id="sources", max_instances=collector.max_runs, **first)
    for number, folder in enumerate(folders, 1):
        scheduler.add_job(folder.run, IntervalTrigger(seconds=SCAN_INTERVAL), id=f"folder {number}")
