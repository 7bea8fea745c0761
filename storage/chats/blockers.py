"""What keeps bulletins out of a chat or a topic, and whether somebody who can change that has been told."""

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, literal, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.json_lists import json_pairs
from storage.schema import chat
from storage.schema import obstacle as table
from storage.types import UtcDateTime

_CLEAR = delete(table).where(tuple_(table.c.chat_id, table.c.thread_id).in_(json_pairs("places")))


class BlockerKind(enum.StrEnum):
    """What it is."""

    CLOSED = "closed"
    """The topic is closed to the bot."""
    DELETED = "deleted"
    """The topic is gone."""
    SILENCED = "silenced"
    """The bot may not write in the chat."""
    REMOVED = "removed"
    """The bot is no longer in the chat."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps bulletins out.

    Attributes:
        chat_id: Telegram's id.
        chat_kind: ``group``, ``supergroup`` or ``channel``.
        thread_id: the forum topic; 0 for none.
        kind: what it is.
    """

    chat_id: int
    chat_kind: str
    thread_id: int
    kind: BlockerKind


async def record(
    connection: AsyncConnection, chat_id: int, thread_id: int, kind: BlockerKind, now: dt.datetime
) -> None:
    """Note what keeps bulletins out of a chat that is stored; only what is new there is to be told."""
    values = chat.c.id, literal(thread_id), literal(kind), literal(now, UtcDateTime)
    stored = select(*values).where(chat.c.id == chat_id)
    given = insert(table).from_select(["chat_id", "thread_id", "kind", "met_at"], stored)
    another = {"kind": given.excluded.kind, "met_at": given.excluded.met_at, "told_at": None}
    statement = given.on_conflict_do_update(
        index_elements=["chat_id", "thread_id"], set_=another, where=table.c.kind != given.excluded.kind
    )
    await connection.execute(statement)


async def clear(connection: AsyncConnection, places: Collection[tuple[int, int]]) -> None:
    """Nothing keeps bulletins out of these chats' topics any more; should it happen again, it is told again."""
    await connection.execute(_CLEAR, {"places": places})


async def list_unreported(connection: AsyncConnection) -> list[Blocker]:
    """What nobody has been told of yet, the oldest first."""
    statement = (
        select(table.c.chat_id, chat.c.kind.label("chat_kind"), table.c.thread_id, table.c.kind)
        .join(chat, chat.c.id == table.c.chat_id)
        .where(table.c.told_at.is_(None))
        .order_by(table.c.met_at, table.c.chat_id, table.c.thread_id)
    )
    rows = await connection.execute(statement)
    return [Blocker(row.chat_id, row.chat_kind, row.thread_id, BlockerKind(row.kind)) for row in rows]


async def record_reported(connection: AsyncConnection, obstacle: Blocker, now: dt.datetime) -> None:
    """Note that an obstacle is told, or that nobody can be; one of another kind that has come since is not."""
    mine = table.c.chat_id == obstacle.chat_id, table.c.thread_id == obstacle.thread_id
    await connection.execute(update(table).where(*mine, table.c.kind == obstacle.kind).values(told_at=now))
