"""Nightly thinning of old readings, bulletins in the ledger, articles and ended warnings."""

import datetime as dt
import logging

from bot.clock import Clock
from bot.intake.outlook.wanted_cells import MEMORY
from sources.records import KST
from storage.content import air, forecast_requests, forecasts, old_articles, retention, service_calls, warnings
from storage.database import Database
from storage.dialects import maintenance
from storage.ledger import alert_messages, announcements, old_days, sent_texts, warning_messages

# The week's chart and the comparison with yesterday need recent hours; forty days of two sources are 23 MB.
HOURLY_RETENTION = dt.timedelta(days=40)
"""Every reading is kept this long; of older days one morning reading stays."""

AIR_RETENTION = dt.timedelta(days=2)
"""Fine dust is kept this long."""

ALERT_RETENTION = dt.timedelta(days=30)
"""Messages of keyword alerts stay in the ledger this long after their end."""

LEDGER_RETENTION = dt.timedelta(days=400)
"""Deliveries stay in the ledger this long; of older days their counts stay."""

ARTICLE_RETENTION = dt.timedelta(days=400)
"""Articles are kept this long after a source listed them last, unless the operator sets another time."""

# Few, so that answers wait for some hundredths of a second only.
DELIVERIES_PER_TRANSACTION = 1_000
"""Deliveries replaced by their counts at a time."""

# Each has to be taken out of the word index.
ARTICLES_PER_TRANSACTION = 100
"""Articles deleted at a time."""

# Less is filled again the next day.
MIN_FREE_SHARE = 0.25
"""The free share of the database file from which it is shrunk."""

# Few, so that other writers wait for moments only.
PAGES_PER_TRANSACTION = 100
"""Database pages freed at a time."""

_log = logging.getLogger(__name__)


async def thin_history(database: Database, clock: Clock, article_retention: dt.timedelta = ARTICLE_RETENTION) -> None:
    """Thin all old days, each in its own transaction, so that an interrupted run continues the next night.

    Warnings are deleted a week after their end, messages about them after `warning_messages.RETENTION`, those of
    keyword alerts after `ALERT_RETENTION`, and announcements after `announcements.RETENTION`.

    Args:
        database: the database.
        clock: the clock.
        article_retention: time for which articles are kept after a source listed them last.

    Raises:
        StorageError: the database failed; the days before are thinned.
    """
    before = (clock.now() - HOURLY_RETENTION).astimezone(KST).date()
    async with database.read() as connection:
        days = await retention.list_days_to_thin(connection, before)
    deleted = 0
    for day in days:
        async with database.write() as connection:
            deleted += await retention.thin(connection, day)
    await _delete_outlook(database, clock.now())
    async with database.write() as connection:
        await alert_messages.delete_finished(connection, clock.now() - ALERT_RETENTION)
        await announcements.delete_old(connection, clock.now())
        await sent_texts.delete_old(connection, clock.now())
        await warning_messages.delete_old(connection, clock.now())
    await _thin_ledger(database, clock.now())
    await _delete_articles(database, clock.now(), article_retention)
    pages = await _shrink(database)
    line = "Deleted %d readings of %d days before %s from the database, freed %d pages"
    _log.info(line, deleted, len(days), before, pages)


async def _delete_outlook(database: Database, now: dt.datetime) -> None:
    """Delete what is too old to be shown of places, and log the calls that it cost yesterday."""
    today = now.astimezone(KST).date()
    async with database.write() as connection:
        await warnings.delete_ended(connection, now)
        await air.delete_before(connection, now - AIR_RETENTION)
        await forecasts.delete_before(connection, today - dt.timedelta(days=1))
        await forecast_requests.delete_before(connection, now - MEMORY)
        calls = await service_calls.list_of_day(connection, today - dt.timedelta(days=1))
        await service_calls.delete_before(connection, today)
    for service, number in calls.items():
        _log.info("Source %s was sent %d calls yesterday", service, number)


async def _thin_ledger(database: Database, now: dt.datetime) -> None:
    before = (now - LEDGER_RETENTION).astimezone(KST).date()
    total, number = 0, DELIVERIES_PER_TRANSACTION
    while number == DELIVERIES_PER_TRANSACTION:
        async with database.write() as connection:
            number = await old_days.thin(connection, before, DELIVERIES_PER_TRANSACTION)
        total += number
    if total:
        _log.info("Replaced %d bulletins of before %s in the ledger by their counts", total, before)


async def _delete_articles(database: Database, now: dt.datetime, retention_time: dt.timedelta) -> None:
    since, total, number = now - retention_time, 0, ARTICLES_PER_TRANSACTION
    while number == ARTICLES_PER_TRANSACTION:
        async with database.write() as connection:
            number = await old_articles.delete_unlisted(connection, since, now, ARTICLES_PER_TRANSACTION)
        total += number
    if total:
        _log.info("Deleted %d articles that no source has listed since %s", total, since.astimezone(KST).date())


async def _shrink(database: Database) -> int:
    async with database.read() as connection:
        if await maintenance.get_free_share(connection) < MIN_FREE_SHARE:
            return 0
    total = 0
    while True:
        async with database.write() as connection:
            freed = await maintenance.shrink_file(connection, PAGES_PER_TRANSACTION)
        if not freed:
            return total
        total += freed
