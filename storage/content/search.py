"""Full-text index of articles (virtual table `article_search`), which finds words and parts of words.

Korean writes words together and adds particles, so the index holds pairs of neighbouring syllables with their
positions: 도서관 is 도서 followed by 서관 anywhere in a word.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article

MAX_LEAD_LENGTH = 300
"""Number of characters of the first paragraph that are indexed."""

_WORD = re.compile(r"[^\W_]+")
_ADD = text("INSERT INTO article_search (rowid, terms) VALUES (:id, :terms)")
# The index stores no copy of its contents (content=''), so a delete needs exactly the terms that were inserted.
_REMOVE = text("INSERT INTO article_search (article_search, rowid, terms) VALUES ('delete', :id, :terms)")


async def add(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Add articles, given as pairs of id and article, to the index."""
    if articles:
        await connection.execute(_ADD, [{"id": number, "terms": terms(article)} for number, article in articles])


async def remove(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Remove articles from the index; their words must be those that were added."""
    if articles:
        await connection.execute(_REMOVE, [{"id": number, "terms": terms(article)} for number, article in articles])


def terms(article: Article) -> str:
    """Return the terms of an article's headline, sub-headline and first paragraph."""
    lead = article.paragraphs[0][:MAX_LEAD_LENGTH] if article.paragraphs else ""
    searched = (article.headline, article.subheadline or "", lead)
    # The last syllable is a term too, so that a term begins at every syllable, for queries of one syllable.
    return " ".join(term for part in searched for word in words(part) for term in (*_pairs(word), word[-1]))


def words(text: str) -> list[str]:
    """Split a text into words, case-folded and without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def match_expression(all_words: Sequence[Collection[str]]) -> str:
    """Return the FTS5 expression for articles that have each word in one of its spellings."""
    return " AND ".join(f"({' OR '.join(map(_phrase, spellings))})" for spellings in all_words)


def _phrase(word: str) -> str:
    # Words hold only letters and digits, so FTS5's quotes need no escaping. One syllable is searched as a prefix.
    return f'"{" ".join(_pairs(word))}"' if len(word) > 1 else f'"{word}" *'


def _pairs(word: str) -> list[str]:
    # FTS5's own trigram tokenizer finds no word of two syllables (findings/fts5-trigram-two-syllables.sh).
    return [word[start : start + 2] for start in range(len(word) - 1)]
