"""Database: readers, writers with one transaction each, and the tables that have changed; one subclass a dialect."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Engine, Table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.change_tracking import Changes, Revision
from storage.dialects.database_file import DatabaseFile
from storage.errors import DatabaseFailed

Fence: TypeAlias = Callable[[AsyncConnection], Awaitable[None]]
"""Checks, in a transaction, that this process may write; raises a StorageError otherwise."""


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """State of a database that nobody has to open for it.

    Attributes:
        revision: its last migration; None if it has no tables of Jogan.
        size: bytes.
    """

    revision: str | None
    size: int


class Database(ABC):
    """A database of Jogan.

    Args:
        readers: connects readers, in autocommit.
        writers: connects writers.

    Attributes:
        url: the URL without a password.
        file: its file, or None if it is on a server.
        is_shared: True if several bots may run on it.
    """

    url: str
    file: DatabaseFile | None = None
    is_shared: bool = False

    def __init__(self, readers: AsyncEngine, writers: AsyncEngine) -> None:
        self._readers = readers
        self._writers = writers
        self._changes = Changes(writers.sync_engine)
        self._fence: Fence | None = None

    @abstractmethod
    async def open(self, *, must_exist: bool = False, saves: bool = True) -> None:
        """Open the database and run the missing migrations.

        Args:
            must_exist: raise an error if there is none yet, instead of creating it.
            saves: whether a database of an older version is saved before it is upgraded, if it is a file.

        Raises:
            DatabaseUnreachable: it cannot be opened, or is no database that can be used.
            DatabaseTooNew: it has migrations of a newer version.
            DatabaseInUse: it has to be upgraded, and a bot is running on it.
            BackupFailed: it could not be saved before its upgrade, and is as it was.
        """

    @abstractmethod
    async def inspect(self) -> DatabaseState:
        """Return the state of a database that need not be open; it is neither created nor upgraded.

        Raises:
            DatabaseUnreachable: it cannot be opened, or is no database that can be used.
        """

    async def close(self) -> None:
        """Close all connections; one that is in use is closed when it is returned."""
        await self._readers.dispose()
        await self._writers.dispose()

    def fence(self, fence: Fence) -> None:
        """Check at the begin of each following transaction that this process may write."""
        self._fence = fence

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection for reading, which sees the last commits.

        Raises:
            DatabaseFailed: a statement failed.
        """
        try:
            async with self._readers.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseFailed(self.describe(error)) from error

    @asynccontextmanager
    async def write(self, *, is_urgent: bool = False) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction, which is committed at the end and rolled back on an exception.

        Args:
            is_urgent: True for what must not wait until other transactions of this process have ended, such as a
                heartbeat, where several can be open at once.

        Raises:
            DatabaseFailed: a statement failed.
            StorageError: the fence's error.
        """
        try:
            async with self._get_writers(is_urgent=is_urgent).connect() as connection:
                with self._changes.track(connection.sync_connection):
                    async with connection.begin():
                        # In the transaction, so that the answer holds until its end.
                        if self._fence is not None:
                            await self._fence(connection)
                        yield connection
                        await self._announce(connection)
        except SQLAlchemyError as error:
            raise DatabaseFailed(self.describe(error)) from error

    def _get_writers(self, *, is_urgent: bool) -> AsyncEngine:
        del is_urgent
        return self._writers

    @abstractmethod
    async def notify(self, connection: AsyncConnection, channel: str, payload: str) -> None:
        """Send a notice to all other processes, at the commit of a transaction; a file has none that listen.

        Args:
            connection: writes to the database.
            channel: a word.
            payload: a text of at most some thousand bytes.
        """

    @abstractmethod
    def on_notice(self, channel: str, callback: Callable[[str], object]) -> None:
        """Call something with the payload of each notice that another process sends to a channel.

        Notices can be lost with the connection: each is a hint that there is something to read.
        """

    @abstractmethod
    async def _announce(self, connection: AsyncConnection) -> None:
        """Tell other processes, at the commit that follows, what a transaction has changed."""

    @abstractmethod
    async def revision(self, *tables: Table) -> Revision:
        """Return a value that differs after any of these tables has changed.

        A change of this process shows at once, one of another process within a second.

        Raises:
            DatabaseFailed: a statement failed.
        """

    async def prepare_long_transaction(self, _connection: AsyncConnection) -> None:
        """Lift the limits on the duration of a transaction, and of the pauses between its statements."""
        return

    async def copy_to(self, path: str) -> None:
        """Write the open database, even if its file was deleted, to a new file.

        Raises:
            DatabaseFailed: the file exists, or cannot be written, or the database is on a server.
        """
        raise DatabaseFailed(f"{self.url} is on a server and cannot be written to {path}")

    def watch(self, table: Table, changed: Callable[[], None]) -> AbstractContextManager[None]:
        """Call a function when a table may have changed, while the block runs; on SQLite only by this process."""
        return self._changes.watch(table, changed)

    @abstractmethod
    async def measure_size(self) -> int:
        """Return the bytes that the database takes.

        Raises:
            DatabaseFailed: nobody can tell.
        """

    def describe(self, error: Exception) -> str:
        """Return an error's words without the statement and its values, which may be people's data."""
        return str(getattr(error, "orig", None) or error)


def get_engines(database: Database) -> tuple[Engine, Engine]:
    """Return the engines of a database's readers and writers, for tests and measurements that watch its statements."""
    return database._readers.sync_engine, database._writers.sync_engine  # noqa: SLF001 - a friend
