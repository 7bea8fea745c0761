"""Consecutive rejections of bulletins by a chat or topic (table `refusal`); one that accepts messages has no row."""

from collections.abc import Collection

from sqlalchemy import and_, delete, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert, json_pairs
from storage.schema import chat
from storage.schema import refusal as table

_CLEAR = delete(table).where(tuple_(table.c.chat_id, table.c.thread_id).in_(json_pairs("places")))


async def count(connection: AsyncConnection, chat_id: int, thread_id: int) -> int:
    """Count a rejection by a chat, or by a topic of it (0 for none).

    Returns:
        The number of consecutive rejections there; 0 if the chat is not stored.
    """
    # INSERT … SELECT from `chat`: the chat may have been deleted with /forget while the bulletin was in flight.
    first = select(chat.c.id, literal(thread_id), literal(1)).where(chat.c.id == chat_id)
    first = first.with_for_update(read=True, key_share=True)
    given = insert(table).from_select(["chat_id", "thread_id", "times"], first)
    again = given.on_conflict_do_update(
        index_elements=["chat_id", "thread_id"], set_={"times": table.c.times + 1}
    ).returning(table.c.times)
    return await connection.scalar(again) or 0


async def clear(connection: AsyncConnection, places: Collection[tuple[int, int]]) -> None:
    """Forget the rejections of chats and topics, which have accepted a message."""
    await connection.execute(_CLEAR, {"places": places})


async def forget(connection: AsyncConnection, chat_id: int, thread_id: int | None = None) -> None:
    """Forget the rejections of a topic, or with None of the whole chat, so that their count begins anew."""
    mine = table.c.chat_id == chat_id
    if thread_id is not None:
        mine = and_(mine, table.c.thread_id == thread_id)
    await connection.execute(delete(table).where(mine))
