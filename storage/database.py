"""The database: a file of SQLite, or on a server of PostgreSQL, as its URL says."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec

from storage.dialects.base import Database, Fence
from storage.dialects.sqlite import SqliteDatabase
from storage.dialects.urls import file_url, get_path, is_on_server
from storage.errors import DatabaseUnreachable
from storage.schema import metadata

_NO_EXTRA = "the extra for PostgreSQL is missing: pip install 'jogan[cluster]'"

__all__ = ["Database", "Fence", "file_url", "get_path", "is_on_server", "make_database", "open_database"]


def make_database(url: str, monotonic: Callable[[], float] = time.monotonic) -> Database:
    """Return the database of a URL, which is not open yet.

    Args:
        url: an SQLAlchemy URL, ``sqlite+aiosqlite:///jogan.db`` or ``postgresql+psycopg://user@host/jogan``.
        monotonic: clock in seconds that never goes back.

    Raises:
        DatabaseUnreachable: the URL is of no kind that is supported, or a package for it is missing.
    """
    if not is_on_server(url):
        return SqliteDatabase(url, metadata, monotonic)
    try:
        # Only now: it needs packages of an extra, which most installations do not have.
        from storage.dialects.postgresql import PostgresqlDatabase  # noqa: PLC0415
    except ImportError as error:
        raise DatabaseUnreachable(_NO_EXTRA) from error
    # It is loaded only by what needs jobs.
    if find_spec("procrastinate") is None:
        raise DatabaseUnreachable(_NO_EXTRA)
    return PostgresqlDatabase(url)


@asynccontextmanager
async def open_database(url: str, *, must_exist: bool = False, saves: bool = True) -> AsyncIterator[Database]:
    """Open a database for a block and close it afterwards.

    Args:
        url: as in `make_database`.
        must_exist: raise an error if there is none yet, instead of creating it.
        saves: whether a database of an older version is saved before it is upgraded.

    Raises:
        DatabaseUnreachable: it cannot be opened.
        DatabaseTooNew: it has migrations of a newer version.
    """
    database = make_database(url)
    try:
        await database.open(must_exist=must_exist, saves=saves)
        yield database
    finally:
        await database.close()
