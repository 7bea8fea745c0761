"""What the choice of a morning headline depends on."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.articles import released
from storage.schema import DeliveryState, article, article_origin, delivery, newness

_DELIVERED = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


async def pinned(connection: AsyncConnection, now: dt.datetime) -> int | None:
    """The number of the article that the operator has pinned, or None."""
    number: int | None = await connection.scalar(select(article.c.id).where(article.c.pinned_until > now))
    return number


async def since(connection: AsyncConnection, oldest: dt.datetime, now: dt.datetime) -> dict[int, set[str]]:
    """The numbers of the articles since a time, the newest first, with the regions of their sources."""
    statement = (
        select(article.c.id, article_origin.c.region)
        .join(article_origin, article_origin.c.article_id == article.c.id, isouter=True)
        .where(newness >= oldest, released(now))
        .order_by(newness.desc(), article.c.id.desc())
    )
    found: dict[int, set[str]] = {}
    for row in await connection.execute(statement):
        regions = found.setdefault(row.id, set())
        if row.region is not None:
            regions.add(row.region)
    return found


async def newest(connection: AsyncConnection, now: dt.datetime) -> int | None:
    """The number of the newest article of all whose time has come, or None."""
    statement = select(article.c.id).where(released(now)).order_by(newness.desc(), article.c.id.desc()).limit(1)
    number: int | None = await connection.scalar(statement)
    return number


async def delivered(
    connection: AsyncConnection, chat_ids: Collection[int], article_ids: Collection[int]
) -> set[tuple[int, int, int]]:
    """Chat, topic and article of those articles that have been delivered to the chats, or may have been."""
    columns = delivery.c.chat_id, delivery.c.thread_id, delivery.c.article_id, delivery.c.more_articles
    theirs = delivery.c.chat_id.in_(chat_ids), delivery.c.state.in_(_DELIVERED)
    first = select(*columns).where(*theirs, delivery.c.article_id.in_(article_ids))
    further = select(*columns).where(*theirs, delivery.c.more_articles.is_not(None))
    return {
        (row.chat_id, row.thread_id, number)
        for statement in (first, further)
        for row in await connection.execute(statement)
        for number in (row.article_id, *(row.more_articles or ()))
        if number is not None
    }
