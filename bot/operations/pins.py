"""Pins: the operator's own headline before all others."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInput
from sources.records import Article
from storage.content import articles as article_store
from storage.content import pins
from storage.content.articles import OPERATOR, ArticleOccurrence, StoredArticle
from storage.database import Database


def make_article(headline: str, lead: str | None, link: str | None) -> Article:
    """Return the operator's article.

    Raises:
        InvalidInput: the headline is empty, or the link is not an http(s) URL.
    """
    title, text = " ".join(headline.split()), " ".join((lead or "").split())
    if not title:
        raise InvalidInput("the headline is empty")
    if link is not None and not _is_http_url(link):
        raise InvalidInput(f"the link {link!r} is not a URL such as https://paper.example/news/1")
    return Article(title, paragraphs=(text,) if text else (), address=link, publisher=OPERATOR)


async def pin_article(database: Database, article: Article, days: int, now: dt.datetime) -> dt.datetime:
    """Pin an article for some days, replacing the pinned one. A stored article with its link gets its text.

    Returns:
        The end of the pin (UTC).
    """
    until = now + dt.timedelta(days=days)
    async with database.write() as connection:
        # In one transaction, so that a bulletin never has two pinned headlines or none.
        await pins.unpin(connection)
        await pins.pin(connection, await _store(connection, article, now), until)
    return until


async def unpin_articles(database: Database) -> list[StoredArticle]:
    """Unpin the pinned article.

    Returns:
        The articles that were pinned.
    """
    async with database.write() as connection:
        return await pins.unpin(connection)


async def _store(connection: AsyncConnection, article: Article, now: dt.datetime) -> int:
    """Store the article, updating a stored one with its link or text, and return its id."""
    fingerprint = article_store.fingerprint(article)
    at = await article_store.ids_by_address(connection, [article.address] if article.address else [])
    known = dict(await article_store.find_known(connection, at.values(), [fingerprint]))
    # Fingerprints are unique: an article with this text must be updated even if the link is another's.
    stored = known.get(fingerprint) or next(iter(known.values()), None)
    if stored is None:
        number = (await article_store.add(connection, [(fingerprint, article)], now))[fingerprint]
    else:
        number = stored.id
        # Only what the operator wrote: address, caption and date stay those of the stored article.
        text = replace(stored.article, headline=article.headline, paragraphs=article.paragraphs)
        await article_store.change(connection, [(stored, text, fingerprint)])
    await article_store.add_occurrences(
        connection, [ArticleOccurrence(number, OPERATOR, article.address or "", None, now)]
    )
    return number


def _is_http_url(link: str) -> bool:
    try:
        url = urlsplit(link)
    except ValueError:
        return False
    return url.scheme in {"http", "https"} and bool(url.hostname) and not set(link) & set(" \t\r\n")
