"""Shared parts of the commands: settings, error messages, exit codes, and the console."""

import asyncio
import datetime as dt
import errno
import os
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console
from typer.core import TyperGroup

from bot.errors import BotError, InvalidInput, OtherBot
from bot.runtime import process
from bot.runtime.settings_errors import InvalidSettings, read_settings
from bot.settings import Settings, unknown_variables
from storage.database import Database, open_database
from storage.errors import StorageError

Result = TypeVar("Result")


def discard_output() -> None:
    """Discard what is still written to standard output."""
    # What is left in its buffer would fail once more at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Commands(TyperGroup):
    """Group of all commands; ends them with one line if nobody reads their output any more, as with ``| head``."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command.

        Raises:
            typer.Exit: the output could not be written; that has been printed.
        """
        try:
            result = super().invoke(ctx)
            # Python's own flush at the end would print a traceback.
            sys.stdout.flush()
        except BrokenPipeError:
            discard_output()
            fail("the output was closed before all of it was written", 1)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            discard_output()
            fail("there was no space left for the output", 1)
        return result


def print_error(reason: str) -> None:
    """Print an error to standard error."""
    typer.echo(f"jogan: {reason}", err=True)


def _show_faults(faults: Sequence[str]) -> None:
    for fault in faults:
        print_error(fault)


def load_settings(show: Callable[[Sequence[str]], None] = _show_faults) -> Settings:
    """Load the operator's settings.

    Args:
        show: prints what is wrong, a line each; by default to standard error.

    Raises:
        typer.Exit: settings are invalid or misspelt; all of them have been printed.
    """
    for name, similar in unknown_variables():
        if not similar:
            print_error(f"{name} is no setting, and is ignored")
    try:
        return read_settings()
    except InvalidSettings as error:
        show(error.faults)
        # 2 is the exit code of typer for wrong usage, here and below.
        raise typer.Exit(2) from None


def run_command(work: Coroutine[Any, Any, Result], report: Callable[[str], None] = print_error) -> Result:
    """Run a command's coroutine; expected errors are printed as one line, without a traceback.

    Args:
        work: the coroutine.
        report: prints the error.

    Raises:
        typer.Exit: the command failed, and the error has been printed, or it was interrupted.
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
        typer.Exit: the block failed, and the error has been printed, or it was interrupted.
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
        raise typer.Exit from None
    except KeyboardInterrupt:
        # 128 + SIGINT, as shells report it.
        raise typer.Exit(130) from None


def parse_day(text: str) -> dt.date:
    """Parse a date of the command line.

    Raises:
        typer.Exit: it is not a date; the error has been printed.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"--day {text!r} is not a date; write it as 2024-05-14", 2)


def fail(reason: str, code: int, report: Callable[[str], None] = print_error) -> NoReturn:
    """Print an error and exit.

    Raises:
        typer.Exit: always.
    """
    report(reason)
    raise typer.Exit(code)


class _PlainConsole(Console):
    """Console that leaves a closed output to `Commands`."""

    def on_broken_pipe(self) -> None:
        """Raise the error that rich would end the program for, without a word."""
        raise BrokenPipeError


def make_plain_console() -> Console:
    """Return a console that prints text verbatim."""
    # By default rich takes brackets for markup and :ab: in an IPv6 address for an emoji
    # (findings/rich-ipv6-addresses.sh).
    return _PlainConsole(markup=False, emoji=False, highlight=False)
