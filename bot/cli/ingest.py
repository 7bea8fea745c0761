"""`jogan ingest`: read files or standard input, store them, print a report."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli import ingest_report
from bot.clock import Clock
from bot.errors import InvalidInput
from bot.intake.ingest import ingest_document
from bot.intake.readers import read_file
from sources.errors import SourceError
from sources.korea.stations import Catalogue
from sources.records import MAX_DOCUMENT_BYTES
from storage.database import open_database

STANDARD_INPUT = "-"
PAGE_SUFFIXES = (".htm", ".html", ".txt", ".xml")


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
    async with open_database(database_url) as database:
        for name in ingest_report.show_progress(names):
            try:
                result = await ingest_document(name, _read(name), database, catalogue, clock.now())
            except (SourceError, OSError) as error:
                failures += 1
                ingest_report.print_error(name, error, as_json)
            else:
                ingest_report.print_result(result, as_json)
    return failures == 0


def _find_documents(path: str) -> list[str]:
    """Return the path itself, or the pages in a folder, sorted by name."""
    folder = Path(path)
    if path != STANDARD_INPUT and not folder.exists():
        raise InvalidInput(f"{path}: no such file or folder")
    if path == STANDARD_INPUT or not folder.is_dir():
        return [path]
    pages = sorted(page for page in folder.iterdir() if page.suffix.lower() in PAGE_SUFFIXES and page.is_file())
    if not pages:
        raise InvalidInput(f"{path}: no pages in this folder ({', '.join(PAGE_SUFFIXES)})")
    return [str(page) for page in pages]


def _read(name: str) -> bytes:
    if name == STANDARD_INPUT:
        # See `read_file`: with a byte too many the parser reports the document as too long.
        return sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1)
    return read_file(Path(name))
