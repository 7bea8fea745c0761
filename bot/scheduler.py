"""Scheduler: runs delivery, follow-up calls, polling of sources, nightly maintenance and backups.

APScheduler computes by the system clock when a job runs next, and waits by the monotonic clock. After a clock that was
set back by hours it would wait for as many hours; `ringing` watches the clock and computes again.
"""

import asyncio
import datetime as dt
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_SUBMITTED,
    JobExecutionEvent,
)
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock, elapsed
from bot.cluster.ticks import Alone, Sharing
from bot.delivery.follow_up import FollowUp
from bot.delivery.operators import Operators
from bot.delivery.service import DeliveryService
from bot.delivery.warnings.service import WarningDelivery
from bot.inbound.access import AccessList
from bot.intake.retention import ARTICLE_RETENTION, thin_history
from bot.monitoring.heartbeat import Heartbeat
from bot.monitoring.hourly import HourlySummary
from bot.monitoring.notices import NoticeKind, Notices
from bot.monitoring.outages import Outage
from bot.places.known import KnownPlaces
from bot.runtime.backups import NightlyBackup
from bot.runtime.clock_watch import ClockWatch
from bot.settings import Settings
from sources.records import KST
from storage.database import Database
from storage.errors import LeaseLost, StorageError

BAN_INTERVAL = 5
"""Seconds between two looks for new bans."""

OPERATIONS_INTERVAL = 5
"""Seconds between two looks for sources that were paused, and feeds that were added."""

_OPERATOR_SECONDS = 5
"""Different seconds at which processes tell the operators."""

WATCH_INTERVAL = 1.0
"""Seconds between two looks at the clock."""

_log = logging.getLogger(__name__)


class Recurring(CronTrigger):  # type: ignore[misc] # APScheduler has no types
    """Cron trigger that looks ahead only, so that a clock that jumped ahead by years leaves one missed run."""

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """Return the first time after `now`, or the first one that is not before it if there was no run yet."""
        after = now if previous_fire_time is None else now + dt.datetime.resolution
        found: dt.datetime | None = super().get_next_fire_time(None, after)
        return found


def make_scheduler(
    delivery: DeliveryService,
    following_up: FollowUp,
    clock: Clock,
    database: Database,
    known: KnownPlaces,
    warnings: WarningDelivery,
    article_retention: dt.timedelta = ARTICLE_RETENTION,
    ticks: Heartbeat | None = None,
    hourly: HourlySummary | None = None,
    sharing: Sharing | None = None,
) -> AsyncIOScheduler:
    """Return a scheduler with the jobs of every minute and of the night; delivery runs at its start too.

    Args:
        delivery: delivers bulletins.
        following_up: the work after a delivery.
        clock: the clock.
        database: the database.
        known: the places, whose towns may be replaced.
        warnings: tells of warnings.
        article_retention: time after which articles are deleted.
        ticks: beats whenever a job is due, also if its last run still works.
        hourly: logs a summary of each hour.
        sharing: how jobs are shared with other processes; None if there are none.
    """
    sharing = sharing or Alone()
    # A late run is not skipped, missed runs are made up for by one, and no run starts before the last one has ended.
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    scheduler.add_listener(FailureLog().log, EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
    if ticks is not None:
        scheduler.add_listener(lambda _event: ticks.beat(), EVENT_JOB_SUBMITTED | EVENT_JOB_MAX_INSTANCES)
    every_minute = Recurring(minute="*", timezone="UTC")
    # At the start too, for what became due while the bot was off.
    scheduler.add_job(delivery.run, every_minute, id="delivery", next_run_time=clock.now())
    # 15 s after each delivery begins, so that notices and pins delay no bulletin.
    follow_up = sharing.once("follow-up", following_up.run)
    scheduler.add_job(follow_up, Recurring(second=15, timezone="UTC"), id="follow-up")
    # What is new is told at once; this is for what Telegram did not take, and for what a restart left.
    late = Recurring(second=45, timezone="UTC")
    scheduler.add_job(warnings.run, late, id="warning messages", next_run_time=clock.now())
    if hourly is not None:
        # Not at the full hour, when bulletins are due.
        scheduler.add_job(hourly.run, Recurring(minute=0, second=50, timezone="UTC"), id="hourly summary")
    scheduler.add_job(known.refresh, Recurring(second=30, timezone="UTC"), id="refresh of towns")
    night = Recurring(hour=3, minute=40, timezone=KST)
    retention = sharing.once("retention", partial(thin_history, database, clock, article_retention))
    scheduler.add_job(retention, night, id="retention")
    return scheduler


def add_access(scheduler: AsyncIOScheduler, access: AccessList) -> None:
    """Add the job that reads new bans."""
    scheduler.add_job(access.refresh, Recurring(second=f"*/{BAN_INTERVAL}", timezone="UTC"), id="bans")


def add_operations(scheduler: AsyncIOScheduler, *refreshes: Callable[[], Awaitable[None]]) -> None:
    """Add a job that reads what operators have decided, also by the command line."""

    async def refresh() -> None:
        for one in refreshes:
            await one()

    scheduler.add_job(refresh, Recurring(second=f"*/{OPERATIONS_INTERVAL}", timezone="UTC"), id="operations")


def add_operators(scheduler: AsyncIOScheduler, operators: Operators, notices: Notices, number: int = 0) -> None:
    """Add the job that tells the operators, and let them be told of unexpected errors of all jobs.

    Args:
        scheduler: the scheduler.
        operators: tells them.
        notices: learn of errors.
        number: of this process among those on the database, each of which tells at another second.
    """
    # Between the other jobs of a minute, and not at the full one.
    second = 35 + 2 * (number % _OPERATOR_SECONDS)
    scheduler.add_job(operators.run, Recurring(second=second, timezone="UTC"), id="operators")
    scheduler.add_listener(lambda event: note_error(event.exception, notices), EVENT_JOB_ERROR)


def note_error(error: BaseException, notices: Notices) -> None:
    """Tell the operators of an unexpected error of a job."""
    if not isinstance(error, asyncio.CancelledError | StorageError):
        notices.add_error(error)


def add_backup(scheduler: AsyncIOScheduler, settings: Settings, database: Database, clock: Clock) -> None:
    """Add the backup of every night if the operator has set a folder; it runs at once if the last one was missed."""
    if settings.backup_folder is None:
        return
    if database.file is None:
        _log.warning("No nightly backups in JOGAN_BACKUP_FOLDER: the database is on a server, which pg_dump backs up")
        return
    backup = NightlyBackup(Path(database.file.path), settings.backup_folder, settings.backup_keep, clock)
    first = {"next_run_time": clock.now()} if backup.is_overdue else {}
    at, zone = settings.backup_at, ZoneInfo(settings.zone)
    scheduler.add_job(backup.run, Recurring(hour=at.hour, minute=at.minute, timezone=zone), id="backup", **first)


class FailureLog:
    """Logs failures of jobs; while the database fails, once for each job, whose runs may be seconds apart."""

    def __init__(self) -> None:
        self._outages: defaultdict[str, Outage] = defaultdict(Outage)

    def log(self, event: JobExecutionEvent) -> None:
        """Log the end of a job's run in this scheduler, if there is something to tell."""
        self.record(event.job_id, event.exception)

    def record(self, job: str, error: BaseException | None) -> None:
        """Log the end of a job's run, if there is something to tell."""
        # The end of the scheduler cancels a job, such as one that waits for a source. A lost lease ends the process,
        # which then says so.
        if isinstance(error, asyncio.CancelledError | LeaseLost):
            return
        if error is None:
            self._log_success(job)
        # The operator can repair a database without a traceback; anything else is a bug.
        elif not isinstance(error, StorageError):
            _log.error("Job %s failed", job, exc_info=error)
        elif self._outages[job].begin():
            message = "Job %s stopped, because the database failed; will retry at its next run: %s"
            _log.error(message, job, error)

    def _log_success(self, job: str) -> None:
        if job in self._outages and (duration := self._outages[job].end()):
            _log.info("Job %s runs again, after %s without the database", job, duration)


@asynccontextmanager
async def ringing(
    scheduler: AsyncIOScheduler,
    clock: Clock,
    elapsed: Callable[[], float] = elapsed,
    notices: Notices | None = None,
) -> AsyncIterator[None]:
    """Run the jobs of a scheduler until the block ends, also after the system clock was set.

    Args:
        scheduler: the scheduler.
        clock: the system clock.
        elapsed: seconds that no setting of the clock changes.
        notices: tell the operators of a jump.
    """
    watch = ClockWatch(clock, elapsed)
    scheduler.start()
    watching = asyncio.create_task(_follow_clock(scheduler, clock, watch, notices))
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        scheduler.shutdown()


async def _follow_clock(scheduler: AsyncIOScheduler, clock: Clock, watch: ClockWatch, notices: Notices | None) -> None:
    while True:
        await asyncio.sleep(WATCH_INTERVAL)
        if jump := watch.take_jump():
            direction = "ahead" if jump > dt.timedelta(0) else "back"
            length = dt.timedelta(seconds=round(abs(jump).total_seconds()))
            now = clock.now()
            _log.warning("The system clock jumped %s by %s, to %s UTC", direction, length, f"{now:%Y-%m-%d %H:%M:%S}")
            if notices is not None:
                notices.add(NoticeKind.CLOCK_JUMPED, f"{'+' if jump > dt.timedelta(0) else '−'}{length}")
            _reschedule(scheduler, now)


def _reschedule(scheduler: AsyncIOScheduler, now: dt.datetime) -> None:
    """Bring forward what the clock has moved away; what it has jumped over runs at once."""
    for job in scheduler.get_jobs():
        next_run_time = job.trigger.get_next_fire_time(None, now)
        if next_run_time < job.next_run_time:
            job.modify(next_run_time=next_run_time)
    scheduler.wakeup()
