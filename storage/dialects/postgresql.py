"""PostgreSQL: readers, writers with the row locks that each needs, and notices of changes."""

import itertools
import logging
import re
import select as polling
from typing import Any

import psycopg
from sqlalchemy import Table, Text, bindparam, event, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.change_tracking import Changes, Revision
from storage.dialects.base import Database, DatabaseState
from storage.dialects.locks import WRITES
from storage.dialects.notices import CHANGES, CHANNEL, Callback, Notices
from storage.dialects.urls import parse_url
from storage.errors import DatabaseUnreachable
from storage.migrate import upgrade

MIN_VERSION = 15
_ENCODING = "UTF8"
# Code that holds one must not wait for a cache, which needs one too.
_READERS = 4
_WRITERS = 4
_APPLICATION = "jogan"
# A process that is suspended in a transaction would keep others from its rows for as long: less than the ten seconds
# after which they take over its work (docs/decisions/054).
_OPTIONS = "-c idle_in_transaction_session_timeout=5s -c lock_timeout=10s"
_CONNECT_TIMEOUT = 5
"""Seconds."""
_UPGRADE_LOCK = 7_061_646
"""Number of the advisory lock of upgrades."""
_REASONS = (
    (
        r"password authentication failed|no password supplied|role .* does not exist",
        "the server rejects the user or the password",
    ),
    (r"Connection refused|No such file or directory", "no server answers there; is it running?"),
    (r"timeout expired|timed out", "the server does not answer; is the address right?"),
    (r"could not translate host name|failed to resolve host", "there is no such host"),
    (r"database .* does not exist", "there is no such database; create it with: createdb --encoding=UTF8"),
    (r"session is read-only", "none of the hosts takes writes"),
)
"""Patterns of what libpq says about a connection, and what that means."""

_log = logging.getLogger(__name__)


class PostgresqlDatabase(Database):
    """A database on a server of PostgreSQL.

    Readers see the last commits and never wait. Writers run beside each other, and wait for rows that another changes.

    Args:
        url: an SQLAlchemy URL, ``postgresql+psycopg://user:password@host/jogan``.

    Raises:
        DatabaseUnreachable: the URL is not one of a database of PostgreSQL.
    """

    is_shared = True

    def __init__(self, url: str) -> None:
        self._address = parse_url(url)
        self.url = self._address.render_as_string(hide_password=True)
        # In autocommit no transaction is left open, so returning a connection needs no rollback.
        readers = _engine(self._address, _READERS, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        super().__init__(readers, _engine(self._address, _WRITERS, writes=True))
        self._urgent = _engine(self._address, 1, writes=True)
        self._changes = Changes(self._writers.sync_engine, self._urgent.sync_engine)
        self._notices = Notices(self._connect, self._changes)
        self._unheard = itertools.count()

    async def open(self, *, must_exist: bool = False, saves: bool = True) -> None:
        """Open the database and run the missing migrations; see `Database.open`.

        Nothing is saved before an upgrade, whatever `saves` is: that is pg_dump's task.
        """
        del saves
        try:
            async with self._writers.begin() as connection:
                # A migration takes as long as it takes, and so do those who wait for it.
                await self.prepare_long_transaction(connection)
                await self._require_usable(connection, must_exist=must_exist)
                # One process migrates; the others wait, and find nothing to do.
                await connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
                await connection.run_sync(upgrade, self._log_upgrade)
            await self._notices.start()
        except (SQLAlchemyError, psycopg.Error) as error:
            raise DatabaseUnreachable(f"{_name(self._address)}: {self.describe(error)}") from error

    async def inspect(self) -> DatabaseState:
        """Return the state of a database that need not be open; see `Database.inspect`."""
        try:
            async with self._readers.connect() as connection:
                await self._require_usable(connection, must_exist=False)
                has_tables = await connection.scalar(_HAS_TABLES)
                revision = await connection.scalar(_REVISION) if has_tables else None
                size: int = (await connection.execute(_SIZE)).scalar_one()
        except SQLAlchemyError as error:
            raise DatabaseUnreachable(f"{_name(self._address)}: {self.describe(error)}") from error
        return DatabaseState(revision, size)

    async def _require_usable(self, connection: AsyncConnection, *, must_exist: bool) -> None:
        version, encoding = (await connection.execute(text(
            "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
        ))).one()  # fmt: skip
        name = _name(self._address)
        if version < MIN_VERSION:
            raise DatabaseUnreachable(f"{name}: the server is PostgreSQL {version}; {MIN_VERSION} or newer is needed")
        if encoding != _ENCODING:
            raise DatabaseUnreachable(f"{name}: its encoding is {encoding}; create one with ENCODING 'UTF8'")
        if must_exist and not await connection.scalar(_HAS_TABLES):
            raise DatabaseUnreachable(f"{name}: there are no tables of Jogan yet")

    async def prepare_long_transaction(self, connection: AsyncConnection) -> None:
        """Lift the limits on the duration of a transaction, and of the pauses between its statements."""
        await connection.execute(text("SET LOCAL lock_timeout = 0"))
        await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))

    def _log_upgrade(self, revision: str, new_revision: str) -> None:
        _log.info("Upgrading the database from revision %s to %s", revision, new_revision)

    async def close(self) -> None:
        """Close all connections; one that is in use is closed when it is returned."""
        await self._notices.stop()
        await self._urgent.dispose()
        await super().close()

    def _get_writers(self, *, is_urgent: bool) -> AsyncEngine:
        return self._urgent if is_urgent else self._writers

    def on_notice(self, channel: str, callback: Callback) -> None:
        """Call something with the payload of each notice that another process sends to a channel."""
        self._notices.on(channel, callback)

    async def notify(self, connection: AsyncConnection, channel: str, payload: str) -> None:
        """Send a notice to all other processes, at the commit of a transaction."""
        await connection.execute(_NOTIFY, {"payload": self._notices.make_payload(channel, payload)})

    async def _announce(self, connection: AsyncConnection) -> None:
        noted = self._changes.get_noted(connection.sync_connection) if connection.sync_connection else ()
        if noted:
            await self.notify(connection, CHANGES, ",".join(sorted(noted)))

    async def revision(self, *tables: Table) -> Revision:
        """Return a value that differs after any of these tables has changed; see `Database.revision`."""
        found = self._changes.revision(*tables)
        # While nobody tells of changes, each answer is another one, so that nothing that is kept is used.
        return found if self._notices.is_listening else (*found, next(self._unheard))

    async def measure_size(self) -> int:
        """Return the bytes that the database takes."""
        async with self.read() as connection:
            size: int = (await connection.execute(_SIZE)).scalar_one()
        return size

    def describe(self, error: Exception) -> str:
        """Return an error's words without the statement and its values, which may be people's data."""
        found = getattr(error, "orig", None) or error
        if not isinstance(found, psycopg.Error):
            return str(found)
        # The detail of a message holds values.
        return found.diag.message_primary or _explain(str(found))

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        _, arguments = self._writers.dialect.create_connect_args(self._address)
        arguments = {**arguments, **_connect_arguments(self._address, "notices")}
        return await psycopg.AsyncConnection.connect(autocommit=True, **arguments)


_HAS_TABLES = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_REVISION = text("SELECT version_num FROM alembic_version")
_SIZE = text("SELECT pg_database_size(current_database())")
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("payload", type_=Text)))


def _engine(address: URL, size: int, *, writes: bool = False, **options: Any) -> AsyncEngine:
    engine = create_async_engine(
        address,
        pool_size=size,
        max_overflow=0,
        connect_args=_connect_arguments(address, "bot"),
        # psycopg tells how many rows were inserted, and SQLAlchemy hides it otherwise.
        execution_options={"preserve_rowcount": True, WRITES: writes},
        **options,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _connect_arguments(address: URL, purpose: str) -> dict[str, Any]:
    # Of several hosts the one that writes: after a failover that is another one than before.
    several = "," in f"{address.host}" or len(address.normalized_query.get("host", ())) > 1
    chosen = {"target_session_attrs": "read-write"} if several and "target_session_attrs" not in address.query else {}
    return {
        **chosen,
        "application_name": f"{_APPLICATION} {purpose}",
        "connect_timeout": _CONNECT_TIMEOUT,
        "options": _OPTIONS,
        # A cut wire is noticed within ten seconds.
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "tcp_user_timeout": 8_000,
    }


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Make the pool replace a connection that the server has closed: an idle one has nothing to say but that."""
    driver = connection.driver_connection
    poll = polling.poll()
    poll.register(driver.fileno(), polling.POLLIN)
    if poll.poll(0):
        raise InvalidatePoolError


def _explain(words: str) -> str:
    """Return why there is no connection, in few words; libpq tells each attempt in several lines."""
    text = " ".join(words.split())
    for pattern, reason in _REASONS:
        if re.search(pattern, text):
            return reason
    return text


def _name(address: URL) -> str:
    return f"{address.database} on {address.host or address.query.get('host', 'this machine')}"
