"""Query plans of the statements of a call, and how often they look into an index."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection


async def plans(connection: AsyncConnection, call: Callable[[], Awaitable[object]]) -> list[str]:
    """Return the steps of SQLite's query plans, for the statements of a call, that read a table."""
    return [step for step in await all_steps(connection, call) if step.startswith(("SCAN", "SEARCH"))]


async def all_steps(connection: AsyncConnection, call: Callable[[], Awaitable[object]]) -> list[str]:
    """Return all steps of the query plans for the statements of a call, sorting included."""
    made: list[tuple[str, Any]] = []
    engine = connection.sync_connection
    assert engine is not None

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        made.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    await call()
    event.remove(engine, "before_cursor_execute", note)
    # On PostgreSQL the plan is the only column, on SQLite the last one.
    explain = "EXPLAIN (COSTS OFF)" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    found = [await connection.exec_driver_sql(f"{explain} {sql}", values) for sql, values in made]
    return [row[-1] for result in found for row in result]


async def count_index_scans(connection: AsyncConnection, table: str, call: Callable[[], Awaitable[object]]) -> int:
    """Return how often a call looks for rows of a table in its indexes, on PostgreSQL."""
    number = text("SELECT idx_scan FROM pg_stat_xact_user_tables WHERE relname = :table")
    before: int = (await connection.execute(number, {"table": table})).scalar_one()
    await call()
    after: int = (await connection.execute(number, {"table": table})).scalar_one()
    return after - before
