"""The database: where it is, how it is opened, and one transaction at a time for whoever writes."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.change_tracking import Changes, Revision
from storage.errors import DatabaseFailed, DatabaseUnreachable
from storage.migrate import upgrade

DRIVER = "sqlite+aiosqlite"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON")
"""What is deleted is overwritten too: not every SQLite does that by itself."""
_READERS = 4
_WRITERS_CACHE = 32_000
"""KiB; taken only as far as they are needed."""
_VERSION = "PRAGMA data_version"
_LOOK_EVERY = 1.0
"""Seconds after which it is seen at the latest that another process has written."""


class Database:
    """An embedded SQLite database.

    Readers see the last commit and never wait; there is one writer, whose transactions take the lock at their
    beginning, so that none fails half way because another has it.

    Args:
        url: an SQLAlchemy URL, ``sqlite+aiosqlite:///jogan.db``.
        monotonic: tells seconds, never backwards.

    Raises:
        DatabaseUnreachable: the URL is not of that kind.
    """

    def __init__(self, url: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        address = _parse(url)
        self._monotonic = monotonic
        self._look_at = float("-inf")
        self._writes = 0
        # Where each statement is a transaction of its own, none is left that would have to be rolled back.
        self._readers = _engine(address, _READERS, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        self._writer = _engine(address, 1)
        event.listen(self._writer.sync_engine, "connect", _give_room)
        self._changes = Changes(self._writer.sync_engine)
        event.listen(self._writer.sync_engine, "begin", self._begin)

    async def open(self, *, must_exist: bool = False) -> None:
        """Bring the tables to this version.

        Args:
            must_exist: whether a file that is not there is an error, and is not made.

        Raises:
            DatabaseUnreachable: the file cannot be opened or is not a database.
            DatabaseTooNew: a newer version has changed it.
        """
        path = str(self._writer.url.database)
        if must_exist and not await asyncio.to_thread(Path(path).exists):
            raise DatabaseUnreachable(f"{path}: there is no such file")
        try:
            await asyncio.to_thread(_probe, path)
            async with self._writer.begin() as connection:
                await connection.run_sync(upgrade)
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise DatabaseUnreachable(f"{path}: {_words(error)}") from error

    async def close(self) -> None:
        """Close all connections."""
        await self._readers.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with.

        Raises:
            DatabaseFailed: the database refused a statement.
        """
        try:
            async with self._readers.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseFailed(_words(error)) from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, undone by any exception.

        Raises:
            DatabaseFailed: the database refused a statement.
        """
        self._writes += 1
        try:
            async with self._writer.connect() as connection:
                with self._changes.of(connection.sync_connection):
                    async with connection.begin():
                        yield connection
        except SQLAlchemyError as error:
            raise DatabaseFailed(_words(error)) from error
        finally:
            self._writes -= 1

    async def revision(self, *tables: Table) -> Revision:
        """A value that is another one once one of these tables has changed.

        That shows at once where this process has changed it, and within a second where another one has.

        Raises:
            DatabaseFailed: the database refused to tell.
        """
        # Beside a transaction of ours nobody commits, and its beginning is another time to look.
        if not self._writes and self._is_time_to_look():
            await self._look()
        return self._changes.revision(*tables)

    def _is_time_to_look(self) -> bool:
        """Whether it is, which makes it so that it is not for a while."""
        now = self._monotonic()
        if now < self._look_at:
            return False
        self._look_at = now + _LOOK_EVERY
        return True

    async def _look(self) -> None:
        try:
            async with self._writer.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction, and wait for whoever writes.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                async with driver.execute(_VERSION) as cursor:
                    (version,) = await cursor.fetchone()
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise DatabaseFailed(_words(error)) from error
        self._changes.see(version)

    def _begin(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if self._is_time_to_look():
            self._changes.see(connection.exec_driver_sql(_VERSION).scalar_one())


@asynccontextmanager
async def open_database(url: str, *, must_exist: bool = False) -> AsyncIterator[Database]:
    """Open a database for the length of a block.

    Args:
        url: as `Database` takes it.
        must_exist: whether a file that is not there is an error, and is not made.

    Raises:
        DatabaseUnreachable: it cannot be opened.
        DatabaseTooNew: a newer version has changed it.
    """
    database = Database(url)
    try:
        await database.open(must_exist=must_exist)
        yield database
    finally:
        await database.close()


def file_url(path: str) -> str:
    """The URL of a database file; what is a URL already stays as it is."""
    return path if "://" in path else f"{DRIVER}:///{path}"


def _probe(path: str) -> None:
    """See that a file can be opened and is a database, and prepare one that is new.

    aiosqlite leaves a thread behind for a file that it cannot open, which outlives the event loop and fails then.
    """
    with closing(sqlite3.connect(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        if not pages:
            # That empty pages can be given back is settled with the first page, which the journal mode writes.
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
            connection.execute("PRAGMA journal_mode=WAL")


def _parse(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnreachable(f"not a database URL; one looks like {DRIVER}:///jogan.db") from error
    if address.drivername != DRIVER or address.database in {None, "", ":memory:"}:
        raise DatabaseUnreachable(f"only a file is supported as database: {DRIVER}:///jogan.db")
    return address


def _engine(address: URL, size: int, **options: Any) -> AsyncEngine:
    engine = create_async_engine(address, pool_size=size, max_overflow=0, **options)
    event.listen(engine.sync_engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _give_room(connection: Any, _record: object) -> None:
    """A wave writes all over the indexes of chats; with SQLite's own 2 MB it would write each page many times."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{_WRITERS_CACHE}")
    cursor.close()


def _words(error: Exception) -> str:
    """What the database itself said, without the statement and its values."""
    return str(getattr(error, "orig", None) or error)
