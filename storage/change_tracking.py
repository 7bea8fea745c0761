"""What has changed in the store, so that what was read there can be kept until then.

What this process writes is noted statement by statement and counts when its transaction is over. What others write
is seen in SQLite's `data_version` of the writer's connection, which moves with everybody's commits but its own.
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
        """A value that is another one after a change of one of these tables."""
        return self._by_others, *(self._counts[table.name] for table in tables)

    @contextmanager
    def of(self, connection: Connection | None) -> Iterator[None]:
        """Count what a connection writes in a block once the block is over, committed or not."""
        try:
            yield
        finally:
            self._counts.update(self._noted.pop(connection, ()) if connection else ())

    def see(self, data_version: int) -> None:
        """Take note of what SQLite says of the commits of other processes, which may have changed anything."""
        self._by_others = data_version

    def _note(self, connection: Connection, cursor: Any, *rest: Any) -> None:
        context = rest[2]
        if (context.isinsert or context.isupdate or context.isdelete) and cursor.rowcount:
            self._noted.setdefault(connection, set()).add(context.compiled.statement.table.name)
