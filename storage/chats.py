"""Chats: people, groups and channels in one table."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import chat as table
from storage.schema import delivery, subscription


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that has settings.

    Attributes:
        id: Telegram's id.
        kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        language: the language chosen in the chat, or None.
        telegram_language: the language of the Telegram of who last changed a setting, or None.
    """

    id: int
    kind: str
    language: str | None
    telegram_language: str | None


async def get(connection: AsyncConnection, chat_id: int) -> Chat | None:
    """A chat by Telegram's id, or None where it never changed a setting."""
    row = (await connection.execute(select(table).where(table.c.id == chat_id))).one_or_none()
    return None if row is None else Chat(row.id, row.kind, row.language, row.telegram_language)


async def count_others(connection: AsyncConnection, chat_ids: Collection[int]) -> int:
    """How many chats there are besides these."""
    statement = select(func.count()).select_from(table).where(table.c.id.not_in(chat_ids))
    return await connection.scalar(statement) or 0


async def save(connection: AsyncConnection, chat: Chat) -> None:
    """Store a chat; None leaves a language that is stored as it is."""
    statement = insert(table).values(
        id=chat.id, kind=chat.kind, language=chat.language, telegram_language=chat.telegram_language
    )
    given = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                "kind": given.kind,
                "language": func.coalesce(given.language, table.c.language),
                "telegram_language": func.coalesce(given.telegram_language, table.c.telegram_language),
            },
        )
    )


async def migrate(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """A group has become a supergroup: give all that is stored of it to the new id.

    Where the new chat has settings or a delivery for a day of its own, those stay and the old ones go.
    """
    if old_id == new_id or not await connection.scalar(select(exists().where(table.c.id == old_id))):
        return
    if not await connection.scalar(select(exists().where(table.c.id == new_id))):
        await connection.execute(update(table).where(table.c.id == old_id).values(id=new_id, kind="supergroup"))
        return
    for owned, key in ((subscription, ("thread_id",)), (delivery, ("thread_id", "occasion", "local_date"))):
        other = owned.alias()
        there = exists().where(other.c.chat_id == new_id, *(other.c[name] == owned.c[name] for name in key))
        await connection.execute(update(owned).where(and_(owned.c.chat_id == old_id, ~there)).values(chat_id=new_id))
    await connection.execute(delete(table).where(table.c.id == old_id))


async def count_not_found(connection: AsyncConnection, chat_id: int) -> int:
    """Count one more time that Telegram did not find a chat.

    Returns:
        How many times in a row.
    """
    times = table.c.times_not_found
    statement = update(table).where(table.c.id == chat_id).values(times_not_found=times + 1).returning(times)
    return await connection.scalar(statement) or 0


async def found(connection: AsyncConnection, chat_ids: Collection[int]) -> None:
    """Telegram knows these chats: the count of the times that it did not begins anew."""
    lost = and_(table.c.id.in_(chat_ids), table.c.times_not_found > 0)
    await connection.execute(update(table).where(lost).values(times_not_found=0))
