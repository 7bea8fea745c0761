"""Pinning a headline of the operator's own before all others."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import InvalidInput
from sources.records import Article
from storage.content import articles as article_store
from storage.content import pins
from storage.content.articles import OPERATOR, ArticleOccurrence, StoredArticle
from storage.database import open_database


def operators_article(headline: str, lead: str | None, link: str | None) -> Article:
    """What the operator tells, as an article.

    Raises:
        InvalidInput: there is no headline, or the link is not one that a chat could open.
    """
    told, text = " ".join(headline.split()), " ".join((lead or "").split())
    if not told:
        raise InvalidInput("there is no headline to pin")
    if link is not None and not _can_be_opened(link):
        raise InvalidInput(f"--link {link!r} is not an address; one is https://paper.example/news/1")
    return Article(told, paragraphs=(text,) if text else (), address=link, publisher=OPERATOR)


async def pin_in(database_url: str, article: Article, days: int, now: dt.datetime) -> dt.datetime:
    """Pin an article for some days, in the place of what was pinned; a story with its link is pinned in its words.

    Returns:
        Until when (UTC).
    """
    until = now + dt.timedelta(days=days)
    async with open_database(database_url) as database, database.write() as connection:
        await pins.unpin(connection)
        await pins.pin(connection, await _put(connection, article, now), until)
    return until


async def unpin_in(database_url: str) -> list[StoredArticle]:
    """Pin nothing any more.

    Returns:
        What was pinned.
    """
    async with open_database(database_url) as database, database.write() as connection:
        return await pins.unpin(connection)


async def _put(connection: AsyncConnection, article: Article, now: dt.datetime) -> int:
    """The number of the story in the store, which may have it already."""
    mark = article_store.fingerprint(article)
    at = await article_store.ids_by_address(connection, [article.address] if article.address else [])
    known = dict(await article_store.find_known(connection, at.values(), [mark]))
    story = known.get(mark) or next(iter(known.values()), None)
    if story is None:
        number = (await article_store.add(connection, [(mark, article)], now))[mark]
    else:
        number = story.id
        words = replace(story.article, headline=article.headline, paragraphs=article.paragraphs)
        await article_store.change(connection, [(story, words, mark)])
    await article_store.add_occurrences(
        connection, [ArticleOccurrence(number, OPERATOR, article.address or "", None, now)]
    )
    return number


def _can_be_opened(link: str) -> bool:
    try:
        address = urlsplit(link)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname) and not set(link) & set(" \t\r\n")
