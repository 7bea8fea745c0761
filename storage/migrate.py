"""Run the migrations that a database is missing.

Both dialects have the same revisions. PostgreSQL was supported from the last one in `sqlite/` on, and its database is
made at that revision by the one in `postgresql/`; those in `versions/` run on both (docs/decisions/051).
"""

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from storage.errors import DatabaseFailed, DatabaseInUse, DatabaseTooNew

_SCRIPTS = Path(__file__).with_name("migrations")
_OLDEST_DIALECT = "sqlite"


def upgrade(connection: Connection, save: Callable[[str, str], None]) -> None:
    """Run the migrations that are missing, all inside the caller's transaction, which keeps others from upgrading.

    Args:
        connection: on SQLite its foreign keys are not enforced, because a migration may replace a table to which others
            refer.
        save: called with the present revision and the new one before a database that has tables is changed.

    Raises:
        DatabaseTooNew: the database has a revision that this version does not know.
        DatabaseInUse: a bot is running on it.
        DatabaseFailed: the migrations left rows that refer to missing ones.
    """
    current = MigrationContext.configure(connection).get_current_revision()
    head = get_head()
    if current == head:
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
    config = _config(connection.dialect.name)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def list_revisions(dialect: str) -> list[str]:
    """Return the revisions at which a database of a dialect can be, the oldest first."""
    return [script.revision for script in reversed(list(_scripts(dialect).walk_revisions()))]


def get_head() -> str:
    """Return the newest revision."""
    head = _scripts(_OLDEST_DIALECT).get_current_head()
    assert head is not None  # noqa: S101 - there are migrations
    return head


def require_known(revision: str) -> None:
    """Check that this version has a revision.

    Raises:
        DatabaseTooNew: it has not.
    """
    try:
        _scripts(_OLDEST_DIALECT).get_revision(revision)
    except (CommandError, ResolutionError) as error:
        raise DatabaseTooNew(
            f"the database is at revision {revision}, which this version of Jogan does not know; install a newer one"
        ) from error


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


@cache
def _scripts(dialect: str) -> ScriptDirectory:
    """Load the migrations of a dialect, once per process."""
    return ScriptDirectory.from_config(_config(dialect))


def _config(dialect: str) -> Config:
    config = Config()
    folders = (str(_SCRIPTS / name) for name in (dialect, "versions"))
    # Alembic's options are read by configparser, which would interpolate a single "%".
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", os.pathsep.join(folders).replace("%", "%%"))
    return config
