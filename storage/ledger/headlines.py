"""Queries for the selection of headlines (tables `article`, `article_origin` and `delivery`)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.content.articles import is_released
from storage.dialects.statements import is_in
from storage.schema import DeliveryState, article, article_origin, delivery, is_new_since, newest_first
from storage.types import UtcDateTime

_now = bindparam("now", type_=UtcDateTime)
_PINNED = select(article.c.id).where(article.c.pinned_until > _now)
_NEWEST = select(article.c.id).where(is_released(_now)).order_by(*newest_first).limit(1)
_SINCE = (
    select(article.c.id, article.c.has_unreadable_date, article.c.mentioned, article_origin.c.region)
    .join(article_origin, article_origin.c.article_id == article.c.id, isouter=True)
    .where(is_new_since(bindparam("oldest", type_=UtcDateTime)), is_released(_now))
    .order_by(*newest_first)
)
_DELIVERED = select(delivery.c.chat_id, delivery.c.thread_id, delivery.c.article_id, delivery.c.more_articles).where(
    is_in(delivery.c.chat_id, "chats"),
    # `unknown` too: rather a headline that nobody saw than one twice.
    delivery.c.state.in_([DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN]),
)
# Two queries, because no index can look into the list of further articles; few deliveries have one.
_FIRST = _DELIVERED.where(is_in(delivery.c.article_id, "articles"))
_FURTHER = _DELIVERED.where(delivery.c.more_articles.is_not(None))


@dataclass(frozen=True, slots=True)
class Headline:
    """Properties of an article that decide who gets it as a headline.

    Attributes:
        id: its database id.
        has_date: False if its date was not understood.
        mentioned: the regions that its headline or lead names.
        regions: the regions of its sources.
    """

    id: int
    has_date: bool
    mentioned: tuple[str, ...]
    regions: set[str] = field(default_factory=set)


async def get_pinned(connection: AsyncConnection, now: dt.datetime) -> int | None:
    """Return the id of the operator's pinned article, or None."""
    number: int | None = await connection.scalar(_PINNED, {"now": now})
    return number


async def list_since(connection: AsyncConnection, oldest: dt.datetime, now: dt.datetime) -> list[Headline]:
    """Return the articles since a time, the newest first; those whose date was not understood come last."""
    found: dict[int, Headline] = {}
    for row in await connection.execute(_SINCE, {"oldest": oldest, "now": now}):
        headline = found.setdefault(row.id, Headline(row.id, not row.has_unreadable_date, row.mentioned))
        if row.region is not None:
            headline.regions.add(row.region)
    return list(found.values())


async def get_newest(connection: AsyncConnection, now: dt.datetime) -> int | None:
    """Return the id of the newest released article whose date was understood, else of the newest, or None."""
    number: int | None = await connection.scalar(_NEWEST, {"now": now})
    return number


async def list_delivered(
    connection: AsyncConnection, chat_ids: Collection[int], article_ids: Collection[int]
) -> set[tuple[int, int, int]]:
    """Return triples of chat, topic and article, of articles that were or may have been delivered there."""
    given = {"chats": chat_ids, "articles": article_ids}
    return {
        (row.chat_id, row.thread_id, number)
        for statement in (_FIRST, _FURTHER)
        for row in await connection.execute(statement, given)
        for number in (row.article_id, *(row.more_articles or ()))
        if number is not None
    }
