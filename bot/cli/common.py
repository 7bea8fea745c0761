"""What the commands of the command line share: their settings, how their work ends, and how they fail."""

import datetime as dt
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError

from bot.errors import BotError, InvalidInput
from bot.runtime import process
from bot.settings import Settings
from storage.errors import StorageError

Result = TypeVar("Result")


def load_settings() -> Settings:
    """The operator's settings.

    Raises:
        typer.Exit: one of them cannot be used, which has been told.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        fail(f"JOGAN_{'_'.join(map(str, first['loc'])).upper()}: {first['msg']}", 2)


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work; what an operator can mend is one line, without a traceback.

    Raises:
        typer.Exit: it cannot be done, which has been told, or was interrupted.
    """
    try:
        return process.run(work)
    except InvalidInput as error:
        fail(str(error), 2)
    except (StorageError, BotError, OSError) as error:
        fail(str(error), 1)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def parse_day(text: str) -> dt.date:
    """A day as it is written on the command line.

    Raises:
        typer.Exit: it is none, which has been told.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"--day {text!r} is not a day; write it as 2024-05-14", 2)


def fail(reason: str, code: int) -> NoReturn:
    """Tell why something cannot be done, and end.

    Raises:
        typer.Exit: always.
    """
    typer.echo(f"jogan: {reason}", err=True)
    raise typer.Exit(code)
