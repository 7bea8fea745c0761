"""Add an index of pinned articles.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index(
        "ix_article_pinned_until", "article", ["pinned_until"], sqlite_where=sa.text("pinned_until IS NOT NULL")
    )
