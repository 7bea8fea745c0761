"""Composition root of the running bot: builds it from its parts and runs it until it is stopped."""

import asyncio
import datetime as dt
import logging
import platform
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.application import CALLS_GRACE, cancel_on_sigterm, catch_stop_signals, make_application, running, until_stopped
from bot.clock import Clock, SystemClock
from bot.context import JoganApplication
from bot.delivery.follow_up import FollowUp
from bot.delivery.service import DeliveryService
from bot.delivery.warnings.service import WarningDelivery
from bot.dependencies import Dependencies, assemble
from bot.errors import AlreadyRunning, DatabaseLost, TokenRejected
from bot.intake.backfill import Backfill
from bot.intake.chain import label
from bot.intake.collector import Collector
from bot.intake.outlook.air import AirCollector
from bot.intake.outlook.forecasts import ForecastCollector
from bot.intake.outlook.warnings import WarningCollector
from bot.intake.source_config import Configuration, ForecastService
from bot.intake.watched_folder import WatchedFolder
from bot.monitoring.hourly import HourlySummary
from bot.monitoring.measuring import Measuring
from bot.monitoring.readiness import Readiness
from bot.monitoring.server import make_app, serving
from bot.runtime.database_file import watch_database_file
from bot.runtime.instance_lock import instance_lock
from bot.runtime.process import freeze_startup_objects
from bot.runtime.settings_report import describe_changed
from bot.scheduler import add_backup, add_sources, make_scheduler, ringing
from bot.settings import VERSION, Settings
from bot.telegram_api.proxies import Proxy
from handlers import register_all
from handlers.start.menus import publishing_commands
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from storage.database import Database, open_database

_log = logging.getLogger("jogan")


async def serve(
    settings: Settings, configuration: Configuration, catalogue: Catalogue, token: str, proxy: Proxy | None
) -> None:
    """Run the bot until it is stopped.

    Args:
        settings: the operator's settings.
        configuration: the sources.
        catalogue: the weather stations.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.

    Raises:
        BotError: the bot cannot run, or must not any more.
        StorageError: the database failed.
    """
    cancel_on_sigterm()
    clock = SystemClock()
    _log.info("Jogan %s starts on Python %s: %s", VERSION, platform.python_version(), describe_changed(settings))
    _log.info("Sources: %s", ", ".join(label(source) for source in configuration.source))
    if proxy:
        _log.info("Telegram is called through the proxy %s (%s)", proxy, proxy.variable)
    async with (
        open_database(settings.database_url) as database,
        watch_database_file(database, clock) as lost,
        # Before anything else happens: two bots on one database would send the same bulletins.
        instance_lock(database, clock) as lock,
        Fetcher(clock.now, user_agent=settings.user_agent) as fetcher,
    ):
        dependencies = assemble(
            settings, clock, database, catalogue, configuration.ranking, expects_readings=configuration.expects_readings
        )
        forecasts = _make_forecasts(configuration, fetcher, dependencies, settings)
        dependencies = replace(dependencies, forecasts=forecasts)
        await dependencies.known.refresh()
        # Tables for typos take 0.1 s to build: now, and not when the first person mistypes (docs/decisions/020).
        await dependencies.known.prepare()
        if settings.pictures and dependencies.photo_cache is None:
            _log.warning("No pictures, the extra is missing: pip install 'jogan[pictures]', or set JOGAN_PICTURES=off")
        application = make_application(token, dependencies, register_all, lease=lock, proxy=proxy)
        delivery = DeliveryService(application.bot, dependencies)
        # Before anything is sent: whatever is marked as `sending` now was interrupted by a crash.
        await delivery.recover()
        warnings = WarningDelivery(application.bot, dependencies)
        await warnings.recover()
        async with (
            _serve_metrics(application),
            running(application),
            publishing_commands(application.bot, dependencies),
        ):
            # From the first answer on: a signal that comes before the last lines below must end the bot cleanly too.
            stopped = catch_stop_signals(application)
            follow_up = FollowUp(application.bot, dependencies)
            article_retention = dt.timedelta(days=settings.article_days)
            jobs = delivery, follow_up, clock, database, dependencies.known, warnings
            hourly = HourlySummary(database, clock, dependencies.monitor.metrics)
            await hourly.begin()
            scheduler = make_scheduler(*jobs, article_retention, dependencies.monitor.ticks, hourly)
            parts = database, catalogue, clock
            kma_key = settings.kma_key.get_secret_value()
            collector = Collector(configuration.polled, fetcher, *parts, kma_key, monitor=dependencies.monitor)
            folders = [WatchedFolder(folder, *parts) for folder in configuration.folders]
            backfill = _make_backfill(configuration, collector, fetcher, *parts)
            outlook = _make_outlook(configuration, fetcher, dependencies, settings, warnings)
            add_sources(scheduler, collector, folders, clock, backfill, outlook)
            add_backup(scheduler, settings, Path(database.file.path), clock)
            for line in configuration.missing:
                _log.info("Missing source: %s", line)
            failures = {
                application.token_rejected: TokenRejected(),
                lock.lost: AlreadyRunning(
                    "this process was suspended for too long; another one holds the instance lock now"
                ),
                lost: DatabaseLost(),
            }
            async with ringing(scheduler, clock):
                # Last: all that exists now stays for the life of the process (docs/decisions/026).
                freeze_startup_objects()
                _log.info("Jogan is running as @%s; press Ctrl-C to stop", application.bot.username)
                try:
                    await until_stopped(stopped, failures)
                finally:
                    # While the connections are open: what is in flight would be `unknown` otherwise.
                    await asyncio.gather(delivery.stop(CALLS_GRACE + 1), warnings.stop(CALLS_GRACE + 1))
                    if forecasts is not None:
                        await forecasts.close()


def _serve_metrics(application: JoganApplication) -> AbstractAsyncContextManager[object]:
    """Serve health and metrics from before Telegram is reached until the end, if the operator has set an address."""
    dependencies = application.dependencies
    address = dependencies.settings.http_address
    if address is None:
        return nullcontext()
    monitor, database = dependencies.monitor, dependencies.database
    measuring = Measuring(monitor, database, dependencies.clock, lambda: application.dispatcher.waiting)
    return serving(make_app(monitor.metrics, measuring.update, Readiness(database, monitor)), address)


def _make_forecasts(
    configuration: Configuration, fetcher: Fetcher, dependencies: Dependencies, settings: Settings
) -> ForecastCollector | None:
    source = configuration.forecast
    if source is None:
        return None
    key = settings.kma_key if source.service is ForecastService.HUB else settings.data_key
    parts = dependencies.database, dependencies.known, dependencies.clock
    return ForecastCollector(source, key.get_secret_value(), fetcher, *parts, monitor=dependencies.monitor)


def _make_outlook(
    configuration: Configuration,
    fetcher: Fetcher,
    dependencies: Dependencies,
    settings: Settings,
    warnings: WarningDelivery,
) -> dict[str, Callable[[], Awaitable[None]]]:
    """Return the runs of the collectors of what the day brings, by the ids of their jobs."""
    database, clock, monitor = dependencies.database, dependencies.clock, dependencies.monitor
    runs: dict[str, Callable[[], Awaitable[None]]] = {}
    if dependencies.forecasts is not None:
        runs["forecasts"] = dependencies.forecasts.run
    if source := configuration.warnings:
        key = settings.kma_key.get_secret_value()
        # Told as soon as they are read, and not at the next minute.
        runs["warnings"] = WarningCollector(source, fetcher, database, clock, key, warnings.start, monitor=monitor).run
    if configuration.air:
        key = settings.data_key.get_secret_value()
        runs["air"] = AirCollector(configuration.air, key, fetcher, database, clock, monitor=monitor).run
    return runs


def _make_backfill(
    configuration: Configuration,
    collector: Collector,
    fetcher: Fetcher,
    database: Database,
    catalogue: Catalogue,
    clock: Clock,
) -> Backfill | None:
    cities = configuration.cities
    if cities is None:
        return None
    return Backfill(cities, partial(collector.is_working, cities.name), fetcher, database, catalogue, clock)
