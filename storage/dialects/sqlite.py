"""SQLite: a file with readers and one writer, which takes the lock when its transaction begins."""

import asyncio
import logging
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.backup import save_before_upgrade
from storage.change_tracking import Revision
from storage.dialects.base import Database, DatabaseState
from storage.dialects.database_file import DatabaseFile
from storage.dialects.driver import connect
from storage.dialects.urls import parse_url
from storage.errors import DatabaseFailed, DatabaseUnreachable
from storage.integrity import get_revision, open_file
from storage.migrate import upgrade

# synchronous: with NORMAL a power failure could undo a committed `sending`, and its bulletin would be sent twice.
# busy_timeout: `jogan ingest` and `jogan deliveries` write while the bot is running.
# secure_delete: /forget must overwrite what it deletes, and not every build of SQLite does so by default.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON")
# Code that holds one must not wait for a cache, which needs one too: all four could wait for a fifth.
_READERS = 4
_WRITER_CACHE_SIZE = 32_000
"""KiB; SQLite allocates pages only when it needs them."""
_DATA_VERSION = "PRAGMA data_version"
# An answer is at most about a second old, and thousands of answers share one check (docs/decisions/009).
_NO_AUTO_VACUUM = 0
_CHECK_INTERVAL = 1.0
"""Seconds between checks for commits of other processes."""

_log = logging.getLogger(__name__)


class SqliteDatabase(Database):
    """A file of SQLite.

    Readers see the last commit and never wait. There is one writer, whose transactions take the lock when they begin.

    Args:
        url: an SQLAlchemy URL, ``sqlite+aiosqlite:///jogan.db``.
        tables: the tables of a new file.
        monotonic: clock in seconds that never goes back.

    Raises:
        DatabaseUnreachable: the URL is not one of an SQLite file.
    """

    file: DatabaseFile

    def __init__(self, url: str, tables: MetaData, monotonic: Callable[[], float] = time.monotonic) -> None:
        address = parse_url(url)
        self._tables = tables
        self._monotonic = monotonic
        self._next_check = float("-inf")
        self._open_transactions = 0
        self._is_closed = False
        self.url = address.render_as_string()
        self.file = DatabaseFile(str(address.database))
        # In autocommit no transaction is left open, so returning a connection needs no rollback.
        readers = _engine(address, _READERS, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        self._writer = _engine(address, 1)
        event.listen(self._writer.sync_engine, "connect", _enlarge_cache)
        # Before the base class, which listens to the statements of the writer.
        super().__init__(readers, self._writer)
        for engine in (self._readers, self._writer):
            event.listen(engine.sync_engine, "connect", self._refuse_other_file, insert=True)
            event.listen(engine.sync_engine, "checkin", self._close_returned)
        event.listen(self._writer.sync_engine, "begin", self._begin)

    async def open(self, *, must_exist: bool = False, saves: bool = True) -> None:
        """Open the database and run the missing migrations.

        Args:
            must_exist: raise an error if the file does not exist, instead of creating it.
            saves: whether a database of an older version is saved before it is upgraded.

        Raises:
            DatabaseUnreachable: the file cannot be opened or is not a database.
            DatabaseTooNew: it has migrations of a newer version.
            DatabaseInUse: it has to be upgraded, and a bot is running on it.
            BackupFailed: it could not be saved before its upgrade, and is as it was.
        """
        path, self._is_closed = self.file.path, False
        if must_exist and not await asyncio.to_thread(Path(path).exists):
            raise DatabaseUnreachable(f"{path}: there is no such file")
        try:
            await asyncio.to_thread(_probe, path)
            # A migration that writes a table again drops the old one, and with foreign keys all that refers to it.
            await self._run("PRAGMA foreign_keys=OFF")
            async with self._writer.begin() as connection:
                save = partial(_save, Path(path)) if saves else lambda *_: None
                await connection.run_sync(upgrade, save, self._tables)
            await self._run("PRAGMA foreign_keys=ON")
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise DatabaseUnreachable(f"{path}: {self.describe(error)}") from error
        await self._enable_shrinking()
        await asyncio.to_thread(self.file.remember)

    async def _enable_shrinking(self) -> None:
        """Rewrite a file that an early version created, once, so that empty pages can be returned to the file system.

        At the start, because nothing can be written meanwhile: some 15 s for a gigabyte.
        """
        try:
            if (await self._run("PRAGMA auto_vacuum"))[0] == _NO_AUTO_VACUUM:
                _log.info("Rewriting the file of the database once, so that it can shrink; this can take a minute")
                await self._run("PRAGMA auto_vacuum=INCREMENTAL")
                await self._run("VACUUM")
        except (sqlite3.Error, SQLAlchemyError) as error:
            _log.warning("Could not rewrite the file of the database; will retry at the next start: %s", error)

    async def copy_to(self, path: str) -> None:
        """Write the open database, even if its file was deleted, to a new file.

        Raises:
            DatabaseFailed: the file exists, or cannot be written.
        """
        await self._execute("VACUUM INTO ?", path)

    async def inspect(self) -> DatabaseState:
        """Return the state of a file that need not be open; see `Database.inspect`."""
        return await asyncio.to_thread(self._inspect)

    def _inspect(self) -> DatabaseState:
        with open_file(Path(self.file.path)) as opened:
            return DatabaseState(get_revision(opened), self.file.measure())

    async def close(self) -> None:
        """Close all connections; one that is in use is closed when it is returned."""
        self._is_closed = True
        # When the last connection closes, SQLite empties `jogan.db-wal`, which may hold pages from before a /forget.
        await super().close()

    @asynccontextmanager
    async def write(self, *, is_urgent: bool = False) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction; see `Database.write`."""
        self._open_transactions += 1
        try:
            async with super().write(is_urgent=is_urgent) as connection:
                yield connection
        finally:
            self._open_transactions -= 1

    async def measure_size(self) -> int:
        """Return the bytes of the file and of its log."""
        return await asyncio.to_thread(self.file.measure)

    async def notify(self, _connection: AsyncConnection, _channel: str, _payload: str) -> None:
        """Do nothing: one bot runs on a file."""

    def on_notice(self, _channel: str, _callback: Callable[[str], object]) -> None:
        """Do nothing: one bot runs on a file."""

    async def _announce(self, _connection: AsyncConnection) -> None:
        """Do nothing: `data_version` tells the others."""

    async def revision(self, *tables: Table) -> Revision:
        """Return a value that differs after any of these tables has changed.

        A change of this process shows at once, one of another process within a second.

        Raises:
            DatabaseFailed: a statement failed.
        """
        # While this process holds the write lock no other can commit, and each transaction checks when it begins.
        if not self._open_transactions and self._is_check_due():
            await self._check()
        return self._changes.revision(*tables)

    def _is_check_due(self) -> bool:
        """Return whether a check is due, and if so, schedule the next one."""
        now = self._monotonic()
        if now < self._next_check:
            return False
        # Before the check, which waits for the driver: meanwhile nobody else begins one.
        self._next_check = now + _CHECK_INTERVAL
        return True

    async def _check(self) -> None:
        (version,) = await self._execute(_DATA_VERSION)
        self._changes.record_version(version)

    async def _execute(self, statement: str, *values: str) -> Any:
        """Execute a statement as `_run` does.

        Raises:
            DatabaseFailed: it failed.
        """
        try:
            return await self._run(statement, *values)
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise DatabaseFailed(self.describe(error)) from error

    async def _run(self, statement: str, *values: str) -> Any:
        """Execute a statement on the writing connection, in no transaction, and return its first row."""
        async with self._writer.connect() as connection:
            # Bypass SQLAlchemy, which would begin a transaction and wait for the write lock.
            driver: Any = (await connection.get_raw_connection()).driver_connection
            async with driver.execute(statement, values) as cursor:
                return await cursor.fetchone()

    def _refuse_other_file(self, connection: Any, _record: object) -> None:
        # Before its first statement, with which SQLite replays the journal of the old file into the one in its place.
        if not self.file.is_in_place:
            connection.close()
            raise DatabaseFailed(f"{self.file.path} was deleted or replaced")

    def _close_returned(self, _connection: object, record: ConnectionPoolEntry) -> None:
        # `dispose` leaves connections in use to a pool that nobody disposes of any more.
        if self._is_closed:
            record.close()

    def _begin(self, connection: Connection) -> None:
        # A deferred transaction takes the lock at its first write, and fails half way if another process has it.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if self._is_check_due():
            self._changes.record_version(connection.exec_driver_sql(_DATA_VERSION).scalar_one())


def _save(path: Path, revision: str, new_revision: str) -> None:
    """Save a database in front of its upgrade to a new revision, and delete what older upgrades have left."""
    saved = save_before_upgrade(path, new_revision)
    line = "Upgrading the database from revision %s to %s; it is saved as it was: %s (%.1f MB)"
    _log.info(line, revision, new_revision, saved.path, saved.size / 1e6)


def _probe(path: str) -> None:
    """Check that a file can be opened and is a database, and prepare a new one."""
    # Only its owner may read it, whatever the umask; SQLite gives the same rights to its -wal and -shm. Why a file
    # cannot be created SQLite says below.
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    # aiosqlite leaves a thread behind for a file that it cannot open; it outlives the event loop and fails then.
    with closing(sqlite3.connect(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        if not pages:
            # auto_vacuum must be set before the first page is written, and the journal mode writes it.
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
            connection.execute("PRAGMA journal_mode=WAL")


def _engine(address: URL, size: int, **options: Any) -> AsyncEngine:
    # No overflow: `data_version` tells only the commits of other connections, so the writer must be a single one.
    engine = create_async_engine(
        address, pool_size=size, max_overflow=0, connect_args={"async_creator_fn": connect}, **options
    )
    event.listen(engine.sync_engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: object) -> None:
    # Otherwise Python's sqlite3 begins deferred transactions itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _enlarge_cache(connection: Any, _record: object) -> None:
    # A broadcast writes all over the indexes by chat; with SQLite's 2 MB each page would be written many times.
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{_WRITER_CACHE_SIZE}")
    cursor.close()
