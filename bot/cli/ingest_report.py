"""What came of pages and tables that were given on the command line, printed for who gave them."""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from bot.intake.ingest import Intake
from sources.kma.town_table import TownTable
from sources.records import Rejected


def with_progress(names: Sequence[str]) -> Iterable[str]:
    """The names of sources, with a bar on a terminal where there are several."""
    console = Console(stderr=True)
    return track(names, "Taking pages in", console=console) if len(names) > 1 and console.is_terminal else names


def tell(intake: Intake, as_json: bool) -> None:
    """Print what came of a source: a line, and beside it one for each line that could not be used; or a JSON object."""
    if as_json:
        day = intake.date and intake.date.isoformat()
        typer.echo(json.dumps(asdict(intake) | {"date": day}, ensure_ascii=False))
        return
    typer.echo(_described(intake))
    _tell_rejected(intake.source, intake.rejected)


def busy(words: str) -> AbstractContextManager[object]:
    """On a terminal, words that stand there until the block ends."""
    return Console(stderr=True).status(escape(words))


def tell_towns(source: str, table: TownTable, before: int) -> None:
    """Print what came of a table of places, which has replaced so many towns: a line, and one for each rejected row."""
    typer.echo(
        f"{source}: {len(table.towns)} towns, in the place of {before}; "
        f"provinces and districts passed over: {table.regions}; rejected lines: {len(table.rejected)}"
    )
    _tell_rejected(source, table.rejected)


def tell_broken(source: str, error: Exception, as_json: bool) -> None:
    """Print why a source cannot be used."""
    typer.echo(f"{source}: {reason(error)}", err=True)
    if as_json:
        typer.echo(json.dumps({"source": source, "error": reason(error)}, ensure_ascii=False))


def reason(error: Exception) -> str:
    """Why something cannot be used; of a file that cannot be read, without its name."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _tell_rejected(source: str, rejected: Iterable[Rejected]) -> None:
    for line in rejected:
        typer.echo(f"{source}: line {line.line} rejected, {line.reason}: {line.text}", err=True)


def _described(intake: Intake) -> str:
    unnamed = f", {intake.unnamed} unnamed" if intake.unnamed else ""
    return (
        f"{intake.source}: {intake.date or 'no date'}, {intake.readings} readings "
        f"({intake.named_by_page} named by the page, {intake.named_by_position} by position{unnamed}), "
        f"{intake.new_readings} new; articles: {intake.articles}, {intake.new_articles} new; "
        f"rejected lines: {len(intake.rejected)}"
    )
