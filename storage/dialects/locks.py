"""Locks for what reads and then writes.

SQLite has one writer: its transaction holds the lock of the database from its begin on, and none of these does anything
there. On PostgreSQL writers run beside each other, so that a transaction locks what it has read (docs/decisions/051).
"""

import enum
from typing import Any, TypeVar

from sqlalchemy import Select, Table, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

WRITES = "writes"
"""Option of connections that write beside others."""

_SPACE = 7_061
"""First number of the advisory locks, which a database may have of other programs too."""
_LOCK = select(func.pg_advisory_xact_lock(_SPACE, bindparam("number")))

_Rows = TypeVar("_Rows", bound=tuple[Any, ...])


class Subject(enum.IntEnum):
    """Rows that one transaction at a time reads and then writes; the numbers are those of advisory locks."""

    LEASES = 1
    CONTENT = 2
    """Readings and articles."""
    WARNINGS = 3
    OUTLOOK = 4
    """Forecasts and fine dust."""
    TOWNS = 5
    OPERATIONS = 6
    """The pause of all bulletins, and announcements."""
    ACCOUNT = 7
    """The bot, and whom it serves."""
    ALERTS = 8


async def lock(connection: AsyncConnection, subject: Subject) -> None:
    """Wait until no other transaction has locked a subject; the lock is released at the end of this one."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_LOCK, {"number": subject.value})


def is_locking(connection: AsyncConnection) -> bool:
    """Return whether a connection is one that writes beside others, and has to lock what it reads first."""
    sync = connection.sync_connection
    return sync is not None and bool(sync.get_execution_options().get(WRITES))


def for_change(connection: AsyncConnection, statement: Select[_Rows], table: Table) -> Select[_Rows]:
    """Return a query that locks the rows of a table, if it is asked by a connection that writes.

    What is read with it is still so when the transaction writes. The rows come in an order, or two transactions could
    wait for each other.
    """
    return statement.with_for_update(of=table, key_share=True) if is_locking(connection) else statement
