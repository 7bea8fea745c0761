"""Add the tables of forecasts, of the cells that were asked for, and of the calls of a day.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "forecast",
        *_key_of_cell(),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("issued_at", sa.Integer, nullable=False),
        sa.Column("begins_at", sa.Integer, nullable=False),
        sa.Column("stored_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("x", "y", name="pk_forecast"),
        sqlite_strict=True,
    )
    op.create_table(
        "forecast_hour",
        *_key_of_cell(),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("issued_at", sa.Integer, nullable=False),
        sa.Column("temperature", sa.REAL),
        sa.Column("sky", sa.Text),
        sa.Column("precipitation", sa.Text),
        sa.Column("chance", sa.Integer),
        sa.Column("rain_least", sa.REAL),
        sa.Column("rain_most", sa.REAL),
        sa.Column("snow_least", sa.REAL),
        sa.Column("snow_most", sa.REAL),
        sa.Column("humidity", sa.REAL),
        sa.Column("wind_speed", sa.REAL),
        sa.Column("wind_direction", sa.REAL),
        sa.Column("span", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("x", "y", "at", name="pk_forecast_hour"),
        sqlite_strict=True,
    )
    op.create_index("ix_forecast_hour_at", "forecast_hour", ["at"])
    op.create_table(
        "forecast_day",
        *_key_of_cell(),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("low", sa.REAL),
        sa.Column("low_issued_at", sa.Integer),
        sa.Column("high", sa.REAL),
        sa.Column("high_issued_at", sa.Integer),
        sa.PrimaryKeyConstraint("x", "y", "day", name="pk_forecast_day"),
        sqlite_strict=True,
    )
    op.create_index("ix_forecast_day_day", "forecast_day", ["day"])
    op.create_table(
        "forecast_request",
        *_key_of_cell(),
        sa.Column("requested_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("x", "y", name="pk_forecast_request"),
        sqlite_strict=True,
    )
    op.create_table(
        "service_call",
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("service", "day", name="pk_service_call"),
        sqlite_strict=True,
    )


def _key_of_cell() -> tuple[sa.Column[int], sa.Column[int]]:
    return sa.Column("x", sa.Integer, nullable=False), sa.Column("y", sa.Integer, nullable=False)
