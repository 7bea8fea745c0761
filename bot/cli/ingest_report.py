"""Printed reports of `jogan ingest`."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.status import Status
from rich.text import Text

from bot.intake.ingest import IngestResult
from sources.records import Rejected


@contextmanager
def show_progress(documents: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar until the block ends, if there are several documents and stderr is a terminal.

    Yields:
        A function that takes the number of further documents that are done.
    """
    # On stderr, so that the JSON on stdout stays readable for a program.
    console = Console(stderr=True)
    is_shown = documents > 1 and console.is_terminal
    with Progress(console=console, disable=not is_shown) as progress:
        task = progress.add_task("Ingesting documents", total=documents)
        yield lambda done: progress.advance(task, done)


def show_status(message: str, console: Console | None = None) -> Status:
    """Show a message until the block ends, if stderr is a terminal."""
    # As Text: rich would read markup and emoji in a path given as str.
    return (console or Console(stderr=True)).status(Text(message))


def print_result(result: IngestResult, as_json: bool) -> None:
    """Print the result of a document: one line, and one on stderr per rejected line; or a JSON object."""
    if as_json:
        day = result.date and result.date.isoformat()
        typer.echo(json.dumps(asdict(result) | {"date": day}, ensure_ascii=False))
        return
    typer.echo(_describe(result))
    _print_rejected(result.source, result.rejected)
    for merged in result.merged:
        typer.echo(f"{result.source}: {merged}", err=True)


def print_error(source: str, error: Exception, as_json: bool) -> None:
    """Print why a document cannot be used."""
    typer.echo(f"{source}: {get_reason(error)}", err=True)
    if as_json:
        typer.echo(json.dumps({"source": source, "error": get_reason(error)}, ensure_ascii=False))


def print_passed_over(folder: str, entries: Sequence[Path], suffixes: Sequence[str]) -> None:
    """Print the entries of a folder that are not read: each kind with its number and an example."""
    kinds: dict[str, list[Path]] = {}
    for entry in entries:
        kinds.setdefault("folders" if entry.is_dir() else entry.suffix.lower() or "no ending", []).append(entry)
    if kinds:
        found = ", ".join(
            f"{len(some)} {kind} ({some[0].name}{', …' if some[1:] else ''})" for kind, some in kinds.items()
        )
        typer.echo(f"{folder}: passed over {found}; read are {', '.join(suffixes)}", err=True)


def get_reason(error: Exception) -> str:
    """Return the reason of an error, without the file name that an OSError adds."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _print_rejected(source: str, rejected: Iterable[Rejected]) -> None:
    for line in rejected:
        typer.echo(f"{source}: line {line.line} rejected, {line.reason}: {line.text}", err=True)


def _describe(result: IngestResult) -> str:
    unnamed = f", {result.unnamed} unnamed" if result.unnamed else ""
    merged = f", {len(result.merged)} merged" if result.merged else ""
    # Without readings there is no date of readings, which says nothing of the articles' dates.
    readings = (
        "no readings"
        if result.date is None
        else f"{result.date}, {result.readings} readings ({result.named_by_page} named by the page, "
        f"{result.named_by_position} by position{unnamed}), {result.new_readings} new"
    )
    return (
        f"{result.source}: {readings}; articles: {result.articles}, {result.new_articles} new{merged}; "
        f"rejected lines: {len(result.rejected)}"
    )
