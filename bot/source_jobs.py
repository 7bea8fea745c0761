"""Jobs of the sources: what polls them, and what watches folders.

`serve` imports this after the first questions have been answered: parsers, and what stores their content, take as long
to load as all that answers.
"""

import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.cluster.ticks import Alone, Sharing
from bot.dependencies import Dependencies
from bot.intake.backfill import Backfill
from bot.intake.collector import Collector
from bot.intake.control.source_control import SourceControl
from bot.intake.outlook.air import AirCollector
from bot.intake.outlook.warnings import WarningCollector
from bot.intake.source_config import Configuration, list_names
from bot.intake.watched_folder import SCAN_INTERVAL, WatchedFolder
from bot.scheduler import Recurring
from bot.settings import Settings
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from storage.database import Database

# Not at :00, when everybody polls, and not at :59, whose retries would fall on :00.
_POLLING_MINUTES = range(1, 59)
"""Minutes of an hour in which sources are polled."""


def add_source_jobs(
    scheduler: AsyncIOScheduler,
    configuration: Configuration,
    dependencies: Dependencies,
    fetcher: Fetcher,
    tell_warnings: Callable[[], None],
    sharing: Sharing,
) -> None:
    """Add the jobs of all sources, and let operators ask each of them.

    Args:
        scheduler: the scheduler.
        configuration: the sources.
        dependencies: the parts of the bot.
        fetcher: requests the sources.
        tell_warnings: sends messages about new warnings.
        sharing: how jobs are shared with other processes.
    """
    settings, monitor = dependencies.settings, dependencies.monitor
    parts = dependencies.database, dependencies.catalogue, dependencies.clock
    collector = Collector(configuration.polled, fetcher, *parts, settings.kma_key.value, monitor=monitor)
    folders = [WatchedFolder(folder, *parts, monitor.metrics) for folder in configuration.folders]
    backfill = _make_backfill(configuration, collector, fetcher, *parts)
    outlook = _make_outlook(configuration, fetcher, dependencies, settings, tell_warnings)
    names = _list_names(configuration)

    def note_place(kind: str, is_here: bool) -> None:
        monitor.sources.set_place(names.get(kind, ()), is_here=is_here)

    add_sources(scheduler, collector, folders, dependencies.clock, backfill, outlook, sharing, note_place)
    _offer_requests(dependencies.sources, configuration, collector, outlook)


def add_sources(
    scheduler: AsyncIOScheduler,
    collector: Collector,
    folders: Iterable[WatchedFolder],
    clock: Clock,
    backfill: Backfill | None = None,
    outlook: Mapping[str, Callable[[], Awaitable[None]]] = MappingProxyType({}),
    sharing: Sharing | None = None,
    note_place: Callable[[str, bool], object] = lambda *_: None,
) -> None:
    """Add jobs that poll the sources, at the start and every minute, fill in past hours, and watch the folders.

    Args:
        scheduler: the scheduler.
        collector: polls the sources of readings and articles.
        folders: the watched folders.
        clock: the clock.
        backfill: fills in past hours, or None.
        outlook: the runs of the other collectors, by the ids of their jobs.
        sharing: how jobs are shared with other processes; None if there are none.
        note_place: called with a kind of job and whether it is given to this process.
    """
    sharing = sharing or Alone()
    # A random second per process, so that the bots of many operators do not all poll KMA at the same one.
    second = random.randrange(60)  # noqa: S311 - no secret
    now = clock.now()
    first = {"next_run_time": now} if now.minute in _POLLING_MINUTES else {}
    minutes = f"{_POLLING_MINUTES[0]}-{_POLLING_MINUTES[-1]}"
    trigger = Recurring(minute=minutes, second=second, timezone="UTC")
    if sharing.is_shared:
        for name, every in collector.intervals.items():
            kind = _get_kind(name)
            poll = partial(collector.poll, name)
            tick = sharing.once(kind, poll, every=every, note_place=partial(note_place, kind))
            scheduler.add_job(tick, trigger, id=kind, **first)
    else:
        # Several runs may overlap, so that a slow source does not delay the others.
        scheduler.add_job(collector.run, trigger, id="sources", max_instances=collector.max_runs, **first)
    for name, run in outlook.items():
        scheduler.add_job(sharing.once(name, run, note_place=partial(note_place, name)), trigger, id=name, **first)
    if backfill:
        # Half a minute after the polls, so that KMA gets one request at a time.
        later = Recurring(minute=minutes, second=(second + 30) % 60, timezone="UTC")
        # Where the source is polled, because it asks only while that works.
        near = _get_kind(collector.find_owner(backfill.source_name))
        scheduler.add_job(sharing.once("backfill", backfill.run, near=near), later, id="backfill")
    for number, folder in enumerate(folders, 1):
        scheduler.add_job(folder.run, Recurring(second=f"*/{SCAN_INTERVAL}", timezone="UTC"), id=f"folder {number}")


def _get_kind(source: str) -> str:
    return f"source {source}"


def _list_names(configuration: Configuration) -> dict[str, Sequence[str]]:
    """Return the names of the sources that each kind of job asks; without forecasts, for which every process asks."""
    polled = {_get_kind(source.name): list_names(source) for source in configuration.polled}
    others = {"warnings": configuration.warnings, "air": configuration.air}
    return {**polled, **{kind: (source.name,) for kind, source in others.items() if source}}


def _make_outlook(
    configuration: Configuration,
    fetcher: Fetcher,
    dependencies: Dependencies,
    settings: Settings,
    tell_warnings: Callable[[], None],
) -> dict[str, Callable[[], Awaitable[None]]]:
    """Return the runs of the collectors of what the day brings, by the ids of their jobs."""
    database, clock, monitor = dependencies.database, dependencies.clock, dependencies.monitor
    runs: dict[str, Callable[[], Awaitable[None]]] = {}
    if dependencies.forecasts is not None:
        runs["forecasts"] = dependencies.forecasts.run
    if source := configuration.warnings:
        key = settings.kma_key.value
        # Told as soon as they are read, and not at the next minute.
        runs["warnings"] = WarningCollector(source, fetcher, database, clock, key, tell_warnings, monitor=monitor).run
    if configuration.air:
        key = settings.data_key.value
        runs["air"] = AirCollector(configuration.air, key, fetcher, database, clock, monitor=monitor).run
    return runs


def _offer_requests(
    sources: SourceControl,
    configuration: Configuration,
    collector: Collector,
    outlook: Mapping[str, Callable[[], Awaitable[None]]],
) -> None:
    """Offer operators a request of each source; one of forecasts or fine dust asks only for what is due."""
    for source in configuration.polled:
        sources.offer(source.name, partial(collector.ask, source.name))
    others = {"forecasts": configuration.forecast, "warnings": configuration.warnings, "air": configuration.air}
    for job, other in others.items():
        if other is not None and job in outlook:
            sources.offer(other.name, outlook[job])


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
