"""Deletion of articles that no source has listed for long (table `article`)."""

import datetime as dt

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.content import search
from storage.content.articles import to_stored
from storage.dialects.statements import is_in
from storage.schema import article as table


async def delete_unlisted(connection: AsyncConnection, since: dt.datetime, now: dt.datetime, limit: int) -> int:
    """Delete articles that no source has listed since a time, except the pinned one.

    Args:
        connection: writes to the database.
        since: the time, aware.
        now: aware.
        limit: maximum number, so that other writers do not wait long.

    Returns:
        Their number.
    """
    unpinned = or_(table.c.pinned_until.is_(None), table.c.pinned_until <= now)
    rows = await connection.execute(
        select(table)
        .where(table.c.listed_at < since, unpinned)
        .order_by(table.c.listed_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    old = [to_stored(row) for row in rows]
    if old:
        # The index is a virtual table, so no foreign key deletes its rows.
        await search.remove(connection, [(one.id, one.article) for one in old])
        await connection.execute(delete(table).where(is_in(table.c.id, "ids")), {"ids": [one.id for one in old]})
    return len(old)
