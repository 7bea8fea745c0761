"""Copy of all rows of a database into an empty one, which may be of another dialect."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.content import search
from storage.content.articles import to_stored
from storage.database import Database
from storage.dialects import bulk
from storage.errors import CopyFailed
from storage.schema import article, metadata

_CHUNK = 5_000
"""Rows that are in memory at once."""

# They are of the processes that run on a database.
_LEFT_OUT = {"lease", "worker", "tick", "send_slot", "chat_lane", "forwarded_update"}


@dataclass(slots=True)
class Copied:
    """Result of a copy.

    Attributes:
        rows: number of rows by table.
        cleaned: number of texts that lost NUL characters, which the target cannot store.
    """

    rows: dict[str, int] = field(default_factory=dict)
    cleaned: int = 0


async def count_rows(database: Database) -> dict[str, int]:
    """Return the number of rows of each table that is copied.

    Raises:
        DatabaseFailed: a statement failed.
    """
    async with database.read() as connection:
        return {table.name: await _count(connection, table) for table in list_tables()}


def list_tables() -> Sequence[Table]:
    """Return the tables that are copied, each after those to which it refers."""
    return [table for table in metadata.sorted_tables if table.name not in _LEFT_OUT]


async def copy_all(source: Database, target: Database, progress: Callable[[str, int], object]) -> Copied:
    """Copy all rows in one transaction of the target, so that a copy that fails leaves it as it was.

    Args:
        source: open; nobody else writes to it.
        target: open.
        progress: called with the name of a table and the number of its rows that were copied since the last call.

    Raises:
        CopyFailed: the target has rows, or another number of them after the copy.
        DatabaseFailed: a statement failed.
    """
    copied = Copied()
    async with source.read() as reading, target.write() as writing:
        await target.prepare_long_transaction(writing)
        for table in list_tables():
            if await _count(writing, table):
                raise CopyFailed(f"the target has rows in the table {table.name}; copy into an empty database")
        for table in list_tables():
            await _copy_table(reading, writing, table, copied, progress)
        for table in list_tables():
            await _check(writing, table, copied.rows[table.name])
    return copied


async def _copy_table(
    reading: AsyncConnection,
    writing: AsyncConnection,
    table: Table,
    copied: Copied,
    progress: Callable[[str, int], object],
) -> None:
    copied.rows[table.name] = 0
    async for rows in _read(reading, table):
        copied.cleaned += await bulk.insert_rows(writing, table, rows)
        copied.rows[table.name] += len(rows)
        progress(table.name, len(rows))
    if table is article:
        await _index(writing)
    if table.autoincrement_column is not None:
        await bulk.set_last_id(writing, table, await bulk.get_last_id(reading, table))


async def _read(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Yield the rows of a table in chunks, in the order of its key."""
    own = bulk.untyped(table)
    key = [own.c[column.name] for column in table.primary_key]
    places = [list(table.columns).index(column) for column in table.primary_key]
    statement = select(own).order_by(*key).limit(_CHUNK)
    rows = (await connection.execute(statement)).all()
    while rows:
        yield rows
        if len(rows) < _CHUNK:
            return
        last = tuple_(*(rows[-1][place] for place in places))
        rows = (await connection.execute(statement.where(tuple_(*key) > last))).all()


async def _index(connection: AsyncConnection) -> None:
    """Make the terms of all articles anew: each dialect has an index of its own."""
    newest = 0
    while rows := (
        await connection.execute(select(article).where(article.c.id > newest).order_by(article.c.id).limit(_CHUNK))
    ).all():
        await search.add(connection, [(row.id, to_stored(row).article) for row in rows])
        newest = rows[-1].id


async def _check(connection: AsyncConnection, table: Table, number: int) -> None:
    found = await _count(connection, table)
    if found != number:
        raise CopyFailed(f"{number} rows of {table.name} were copied, and the target has {found}; nothing was changed")


async def _count(connection: AsyncConnection, table: Table) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0
