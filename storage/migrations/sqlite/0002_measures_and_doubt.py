"""Add the measures besides temperature, and a flag for suspect observations.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MEASURES = ("rain", "rain_today", "snow", "humidity", "dew_point", "wind_direction", "wind_speed")


def upgrade() -> None:
    for measure in _MEASURES:
        op.add_column("observation", sa.Column(measure, sa.REAL))
    op.add_column("observation", sa.Column("suspect", sa.Integer, nullable=False, server_default=sa.text("0")))
