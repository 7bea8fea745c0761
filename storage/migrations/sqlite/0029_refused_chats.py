"""Add the table of chats and people that the operator does not serve.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "refused_chat",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("refused_at", sa.Integer, nullable=False),
        sa.Column("told_at", sa.Integer),
        sa.CheckConstraint("reason IN ('banned', 'not_allowed')", name="ck_refused_chat_reason"),
        sa.PrimaryKeyConstraint("number", name="pk_refused_chat"),
        sqlite_strict=True,
    )
