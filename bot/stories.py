"""Keeping the articles that sources bring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.origin import Origin
from sources.records import Article
from storage import articles as store


async def keep_articles(
    connection: AsyncConnection, articles: Sequence[Article], origin: Origin, now: dt.datetime
) -> int:
    """Store a source's articles; those that do not name their newspaper go by the source's name.

    Returns:
        How many the store did not have.
    """
    told = [replace(article, publisher=article.publisher or origin.name) for article in articles]
    return sum([await store.add(connection, article, now) for article in told])
