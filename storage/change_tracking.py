"""Change tracking: table revisions, by which caches decide whether to read again.

Writes of this process are noted per statement and count when their transaction is over. Commits of other processes are
reported by the dialect: SQLite's `data_version` says that there was one, a notice of PostgreSQL names its
tables.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, FromClause, Table, event

Revision: TypeAlias = tuple[int, ...]


class Changes:
    """Counts the changes of each table.

    Args:
        writers: the engines through which this process writes.
    """

    def __init__(self, *writers: Engine) -> None:
        self._counts: Counter[str] = Counter()
        self._noted: WeakKeyDictionary[Connection, set[str]] = WeakKeyDictionary()
        self._by_others = 0
        self._watches: list[tuple[str, Callable[[], None]]] = []
        for engine in writers:
            event.listen(engine, "after_cursor_execute", self._note)

    def revision(self, *tables: Table) -> Revision:
        """Return a value that differs after any of these tables has changed.

        Raises:
            ValueError: changes of one of them are not recorded.
        """
        _require_recorded(*tables)
        return self._by_others, *(self._counts[table.name] for table in tables)

    @contextmanager
    def track(self, connection: Connection | None) -> Iterator[None]:
        """Count the tables that a connection writes in a block when the block ends, committed or not."""
        try:
            yield
        finally:
            # A rolled-back transaction counts too: one read more is cheaper than a stale cache.
            self.record_tables(self._noted.pop(connection, ()) if connection else ())

    @contextmanager
    def watch(self, table: Table, changed: Callable[[], None]) -> Iterator[None]:
        """Call a function whenever a table may have changed, while the block runs.

        Raises:
            ValueError: its changes are not recorded.
        """
        _require_recorded(table)
        watch = table.name, changed
        self._watches.append(watch)
        try:
            yield
        finally:
            self._watches.remove(watch)

    def get_noted(self, connection: Connection) -> Collection[str]:
        """Return the names of the tables that a connection has written in its block so far."""
        return self._noted.get(connection, ())

    def record_version(self, version: int) -> None:
        """Record a number that differs after a commit of another process, which may have changed any table."""
        self._by_others = version

    def record_lapse(self) -> None:
        """Record that changes of other processes may have been missed."""
        self._by_others += 1
        for _, changed in self._watches:
            changed()

    def record_tables(self, names: Iterable[str]) -> None:
        """Record that tables have changed."""
        found = set(names)
        self._counts.update(found)
        for name, changed in self._watches:
            if name in found:
                changed()

    def _note(self, connection: Connection, cursor: Any, *rest: Any) -> None:
        context = rest[2]
        # `rowcount`: a statement that changed no row must not empty the caches.
        if (context.isinsert or context.isupdate or context.isdelete) and cursor.rowcount:
            table = context.compiled.statement.table
            if _is_cached(table):
                self._noted.setdefault(connection, set()).add(table.name)


def _is_cached(table: FromClause) -> bool:
    # A copy is written into tables without types (`storage.dialects.bulk`), which have a name only.
    return not isinstance(table, Table) or bool(table.info.get("is_cached", True))


def _require_recorded(*tables: Table) -> None:
    if any(not _is_cached(table) for table in tables):
        raise ValueError(f"changes are not recorded of all of {', '.join(table.name for table in tables)}")
