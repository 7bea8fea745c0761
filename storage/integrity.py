"""Integrity of a database file: its pages, its foreign keys and its revision, read without a change to the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from storage.errors import DatabaseUnreachable

_MAGIC = b"SQLite format 3\0"
_MAX_PROBLEMS = 3
"""Problems that are named."""


@contextmanager
def open_file(path: Path, *, is_at_rest: bool = False) -> Iterator[sqlite3.Connection]:
    """Open an existing database file for a block, in autocommit; it is neither created nor migrated.

    Args:
        path: the file.
        is_at_rest: True if no other process has it open; then no journal is created beside it, and the folder may be
            read-only.

    Raises:
        DatabaseUnreachable: it does not exist, cannot be read, or is no database.
    """
    if not path.is_file():
        raise DatabaseUnreachable(f"{path}: there is no such file")
    with path.open("rb") as file:
        # SQLite finds that out too, but then it deletes the journal, from which the file could still be repaired.
        if (begin := file.read(len(_MAGIC))) and begin != _MAGIC:
            raise DatabaseUnreachable(f"{path}: file is not a database")
    options = "mode=ro&immutable=1" if is_at_rest else "mode=rw"
    with closing(sqlite3.connect(f"file:{quote(str(path))}?{options}", uri=True, isolation_level=None)) as opened:
        try:
            opened.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error as error:
            raise DatabaseUnreachable(f"{path}: {error}") from error
        yield opened


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether a database has a table.

    Raises:
        DatabaseUnreachable: it is damaged.
    """
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name])
        return found.fetchone() is not None
    except sqlite3.DatabaseError as error:
        raise DatabaseUnreachable(str(error)) from error


def get_revision(connection: sqlite3.Connection) -> str | None:
    """Return the revision of the last migration; None if this is no database of Jogan."""
    if not has_table(connection, "alembic_version") or not has_table(connection, "chat"):
        return None
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    return None if revision is None else str(revision)


def find_damage(connection: sqlite3.Connection) -> list[str]:
    """Return SQLite's words about damaged pages, the first ones; empty if there is no damage."""
    try:
        rows = connection.execute(f"PRAGMA quick_check({_MAX_PROBLEMS})").fetchall()
    except sqlite3.DatabaseError as error:
        # Damage that keeps SQLite from looking at all.
        return [str(error)]
    return [] if rows == [("ok",)] else [" ".join(str(message).split()) for (message,) in rows]


def find_orphans(connection: sqlite3.Connection) -> list[str]:
    """Return a line for each of the first rows whose foreign key leads nowhere; empty if there is none."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_MAX_PROBLEMS)
    return [f"row {number} of {table} refers to a missing row of {parent}" for table, number, parent, _ in rows]
