"""Searching articles by words, also by parts of words.

Korean words are written together with others and carry particles, so the index does not hold words but their pairs of
neighbouring syllables, each with the place where it stands; 도서관 is 도서 followed by 서관, wherever that stands in
a word. A word's last syllable is a term too, so that every syllable begins one.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article

MAX_LEAD_LENGTH = 300
"""How many characters of the first paragraph are searched."""

_WORD = re.compile(r"[^\W_]+")
_ADD = text("INSERT INTO article_search (rowid, terms) VALUES (:id, :terms)")
# The index keeps no copy of what it holds, and takes a row out when it is told the very terms that it put in.
_REMOVE = text("INSERT INTO article_search (article_search, rowid, terms) VALUES ('delete', :id, :terms)")


async def add(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Put articles, by their numbers, into the index."""
    if articles:
        await connection.execute(_ADD, [{"id": number, "terms": terms(article)} for number, article in articles])


async def remove(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Take articles out of the index; they must be as they were when they were put in."""
    if articles:
        await connection.execute(_REMOVE, [{"id": number, "terms": terms(article)} for number, article in articles])


def terms(article: Article) -> str:
    """What the index holds of an article: of its headline, its sub-headline and the beginning of its text."""
    lead = article.paragraphs[0][:MAX_LEAD_LENGTH] if article.paragraphs else ""
    searched = (article.headline, article.subheadline or "", lead)
    return " ".join(term for part in searched for word in words(part) for term in (*_pairs(word), word[-1]))


def words(text: str) -> list[str]:
    """The words of a text, without case and punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def query(wanted: Sequence[Collection[str]]) -> str:
    """The index's query for articles that have each of the words, or one of its other spellings, in any word."""
    return " AND ".join(f"({' OR '.join(map(_phrase, spellings))})" for spellings in wanted)


def _phrase(word: str) -> str:
    return f'"{" ".join(_pairs(word))}"' if len(word) > 1 else f'"{word}" *'


def _pairs(word: str) -> list[str]:
    return [word[place : place + 2] for place in range(len(word) - 1)]
