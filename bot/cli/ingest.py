"""What an operator gives on the command line is read, stored, and reported."""

from collections.abc import Sequence

from bot.cli import ingest_report
from bot.clock import Clock
from bot.errors import InvalidInput
from bot.intake.files import find_pages, read_page
from bot.intake.ingest import take_in
from sources.errors import SourceError
from sources.kma.town_table import parse_towns
from sources.korea.stations import Catalogue
from storage.content import towns
from storage.database import open_database


async def take_all_in(
    paths: Sequence[str], database_url: str, catalogue: Catalogue, clock: Clock, as_json: bool
) -> bool:
    """Take pages and feeds in; one that is broken is told and does not keep the others out.

    Returns:
        Whether none was broken.

    Raises:
        InvalidInput: a path leads to nothing.
        StorageError: the store failed; what it had taken before is kept.
    """
    names = [name for path in paths for name in find_pages(path)]
    broken = 0
    async with open_database(database_url) as database:
        for name in ingest_report.with_progress(names):
            try:
                intake = await take_in(name, read_page(name), database, catalogue, clock.now())
            except (SourceError, OSError) as error:
                broken += 1
                ingest_report.tell_broken(name, error, as_json)
            else:
                ingest_report.tell(intake, as_json)
    return broken == 0


async def load_towns(path: str, database_url: str) -> None:
    """Load KMA's table of places in the place of what was loaded before.

    Raises:
        InvalidInput: it is not there or cannot be used; the store keeps what it has.
        StorageError: the store failed; it keeps what it has.
    """
    with ingest_report.busy(f"Reading {path}"):
        try:
            table = parse_towns(read_page(path))
        except (SourceError, OSError) as error:
            raise InvalidInput(f"{path}: {ingest_report.reason(error)}") from error
        async with open_database(database_url) as database, database.write() as connection:
            before = await towns.replace_all(connection, table.towns)
    ingest_report.tell_towns(path, table, before)
