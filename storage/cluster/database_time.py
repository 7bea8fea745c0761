"""Time of the database, which is the same for all processes that share it, whatever their machines' clocks say."""

from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import select
from sqlalchemy.sql.functions import FunctionElement


class database_now(FunctionElement[float]):  # noqa: N801 - named like SQLAlchemy's own functions
    """Seconds since 1970 by the database's clock, at the begin of the statement."""

    type = Double()
    inherit_cache = True


@compiles(database_now, "sqlite")
def _on_sqlite(*_: Any, **__: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_now, "postgresql")
def _on_postgresql(*_: Any, **__: Any) -> str:
    # Not now(), the begin of the transaction, which may have waited for a lock since.
    return "extract(epoch from statement_timestamp())::double precision"


async def read_seconds(connection: AsyncConnection) -> float:
    """Return the seconds since 1970 by the database's clock."""
    found: float = (await connection.execute(select(database_now()))).scalar_one()
    return found
