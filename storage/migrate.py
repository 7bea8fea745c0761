"""Run the migrations that a database is missing."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.errors import DatabaseTooNew

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, all inside the caller's transaction, which holds the write lock.

    Raises:
        DatabaseTooNew: the database has a revision that this version does not know.
    """
    script = _scripts()
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current is not None:
        try:
            script.get_revision(current)
        except (CommandError, ResolutionError) as error:
            raise DatabaseTooNew(
                f"the database is at revision {current}, which this version of Jogan does not know; install a newer one"
            ) from error
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@cache
def _scripts() -> ScriptDirectory:
    """Load the migrations, once per process."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    # Alembic's options are read by configparser, which would interpolate a single "%".
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config
