"""Change tracking: table revisions, by which caches decide whether to read again.

Writes of this process are noted per statement and count when their transaction is over. Commits of other processes show
in SQLite's `data_version` on the writer's connection, which changes with every commit but that connection's own.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, event

Revision: TypeAlias = tuple[int, ...]


class Changes:
    """Counts the changes of each table.

    Args:
        writer: the engine through which this process writes, with one connection.
    """

    def __init__(self, writer: Engine) -> None:
        self._counts: Counter[str] = Counter()
        self._noted: WeakKeyDictionary[Connection, set[str]] = WeakKeyDictionary()
        self._by_others = 0
        event.listen(writer, "after_cursor_execute", self._note)

    def revision(self, *tables: Table) -> Revision:
        """Return a value that differs after any of these tables has changed."""
        return self._by_others, *(self._counts[table.name] for table in tables)

    @contextmanager
    def track(self, connection: Connection | None) -> Iterator[None]:
        """Count the tables that a connection writes in a block when the block ends, committed or not."""
        try:
            yield
        finally:
            # A rolled-back transaction counts too: one read more is cheaper than a stale cache.
            self._counts.update(self._noted.pop(connection, ()) if connection else ())

    def record_data_version(self, data_version: int) -> None:
        """Record SQLite's `data_version`; the commits of another process may have changed any table."""
        self._by_others = data_version

    def _note(self, connection: Connection, cursor: Any, *rest: Any) -> None:
        context = rest[2]
        # `rowcount`: a statement that changed no row must not empty the caches.
        if (context.isinsert or context.isupdate or context.isdelete) and cursor.rowcount:
            self._noted.setdefault(connection, set()).add(context.compiled.statement.table.name)
