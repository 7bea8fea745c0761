"""Full-text index of articles (table `article_search`), which finds words and parts of words.

Korean writes words together and adds particles, so the index holds pairs of neighbouring syllables with their
positions: 도서관 is 도서 followed by 서관 anywhere in a word.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.dialects import article_index

MAX_LEAD_LENGTH = 300
"""Number of characters of the first paragraph that are indexed."""

NUMBER = article_index.NUMBER
"""The id of an indexed article."""

_WORD = re.compile(r"[^\W_]+")


async def add(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Add articles, given as pairs of id and article, to the index."""
    await article_index.add(connection, [(number, terms(article)) for number, article in articles])


async def remove(connection: AsyncConnection, articles: Sequence[tuple[int, Article]]) -> None:
    """Remove articles from the index; their words must be those that were added."""
    await article_index.remove(connection, [(number, terms(article)) for number, article in articles])


def terms(article: Article) -> str:
    """Return the terms of an article's headline, sub-headline and first paragraph, in order."""
    lead = article.paragraphs[0][:MAX_LEAD_LENGTH] if article.paragraphs else ""
    searched = (article.headline, article.subheadline or "", lead)
    # The last syllable is a term too, so that a term begins at every syllable, for queries of one syllable.
    return " ".join(term for part in searched for word in words(part) for term in (*_pairs(word), word[-1]))


def words(text: str) -> list[str]:
    """Split a text into words, case-folded and without punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def has_words(all_words: Sequence[Collection[str]]) -> ColumnElement[bool]:
    """Return the condition that an indexed article has each word in one of its spellings."""
    return article_index.matches([[_pairs(word) or [word] for word in spellings] for spellings in all_words])


def _pairs(word: str) -> list[str]:
    # FTS5's own trigram tokenizer finds no word of two syllables (findings/fts5-trigram-two-syllables.sh).
    return [word[start : start + 2] for start in range(len(word) - 1)]
