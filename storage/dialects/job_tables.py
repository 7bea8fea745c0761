"""Tables of procrastinate, which hands jobs to processes that share a database of PostgreSQL; SQLite has none.

Its package brings a file for each change of them. A migration of ours runs those up to the last one of the version that
it is written for, so that a database has the same tables whichever version made it (docs/decisions/054).
"""

from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection


def change(connection: Connection, until: str, after: str = "") -> None:
    """Run procrastinate's migrations.

    Args:
        connection: in a transaction.
        until: the last one, without its ending.
        after: the last one that has been run before; empty if there are no tables yet.
    """
    for file in list_files():
        if after < file.stem <= until:
            # The driver would take a single "%" for a parameter.
            connection.exec_driver_sql(file.read_text("utf-8").replace("%", "%%"))


def list_files() -> list[Path]:
    """Return the files of the installed version, the oldest first."""
    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
