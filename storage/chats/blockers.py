"""Blockers: what keeps bulletins out of a chat or topic, and whether they were reported (table `obstacle`)."""

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, literal, select, tuple_, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert, is_in, json_pairs
from storage.schema import chat, is_refused, refusal
from storage.schema import obstacle as table
from storage.types import UtcDateTime

_CLEAR = delete(table).where(tuple_(table.c.chat_id, table.c.thread_id).in_(json_pairs("places")))
_MARKED = union(
    *(select(marks.c.chat_id, marks.c.thread_id).where(is_in(marks.c.chat_id, "chats")) for marks in (table, refusal))
)


class BlockerKind(enum.StrEnum):
    """Kind of a blocker."""

    CLOSED = "closed"
    """The topic is closed to the bot."""
    DELETED = "deleted"
    """The topic was deleted, or Telegram does not find it."""
    SILENCED = "silenced"
    """The bot may not write in the chat."""
    REMOVED = "removed"
    """The bot is no longer in the chat."""
    LOST = "lost"
    """Telegram does not find the chat."""
    RESTRICTED = "restricted"
    """Telegram lets the chat take no messages."""
    REJECTED = "rejected"
    """Telegram rejected several messages in a row in other words."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Blocker of a chat or topic.

    Attributes:
        chat_id: Telegram's id.
        chat_kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        thread_id: the forum topic; 0 for none.
        kind: its kind.
    """

    chat_id: int
    chat_kind: str
    thread_id: int
    kind: BlockerKind


async def record(
    connection: AsyncConnection, chat_id: int, thread_id: int, kind: BlockerKind, now: dt.datetime
) -> None:
    """Record a blocker of a stored chat; it is unreported if it is new or of another kind than before."""
    values = chat.c.id, literal(thread_id), literal(kind), literal(now, UtcDateTime)
    # INSERT … SELECT from `chat`: the chat may have been deleted with /forget while the bulletin was in flight.
    stored = select(*values).where(chat.c.id == chat_id).with_for_update(read=True, key_share=True)
    given = insert(table).from_select(["chat_id", "thread_id", "kind", "met_at"], stored)
    # The same kind again changes nothing: each bulletin meets the blocker, and it is reported once.
    another = {"kind": given.excluded.kind, "met_at": given.excluded.met_at, "told_at": None}
    statement = given.on_conflict_do_update(
        index_elements=["chat_id", "thread_id"], set_=another, where=table.c.kind != given.excluded.kind
    )
    await connection.execute(statement)


async def list_marked(connection: AsyncConnection, places: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of chats and topics that have a blocker or have rejected a message."""
    rows = await connection.execute(_MARKED, {"chats": [chat_id for chat_id, _ in places]})
    # Nearly always there is no row, so that only chats are looked up.
    return [place for one in rows if (place := (one.chat_id, one.thread_id)) in places]


async def clear(connection: AsyncConnection, places: Collection[tuple[int, int]]) -> None:
    """Delete the blockers of chats and topics, so that a new one is reported again."""
    await connection.execute(_CLEAR, {"places": places})


async def list_unreported(connection: AsyncConnection) -> list[Blocker]:
    """Return the unreported blockers of chats that are served, the oldest first."""
    statement = (
        select(table.c.chat_id, chat.c.kind.label("chat_kind"), table.c.thread_id, table.c.kind)
        .join(chat, chat.c.id == table.c.chat_id)
        .where(table.c.told_at.is_(None), ~is_refused(table.c.chat_id))
        .order_by(table.c.met_at, table.c.chat_id, table.c.thread_id)
    )
    rows = await connection.execute(statement)
    return [Blocker(row.chat_id, row.chat_kind, row.thread_id, BlockerKind(row.kind)) for row in rows]


async def record_reported(connection: AsyncConnection, blocker: Blocker, now: dt.datetime) -> None:
    """Mark a blocker as reported, unless one of another kind has replaced it."""
    mine = table.c.chat_id == blocker.chat_id, table.c.thread_id == blocker.thread_id
    # The report takes a call to Telegram, and meanwhile the blocker may have become another one.
    await connection.execute(update(table).where(*mine, table.c.kind == blocker.kind).values(told_at=now))
