"""Run the migrations that a database is missing."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.errors import DatabaseFailed, DatabaseTooNew

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, save: Callable[[str, str], None]) -> None:
    """Run the migrations that are missing, all inside the caller's transaction, which holds the write lock.

    Args:
        connection: its foreign keys are not enforced, because a migration may replace a table to which others refer.
        save: called with the present revision and the new one before a database that has tables is changed.

    Raises:
        DatabaseTooNew: the database has a revision that this version does not know.
        DatabaseFailed: the migrations left rows that refer to missing ones.
    """
    current = MigrationContext.configure(connection).get_current_revision()
    head = get_head()
    if current == head:
        return
    if current is not None:
        require_known(current)
        save(current, head)
    before = _count_orphans(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if (orphans := _count_orphans(connection)) > before:
        raise DatabaseFailed(f"the upgrade to revision {head} would leave {orphans} rows that refer to missing ones")


def get_head() -> str:
    """Return the newest revision."""
    head = _scripts().get_current_head()
    assert head is not None  # noqa: S101 - there are migrations
    return head


def require_known(revision: str) -> None:
    """Check that this version has a revision.

    Raises:
        DatabaseTooNew: it has not.
    """
    try:
        _scripts().get_revision(revision)
    except (CommandError, ResolutionError) as error:
        raise DatabaseTooNew(
            f"the database is at revision {revision}, which this version of Jogan does not know; install a newer one"
        ) from error


def _count_orphans(connection: Connection) -> int:
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


@cache
def _scripts() -> ScriptDirectory:
    """Load the migrations, once per process."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    # Alembic's options are read by configparser, which would interpolate a single "%".
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
