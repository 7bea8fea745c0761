#!/usr/bin/env bash
# Dropping a column with Alembic on SQLite also drops ON DELETE CASCADE, where it is declared in its column.
#
# Version:   Alembic 1.20.1, SQLAlchemy 2.1.9
# A guess:   `batch_alter_table` rebuilds the table with all but the dropped column. What it cannot keep, it refuses.
# Behaviour: SQLAlchemy reads the action of a foreign key only from a FOREIGN KEY clause of the table. The same key
#            written as `REFERENCES … ON DELETE CASCADE` next to its column loses the action. COLLATE NOCASE,
#            AUTOINCREMENT and triggers are lost in both cases. Nothing is raised.
# Matters:   Rows that used to go with their parent stay. Give batch mode the table's definition (`copy_from`), or write
#            the rebuild as SQL, and compare the schema afterwards.
# Output:
#   next to the column -> FOREIGN KEY(p_id) REFERENCES p (id)
#   as a clause        -> FOREIGN KEY(p_id) REFERENCES p (id) ON DELETE CASCADE
#   triggers left      -> 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check alembic==1.20.1 sqlalchemy==2.1.9
"$folder/venv/bin/python" - <<'PYTHON'
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine, text

KEYS = {
    "column": "p_id INTEGER REFERENCES p (id) ON DELETE CASCADE",
    "clause": "p_id INTEGER, FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE",
}


def rebuilt(db: Connection, name: str) -> str:
    db.execute(
        text(
            f"CREATE TABLE {name} (id INTEGER PRIMARY KEY AUTOINCREMENT, city TEXT COLLATE NOCASE, old TEXT,"
            f" {KEYS[name]})"
        )
    )
    db.execute(text(f"CREATE TRIGGER after_{name} AFTER INSERT ON {name} BEGIN SELECT 1; END"))
    with Operations(MigrationContext.configure(db)).batch_alter_table(name) as table:
        table.drop_column("old")
    sql = db.execute(text(f"SELECT sql FROM sqlite_master WHERE name = '{name}'")).scalar_one()
    print(sql)
    return sql


with create_engine("sqlite://").begin() as db:
    db.execute(text("CREATE TABLE p (id INTEGER PRIMARY KEY)"))
    in_column, clause = rebuilt(db, "column"), rebuilt(db, "clause")
    assert "REFERENCES p (id)" in in_column
    assert "CASCADE" not in in_column
    assert "ON DELETE CASCADE" in clause
    assert "NOCASE" not in in_column + clause
    assert "AUTOINCREMENT" not in in_column + clause
    assert db.execute(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).scalar_one() == 0
PYTHON
