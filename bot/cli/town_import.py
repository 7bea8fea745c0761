"""`jogan places import`: import KMA's table of towns, unless it looks like a wrong or damaged one."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import typer

from bot.cli.ingest_report import get_reason, show_status
from bot.errors import InvalidInput
from sources.errors import SourceError
from sources.kma.spreadsheet import MAX_BYTES
from sources.kma.town_table import Town, TownTable, find_present_town, parse_towns
from sources.records import Rejected
from storage.content import towns
from storage.database import open_database

# Tables of 2016 and 2026 have 95 % of their towns in common, once the districts are those of today.
MAX_LOST = 0.1
"""Share of the known towns that a table may lack."""

# KMA's tables of 2016 to 2026 have no unusable row.
MAX_REJECTED = 0.02
"""Share of a table's rows that may be unusable."""

_STANDARD_INPUT = "-"
_EXAMPLES = 3


async def import_towns(path: str, database_url: str, *, replace: bool) -> None:
    """Import a table, replacing the one imported before, and print the result.

    Args:
        path: a file, or ``-`` for standard input.
        database_url: the database.
        replace: True to skip the comparison with the known towns and the limit of unusable rows.

    Raises:
        InvalidInput: the table is missing, cannot be used, or was refused; the database keeps the previous one.
        StorageError: the database failed; it keeps the previous table.
    """
    with show_status(f"Reading {path}"):
        try:
            # Before the database is opened for writing: a broken table leaves the previous one in place.
            table = parse_towns(_read(path))
        except (SourceError, OSError) as error:
            raise InvalidInput(f"{path}: {get_reason(error)}") from error
        async with open_database(database_url) as database, database.write() as connection:
            known = await towns.get_all(connection)
            doubts = [] if replace else [*find_doubts(table, known)]
            if not doubts:
                await towns.replace_all(connection, table.towns)
    for line in describe_rejected(table.rejected):
        typer.echo(f"{path}: {line}", err=True)
    if doubts:
        raise InvalidInput(f"{path}: {'; '.join(doubts)}. Nothing was imported; to import it all the same: --replace")
    merged = f"; second spellings of towns skipped: {table.merged}" if table.merged else ""
    typer.echo(
        f"{path}: {len(table.towns)} towns imported, replacing {len(known)}; "
        f"provinces and districts skipped: {table.regions}{merged}; rejected lines: {len(table.rejected)}"
    )


def find_doubts(table: TownTable, known: Collection[Town]) -> Iterator[str]:
    """Yield the reasons not to replace the known towns by those of a table."""
    rows = len(table.towns) + len(table.rejected)
    if len(table.rejected) > MAX_REJECTED * rows:
        share = len(table.rejected) / rows
        yield f"{len(table.rejected):,} of {rows:,} rows ({share:.1%}) cannot be used; the limit is {MAX_REJECTED:.0%}"
    present = {town.plain_key for town in table.towns}
    lost = [town for town in map(find_present_town, known) if town.plain_key not in present]
    if len(lost) > MAX_LOST * len(known):
        examples = ", ".join(" ".join(filter(None, town.key)) for town in lost[:_EXAMPLES])
        share = len(lost) / len(known)
        yield (
            f"it lacks {len(lost):,} of {len(known):,} known towns ({share:.1%}), such as {examples}; "
            f"the limit is {MAX_LOST:.0%}"
        )


def describe_rejected(rejected: Sequence[Rejected]) -> Iterator[str]:
    """Yield one line for each reason, with the number of rows and the first of them."""
    by_reason: defaultdict[str, list[Rejected]] = defaultdict(list)
    for row in rejected:
        by_reason[row.reason].append(row)
    for reason, rows in by_reason.items():
        examples = ", ".join(f"line {row.line} ({row.text})" for row in rows[:_EXAMPLES])
        noun = "row" if len(rows) == 1 else "rows"
        yield f"{len(rows):,} {noun} rejected, {reason}: {examples}{', …' if len(rows) > _EXAMPLES else ''}"


def _read(path: str) -> bytes:
    # With a byte too many the parser reports the file as too long.
    if path == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
