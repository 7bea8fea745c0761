"""Add the tables of the texts of bulletins, and of the deliveries that have them.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "bulletin_text",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("stored_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bulletin_text"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bulletin_text_stored_at", "bulletin_text", ["stored_at"])
    op.create_table(
        "sent_text",
        sa.Column("delivery_id", sa.Integer, nullable=False),
        sa.Column("text_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_sent_text_delivery_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text_id"], ["bulletin_text.id"], name="fk_sent_text_text_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_sent_text"),
        sqlite_strict=True,
    )
    op.create_index("ix_sent_text_text_id", "sent_text", ["text_id"])
