"""The bell that rings every minute, for which what is due comes from the database, and the work of the night."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock
from bot.delivery import Delivery
from bot.retention import thin_history
from sources.records import KST
from storage.database import Database


def make_scheduler(delivery: Delivery, clock: Clock, database: Database) -> AsyncIOScheduler:
    """A scheduler that runs the delivery now and at the beginning of every minute, and thins the history at night.

    A ring that comes late is not skipped, those that were missed are one, and none begins before the last has ended.
    """
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults)
    scheduler.add_job(delivery.run, CronTrigger(minute="*", timezone="UTC"), next_run_time=clock.now())
    scheduler.add_job(thin_history, CronTrigger(hour=3, minute=40, timezone=KST), args=(database, clock))
    return scheduler
