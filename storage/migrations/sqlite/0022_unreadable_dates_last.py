"""Order articles in the index by whether their date was understood first.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.drop_index("ix_article_newness", "article")
    newest_first = sa.text("coalesce(published_at, first_seen_at) DESC")
    op.create_index(
        "ix_article_newness", "article", ["has_unreadable_date", newest_first, sa.text("id DESC"), "published_at"]
    )
