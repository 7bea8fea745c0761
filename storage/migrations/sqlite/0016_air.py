"""Add the tables of AirKorea's stations and readings.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "air_station",
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("latitude", sa.REAL, nullable=False),
        sa.Column("longitude", sa.REAL, nullable=False),
        sa.Column("listed_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("province", "station", name="pk_air_station"),
        sqlite_strict=True,
    )
    op.create_table(
        "air_reading",
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("measured_at", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("pm10", sa.Integer),
        sa.Column("pm25", sa.Integer),
        sa.Column("pm10_grade", sa.Integer),
        sa.Column("pm25_grade", sa.Integer),
        sa.Column("stored_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("province", "station", "measured_at", name="pk_air_reading"),
        sqlite_strict=True,
    )
    op.create_index("ix_air_reading_measured_at", "air_reading", ["measured_at"])
