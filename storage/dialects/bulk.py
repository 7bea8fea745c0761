"""Many rows at once, as they are stored, and the numbers from which new ids go on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, column, func, insert, select, text
from sqlalchemy import table as any_table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import TableClause

_NUL = "\0"


def untyped(of: Table) -> TableClause:
    """Return a table whose values are read and written as they are stored, which both dialects do alike."""
    return any_table(of.name, *(column(one.name) for one in of.columns))


async def insert_rows(connection: AsyncConnection, target: Table, rows: Sequence[Sequence[Any]]) -> int:
    """Insert rows of values as they are stored, in the order of the table's columns.

    Returns:
        The number of texts that lost NUL characters, which PostgreSQL's cannot have.
    """
    if connection.dialect.name == "postgresql":
        return await _copy_rows(connection, target, rows)
    names = [one.name for one in target.columns]
    await connection.execute(insert(untyped(target)), [dict(zip(names, row, strict=True)) for row in rows])
    return 0


async def _copy_rows(connection: AsyncConnection, target: Table, rows: Sequence[Sequence[Any]]) -> int:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(one.name) for one in target.columns)
    driver: Any = (await connection.get_raw_connection()).driver_connection
    changed = 0
    async with driver.cursor() as cursor, cursor.copy(f"COPY {quote(target.name)} ({names}) FROM STDIN") as copy:
        for row in rows:
            clean = [value.replace(_NUL, "") if isinstance(value, str) else value for value in row]
            changed += sum(one != other for one, other in zip(clean, row, strict=True))
            await copy.write_row(clean)
    return changed


async def get_last_id(connection: AsyncConnection, of: Table) -> int:
    """Return the highest id that a table has ever given, as far as the database remembers; 0 if it has given none."""
    newest = await connection.scalar(select(func.max(untyped(of).c[_id(of)]))) or 0
    if connection.dialect.name == "postgresql":
        sequence = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, :id))")
        given = await connection.scalar(sequence, {"name": of.name, "id": _id(of)})
    else:
        # Made with the first table whose ids never return.
        given = await connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": of.name})
    return max(newest, given or 0)


async def set_last_id(connection: AsyncConnection, of: Table, number: int) -> None:
    """Set the last id of a table, behind which the next row's comes."""
    given = {"name": of.name, "number": number}
    if not number:
        return
    if connection.dialect.name == "postgresql":
        setting = text("SELECT setval(pg_get_serial_sequence(:name, :id), :number)")
        await connection.execute(setting, given | {"id": _id(of)})
    # SQLite makes the row with the first insert; a table that gives ids again has none.
    elif of.dialect_options["sqlite"]["autoincrement"]:
        await connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), given)
        await connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), given)


def _id(of: Table) -> str:
    (key,) = of.primary_key
    return key.name
