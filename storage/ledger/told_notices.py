"""What the operators were told, so that a restart does not repeat it (table `told_notice`)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import told_notice as table


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """Notice that the operators have got.

    Attributes:
        kind: its kind.
        subject: name of a source, or a day; empty if the kind says all.
        told_at: when (UTC).
    """

    kind: str
    subject: str
    told_at: dt.datetime


async def list_all(connection: AsyncConnection) -> list[ToldNotice]:
    """Return all that is kept."""
    return [ToldNotice(*row) for row in await connection.execute(select(table))]


async def add(connection: AsyncConnection, told: Iterable[ToldNotice]) -> None:
    """Store notices, in the place of earlier ones of the same kind and subject."""
    statement = insert(table)
    newer = statement.on_conflict_do_update(
        index_elements=["kind", "subject"], set_={"told_at": statement.excluded.told_at}
    )
    rows = [{"kind": one.kind, "subject": one.subject, "told_at": one.told_at} for one in told]
    if rows:
        await connection.execute(newer, rows)


async def remove(connection: AsyncConnection, kind: str, subject: str) -> None:
    """Remove a notice, because what it told has ended."""
    await connection.execute(delete(table).where(table.c.kind == kind, table.c.subject == subject))


async def remove_before(connection: AsyncConnection, limit: dt.datetime, kinds: Iterable[str]) -> None:
    """Remove the notices of some kinds that were told before an aware time."""
    await connection.execute(delete(table).where(table.c.kind.in_(kinds), table.c.told_at < limit))
