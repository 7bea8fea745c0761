"""Add the feels-like temperature of observations.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("observation", sa.Column("feels_like", sa.REAL))
