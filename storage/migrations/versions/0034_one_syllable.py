"""Index the first syllables of the terms of articles, so that a search of one syllable reads one list.

Revision ID: 0034
Revises: 0033

PostgreSQL's index finds the beginnings of terms as it is. FTS5 cannot change a table, and the index holds no texts, so
it is filled again: some 20 s for 100,000 articles.
"""

import sqlalchemy as sa
from alembic import op

from sources.records import Article
from storage.content.search import terms
from storage.types import parted

revision = "0034"
down_revision = "0033"

_BATCH = 1_000
_ARTICLES = sa.text(
    "SELECT id, headline, subheadline, paragraphs FROM article WHERE id > :last ORDER BY id LIMIT :number"
)
_ADD = sa.text("INSERT INTO article_search (rowid, terms) VALUES (:id, :terms)")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _index_again()


def _index_again() -> None:
    op.execute("DROP TABLE article_search")
    op.execute("CREATE VIRTUAL TABLE article_search USING fts5(terms, content='', columnsize=0, prefix=1)")
    last = 0
    # In parts, so that memory does not grow with the number of articles.
    while rows := op.get_bind().execute(_ARTICLES, {"last": last, "number": _BATCH}).all():
        op.get_bind().execute(_ADD, [{"id": row.id, "terms": _terms(row)} for row in rows])
        last = rows[-1].id


def _terms(row: sa.Row[*tuple[str, ...]]) -> str:
    return terms(Article(row.headline, row.subheadline, paragraphs=parted(row.paragraphs)))
