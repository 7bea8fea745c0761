"""`jogan database copy`: moves a bot's data from a file to a server of PostgreSQL, and back."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from storage.copying import Copied
    from storage.database import Database

_STALLED = dt.timedelta(minutes=1)
"""Time after its last heartbeat from which a process is gone."""

app = typer.Typer(help="The database itself.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Copy the database to another place."""


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="A URL, or the path of a file.", metavar="SOURCE")],
    target: Annotated[str, typer.Argument(help="A URL, or the path of a new file.", metavar="TARGET")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Copy all data into an empty database, from SQLite to PostgreSQL or back. The bot must not be running.

    All or nothing: if it fails, the target stays empty, and the command can be given again.
    """
    from bot.cli.common import run_command
    from storage.database import file_url

    begin = time.monotonic()
    copied = run_command(copy_database(file_url(source), file_url(target)))
    typer.echo(to_json(copied) if as_json else describe(copied, time.monotonic() - begin))


async def copy_database(source_url: str, target_url: str) -> Copied:
    """Copy a database, with progress for people.

    Raises:
        InvalidInput: both are the same one.
        AlreadyRunning: a bot is running on the source.
        StorageError: one of them cannot be used, or the target has rows; it is as it was.
    """
    from bot.errors import InvalidInput
    from storage.copying import copy_all, count_rows
    from storage.database import open_database
    from storage.dialects.urls import parse_url

    if parse_url(source_url) == parse_url(target_url):
        raise InvalidInput("the source and the target are the same database")
    async with (
        open_database(source_url, must_exist=True) as source,
        _stopped(source),
        open_database(target_url) as target,
    ):
        total = sum((await count_rows(source)).values())
        with _make_progress() as progress:
            bar = progress.add_task("", total=total)
            return await copy_all(
                source, target, lambda table, number: progress.update(bar, description=table, advance=number)
            )


@asynccontextmanager
async def _stopped(source: Database) -> AsyncIterator[None]:
    """Keep bots off a file until the block ends; on a server, check that none runs.

    Raises:
        AlreadyRunning: one does.
    """
    from bot.clock import SystemClock
    from bot.errors import AlreadyRunning
    from bot.runtime.instance_lock import instance_lock
    from storage.cluster import overview

    if not source.is_shared:
        async with instance_lock(source, SystemClock()):
            yield
        return
    async with source.read() as connection:
        running = [one for one in await overview.read(connection) if one.beat_age < _STALLED]
    if running:
        names = ", ".join(f"process {one.process} on {one.host}" for one in running)
        raise AlreadyRunning(f"bots are running on this database ({names}); stop them first")
    yield


def _make_progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    # For people: into a file or a pipe nothing of it is written.
    return Progress(*columns, console=(console := Console(stderr=True)), disable=not console.is_terminal)


def to_json(copied: Copied) -> str:
    """Return a finished copy as a JSON object."""
    return json.dumps({"rows": copied.rows, "cleaned": copied.cleaned})


def describe(copied: Copied, seconds: float) -> str:
    """Return lines about a finished copy: the rows of each table that has some, as they were counted in the target."""
    width = max(map(len, copied.rows))
    lines = [f"{name:<{width}} {number:>11,}" for name, number in copied.rows.items() if number]
    if copied.cleaned:
        lines.append(f"{copied.cleaned} texts had NUL characters, which PostgreSQL cannot store; they were removed.")
    total = f"Copied {sum(copied.rows.values()):,} rows in {seconds:.1f} s; the counts of all tables agree."
    return "\n".join([*lines, total, "Set JOGAN_DATABASE_URL to the target, and start the bot."])
