"""Composition root of the running bot: builds it from its parts and runs it until it is stopped."""

import asyncio
import datetime as dt
import logging
import platform
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.application import (
    CALLS_GRACE,
    cancel_on_sigterm,
    cancel_on_stop_signals,
    catch_stop_signals,
    explain_loss,
    make_application,
    make_webhook_target,
    running,
    until_stopped,
)
from bot.clock import Clock, SystemClock
from bot.cluster.membership import Membership, membership
from bot.cluster.send_rate import SharedWindow
from bot.cluster.ticks import Alone, Sharing, Ticks
from bot.context import JoganApplication
from bot.delivery.follow_up import FollowUp
from bot.delivery.operators import Operators
from bot.delivery.refused_start import tell_database_too_new
from bot.delivery.turns import Turns
from bot.dependencies import Dependencies, assemble
from bot.errors import BotError, DatabaseLost, TokenRejected
from bot.i18n.translator import Translators
from bot.inbound.webhook import WebhookTarget
from bot.intake.chain import label
from bot.intake.control.added_feeds import read_feeds, with_feeds
from bot.intake.control.paused_sources import PausedSources
from bot.intake.control.source_control import SourceControl
from bot.intake.outlook.forecasts import ForecastCollector
from bot.intake.source_config import Configuration, ForecastService
from bot.intake.source_reload import SourceReload
from bot.monitoring.hourly import HourlySummary
from bot.monitoring.measuring import Measuring
from bot.monitoring.monitor import Monitor
from bot.monitoring.readiness import Readiness
from bot.monitoring.recent_lines import RecentLines
from bot.parsing.reader import warm_up
from bot.runtime.bot_account import claim_database
from bot.runtime.database_file import watch_database_file
from bot.runtime.instance_lock import InstanceLock, instance_lock
from bot.runtime.logging_setup import escape_controls, redact
from bot.runtime.process import find_uvloop, freeze_startup_objects, release_startup_objects
from bot.runtime.settings_report import describe_changed
from bot.scheduler import (
    FailureLog,
    add_access,
    add_backup,
    add_operations,
    add_operators,
    make_scheduler,
    note_error,
    ringing,
)
from bot.settings import VERSION, Settings
from bot.telegram_api.proxies import Proxy
from bot.telegram_api.rate_limiter import PAID_MESSAGES_PER_SECOND, Limiter
from handlers import register_all
from handlers.start.menus import publishing_commands
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from storage.content.added_feeds import AddedFeed
from storage.database import Database, open_database
from storage.errors import DatabaseTooNew

_HEAD_START = 0.1
"""Seconds for which the first answers have the process to themselves."""

_MAX_HEAD_STARTS = 20
"""After so many the rest is loaded, whoever waits."""

_log = logging.getLogger("jogan")


@dataclass(frozen=True, slots=True)
class _Process:
    """Parts that live as long as the process, also when the sources are reloaded.

    Attributes:
        settings: the operator's settings.
        catalogue: the weather stations.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
        webhook: the webhook at which updates arrive, or None.
        clock: the clock.
        database: the database, open.
        lock: the instance lock, or the membership of a process that shares the database with others.
        lost: set when the database's file is lost.
        fetcher: requests the sources.
        monitor: what the parts of the bot tell about their work.
        measuring: measures what is asked for with the metrics.
        hourly: logs a summary of each hour.
        sources: lets operators ask and reload the sources.
    """

    settings: Settings
    catalogue: Catalogue
    token: str
    proxy: Proxy | None
    webhook: WebhookTarget | None
    clock: Clock
    database: Database
    lock: InstanceLock | Membership
    lost: asyncio.Event
    fetcher: Fetcher
    monitor: Monitor
    measuring: Measuring
    hourly: HourlySummary
    sources: SourceControl

    @property
    def member(self) -> Membership | None:
        """This process among those that share the database; None if it is alone."""
        return self.lock if isinstance(self.lock, Membership) else None


async def serve(
    settings: Settings,
    configuration: Configuration,
    catalogue: Catalogue,
    token: str,
    proxy: Proxy | None,
    *,
    is_other_bot: bool = False,
) -> None:
    """Run the bot until it is stopped.

    Args:
        settings: the operator's settings.
        configuration: the sources.
        catalogue: the weather stations.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
        is_other_bot: True to let the token's bot follow another one on the database.

    Raises:
        BotError: the bot cannot run, or must not any more.
        StorageError: the database failed.
    """
    cancel_on_sigterm()
    try:
        await _serve(settings, configuration, catalogue, token, proxy, is_other_bot=is_other_bot)
    except DatabaseTooNew:
        await tell_database_too_new(settings, token, proxy)
        raise


async def _serve(
    settings: Settings,
    configuration: Configuration,
    catalogue: Catalogue,
    token: str,
    proxy: Proxy | None,
    *,
    is_other_bot: bool,
) -> None:
    # Once: a certificate that is being renewed must not end the bot when its sources are reloaded.
    webhook = make_webhook_target(settings, token)
    clock, monitor = SystemClock(), Monitor()
    loop = "uvloop" if find_uvloop() else "asyncio"
    python = platform.python_version()
    _log.info("Jogan %s starts on Python %s with %s: %s", VERSION, python, loop, describe_changed(settings))
    if settings.paid_broadcasts and loop == "asyncio":
        _log.info("Paid broadcasts take less processor time with uvloop: pip install 'jogan[uvloop]'")
    if proxy:
        _log.info("Telegram is called through the proxy %s (%s)", proxy, proxy.variable)
    async with (
        open_database(settings.database_url) as database,
        watch_database_file(database, clock) as lost,
        # Before anything else happens: two bots on one database would send the same bulletins.
        membership(database) if database.is_shared else instance_lock(database, clock) as lock,
        Fetcher(clock.now, user_agent=settings.user_agent) as fetcher,
    ):
        await claim_database(database, token, is_other=is_other_bot)
        measuring = Measuring(monitor, database, clock)
        hourly = HourlySummary(database, clock, monitor.metrics)
        if isinstance(lock, Membership):
            monitor.worker = lock.number
        await hourly.begin()
        feeds = await read_feeds(database)
        configuration = with_feeds(configuration, feeds, catalogue)
        process = _Process(
            settings, catalogue, token, proxy, webhook, clock, database, lock, lost, fetcher, monitor, measuring,
            hourly, SourceControl(fetcher),
        )  # fmt: skip
        async with _serve_monitoring(process), _reloading(process, configuration, feeds) as reload:
            while await _run(process, reload):
                # From here on until the next start is complete there is nothing to stop in order.
                cancel_on_stop_signals()
                release_startup_objects()


async def _run(process: _Process, reload: SourceReload) -> bool:
    """Run the bot with the sources that hold until it is stopped, or until others hold.

    Returns:
        True if it must be run once more, with other sources.
    """
    settings, clock, database, lock = process.settings, process.clock, process.database, process.lock
    configuration, fetcher = reload.configuration, process.fetcher
    reload.has_changed.clear()
    process.monitor.sources.forget()
    _log.info("Sources: %s", ", ".join(label(source) for source in configuration.source))
    for line in configuration.missing:
        _log.info("Missing source: %s", line)
    process.sources.begin(configuration, reload.request)
    dependencies = _assemble(process, configuration)
    paused = PausedSources(database, process.monitor.sources)
    await paused.refresh()
    forecasts = _make_forecasts(configuration, fetcher, dependencies, settings)
    dependencies = replace(dependencies, forecasts=forecasts)
    await dependencies.access.apply()
    await dependencies.known.refresh()
    if settings.pictures and dependencies.photo_cache is None:
        _log.warning("No pictures, the extra is missing: pip install 'jogan[pictures]', or set JOGAN_PICTURES=off")
    application = make_application(
        process.token, dependencies, register_all, await _make_limiter(process), lock, process.proxy, process.webhook
    )
    process.measuring.count_waiting = lambda: application.dispatcher.waiting
    turns = Turns(application.bot, dependencies, process.member)
    await turns.prepare()
    async with running(application, process.member), publishing_commands(application.bot, dependencies):
        # From the first answer on: a signal that comes before the last lines below must end the bot cleanly too.
        stopped = catch_stop_signals(application)
        source_jobs = await _load_rest(application)
        sharing, working = await _share_jobs(process)
        scheduler = _make_scheduler(process, application, configuration, dependencies, turns, source_jobs, sharing)
        add_operations(scheduler, paused.refresh, reload.refresh)
        failures: dict[asyncio.Event, BotError] = {
            application.token_rejected: TokenRejected(),
            lock.lost: explain_loss(process.member),
            process.lost: DatabaseLost(),
        }
        async with ringing(scheduler, clock, notices=process.monitor.notices), working:
            # Last: all that exists now stays until the sources are reloaded (docs/decisions/026).
            freeze_startup_objects()
            _log.info("Jogan is running as @%s; press Ctrl-C to stop", application.bot.username)
            try:
                # While the connections are open: what is in flight would be `unknown` otherwise.
                async with turns.taken(CALLS_GRACE + 1):
                    await until_stopped(stopped, failures, reload.has_changed)
            finally:
                if forecasts is not None:
                    await forecasts.close()
    return reload.has_changed.is_set() and not stopped.is_set()


def _make_scheduler(
    process: _Process,
    application: JoganApplication,
    configuration: Configuration,
    dependencies: Dependencies,
    turns: Turns,
    source_jobs: ModuleType,
    sharing: Sharing,
) -> AsyncIOScheduler:
    """Return a scheduler with all jobs of this process."""
    settings, clock, database, member = process.settings, process.clock, process.database, process.member
    follow_up = FollowUp(application.bot, dependencies)
    jobs = turns.delivery, follow_up, clock, database, dependencies.known, turns.warnings
    article_retention = dt.timedelta(days=settings.article_days)
    scheduler = make_scheduler(*jobs, article_retention, process.monitor.ticks, process.hourly, sharing)
    tell_warnings = turns.warnings.start
    source_jobs.add_source_jobs(scheduler, configuration, dependencies, process.fetcher, tell_warnings, sharing)
    add_access(scheduler, dependencies.access)
    if settings.operators:
        operators = Operators(application.bot, dependencies, is_shared=member is not None)
        add_operators(scheduler, operators, process.monitor.notices, member.number if member else 0)
    add_backup(scheduler, settings, database, clock)
    return scheduler


async def _share_jobs(process: _Process) -> tuple[Sharing, AbstractAsyncContextManager[None]]:
    """Return how jobs are shared with other processes, and what does those of this one while it is entered."""
    if process.member is None:
        return Alone(), nullcontext()
    # Only now: it needs packages of an extra. In a thread, as `_load_rest`.
    await asyncio.to_thread(import_module, "bot.cluster.jobs")
    from bot.cluster.jobs import Jobs  # noqa: PLC0415

    failures, notices = FailureLog(), process.monitor.notices

    def report(kind: str, error: Exception | None) -> None:
        failures.record(kind, error)
        if error is not None:
            note_error(error, notices)

    jobs = Jobs(process.database, process.member, report)
    return Ticks(process.database, process.clock, jobs), jobs.working()


async def _load_rest(application: JoganApplication) -> ModuleType:
    """Load in a thread what the first answers do without, and return the module of the sources' jobs.

    It takes as long as the start until here: tables for typos, patterns of sentences, parsers (docs/decisions/053).
    """
    # Whoever wrote while the bot was away is answered first: a thread would take every second turn from the event loop.
    await asyncio.sleep(_HEAD_START)
    for _ in range(_MAX_HEAD_STARTS):
        if not application.dispatcher.busy:
            break
        await asyncio.sleep(_HEAD_START)
    known = application.dependencies.known
    await known.prepare()
    await asyncio.to_thread(warm_up, known.places)
    return await asyncio.to_thread(import_module, "bot.source_jobs")


async def _make_limiter(process: _Process) -> Limiter:
    """Return the limiter of this process, which shares the free rate with the others on its database."""
    paid_rate = PAID_MESSAGES_PER_SECOND if process.settings.paid_broadcasts else None
    if process.member is None:
        return Limiter(paid_rate=paid_rate)
    window = SharedWindow(process.database)
    await window.prepare()
    return Limiter(paid_rate=paid_rate, window=window)


def _assemble(process: _Process, configuration: Configuration) -> Dependencies:
    return assemble(
        process.settings,
        process.clock,
        process.database,
        process.catalogue,
        configuration.ranking,
        expects_readings=configuration.expects_readings,
        monitor=process.monitor,
        sources=process.sources,
    )


@asynccontextmanager
async def _serve_monitoring(process: _Process) -> AsyncIterator[None]:
    """Serve health, metrics and dashboard from before Telegram is reached, if the operator has set an address."""
    settings, monitor, database = process.settings, process.monitor, process.database
    if settings.http_address is None:
        yield
        return
    # The server and its pages are a tenth of the start of a bot without them.
    from bot.dashboard.overview import OverviewReader  # noqa: PLC0415
    from bot.dashboard.routes import add_dashboard  # noqa: PLC0415
    from bot.http_server import serving  # noqa: PLC0415
    from bot.monitoring.server import make_app  # noqa: PLC0415

    secrets = process.token, *settings.secrets, process.proxy.login if process.proxy else ""
    lines = RecentLines(lambda text: redact(escape_controls(text), *secrets))
    app = make_app(monitor.metrics, process.measuring.update, Readiness(database, monitor))
    reader = OverviewReader(database, process.clock, settings.zone, monitor, lines)
    token = settings.dashboard_token
    add_dashboard(app, reader, Translators(settings.language), token.value if token else None)
    with lines.listening():
        async with serving(app, settings.http_address, "http"):
            yield


@asynccontextmanager
async def _reloading(
    process: _Process, configuration: Configuration, feeds: Sequence[AddedFeed]
) -> AsyncIterator[SourceReload]:
    """Reload the sources on SIGHUP while the block runs."""
    reload = SourceReload(process.settings, process.catalogue, configuration, process.database, feeds)
    # In a terminal the signal says that it was closed; Windows does not have it.
    if (number := getattr(signal, "SIGHUP", None)) and not sys.stdin.isatty():
        asyncio.get_running_loop().add_signal_handler(number, reload.request)
    task = asyncio.create_task(reload.run())
    try:
        yield reload
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _make_forecasts(
    configuration: Configuration, fetcher: Fetcher, dependencies: Dependencies, settings: Settings
) -> ForecastCollector | None:
    source = configuration.forecast
    if source is None:
        return None
    key = settings.kma_key if source.service is ForecastService.HUB else settings.data_key
    parts = dependencies.database, dependencies.known, dependencies.clock
    return ForecastCollector(source, key.value, fetcher, *parts, monitor=dependencies.monitor)
