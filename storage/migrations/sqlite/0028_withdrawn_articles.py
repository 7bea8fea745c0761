"""Mark articles whose headline was taken back.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.execute("ALTER TABLE article ADD COLUMN withdrawn_at INTEGER")
    op.drop_index("ix_article_newness", "article")
    newest_first = sa.text("coalesce(published_at, first_seen_at) DESC")
    op.create_index(
        "ix_article_newness",
        "article",
        ["has_unreadable_date", newest_first, sa.text("id DESC"), "published_at", "withdrawn_at"],
    )
