"""Composition root of the bot at a local Telegram: terminal chat, demo, and the session that the tests run in too."""

import asyncio
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import typer
from telegram.constants import ChatType

from bot.application import catch_stop_signals, make_application, make_webhook_target, running, until_stopped
from bot.clock import SetClock
from bot.context import JoganApplication
from bot.delivery.follow_up import FollowUp
from bot.delivery.service import DeliveryService
from bot.delivery.warnings.service import WarningDelivery
from bot.dependencies import assemble
from bot.errors import InvalidInput, TokenRejected
from bot.intake.control.source_control import SourceControl
from bot.intake.ingest import ingest_document
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Limiter
from demo import ABOUT
from demo.feed import DemoFeed
from demo.week import BEGIN, FIRST_MORNING
from handlers import register_all
from handlers.start.menus import publish_commands
from simulator import Server, Terminal, Town, World, rename_town, small_town
from simulator.errors import ActionError
from simulator.terminal import read_lines
from sources.fetch import Fetcher
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage.chats import chats
from storage.chats.chats import Chat
from storage.database import Database, file_url, open_database

TOKEN = "1:local"  # noqa: S105 - opens nothing but the local Telegram
YEARS = range(2000, 2100)
"""Years to which the clock of a local session can be set."""


@dataclass(frozen=True, slots=True)
class LocalSession:
    """The bot running at a local Telegram.

    Attributes:
        world: the state of the local Telegram, and the actions of its users.
        town: a user with her chats.
        server: the Bot API server.
        application: the bot's application.
        delivery: the delivery of its bulletins.
        warnings: the delivery of weather warnings.
        follow_up: the work after a delivery.
        database: its database.
        clock: its clock.
    """

    world: World
    town: Town
    server: Server
    application: JoganApplication
    delivery: DeliveryService
    warnings: WarningDelivery
    follow_up: FollowUp
    database: Database
    clock: SetClock

    async def wait_until_idle(self) -> None:
        """Wait until the bot has processed all updates."""
        await self.server.wait_until_idle()
        await self.application.dispatcher.join()
        await self.application.join_background()

    async def set_clock(self, at: dt.datetime) -> None:
        """Set the clock to an aware time, deliver the bulletins that are due, follow up, and reload the towns.

        Raises:
            ActionError: the year is out of range.
        """
        if at.year not in YEARS:
            raise ActionError(f"the clock goes from {YEARS.start} to {YEARS.stop - 1}")
        self.clock.set(at)
        # There is no scheduler here: its jobs run whenever the clock is set.
        await self.warnings.run()
        await self.delivery.run()
        await self.follow_up.run()
        await self.application.dependencies.known.refresh()
        await self.application.dependencies.access.refresh()


@asynccontextmanager
async def local_session(
    settings: Settings, language: str | None, at: dt.datetime, port: int = 0, *, has_menus: bool = True
) -> AsyncIterator[LocalSession]:
    """Run the whole bot at a local Telegram, composed as for the real one.

    Args:
        settings: the operator's settings; the bot calls the local Telegram whatever they say.
        language: language of the person in the town, a code; None if their Telegram tells none.
        at: time of the session's clock, aware.
        port: port of the local Telegram; 0 for a free one.
        has_menus: set the menus of commands, as the bot does when it starts.

    Raises:
        InvalidInput: the database serves real chats.
        OSError: the port is in use.
    """
    clock = SetClock(at)
    world = World(now=clock.now)
    town = small_town(world, language=language)
    async with (
        Server(world, token=TOKEN, port=port, strict=True) as server,
        open_database(settings.database_url) as database,
    ):
        # Before anything is sent: the real chats do not exist here, and would be disabled.
        await _refuse_real_chats(database, town)
        async with session_at(server, town, database, settings, clock, has_menus=has_menus) as session:
            yield session


@asynccontextmanager
async def session_at(
    server: Server,
    town: Town,
    database: Database,
    settings: Settings,
    clock: SetClock,
    token: str = TOKEN,
    *,
    has_menus: bool = True,
) -> AsyncIterator[LocalSession]:
    """Run the bot at a local Telegram that is there already, and may have its chats from an earlier session.

    Args:
        server: the local Telegram.
        town: the user whom the session has.
        database: the bot's database.
        settings: the operator's settings; the bot calls the local Telegram whatever they say.
        clock: the clock of the session and of the local Telegram.
        token: the bot's token.
        has_menus: set the menus of commands, as the bot does when it starts.
    """
    async with Fetcher(clock.now, user_agent=settings.user_agent) as fetcher:
        here = replace(settings, telegram_api=server.base_url)
        dependencies = assemble(here, clock, database, load_catalogue(), sources=SourceControl(fetcher))
        await dependencies.access.apply()
        await dependencies.known.refresh()
        # No rate limits: the local Telegram asks for no pauses, unless a test turns them on.
        limiter, webhook = Limiter(rate=None, now=_seconds_of(clock)), make_webhook_target(here, token)
        application = make_application(token, dependencies, register_all, limiter, webhook=webhook)
        async with _running_session(server, town, application, clock, has_menus=has_menus) as session:
            yield session


@asynccontextmanager
async def _running_session(
    server: Server, town: Town, application: JoganApplication, clock: SetClock, *, has_menus: bool
) -> AsyncIterator[LocalSession]:
    dependencies = application.dependencies
    # Nothing else moves on here than the clock that is set.
    delivery = DeliveryService(application.bot, dependencies, lambda: clock.now().timestamp())
    warnings = WarningDelivery(application.bot, dependencies, lambda: clock.now().timestamp())
    await delivery.recover()
    await warnings.recover()
    async with running(application):
        if has_menus:
            await publish_commands(application.bot, dependencies)
        follow_up = FollowUp(application.bot, dependencies)
        parts = delivery, warnings, follow_up, dependencies.database, clock
        session = LocalSession(server.world, town, server, application, *parts)
        control = server.control
        control.on_clock, control.wait_until_idle, control.zone = session.set_clock, session.wait_until_idle, KST
        try:
            yield session
        finally:
            await delivery.stop()
            await warnings.stop()


def _seconds_of(clock: SetClock) -> Callable[[], float]:
    """Return a clock, in seconds, that moves with the real time and whenever the session's clock is set."""
    begin = clock.now()
    return lambda: time.monotonic() + (clock.now() - begin).total_seconds()


async def chat(settings: Settings, language: str, at: dt.datetime) -> None:
    """Run the terminal chat on standard input until its end.

    Raises:
        InvalidInput: the database serves real chats.
    """
    async with local_session(_without_webhook(settings), language, at) as session:
        if sys.stdin.isatty():
            typer.echo("Write to the bot: /start, or :help for further commands. Press Ctrl-D to quit.")
        await _terminal(session, session.set_clock, echo=False).run(read_lines(sys.stdin))


def _without_webhook(settings: Settings) -> Settings:
    """Return settings with which updates are polled: the webhook is that of the real bot."""
    return replace(settings, webhook_url=None)


async def _refuse_real_chats(database: Database, town: Town) -> None:
    """Protect the database of a real bot.

    Raises:
        InvalidInput: the database has other chats than the town's.
    """
    async with database.read() as connection:
        others = await chats.count_others(connection, [one.id for one in (town.private, town.group, town.channel)])
    if others:
        raise InvalidInput(f"this database serves {others} real chats; use another one with --database")


async def demo(settings: Settings, language: str | None, port: int | None) -> None:
    """Run the demo: a scripted conversation in the terminal, then, if a port is given, the web page to continue it.

    Args:
        settings: the operator's settings.
        language: language of the person in the town, a code; None for that of the terminal, and on the page for that of
            the browser.
        port: the page's port, or None.
    """
    spoken = language or get_terminal_language()
    station = load_catalogue().example
    city = station.name(spoken)
    # The forecasts of the other places would keep the first line waiting.
    async with _demo_session(settings, spoken, person_language=spoken, province=station.region.province) as (
        session,
        clock,
    ):
        await _terminal(session, clock.set, echo=True).run(
            _as_lines(f"/weather {city}", f"/subscribe 07:00 {city}", f":at {FIRST_MORNING:%Y-%m-%d %H:%M}")
        )
    if port is not None:
        # A session of its own, in which the page begins without the conversation of the terminal.
        async with _demo_session(settings, spoken, port, person_language=language) as (session, clock):
            typer.echo(f"\nOpen {session.server.base_url.removesuffix('bot')} to continue there; press Ctrl-C to quit.")
            await _run_until_stopped(session, clock.run(), _subscribe_all(session))


def get_terminal_language() -> str:
    """Return the language of the terminal if the page has it, else English."""
    tags = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, tags), "").partition("_")[0]
    return language if language in ABOUT else "en"


async def _subscribe_all(session: LocalSession) -> None:
    """Subscribe in all chats of the town, as soon as the person's language is known."""
    town = session.town
    language = town.person.language_code or await _wait_for_language(session)
    rename_town(town, language)
    async with session.database.write() as connection:
        # Posts tell no language, so a channel begins with that of the person who sets it up.
        await chats.save(connection, Chat(town.channel.id, ChatType.CHANNEL, None, language))
    city = load_catalogue().example.name(language)
    for where in (town.private, town.group, town.channel):
        session.world.say(where, town.person, f"/subscribe 07:00 {city}")
    await session.wait_until_idle()
    # The bot has asked whether warnings should come at once; the first button says yes.
    session.world.press(session.world.messages(town.private)[-1], 0, town.person)


async def _wait_for_language(session: LocalSession) -> str:
    """Return the language of the browser that opens the page first."""
    known: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def listen(_: object) -> None:
        if (language := session.town.person.language_code) and not known.done():
            known.set_result(language)

    session.world.events.listeners.append(listen)
    return await known


class _DemoClock:
    """Clock of a demo: whatever happens until the time to which it is set has become known then.

    Args:
        session: the session.
        feed: what happens.
    """

    def __init__(self, session: LocalSession, feed: DemoFeed) -> None:
        self._session = session
        self._feed = feed
        # The clock runs on while a person moves it, and must not be set back by that.
        self._lock = asyncio.Lock()

    async def set(self, at: dt.datetime) -> None:
        """Set the clock to an aware time, and stop on the way where something happens that is told at once."""
        async with self._lock:
            await self._move(at)

    async def run(self) -> None:
        """Advance the clock, so that deliveries which Telegram delays (429) are retried in time."""
        while True:
            await asyncio.sleep(1)
            async with self._lock:
                await self._move(self._session.clock.now() + dt.timedelta(seconds=1))

    async def _move(self, at: dt.datetime) -> None:
        for moment in self._feed.list_moments(self._session.clock.now(), at):
            await self._feed.advance(moment)
            await self._session.set_clock(moment)


@asynccontextmanager
async def _demo_session(
    settings: Settings, language: str, port: int = 0, *, person_language: str | None = None, province: str | None = None
) -> AsyncIterator[tuple[LocalSession, _DemoClock]]:
    """Run a local session on a temporary database that the demo's feed fills, and yield it with its clock."""
    with _temporary_database() as url:
        here = replace(_without_webhook(settings), database_url=url, language=language)
        async with local_session(here, person_language, BEGIN, port) as session:
            page = resources.files("sources").joinpath("sample_page.txt").read_bytes()
            catalogue = session.application.dependencies.catalogue
            await ingest_document("sample page", page, session.database, catalogue, BEGIN)
            feed = DemoFeed(session.database, catalogue, page, province)
            await feed.advance(BEGIN)
            clock = _DemoClock(session, feed)
            session.server.control.on_clock, session.server.control.about = clock.set, ABOUT
            yield session, clock


async def _run_until_stopped(session: LocalSession, *work: Coroutine[object, object, None]) -> None:
    """Do some work beside the session until the person or Telegram stops it, or a part of the work fails."""
    failures = {session.application.token_rejected: TokenRejected()}
    stopped = asyncio.create_task(until_stopped(catch_stop_signals(session.application), failures))
    tasks = [asyncio.create_task(_stop_on_failure(one, stopped)) for one in work]
    await asyncio.wait({stopped})
    for task in tasks:
        task.cancel()
    for result in await asyncio.gather(*tasks, stopped, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


async def _stop_on_failure(work: Coroutine[object, object, None], stopped: asyncio.Task[None]) -> None:
    try:
        await work
    except Exception:
        # It must end the demo visibly.
        stopped.cancel()
        raise


@contextmanager
def _temporary_database() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield file_url(str(Path(folder) / "demo.db"))


async def _as_lines(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


def _terminal(session: LocalSession, set_clock: Callable[[dt.datetime], Awaitable[None]], *, echo: bool) -> Terminal:
    return Terminal(
        session.world,
        session.town,
        output=typer.echo,
        set_clock=set_clock,
        wait_until_idle=session.wait_until_idle,
        zone=KST,
        echo=echo,
    )
