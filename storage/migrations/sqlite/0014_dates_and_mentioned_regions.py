"""Add to articles whether their date was not understood, and the regions that they name.

Revision ID: 0014
Revises: 0013

The regions of articles that are stored already stay empty: an article is a local headline for two days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("article", sa.Column("has_unreadable_date", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("article", sa.Column("mentioned", sa.Text, nullable=False, server_default=sa.text("''")))
