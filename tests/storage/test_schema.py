import enum
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.errors import DatabaseFailed
from storage.migrate import get_head
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState
from tests.storage.factories import enqueue, older_version, subscribe, subscription

TABLES = {
    "observation", "article", "article_origin", "asked_search", "town", "picture", "chat", "channel", "topic",
    "obstacle", "refusal", "schedule", "subscription", "delivery", "lease", "prompt",
    "forecast", "forecast_hour", "forecast_day", "forecast_request", "service_call", "air_station", "air_reading",
    "weather_warning", "warning_list", "warning_message",
    "keyword_alert", "alert_message", "alert_match", "bulletin_text", "delivery_count", "restoration",
    "announcement", "announcement_message", "refused_chat", "bot_account", "told_notice",
    "bulletin_pause", "paused_source", "added_feed", "operator_menu",
    "worker", "tick", "send_slot", "chat_lane", "forwarded_update",
}  # fmt: skip
Shape = dict[str, object]
# Columns that a migration adds stand behind a column's constraint in the same line. Foreign keys are compared apart,
# because those of added columns have no name.
CONSTRAINT = r"CONSTRAINT \w+ CHECK \([^)]*\)|CONSTRAINT (?!fk_).*"


def shape(path: Path) -> Shape:
    """Return the tables of a database as SQLite knows them, in an order that does not depend on their SQL."""
    connection = sqlite3.connect(path)
    found: Shape = {
        table: [
            _rows(connection, f"PRAGMA table_xinfo({table})"),
            sorted(row[2:] for row in _rows(connection, f"PRAGMA foreign_key_list({table})")),
            sorted(found.strip(" ,") for line in sql.splitlines() for found in re.findall(CONSTRAINT, line)),
            sql.rstrip().endswith("STRICT"),
        ]
        for table, sql in _rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if table not in {"alembic_version", "sqlite_sequence"} and not table.startswith("article_search")
    }
    found["autoincrement"] = sorted(
        table
        for table, sql in _rows(connection, "SELECT name, sql FROM sqlite_master")
        if "AUTOINCREMENT" in (sql or "")
    )
    found["search"] = _rows(connection, "SELECT name, sql FROM sqlite_master WHERE name LIKE 'article_search%'")
    found["version"] = _rows(connection, "PRAGMA table_xinfo(alembic_version)")
    found["triggers"] = sorted(_rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found["indexes"] = sorted(
        (name, table, sql and " ".join(sql.split()))
        for name, table, sql in _rows(connection, "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'")
        if table != "alembic_version"
    )
    connection.close()
    return found


def _rows(connection: sqlite3.Connection, sql: str) -> list[tuple[str, ...]]:
    return connection.execute(sql).fetchall()


def rows(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each table that has any, those of the search's index included."""
    with closing(sqlite3.connect(path)) as opened:
        tables = [name for (name,) in _rows(opened, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")]
        found = {name: _rows(opened, f"SELECT * FROM {name}") for name in tables}  # noqa: S608 - names of tables
    # Which tables had rows before.
    found.pop("sqlite_sequence")
    return {name: held for name, held in found.items() if held}


@pytest.mark.dialects("sqlite")
def test_a_new_database_is_one_that_all_migrations_have_made(database: Database, tmp_path: Path) -> None:
    assert database is not None
    older_version(tmp_path / "migrated.db", get_head())
    created, migrated = tmp_path / "jogan.db", tmp_path / "migrated.db"
    assert set(shape(created)) == TABLES | {"indexes", "search", "autoincrement", "version", "triggers"}
    assert shape(created) == shape(migrated)
    assert rows(created) == rows(migrated)


@pytest.mark.dialects("sqlite")
def test_every_table_is_strict(database: Database, tmp_path: Path) -> None:
    assert database is not None
    created = shape(tmp_path / "jogan.db")
    for table in TABLES:
        columns = created[table]
        assert isinstance(columns, list)
        assert columns[-1] is True


async def test_a_strict_table_rejects_values_of_another_type(database: Database) -> None:
    with pytest.raises(
        DatabaseFailed, match=r"cannot store TEXT value in INTEGER|invalid input syntax for type bigint"
    ):
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO prompt VALUES (1, 2, 3, 'yesterday')"))


async def test_an_unknown_state_is_rejected(database: Database) -> None:
    statement = text(
        "INSERT INTO delivery (chat_id, thread_id, occasion, local_date, state, due_at, expires_at, next_attempt_at)"
        " VALUES (1, 0, 0, '2024-05-14', :state, 0, 0, 0)"
    )
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO chat (id, kind) VALUES (1, 'private')"))
    for state in DeliveryState:
        async with database.write() as connection:
            await connection.execute(statement, {"state": state.value})
            await connection.execute(text("DELETE FROM delivery"))
    with pytest.raises(DatabaseFailed, match="ck_delivery_state"):
        async with database.write() as connection:
            await connection.execute(statement, {"state": "lost"})


@pytest.mark.dialects("sqlite")
@pytest.mark.parametrize("table", ["delivery", "warning_message"])
async def test_no_list_is_built_for_each_row_of_a_ledger(database: Database, table: str) -> None:
    statement = text(f"EXPLAIN UPDATE {table} SET state = 'sent', reason = 'no_answer' WHERE id = 1")  # noqa: S608 - names above
    async with database.read() as connection:
        operations = {row.opcode for row in await connection.execute(statement)}
    assert "Halt" in operations
    assert "OpenEphemeral" not in operations


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [("delivery", "reason", FailureReason), ("subscription", "stopped_reason", StopReason)],
)
async def test_an_unknown_reason_is_rejected(
    database: Database, table: str, column: str, values: type[enum.StrEnum]
) -> None:
    async with database.write() as connection:
        await subscribe(connection, subscription())
        await enqueue(connection)
    statement = text(f"UPDATE {table} SET {column} = :reason")  # noqa: S608 - names of this file
    async with database.write() as connection:
        for reason in values:
            await connection.execute(statement, {"reason": reason.value})
    with pytest.raises(DatabaseFailed, match=f"ck_{table}_{column}"):
        async with database.write() as connection:
            await connection.execute(statement, {"reason": "because"})
