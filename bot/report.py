"""What taking sources in has come to, printed for the one who did it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import typer
from rich.console import Console
from rich.progress import track

from bot.ingest import Intake


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
    for line in intake.rejected:
        typer.echo(f"{intake.source}: line {line.line} rejected, {line.reason}: {line.text}", err=True)


def tell_broken(source: str, error: Exception, as_json: bool) -> None:
    """Print why a source cannot be used."""
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    typer.echo(f"{source}: {reason}", err=True)
    if as_json:
        typer.echo(json.dumps({"source": source, "error": reason}, ensure_ascii=False))


def _described(intake: Intake) -> str:
    unnamed = f", {intake.unnamed} unnamed" if intake.unnamed else ""
    return (
        f"{intake.source}: {intake.date or 'no date'}, {intake.readings} readings "
        f"({intake.named_by_page} named by the page, {intake.named_by_position} by position{unnamed}), "
        f"{intake.new_readings} new; articles: {intake.articles}, {intake.new_articles} new; "
        f"rejected lines: {len(intake.rejected)}"
    )
