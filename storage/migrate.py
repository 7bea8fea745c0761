"""Run the migrations that a database is missing.

Both dialects have the same revisions. PostgreSQL was supported from the last one in `sqlite/` on, and its database is
made at that revision by the one in `postgresql/`; those in `versions/` run on both (docs/decisions/051).

Alembic is loaded only where a migration is missing: it takes 10 MB, and as long as all else that opens a database. So
the revision of a database is read by a query, and those that exist are the names of Alembic's files. A new file of
SQLite gets the tables of the code at once, which a test holds equal to those that the migrations make.
"""

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from storage.errors import DatabaseFailed, DatabaseInUse, DatabaseTooNew

_SCRIPTS = Path(__file__).with_name("migrations")
_OLDEST_DIALECT = "sqlite"
_VERSION_TABLE = "alembic_version"
# As Alembic creates it.
_CREATE_VERSION_TABLE = f"""
    CREATE TABLE {_VERSION_TABLE} (
        version_num VARCHAR(32) NOT NULL, CONSTRAINT {_VERSION_TABLE}_pkc PRIMARY KEY (version_num)
    )"""


def upgrade(connection: Connection, save: Callable[[str, str], None], tables: MetaData | None = None) -> None:
    """Run the migrations that are missing, all inside the caller's transaction, which keeps others from upgrading.

    Args:
        connection: on SQLite its foreign keys are not enforced, because a migration may replace a table to which others
            refer.
        save: called with the present revision and the new one before a database that has tables is changed.
        tables: the tables of the newest revision, which an empty database gets at once; None to migrate it too.

    Raises:
        DatabaseTooNew: the database has a revision that this version does not know.
        DatabaseInUse: a bot is running on it.
        DatabaseFailed: the migrations left rows that refer to missing ones.
    """
    current, head = _get_current(connection), get_head()
    if current == head:
        return
    if tables is not None and _is_empty(connection):
        _create(connection, tables, head)
        return
    if current is not None:
        require_known(current)
        _require_unused(connection)
        save(current, head)
    before = _count_orphans(connection)
    run(connection, "head")
    if (orphans := _count_orphans(connection)) > before:
        raise DatabaseFailed(f"the upgrade to revision {head} would leave {orphans} rows that refer to missing ones")


def run(connection: Connection, revision: str) -> None:
    """Run the migrations up to a revision, without any check."""
    from alembic import command  # noqa: PLC0415 - see the module
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folders = map(str, _list_folders(connection.dialect.name))
    # Alembic's options are read by configparser, which would interpolate a single "%".
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(folders).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@cache
def list_revisions(dialect: str) -> list[str]:
    """Return the revisions at which a database of a dialect can be, the oldest first."""
    files = (file for folder in _list_folders(dialect) for file in folder.glob("[0-9]*_*.py"))
    return sorted(file.name.partition("_")[0] for file in files)


def get_head() -> str:
    """Return the newest revision."""
    return list_revisions(_OLDEST_DIALECT)[-1]


def require_known(revision: str) -> None:
    """Check that this version has a revision.

    Raises:
        DatabaseTooNew: it has not.
    """
    if revision not in list_revisions(_OLDEST_DIALECT):
        raise DatabaseTooNew(
            f"the database is at revision {revision}, which this version of Jogan does not know; install a newer one"
        )


def _get_current(connection: Connection) -> str | None:
    """Return the revision of a database; None for one without tables."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 - a constant
    return None if revision is None else str(revision)


def _is_empty(connection: Connection) -> bool:
    return not inspect(connection).get_table_names()


def _create(connection: Connection, tables: MetaData, revision: str) -> None:
    tables.create_all(connection, checkfirst=False)
    connection.execute(text(_CREATE_VERSION_TABLE))
    connection.execute(text(f"INSERT INTO {_VERSION_TABLE} VALUES (:revision)"), {"revision": revision})  # noqa: S608 - a constant


def _require_unused(connection: Connection) -> None:
    """Check that no bot holds a lease.

    Raises:
        DatabaseInUse: one does, or did so less than 45 seconds before it was killed.
    """
    if not inspect(connection).has_table("lease"):
        return
    # The system's clock, because nobody passes one to those who open a database.
    held = connection.execute(text("SELECT holder FROM lease WHERE until > :now"), {"now": int(time.time())})
    if holder := held.scalar():
        host, process, *_ = str(holder).split()
        raise DatabaseInUse(
            f"a bot of an older version is running on this database (process {process} on {host}), and it has to be "
            "upgraded; stop that bot first. If it is gone already, try again in a minute"
        )


def _count_orphans(connection: Connection) -> int:
    # PostgreSQL enforces foreign keys also while it migrates.
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all()) if _is_old(connection) else 0


def _is_old(connection: Connection) -> bool:
    return connection.dialect.name == _OLDEST_DIALECT


def _list_folders(dialect: str) -> tuple[Path, ...]:
    return _SCRIPTS / dialect, _SCRIPTS / "versions"
