"""Keeping the articles that sources bring."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage import articles as store


async def keep_articles(connection: AsyncConnection, articles: Sequence[Article], now: dt.datetime) -> int:
    """Store a source's articles.

    Returns:
        How many the store did not have.
    """
    return sum([await store.add(connection, article, now) for article in articles])
