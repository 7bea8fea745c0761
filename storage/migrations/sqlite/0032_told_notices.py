"""Add the table of what the operators were told.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "told_notice",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("told_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_told_notice"),
        sqlite_strict=True,
    )
