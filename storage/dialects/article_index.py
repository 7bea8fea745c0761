"""Index of articles by their terms: a virtual table of FTS5 on SQLite, a `tsvector` with a GIN index on PostgreSQL.

Both hold terms with their positions, made by `storage.content.search`. PostgreSQL gets them as they are: its parsers
divide a text by the locale of the database, and its trigrams know no Hangul in most of them.
"""

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

from sqlalchemy import DDL, Column, ColumnElement, Dialect, MetaData, Table, bindparam, delete, event, insert
from sqlalchemy import Text as AnyText
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import text
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.dialects.columns import Identifier
from storage.dialects.statements import Condition

# content='': no second copy of the texts. columnsize=0: sizes serve ranking only, and results are sorted by date.
# prefix=1: a query of one syllable reads one list, instead of all those of the terms that begin with it.
SQLITE_INDEX = "CREATE VIRTUAL TABLE article_search USING fts5(terms, content='', columnsize=0, prefix=1)"
POSTGRESQL_INDEX = (
    """CREATE TABLE article_search (
    rowid BIGINT NOT NULL,
    terms TSVECTOR NOT NULL,
    CONSTRAINT pk_article_search PRIMARY KEY (rowid),
    CONSTRAINT fk_article_search_rowid FOREIGN KEY(rowid) REFERENCES article (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_article_search_terms ON article_search USING gin (terms)",
)

Phrase: TypeAlias = Sequence[str]
"""Terms that follow each other; a single one is the beginning of a term."""
Words: TypeAlias = Sequence[Collection[Phrase]]
"""Words that an article must have, each with its alternative spellings."""


def add_article_index(metadata: MetaData) -> None:
    """Create the index after the tables of a dialect."""
    for name, statements in (("sqlite", (SQLITE_INDEX,)), ("postgresql", POSTGRESQL_INDEX)):
        for statement in statements:
            made = DDL(statement).execute_if(dialect=name)  # type: ignore[no-untyped-call]
            event.listen(metadata, "after_create", made)


class _Terms(TypeDecorator[str]):
    """Terms of an article in order, with spaces between them."""

    impl = AnyText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "postgresql":
            return AnyText()
        from sqlalchemy.dialects.postgresql import TSVECTOR  # noqa: PLC0415 - 5 MB

        return TSVECTOR()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:
        terms = value or ""
        if dialect.name == "postgresql":
            # Terms are letters and digits, so that quotes need no escaping.
            return " ".join(f"'{_fold(term)}':{position}" for position, term in enumerate(terms.split(), 1))
        return terms


class _Query(TypeDecorator[Words]):
    """Words of a search as an expression."""

    impl = AnyText
    cache_ok = True

    def process_bind_param(self, value: Words | None, dialect: Dialect) -> str:
        if dialect.name == "postgresql":
            return _join(value or (), _to_tsquery, "&", "|")
        return _join(value or (), _to_fts5, "AND", "OR")


def _join(words: Words, convert: Any, conjunction: str, disjunction: str) -> str:
    alternatives = (f" {disjunction} ".join(map(convert, spellings)) for spellings in words)
    return f" {conjunction} ".join(f"({one})" for one in alternatives)


def _to_fts5(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"' + (" *" if len(phrase) == 1 and len(phrase[0]) == 1 else "")


def _to_tsquery(phrase: Phrase) -> str:
    if len(phrase) == 1 and len(phrase[0]) == 1:
        return f"'{_fold(phrase[0])}':*"
    return " <-> ".join(f"'{_fold(term)}'" for term in phrase)


def _fold(term: str) -> str:
    """Remove the marks of Latin letters, as FTS5 does."""
    if term.isascii():
        return term
    return "".join(
        unicodedata.normalize("NFD", letter)[0] if unicodedata.name(letter, "").startswith("LATIN") else letter
        for letter in term
    )


_index = Table(
    "article_search",
    MetaData(),
    Column("rowid", Identifier, primary_key=True, autoincrement=False),
    Column("terms", _Terms),
)
NUMBER = _index.c.rowid
"""The id of an indexed article."""


class _Matches(Condition):
    inherit_cache = True


@compiles(_Matches, "sqlite")
def _compile_matches_sqlite(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"article_search MATCH {compiler.process(element.clauses, **options)}"


@compiles(_Matches, "postgresql")
def _compile_matches_postgresql(element: _Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"article_search.terms @@ CAST({compiler.process(element.clauses, **options)} AS TSQUERY)"


def matches(words: Words) -> ColumnElement[bool]:
    """Return the condition that an indexed article has all words."""
    return _Matches(bindparam(None, words, type_=_Query))


_ADD = insert(_index)
# FTS5 stores no copy of its contents (content=''), so that a delete needs exactly the terms that were inserted.
_REMOVE_SQLITE = text("INSERT INTO article_search (article_search, rowid, terms) VALUES ('delete', :rowid, :terms)")
_REMOVE_SQLITE = _REMOVE_SQLITE.bindparams(bindparam("terms", type_=_Terms))
_REMOVE_POSTGRESQL = delete(_index).where(_index.c.rowid == bindparam("number"))


async def add(connection: AsyncConnection, terms: Sequence[tuple[int, str]]) -> None:
    """Add articles, given as pairs of id and terms."""
    if terms:
        await connection.execute(_ADD, [{"rowid": number, "terms": some} for number, some in terms])


async def remove(connection: AsyncConnection, terms: Sequence[tuple[int, str]]) -> None:
    """Remove articles; their terms must be those that were added."""
    if not terms:
        return
    if connection.dialect.name == "postgresql":
        await connection.execute(_REMOVE_POSTGRESQL, [{"number": number} for number, _ in terms])
    else:
        await connection.execute(_REMOVE_SQLITE, [{"rowid": number, "terms": some} for number, some in terms])
