"""Metadata of all tables, with the names of their constraints and indexes."""

import enum
from typing import Any

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

UNCACHED: dict[str, Any] = {"info": {"is_cached": False}}
"""Options of a table that nobody watches or keeps in memory: other processes are not told when it changes."""


def one_of(column: str, values: type[enum.StrEnum]) -> str:
    """Return the SQL condition that a column holds one of an enum's values."""
    # Not IN: SQLite would build a B-tree of the list for each row that it writes (findings/sqlite-check-in-list.sh).
    return " OR ".join(f"{column} = '{value}'" for value in values)
