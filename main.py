"""The command line, and the only place where the parts are put together.

Exit codes: 0 done, 1 the store or Telegram failed, 2 what was given cannot be used.
"""

import asyncio
import datetime as dt
import logging
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track

from bot import report
from bot.application import JoganApplication, make_application, running
from bot.clock import SetClock, SystemClock
from bot.delivery import Delivery
from bot.dependencies import assemble
from bot.errors import BotError, NoSuchSource, TokenRejected
from bot.files import find_pages, read_page
from bot.ingest import Intake, take_in
from bot.logs import set_up_logs
from bot.schedule import make_scheduler
from bot.settings import Settings
from handlers import register_all
from handlers.start import publish_commands
from simulator import Server, Terminal, Town, World, small_town
from simulator.errors import ActionError
from simulator.terminal import lines_of
from sources.errors import SourceError
from sources.records import KST
from sources.stations import load_catalogue
from storage import chats
from storage.database import Database, file_url
from storage.errors import StorageError

LOCAL_TOKEN = "1:local"  # noqa: S105 - opens nothing but the local Telegram
YEARS = range(2000, 2100)
"""The years that a local session's clock can show."""

TIME_FORMAT = "%Y-%m-%d %H:%M"

app = typer.Typer(
    help="Jogan (조간) brings Korea's morning weather and the local headline to Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Result = TypeVar("Result")
_log = logging.getLogger("jogan")


class UnusableInputError(Exception):
    """What was given on the command line cannot be used."""


@app.command()
def run() -> None:
    """Run the bot until it is stopped; the token is read from JOGAN_TELEGRAM_TOKEN or .env."""
    settings = _settings()
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    if not token:
        _fail("there is no token: set JOGAN_TELEGRAM_TOKEN, or try the bot without one: jogan demo", 2)
    set_up_logs(token)
    _finish(_serve(settings, token))


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Pages (.txt, .html), folders of pages, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a source.")] = False,
) -> None:
    """Take newspaper pages into the store, one line of report a source."""
    if not _finish(_ingest(_settings(), paths, as_json)):
        raise typer.Exit(2)


@app.command()
def chat(
    database: Annotated[str | None, typer.Option(help="A database file; else JOGAN_DATABASE_URL.")] = None,
    language: Annotated[str, typer.Option(help="The language of the person's Telegram.")] = "ko",
    at: Annotated[
        str | None, typer.Option(help="Where the clock starts, in Seoul: '2024-05-13 20:00'; else now.")
    ] = None,
) -> None:
    """Talk with the bot in the terminal, without Telegram; ':help' tells what else can be done."""
    settings = _settings()
    if database is not None:
        settings = settings.model_copy(update={"database_url": file_url(database)})
    _finish(_chat(settings, language, _time(at)))


@app.command()
def demo(
    language: Annotated[str, typer.Option(help="ko or en.")] = "ko",
    port: Annotated[int, typer.Option(help="The page's port on this machine; 0 takes a free one.")] = 8080,
    once: Annotated[bool, typer.Option("--once", help="Print the conversation only, without the page.")] = False,
) -> None:
    """Watch a morning bulletin arrive in the terminal and on a page like Telegram's, without a token."""
    _finish(_demo(language, None if once else port))


@dataclass(frozen=True, slots=True)
class LocalSession:
    """The bot at a local Telegram.

    Attributes:
        world: what people do and see there.
        town: a person and her chats.
        server: the Bot API that the bot speaks with.
        application: the bot.
        delivery: its morning wave.
        database: its store.
        clock: its time.
    """

    world: World
    town: Town
    server: Server
    application: JoganApplication
    delivery: Delivery
    database: Database
    clock: SetClock

    async def settle(self) -> None:
        """Wait until the bot has answered all that people have done."""
        await self.server.settled()
        await self.application.update_queue.join()

    async def set_clock(self, at: dt.datetime) -> None:
        """Set the clock to an aware time, and deliver what is due.

        Raises:
            ActionError: no newspaper is of that time.
        """
        if at.year not in YEARS:
            raise ActionError(f"the clock goes from {YEARS.start} to {YEARS.stop - 1}")
        self.clock.set(at)
        await self.delivery.run()


@asynccontextmanager
async def local_session(
    settings: Settings, language: str, at: dt.datetime, port: int = 0
) -> AsyncIterator[LocalSession]:
    """Run the bot at a local Telegram, from its database to its handlers as it is run at the real one.

    Raises:
        UnusableInputError: the database serves real chats.
        OSError: the port is taken.
    """
    clock = SetClock(at)
    world = World(now=clock.now)
    town = small_town(world, language=language)
    async with Server(world, token=LOCAL_TOKEN, port=port) as server, _open(settings) as database:
        await _refuse_real_chats(database, town)
        here = settings.model_copy(update={"telegram_api": server.base_url})
        dependencies = assemble(here, clock, database)
        application = make_application(LOCAL_TOKEN, dependencies, register_all)
        delivery = Delivery(application.bot, dependencies)
        await delivery.recover()
        async with running(application):
            await publish_commands(application.bot, dependencies.translators)
            session = LocalSession(world, town, server, application, delivery, database, clock)
            steering = server.control
            steering.on_clock, steering.settle, steering.zone = session.set_clock, session.settle, KST
            yield session


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


async def _serve(settings: Settings, token: str) -> None:
    clock = SystemClock()
    async with _open(settings) as database:
        dependencies = assemble(settings, clock, database)
        application = make_application(token, dependencies, register_all)
        delivery = Delivery(application.bot, dependencies)
        await delivery.recover()
        async with running(application):
            await publish_commands(application.bot, dependencies.translators)
            scheduler = make_scheduler(delivery, clock)
            scheduler.start()
            _log.info("Jogan is running as @%s; Ctrl-C stops it", application.bot.username)
            try:
                await _until_stopped(application.token_refused)
            finally:
                await delivery.stop()
                scheduler.shutdown()


async def _until_stopped(token_refused: asyncio.Event) -> None:
    """Wait for Ctrl-C or a service manager's word.

    Raises:
        TokenRejected: Telegram has come to refuse the token.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    waits = [asyncio.create_task(event.wait()) for event in (stopped, token_refused)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    if token_refused.is_set():
        raise TokenRejected


async def _ingest(settings: Settings, paths: list[str], as_json: bool) -> bool:
    """Take all sources in; one that is broken is told and does not keep the others out."""
    names = [name for path in paths for name in find_pages(path)]
    catalogue = load_catalogue()
    broken = 0
    async with _open(settings) as database:
        for name in _with_progress(names):
            try:
                intake = await take_in(name, read_page(name), database, catalogue, SystemClock().now())
            except (SourceError, OSError) as error:
                broken += 1
                _report_broken(name, error, as_json)
            else:
                _report(intake, as_json)
    return broken == 0


def _with_progress(names: list[str]) -> Iterable[str]:
    """The names, with a bar on a terminal where there are several."""
    console = Console(stderr=True)
    return track(names, "Taking pages in", console=console) if len(names) > 1 and console.is_terminal else names


def _report(intake: Intake, as_json: bool) -> None:
    typer.echo(report.to_json(intake) if as_json else report.describe(intake))
    if not as_json:
        for line in report.describe_rejected(intake):
            typer.echo(line, err=True)


def _report_broken(name: str, error: Exception, as_json: bool) -> None:
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    typer.echo(f"{name}: {reason}", err=True)
    if as_json:
        typer.echo(report.broken_to_json(name, reason))


async def _chat(settings: Settings, language: str, at: dt.datetime) -> None:
    async with local_session(settings, language, at) as session:
        if sys.stdin.isatty():
            typer.echo("Say something to the bot: /start, or :help for what else can be done. Ctrl-D ends.")
        await _terminal(session, echo=False).run(lines_of(sys.stdin))


async def _refuse_real_chats(database: Database, town: Town) -> None:
    """Keep a local session, to which no real chat exists, from a real bot's ledger and subscribers.

    Raises:
        UnusableInputError: the database serves other chats than the town's.
    """
    async with database.read() as connection:
        others = await chats.count_others(connection, [one.id for one in (town.private, town.group, town.channel)])
    if others:
        raise UnusableInputError(f"this database serves {others} real chats; give another one with --database")


async def _demo(language: str, port: int | None) -> None:
    """The conversation in the terminal; then, with a port, the page where it can go on."""
    evening = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
    city = "인천" if language == "ko" else "Incheon"
    async with _sample_session(language, evening) as session:
        await _terminal(session, echo=True).run(
            _script(f"/weather {city}", f"/subscribe 07:00 {city}", ":at 2024-05-14 07:00")
        )
    if port is not None:
        async with _sample_session(language, evening, port) as session:
            for where in (session.town.private, session.town.group, session.town.channel):
                session.world.say(where, session.town.person, f"/subscribe 07:00 {city}")
            await session.settle()
            typer.echo(f"\nOpen {session.server.base_url.removesuffix('bot')} to go on by hand; Ctrl-C ends it.")
            await _go_on(session)


@asynccontextmanager
async def _sample_session(language: str, at: dt.datetime, port: int = 0) -> AsyncIterator[LocalSession]:
    """A local session on a database of its own that holds the sample page."""
    with _temporary_database() as url:
        settings = _settings().model_copy(update={"database_url": url})
        async with local_session(settings, language, at, port) as session:
            page = resources.files("sources").joinpath("sample_page.txt").read_bytes()
            await take_in("sample page", page, session.database, load_catalogue(), at)
            yield session


async def _go_on(session: LocalSession) -> None:
    """Let the session's clock run until the session is stopped, so that what Telegram delays comes in time."""
    running_clock = asyncio.create_task(_run_clock(session))
    stopped = asyncio.create_task(_until_stopped(session.application.token_refused))
    await asyncio.wait({running_clock, stopped}, return_when=asyncio.FIRST_COMPLETED)
    for task in (running_clock, stopped):
        task.cancel()
    await asyncio.gather(running_clock, stopped, return_exceptions=True)
    if running_clock.done() and not running_clock.cancelled():
        running_clock.result()


async def _run_clock(session: LocalSession) -> None:
    while True:
        await asyncio.sleep(1)
        await session.set_clock(session.clock.now() + dt.timedelta(seconds=1))


@contextmanager
def _temporary_database() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield file_url(str(Path(folder) / "demo.db"))


async def _script(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


def _terminal(session: LocalSession, *, echo: bool) -> Terminal:
    return Terminal(
        session.world,
        session.town,
        output=typer.echo,
        set_clock=session.set_clock,
        settle=session.settle,
        zone=KST,
        echo=echo,
    )


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        _fail(f"JOGAN_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}", 2)


def _time(text: str | None) -> dt.datetime:
    if text is None:
        return SystemClock().now()
    try:
        return dt.datetime.strptime(text, TIME_FORMAT).replace(tzinfo=KST)
    except ValueError:
        _fail(f"--at {text!r} is not a time; write it as '2024-05-13 20:00'", 2)


def _finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work; what an operator can mend is one line, without a traceback."""
    try:
        return asyncio.run(work)
    except (UnusableInputError, NoSuchSource) as error:
        _fail(str(error), 2)
    except (StorageError, BotError, OSError) as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _fail(reason: str, code: int) -> NoReturn:
    typer.echo(f"jogan: {reason}", err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
