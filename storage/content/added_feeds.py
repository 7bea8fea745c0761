"""Feeds that an operator has added to those of `jogan.toml` (table `added_feed`)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import added_feed as table


@dataclass(frozen=True, slots=True)
class AddedFeed:
    """Feed that was added.

    Attributes:
        name: its name in reports and below its articles.
        address: its URL.
        region: name of the province or district that its articles are about, or None.
    """

    name: str
    address: str
    region: str | None = None


async def list_all(connection: AsyncConnection) -> list[AddedFeed]:
    """Return all of them, the oldest first."""
    rows = await connection.execute(select(table).order_by(table.c.added_at, table.c.name))
    return [AddedFeed(row.name, row.address, row.region) for row in rows]


async def add(connection: AsyncConnection, feed: AddedFeed, now: dt.datetime) -> bool:
    """Add a feed.

    Returns:
        True unless one has its name or its address already.
    """
    values = {"name": feed.name, "address": feed.address, "region": feed.region, "added_at": now}
    return (await connection.execute(insert(table).values(values).on_conflict_do_nothing())).rowcount > 0


async def remove(connection: AsyncConnection, name: str) -> bool:
    """Remove a feed; its articles stay.

    Returns:
        True if there was one.
    """
    return (await connection.execute(delete(table).where(table.c.name == name))).rowcount > 0
