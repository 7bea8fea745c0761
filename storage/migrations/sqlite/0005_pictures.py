"""Add the file ids of uploaded pictures.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("bot_id", _identifier, nullable=False),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
        sa.Column("made_at", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "variant", name="pk_picture"),
        sqlite_strict=True,
    )
    op.create_index("ix_picture_made_at", "picture", ["made_at"])
