import enum
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.database import Database
from storage.errors import DatabaseFailed
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, metadata
from tests.storage.factories import enqueue, subscribe, subscription

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
    found["indexes"] = sorted(
        (name, table, sql and " ".join(sql.split()))
        for name, table, sql in _rows(connection, "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'")
        if table != "alembic_version"
    )
    connection.close()
    return found


def _rows(connection: sqlite3.Connection, sql: str) -> list[tuple[str, ...]]:
    return connection.execute(sql).fetchall()


@pytest.fixture
def migrated(database: Database, tmp_path: Path) -> Shape:
    assert database is not None
    return shape(tmp_path / "jogan.db")


@pytest.mark.dialects("sqlite")
def test_the_migrations_lead_to_the_tables_of_the_code(migrated: Shape, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'created.db'}")
    metadata.create_all(engine)
    engine.dispose()
    created = shape(tmp_path / "created.db")
    assert set(created) == TABLES | {"indexes", "search", "autoincrement"}
    assert migrated == created


@pytest.mark.dialects("sqlite")
def test_every_table_is_strict(migrated: Shape) -> None:
    for table in TABLES:
        columns = migrated[table]
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
