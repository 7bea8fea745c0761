"""`jogan ingest`: read files or standard input, store them, print a report."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from bot.cli import ingest_report
from bot.clock import Clock
from bot.errors import InvalidInput
from bot.intake.files import Parser, open_parsers, parse_in_batches
from bot.intake.ingest import IngestResult, Outcome, ParsedDocument, SourceRef, store_batch
from bot.intake.parser_process import parse_read, read_file
from bot.runtime.instance_lock import LEASE_NAME
from sources.korea.stations import Catalogue
from sources.records import MAX_DOCUMENT_BYTES
from storage.database import Database, open_database
from storage.errors import DatabaseFailed
from storage.ledger import leases

STANDARD_INPUT = "-"
# A running bot waits for a batch that is being stored, about a quarter of a second.
_MAX_RECORDS = 5_000
"""Readings and articles of a batch."""

# SQLite looks every tenth of a second whether the database is free.
_PAUSE = 0.1
"""Seconds between two batches, in which a running bot can write."""

SUFFIXES = (".htm", ".html", ".xhtml", ".txt", ".xml", ".rss", ".atom", ".rdf")
"""Endings of the files that are read in a folder."""


async def ingest_all(
    paths: Sequence[str], database_url: str, catalogue: Catalogue, clock: Clock, as_json: bool
) -> bool:
    """Ingest documents; an unusable one is reported and does not affect the others.

    Args:
        paths: files, folders, or ``-`` for standard input.
        database_url: the database.
        catalogue: the weather stations.
        clock: the clock.
        as_json: True to print one JSON object per document.

    Returns:
        True if all documents could be used.

    Raises:
        InvalidInput: a path does not exist.
        StorageError: the database failed; the documents before are stored.
    """
    names = [name for path in paths for name in _find_documents(path)]
    failures = 0
    # The parsers start while the database is opened.
    with open_parsers(len(names), catalogue) as parsers, ingest_report.show_progress(len(names)) as advance:
        async with open_database(database_url) as database, aclosing(_parse(names, parsers, catalogue)) as batches:
            async for batch in batches:
                outcomes = await store_batch(batch, SourceRef(), database, catalogue, clock.now())
                advance(len(batch))
                for document, outcome in zip(batch, outcomes, strict=True):
                    failures += _print(document.source, outcome, as_json)
                await _let_others_write(database, clock)
    return failures == 0


async def _let_others_write(database: Database, clock: Clock) -> None:
    """Pause if a bot is running on the database."""
    async with database.read() as connection:
        lease = await leases.get(connection, LEASE_NAME)
    if lease is not None and lease.until > clock.now():
        await asyncio.sleep(_PAUSE)


async def _parse(
    names: Sequence[str], parsers: Sequence[Parser], catalogue: Catalogue
) -> AsyncGenerator[list[ParsedDocument]]:
    for is_input, group in groupby(names, STANDARD_INPUT.__eq__):
        if is_input:
            yield [ParsedDocument(name, parse_read(partial(_read, name), catalogue)) for name in group]
        else:
            async with aclosing(parse_in_batches(list(group), parsers, max_records=_MAX_RECORDS)) as batches:
                async for batch in batches:
                    yield batch


def _print(name: str, outcome: Outcome, as_json: bool) -> bool:
    """Print a document's outcome and return whether the document could not be used.

    Raises:
        DatabaseFailed: it could not be stored.
    """
    if isinstance(outcome, DatabaseFailed):
        raise outcome
    if isinstance(outcome, IngestResult):
        ingest_report.print_result(outcome, as_json)
        return False
    ingest_report.print_error(name, outcome, as_json)
    return True


def _find_documents(path: str) -> list[str]:
    """Return the path itself, or the documents in a folder, sorted by name; what is passed over is printed."""
    folder = Path(path)
    if path != STANDARD_INPUT and not folder.exists():
        raise InvalidInput(f"{path}: no such file or folder")
    if path == STANDARD_INPUT or not folder.is_dir():
        return [path]
    entries = sorted(folder.iterdir(), key=attrgetter("name"))
    documents = [entry for entry in entries if entry.suffix.lower() in SUFFIXES and entry.is_file()]
    ingest_report.print_passed_over(path, sorted(set(entries) - set(documents)), SUFFIXES)
    if not documents:
        raise InvalidInput(f"{path}: no document in this folder ({', '.join(SUFFIXES)})")
    return [str(document) for document in documents]


def _read(name: str) -> bytes:
    if name == STANDARD_INPUT:
        # See `read_file`: with a byte too many the parser reports the document as too long.
        return sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1)
    return read_file(Path(name))
