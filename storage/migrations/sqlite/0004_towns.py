"""Add the towns of KMA's table of places.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "town",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("province", sa.Text, nullable=False),
        sa.Column("district", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("latitude", sa.REAL, nullable=False),
        sa.Column("longitude", sa.REAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_town"),
        sa.UniqueConstraint("province", "district", "name", name="uq_town_province_district_name"),
        sqlite_strict=True,
    )
