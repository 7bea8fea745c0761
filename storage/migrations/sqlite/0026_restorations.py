"""Add the moments at which a database was restored from a backup.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "restoration",
        sa.Column("restored_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("restored_at", name="pk_restoration"),
        sqlite_strict=True,
    )
