"""Shared parts of the commands: settings, expected errors, and the console."""

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from bot.cli.output import fail, print_error
from bot.errors import BotError, InvalidConfiguration, InvalidInput, OtherBot
from bot.runtime import process
from bot.runtime.settings_reading import InvalidSettings, read_settings, unknown_variables
from bot.settings import Settings
from storage.database import Database, open_database
from storage.errors import StorageError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.intake.source_config import Configuration
    from bot.telegram_api.proxies import Proxy
    from sources.korea.stations import Catalogue

Result = TypeVar("Result")


def _show_faults(faults: Sequence[str]) -> None:
    for fault in faults:
        print_error(fault)


def load_settings(show: Callable[[Sequence[str]], None] = _show_faults) -> Settings:
    """Load the operator's settings.

    Args:
        show: prints what is wrong, a line each; by default to standard error.

    Raises:
        SystemExit: settings are invalid or misspelt; all of them have been printed.
    """
    for name, similar in unknown_variables():
        if not similar:
            print_error(f"{name} is no setting, and is ignored")
    try:
        return read_settings()
    except InvalidSettings as error:
        show(error.faults)
        # 2 is the exit code of Typer for wrong usage, here and below.
        raise SystemExit(2) from None


def load_token(settings: Settings) -> str:
    """Return the bot's token.

    Raises:
        SystemExit: there is none; that has been printed.
    """
    token = settings.telegram_token.value if settings.telegram_token else ""
    if not token:
        fail("no token: set JOGAN_TELEGRAM_TOKEN, or try the bot without one: jogan demo", 2)
    return token


def load_proxy(settings: Settings) -> "Proxy | None":
    """Return the proxy to Telegram, or None.

    Raises:
        SystemExit: its address is invalid; that has been printed.
    """
    from bot.telegram_api.proxies import find_proxy  # noqa: PLC0415 - most commands call nobody

    try:
        return find_proxy(settings.telegram_api)
    except InvalidInput as error:
        fail(str(error), 2)


def load_configuration(settings: Settings, catalogue: "Catalogue") -> "Configuration":
    """Return the operator's sources.

    Raises:
        SystemExit: the file cannot be used; that has been printed.
    """
    from bot.intake.source_parsing import load_sources  # noqa: PLC0415 - most commands ask no source

    try:
        return load_sources(settings, catalogue)
    except InvalidConfiguration as error:
        fail(str(error), 2)


def run_command(work: Coroutine[Any, Any, Result], report: Callable[[str], None] = print_error) -> Result:
    """Run a command's coroutine; expected errors are printed as one line, without a traceback.

    Args:
        work: the coroutine.
        report: prints the error.

    Raises:
        SystemExit: the command failed, and the error has been printed, or it was interrupted.
    """
    with report_errors(report):
        return process.run(work)


def run_on_database(url: str, work: Callable[[Database], Coroutine[Any, Any, Result]]) -> Result:
    """Run a command's work on its database, which must exist, as `run_command` does."""

    async def run() -> Result:
        async with open_database(url, must_exist=True) as database:
            return await work(database)

    return run_command(run())


@contextmanager
def report_errors(report: Callable[[str], None] = print_error) -> Iterator[None]:
    """Print expected errors of a block as one line, without a traceback.

    Args:
        report: prints the error.

    Raises:
        SystemExit: the block failed, and the error has been printed, or it was interrupted.
    """
    try:
        yield
    except (InvalidInput, OtherBot) as error:
        fail(str(error), 2, report)
    except BrokenPipeError:
        # `Commands` tells it, for all commands.
        raise
    except (StorageError, BotError, OSError) as error:
        fail(str(error), 1, report)
    except asyncio.CancelledError:  # by SIGTERM before the bot ran
        raise SystemExit from None
    except KeyboardInterrupt:
        # 128 + SIGINT, as shells report it.
        raise SystemExit(130) from None


def parse_day(text: str) -> dt.date:
    """Parse a date of the command line.

    Raises:
        SystemExit: it is not a date; the error has been printed.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"--day {text!r} is not a date; write it as 2024-05-14", 2)


def make_plain_console() -> "Console":
    """Return a console that prints text verbatim."""
    from rich.console import Console  # noqa: PLC0415 - most commands print lines

    class PlainConsole(Console):
        """Console that leaves a closed output to `Commands`."""

        def on_broken_pipe(self) -> None:
            """Raise the error that rich would end the program for, without a word."""
            raise BrokenPipeError

    # By default rich takes brackets for markup and :ab: in an IPv6 address for an emoji
    # (findings/rich-ipv6-addresses.sh).
    return PlainConsole(markup=False, emoji=False, highlight=False)
