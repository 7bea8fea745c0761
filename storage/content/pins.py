"""The operator's pinned headline, one at a time (column `article.pinned_until`)."""

import datetime as dt

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.content import articles, search
from storage.content.articles import OPERATOR, StoredArticle, to_stored
from storage.schema import article as table
from storage.schema import article_origin as origin


async def pin(connection: AsyncConnection, article_id: int, until: dt.datetime) -> None:
    """Pin an article until a moment."""
    await connection.execute(update(table).where(table.c.id == article_id).values(pinned_until=until))


async def list_pinned(connection: AsyncConnection, now: dt.datetime) -> list[tuple[StoredArticle, dt.datetime]]:
    """Return the articles that are pinned at an aware time, and until when (UTC)."""
    rows = await connection.execute(select(table).where(table.c.pinned_until > now).order_by(table.c.id))
    return [(to_stored(row), row.pinned_until) for row in rows]


async def unpin(connection: AsyncConnection) -> list[StoredArticle]:
    """Unpin all articles, and delete those that no source but the operator has.

    Returns:
        The articles that were pinned.
    """
    await articles.lock_all(connection)
    rows = await connection.execute(select(table).where(table.c.pinned_until.is_not(None)))
    pinned = [to_stored(row) for row in rows]
    ids = [one.id for one in pinned]
    # A newspaper may have published the same article: then it stays, unpinned.
    elsewhere = exists().where(origin.c.article_id == table.c.id, origin.c.source != OPERATOR)
    own = list(await connection.scalars(select(table.c.id).where(table.c.id.in_(ids), ~elsewhere)))
    # The index is a virtual table, so no foreign key deletes its rows.
    await search.remove(connection, [(one.id, one.article) for one in pinned if one.id in own])
    await connection.execute(delete(table).where(table.c.id.in_(own)))
    await connection.execute(update(table).where(table.c.id.in_(ids)).values(pinned_until=None))
    return pinned
