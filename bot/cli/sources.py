"""`jogan sources`: check, ask, pause, resume, add and remove sources."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import fail

if TYPE_CHECKING:
    from bot.intake.source_check import CheckedSource
    from bot.intake.source_config import Configuration
    from bot.operations.feeds import FeedTrial
    from bot.settings import Settings
    from sources.korea.stations import Catalogue
    from storage.content.added_feeds import AddedFeed

app = typer.Typer(help="The sources in jogan.toml, and the feeds that were added to them.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(help="The source's name, as jogan config lists it.", metavar="NAME")]


def load_all_sources(settings: Settings, catalogue: Catalogue) -> Configuration:
    """Load the sources of `jogan.toml` and those that were added.

    Raises:
        SystemExit: the file or the database cannot be used; the error has been printed.
    """
    from bot.cli.common import run_command
    from bot.errors import InvalidConfiguration
    from bot.intake.control.added_feeds import read_feeds_at, with_feeds
    from bot.intake.source_parsing import load_sources

    try:
        found = load_sources(settings, catalogue)
    except InvalidConfiguration as error:
        fail(str(error), 2)
    return with_feeds(found, run_command(read_feeds_at(settings.database_url)), catalogue)


@app.command()
def check(*, as_json: AsJson = False) -> None:
    """Fetch each source once and print the results; nothing is stored."""
    from rich.console import Console

    from bot.cli.common import load_settings, make_plain_console, run_command
    from bot.clock import SystemClock
    from bot.intake.outlook.check import list_calls
    from bot.intake.source_check import build_table, describe_results, list_remarks
    from bot.runtime.logging_setup import configure_logging
    from sources.korea.stations import load_catalogue

    settings, catalogue = load_settings(), load_catalogue()
    configuration = load_all_sources(settings, catalogue)
    # Errors only: the table below says why a source failed.
    configure_logging(*settings.secrets, level=logging.ERROR)
    with Console(stderr=True).status(f"Checking {len(configuration.source)} sources"):
        checked = run_command(_check(configuration, catalogue, settings))
    calls = run_command(list_calls(settings.database_url, configuration.source, SystemClock().now()))
    paused = run_command(_read_pauses(settings.database_url, configuration))
    if as_json:
        typer.echo(json.dumps({"sources": describe_results(checked), "paused": sorted(paused)}, ensure_ascii=False))
    else:
        console = make_plain_console()
        console.print(build_table(checked))
        lines = [f"{name}: paused since {_seoul(since)} (Seoul)" for name, since in paused.items()]
        console.print(*list_remarks(checked), *calls, *lines, *configuration.missing, sep="\n", soft_wrap=True)
    if not all(source.is_usable for source in checked):
        raise typer.Exit(1)


@app.command()
def ask(name: Name, *, as_json: AsJson = False) -> None:
    """Fetch one source of readings or articles now, and store what it has, also while the bot is running."""
    from bot.cli.common import load_settings, run_on_database
    from bot.clock import SystemClock
    from bot.intake.collector import Collector
    from bot.monitoring.monitor import Monitor
    from bot.runtime.logging_setup import configure_logging
    from sources.fetch import Fetcher
    from sources.korea.stations import load_catalogue
    from storage.database import Database

    settings, catalogue = load_settings(), load_catalogue()
    configuration = load_all_sources(settings, catalogue)
    if name not in (known := [source.name for source in configuration.polled]):
        fail(f"no source of readings or articles is called {name!r}; there are {', '.join(known)}", 2)
    configure_logging(*settings.secrets, level=logging.ERROR)

    async def request(database: Database) -> tuple[str | None, dict[str, int]]:
        monitor, clock = Monitor(), SystemClock()
        async with Fetcher(clock.now, user_agent=settings.user_agent) as fetcher:
            parts = fetcher, database, catalogue, clock, settings.kma_key.value
            polled = [source for source in configuration.polled if source.name == name]
            await Collector(polled, *parts, monitor=monitor).ask(name)
        watches = monitor.sources.list_watches(*monitor.sources.names)
        # Of a chain one address that works is enough.
        reasons = [one.reason for one in watches]
        return (reasons[0] if None not in reasons else None), monitor.metrics.read_stored()

    reason, stored = run_on_database(settings.database_url, request)
    if as_json:
        typer.echo(json.dumps({"source": name, "reason": reason, **stored}, ensure_ascii=False))
    elif reason is None:
        typer.echo(f"{name}: {stored['readings']} new readings, {stored['articles']} new articles")
    if reason is not None:
        fail(f"{name}: {reason}", 1)


@app.command()
def pause(name: Name, *, as_json: AsJson = False) -> None:
    """Request a source no more until it is resumed; the running bot obeys within some seconds."""
    from bot.cli.common import load_settings, run_on_database
    from bot.clock import SystemClock
    from bot.intake.control.source_control import list_requested
    from sources.korea.stations import load_catalogue
    from storage.content import paused_sources
    from storage.database import Database

    settings = load_settings()
    known = [source.name for source in list_requested(load_all_sources(settings, load_catalogue()))]
    if name not in known:
        fail(f"no source that is requested is called {name!r}; there are {', '.join(known)}", 2)

    async def begin(database: Database) -> None:
        async with database.write() as connection:
            await paused_sources.pause(connection, name, SystemClock().now())

    run_on_database(settings.database_url, begin)
    _print(as_json, {"source": name, "paused": True}, f"{name} is paused.")


@app.command()
def resume(name: Name, *, as_json: AsJson = False) -> None:
    """Request a paused source again."""
    from bot.cli.common import load_settings, run_on_database
    from storage.content import paused_sources
    from storage.database import Database

    async def end(database: Database) -> bool:
        async with database.write() as connection:
            return await paused_sources.resume(connection, name)

    if not run_on_database(load_settings().database_url, end):
        fail(f"{name!r} is not paused", 2)
    _print(as_json, {"source": name, "paused": False}, f"{name} is requested again.")


@app.command()
def add(
    address: Annotated[str, typer.Argument(help="The feed's URL: https://…", metavar="ADDRESS")],
    *,
    name: Annotated[str | None, typer.Option(help="Its name below its articles (default: the host).")] = None,
    region: Annotated[str | None, typer.Option(help="The province or district that it is about.")] = None,
    as_json: AsJson = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Request a feed once, and add it to the sources; jogan.toml is not changed."""
    from bot.cli.common import load_settings, report_errors, run_command, run_on_database
    from bot.clock import SystemClock
    from bot.operations.feeds import add_feed, name_feed
    from sources.korea.stations import load_catalogue

    settings, catalogue = load_settings(), load_catalogue()
    configuration = load_all_sources(settings, catalogue)
    with report_errors():
        feed = name_feed(address, name, region)
    trial = run_command(_try(feed, catalogue, settings))
    if trial.reason is not None:
        fail(f"{feed.name}: {trial.reason}", 1)
    # With --json standard output holds nothing but JSON.
    typer.echo("\n".join(_describe_trial(trial)), err=as_json)
    if not yes:
        typer.confirm("Add it?", abort=True, err=as_json)
    now = SystemClock().now()
    run_on_database(settings.database_url, lambda database: add_feed(database, feed, configuration, catalogue, now))
    found = {"source": feed.name, "address": feed.address, "region": feed.region, "articles": trial.articles}
    _print(as_json, found, f"{feed.name} is added.")


@app.command()
def remove(name: Name, *, as_json: AsJson = False) -> None:
    """Remove a feed that was added; its articles stay. Sources of jogan.toml are removed there."""
    from bot.cli.common import load_settings, run_on_database
    from bot.operations.feeds import remove_feed

    url = load_settings().database_url
    if not run_on_database(url, lambda database: remove_feed(database, name)):
        fail(f"no feed that was added is called {name!r}", 2)
    _print(as_json, {"source": name, "removed": True}, f"{name} is removed.")


def _print(as_json: bool, found: Mapping[str, object], text: str) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else text)


def _describe_trial(trial: FeedTrial) -> list[str]:
    newest = f", the newest of {_seoul(trial.newest)} (Seoul)" if trial.newest else ", without dates"
    region = f" ({trial.feed.region})" if trial.feed.region else ""
    head = f"{trial.feed.name}{region}: {trial.articles} articles{newest}"
    return [head, *(f"    {headline}" for headline in trial.headlines)]


def _seoul(moment: dt.datetime) -> str:
    from sources.records import KST

    return f"{moment.astimezone(KST):%Y-%m-%d %H:%M}"


async def _try(feed: AddedFeed, catalogue: Catalogue, settings: Settings) -> FeedTrial:
    from bot.clock import SystemClock
    from bot.operations.feeds import try_feed
    from sources.fetch import Fetcher

    clock = SystemClock()
    async with Fetcher(clock.now, user_agent=settings.user_agent) as fetcher:
        return await try_feed(feed, fetcher, catalogue, clock.now())


async def _check(configuration: Configuration, catalogue: Catalogue, settings: Settings) -> list[CheckedSource]:
    from bot.clock import SystemClock
    from bot.intake.source_check import Keys, check_sources
    from sources.fetch import Fetcher

    clock = SystemClock()
    async with Fetcher(clock.now, user_agent=settings.user_agent) as fetcher:
        keys = Keys(settings.kma_key.value, settings.data_key.value)
        return await check_sources(configuration.source, fetcher, catalogue, keys, clock.now())


async def _read_pauses(database_url: str, configuration: Configuration) -> dict[str, dt.datetime]:
    """Return since when each paused source is paused; before the bot's first start there is no database."""
    from storage.content import paused_sources
    from storage.database import open_database
    from storage.errors import DatabaseUnreachable

    names = {source.name for source in configuration.source}
    try:
        async with open_database(database_url, must_exist=True) as database, database.read() as connection:
            found = await paused_sources.list_all(connection)
    except DatabaseUnreachable:
        return {}
    return {name: since for name, since in found.items() if name in names}
