"""The tables of PostgreSQL: what the migrations make is what the code describes."""

import asyncio
from typing import Any

import pytest
from alembic.migration import MigrationContext
from procrastinate.schema import SchemaManager
from psycopg import sql
from sqlalchemy import Connection, create_engine

from storage import migrate
from storage.database import open_database
from storage.schema import metadata
from tests.postgresql import Server

QUERIES = (
    # procrastinate's changes add columns at the end, and its whole schema has them elsewhere.
    """SELECT c.relname, CASE WHEN c.relname LIKE 'procrastinate%' THEN 0 ELSE a.attnum - (SELECT count(*)
              FROM pg_attribute AS before WHERE before.attrelid = c.oid
              AND before.attisdropped AND before.attnum < a.attnum) END,
              a.attname, format_type(a.atttypid, a.atttypmod),
              a.attnotnull, a.attidentity::text, pg_get_expr(d.adbin, d.adrelid),
              (SELECT collname FROM pg_collation WHERE oid = a.attcollation)
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'""",
    """SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass""",
    """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'""",
    """SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    """SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    """SELECT typname, array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum
       JOIN pg_type ON pg_type.oid = enumtypid GROUP BY 1""",
)
JOBS = {f"procrastinate_{name}" for name in ("workers", "jobs", "periodic_defers", "events")}
"""Tables of procrastinate, as its installed version makes them at once."""
REVISIONS = migrate.list_revisions("postgresql")


def make(server: Server, name: str) -> str:
    """Make an empty database, and return its URL for SQLAlchemy without asyncio."""
    with server.connect("postgres") as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return server.url(name)


def shape(server: Server, name: str) -> list[list[Any]]:
    """Return the columns, constraints and indexes of a database as the server describes them."""
    with server.connect(name) as connection:
        return [sorted(connection.execute(query).fetchall(), key=str) for query in QUERIES]


def change(url: str, revision: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate.run(connection, revision)
    engine.dispose()


@pytest.mark.parametrize("revision", ["empty", *REVISIONS])
def test_the_migrations_lead_to_the_tables_of_the_code(postgresql_server: Server, worker: str, revision: str) -> None:
    migrated, created = make(postgresql_server, f"migrated_{worker}"), make(postgresql_server, f"created_{worker}")
    if revision != "empty":
        change(migrated, revision)
    asyncio.run(_open(migrated))
    engine = create_engine(created)
    with engine.begin() as connection:
        _create(connection)
    engine.dispose()
    found = shape(postgresql_server, f"migrated_{worker}")
    assert found == shape(postgresql_server, f"created_{worker}")
    assert {row[0] for row in found[0]} == {*metadata.tables, "article_search", *JOBS}


async def _open(url: str) -> None:
    async with open_database(url):
        pass


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    MigrationContext.configure(connection)._ensure_version_table()  # noqa: SLF001 - the queries name it


def test_both_dialects_have_the_same_newest_revision() -> None:
    assert REVISIONS[-1] == migrate.get_head()
    assert [*REVISIONS] == migrate.list_revisions("sqlite")[-len(REVISIONS) :]
