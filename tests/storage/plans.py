"""Query plans of the statements of a call."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection


async def plans(connection: AsyncConnection, call: Callable[[], Awaitable[object]]) -> list[str]:
    """Return the steps of SQLite's query plans, for the statements of a call, that read a table."""
    return [step for step in await all_steps(connection, call) if step.startswith(("SCAN", "SEARCH"))]


async def all_steps(connection: AsyncConnection, call: Callable[[], Awaitable[object]]) -> list[str]:
    """Return all steps of SQLite's query plans for the statements of a call, sorting included."""
    made: list[tuple[str, Any]] = []
    engine = connection.sync_connection
    assert engine is not None

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        made.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    await call()
    event.remove(engine, "before_cursor_execute", note)
    found = [await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values) for sql, values in made]
    return [row.detail for result in found for row in result]
