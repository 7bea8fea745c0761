"""Check states and reasons by comparisons instead of lists, of which SQLite builds a B-tree for each row it writes.

Revision ID: 0033
Revises: 0032

SQLite cannot change a constraint, so the tables are written again: 7 s of a core for a million deliveries.
"""

import re

from alembic import op

revision = "0033"
down_revision = "0032"

_TABLES = (
    "weather_warning", "warning_message", "subscription", "keyword_alert", "alert_message", "delivery",
    "announcement_message", "refused_chat",
)  # fmt: skip


def upgrade() -> None:
    if op.get_bind().exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("with foreign keys, dropping a table deletes the rows that refer to it")
    for table in _TABLES:
        _write_again(table)


def _write_again(table: str) -> None:
    """Write a table and its indexes again, with other checks."""
    definition, *indexes = _definitions(table)
    _execute(_compare(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE new_{table}", definition)))
    _execute(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608 - names of this file
    # Ids of rows that were deleted are not given again either.
    _execute(f"DELETE FROM sqlite_sequence WHERE name = 'new_{table}'")  # noqa: S608 - as above
    last = f"SELECT 'new_{table}', seq FROM sqlite_sequence WHERE name = '{table}'"  # noqa: S608 - as above
    _execute(f"INSERT INTO sqlite_sequence (name, seq) {last}")
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)
    # After the rows, which is many times faster.
    for index in indexes:
        _execute(index)


def _execute(statement: str) -> None:
    op.get_bind().exec_driver_sql(statement)


def _definitions(table: str) -> list[str]:
    """Return the SQL of a table and of its indexes."""
    found = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'table' DESC, name"
    return list(op.get_bind().exec_driver_sql(found, (table,)).scalars())


def _compare(definition: str) -> str:
    """Replace the lists of the checks in a table's SQL by comparisons."""
    return re.sub(r"CHECK \((\w+) IN \(([^)]*)\)\)", lambda check: f"CHECK ({_or(*check.groups())})", definition)


def _or(column: str, values: str) -> str:
    return " OR ".join(f"{column} = {value}" for value in values.split(", "))
