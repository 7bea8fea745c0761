"""Add the date of subscriptions, and the tables of what operators decide: pauses, added feeds, menus.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    # Unknown for subscriptions of before.
    op.add_column("subscription", sa.Column("subscribed_at", sa.Integer))
    op.create_table(
        "bulletin_pause",
        sa.Column("paused_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("paused_at", name="pk_bulletin_pause"),
        sqlite_strict=True,
    )
    op.create_table(
        "paused_source",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("paused_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_paused_source"),
        sqlite_strict=True,
    )
    op.create_table(
        "added_feed",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("added_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_added_feed"),
        sa.UniqueConstraint("address", name="uq_added_feed_address"),
        sqlite_strict=True,
    )
    op.create_table(
        "operator_menu",
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_operator_menu"),
        sqlite_strict=True,
    )
