"""The bell that rings every minute; what is due comes from the database."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock
from bot.delivery import Delivery


def make_scheduler(delivery: Delivery, clock: Clock) -> AsyncIOScheduler:
    """A scheduler that runs the delivery now and at the beginning of every minute.

    A ring that comes late is not skipped, those that were missed are one, and none begins before the last has ended.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        delivery.run,
        CronTrigger(minute="*", timezone="UTC"),
        next_run_time=clock.now(),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    return scheduler
