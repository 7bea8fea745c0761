"""Add occurrences of articles in several sources, pinned headlines, and the word index.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from sources.records import Article
from storage.content.search import terms

revision = "0003"
down_revision = "0002"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("article", sa.Column("pinned_until", _identifier))
    op.drop_index("ix_article_newness", "article")
    newness = sa.text("coalesce(published_at, first_seen_at)")
    op.create_index("ix_article_newness", "article", [newness, "id", "published_at"])
    _create_article_origin()
    _create_asked_search()
    op.execute("CREATE VIRTUAL TABLE article_search USING fts5(terms, content='', columnsize=0)")
    _index_articles()


def _create_article_origin() -> None:
    op.create_table(
        "article_origin",
        sa.Column("article_id", _identifier, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("region", sa.Text),
        sa.Column("first_seen_at", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "source", "address", name="pk_article_origin"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_origin_article_id", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_article_origin_address", "article_origin", ["address"], sqlite_where=sa.text("address != ''"))
    op.create_index(
        "ix_article_origin_region_article_id",
        "article_origin",
        ["region", "article_id"],
        sqlite_where=sa.text("region IS NOT NULL"),
    )
    op.execute(
        "INSERT INTO article_origin (article_id, source, address, first_seen_at)"
        " SELECT id, 'page', coalesce(address, ''), first_seen_at FROM article"
    )


def _create_asked_search() -> None:
    op.create_table(
        "asked_search",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("asked_at", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked_search"),
        sa.UniqueConstraint("words", name="uq_asked_search_words"),
        sqlite_strict=True,
    )


def _index_articles() -> None:
    """Fill the index with the terms of `storage.content.search`, which SQL cannot compute."""
    connection = op.get_bind()
    add = sa.text("INSERT INTO article_search (rowid, terms) VALUES (:id, :terms)")
    for row in connection.execute(sa.text("SELECT id, headline, subheadline, paragraphs FROM article")).all():
        paragraphs = tuple(filter(None, row.paragraphs.split("\n\n")))
        found = terms(Article(row.headline, row.subheadline, paragraphs=paragraphs))
        connection.execute(add, {"id": row.id, "terms": found})
