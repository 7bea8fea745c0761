"""Numbers of deliveries never come again, so that what is in flight settles nobody else's.

Revision ID: 0008
Revises: 0007
"""

import re

from alembic import op

revision = "0008"
down_revision = "0007"

_MADE_BY = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'delivery' AND sql IS NOT NULL"
_KEY, _KEY_OF_ITS_OWN = "id INTEGER NOT NULL", re.compile(r"CONSTRAINT pk_delivery PRIMARY KEY \(id\),\s*")


def upgrade() -> None:
    """SQLite adds AUTOINCREMENT to no table, so this one is made anew, with all else that it has."""
    made_by = {name: str(sql) for name, sql in op.get_bind().exec_driver_sql(_MADE_BY)}
    table = made_by.pop("delivery")
    for index in made_by:
        op.drop_index(index)
    op.rename_table("delivery", "old_delivery")
    op.execute(_KEY_OF_ITS_OWN.sub("", table).replace(_KEY, f"{_KEY} PRIMARY KEY AUTOINCREMENT", 1))
    op.execute("INSERT INTO delivery SELECT * FROM old_delivery")
    op.drop_table("old_delivery")
    for index in made_by.values():
        op.execute(index)
