"""Newspaper articles."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.schema import article as table
from storage.schema import newness


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article and what the store knows of it.

    Attributes:
        id: the store's number for it.
        article: what the newspaper says.
        first_seen_at: when it was first taken in (UTC), which is not its date.
    """

    id: int
    article: Article
    first_seen_at: dt.datetime


async def add(connection: AsyncConnection, article: Article, first_seen_at: dt.datetime) -> bool:
    """Store an article unless it is there, under its address or with the same headline and text.

    Returns:
        Whether it was new.
    """
    statement = insert(table).values(
        fingerprint=_fingerprint(article),
        headline=article.headline,
        subheadline=article.subheadline,
        section=article.section,
        caption=article.caption,
        paragraphs=article.paragraphs,
        address=article.address,
        publisher=article.publisher,
        published_at=article.published_at,
        first_seen_at=first_seen_at,
    )
    result = await connection.execute(statement.on_conflict_do_nothing())
    return result.rowcount == 1


async def newest(connection: AsyncConnection, limit: int, offset: int = 0) -> list[StoredArticle]:
    """The newest articles, by their own date or else by when they were first seen."""
    statement = select(table).order_by(newness.desc(), table.c.id.desc()).limit(limit).offset(offset)
    return [stored(row) for row in await connection.execute(statement)]


async def get(connection: AsyncConnection, article_id: int) -> StoredArticle | None:
    """One article by the store's number."""
    row = (await connection.execute(select(table).where(table.c.id == article_id))).one_or_none()
    return None if row is None else stored(row)


async def get_many(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, StoredArticle]:
    """Articles by the store's numbers."""
    rows = await connection.execute(select(table).where(table.c.id.in_(article_ids)))
    return {row.id: stored(row) for row in rows}


async def count(connection: AsyncConnection) -> int:
    """How many articles there are."""
    return await connection.scalar(select(func.count()).select_from(table)) or 0


def stored(row: Row[*tuple[Any, ...]]) -> StoredArticle:
    """A row of the table as a record."""
    article = Article(
        headline=row.headline,
        subheadline=row.subheadline,
        section=row.section,
        caption=row.caption,
        paragraphs=row.paragraphs,
        address=row.address,
        publisher=row.publisher,
        published_at=row.published_at,
    )
    return StoredArticle(row.id, article, row.first_seen_at)


def _fingerprint(article: Article) -> str:
    text = "\n".join(" ".join(part.split()) for part in (article.headline, *article.paragraphs))
    return hashlib.sha256(text.encode()).hexdigest()
