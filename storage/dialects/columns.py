"""Types of columns, options of tables and partial indexes."""

from typing import Any

from sqlalchemy import DOUBLE_PRECISION, REAL, BigInteger, ColumnElement, Index, Integer
from sqlalchemy import Text as AnyText
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.types import TypeEngine

# A STRICT table of SQLite knows no BIGINT, and only an INTEGER can be the row's own id.
Identifier = BigInteger().with_variant(Integer, "sqlite")
"""64-bit integer: Telegram's ids do not fit in 32 bits."""

# Compared by code points, as SQLite does: ranges of names rely on it, and an index stays valid when the system's
# rules for sorting change with an upgrade.
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
"""Text that is compared by its code points."""

# PostgreSQL's REAL has six digits.
Real: TypeEngine[float] = REAL().with_variant(DOUBLE_PRECISION, "postgresql")
"""64-bit floating-point number."""

_CONDITION = "condition"
"""Key of the condition of a partial index in its `info`."""

STRICT: dict[str, Any] = {"sqlite_strict": True}
"""Options of a table that takes no value of another type; PostgreSQL's never do."""

KEEPS_IDS: dict[str, Any] = {"sqlite_autoincrement": True}
"""Options of a table that gives the id of a deleted row to no other; PostgreSQL's never do."""


def partial_index(
    name: str | None, *columns: ColumnElement[Any], where: ColumnElement[bool], unique: bool = False
) -> Index:
    """Make an index of the rows that a condition selects."""
    # With PostgreSQL's option, SQLAlchemy would load its dialect with all drivers, 5 MB.
    return Index(name, *columns, unique=unique, sqlite_where=where, info={_CONDITION: where})


@compiles(CreateIndex, "postgresql")
def _compile_index(element: CreateIndex, compiler: Any, **options: Any) -> str:
    index = element.element
    if _CONDITION in index.info:
        index.dialect_options["postgresql"]["where"] = index.info[_CONDITION]
    return str(compiler.visit_create_index(element, **options))
