"""Add the tables of weather warnings and of the list that they stand in.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_LEVELS = "level IN ('preliminary', 'advisory', 'warning', 'severe')"


def upgrade() -> None:
    op.create_table(
        "weather_warning",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("zone_name", sa.Text, nullable=False),
        sa.Column("upper_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("issued_at", sa.Integer, nullable=False),
        sa.Column("in_force_from", sa.Integer, nullable=False),
        sa.Column("expected_end", sa.Text),
        sa.Column("first_seen_at", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.Integer),
        sa.CheckConstraint(_LEVELS, name="ck_weather_warning_level"),
        sa.PrimaryKeyConstraint("id", name="pk_weather_warning"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_weather_warning_listed",
        "weather_warning",
        ["zone", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "warning_list",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("read_at", sa.Integer, nullable=False),
        sa.Column("unread", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_warning_list"),
        sqlite_strict=True,
    )
