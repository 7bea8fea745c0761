"""Care for the space of a database: empty pages of an SQLite file, and what autovacuum is too late for."""

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection


async def get_free_share(connection: AsyncConnection) -> float:
    """Return the share of pages that can be returned to the file system, from 0 to 1."""
    if connection.dialect.name != "sqlite":
        return 0.0
    free = await connection.scalar(text("PRAGMA freelist_count"))
    pages = await connection.scalar(text("PRAGMA page_count"))
    return (free or 0) / (pages or 1)


async def shrink_file(connection: AsyncConnection, pages: int) -> int:
    """Return at most `pages` empty pages to the file system.

    Returns:
        The number of pages; 0 in a database created before `auto_vacuum` was set, which reuses them instead.
    """
    if connection.dialect.name != "sqlite":
        return 0
    before = await connection.scalar(text("PRAGMA page_count")) or 0
    for _ in range(pages):
        # One page per call: the driver executes only the first step of a statement that returns no rows.
        await connection.execute(text("PRAGMA incremental_vacuum(1)"))
    return before - (await connection.scalar(text("PRAGMA page_count")) or 0)


async def vacuum(connection: AsyncConnection, table: Table) -> None:
    """Remove the earlier versions of a table's rows and their entries in indexes; SQLite keeps none.

    Args:
        connection: in autocommit, as readers are, because it is possible in no transaction.
        table: the table, which can be read and written meanwhile.
    """
    if connection.dialect.name == "postgresql":
        # Without TRUNCATE, which would lock the table.
        await connection.execute(text(f"VACUUM (TRUNCATE OFF) {table.name}"))
