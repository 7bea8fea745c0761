"""Chats: people, groups and channels (table `chat`)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    PrimaryKeyConstraint,
    Row,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import refused
from storage.dialects.statements import insert
from storage.ledger.deliveries import belongs_to_chat
from storage.schema import (
    alert_match,
    alert_message,
    announcement_message,
    delivery,
    keyword_alert,
    obstacle,
    refusal,
    subscription,
    topic,
    waits,
    warning_message,
)
from storage.schema import chat as table
from storage.terms import Unit

_OF_TOPICS = (
    topic, obstacle, refusal, warning_message, keyword_alert, alert_message, alert_match, announcement_message,
)  # fmt: skip
"""Tables with rows of a chat or of its topics, that a merge moves."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Chat that has settings.

    Attributes:
        id: Telegram's id.
        kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        language: the language chosen in the chat, or None.
        telegram_language: Telegram language of the person who last changed a setting, or None.
        unit: unit of its temperatures; None only when saving, to keep the stored one.
    """

    id: int
    kind: str
    language: str | None
    telegram_language: str | None
    unit: Unit | None = None


async def get(connection: AsyncConnection, chat_id: int) -> Chat | None:
    """Return a chat by Telegram's id, or None if it is not stored."""
    row = (await connection.execute(select(table).where(table.c.id == chat_id))).one_or_none()
    return None if row is None else _chat(row)


async def list_known(connection: AsyncConnection, chat_ids: Collection[int]) -> list[Chat]:
    """Return those of the chats, by Telegram's ids, that are stored."""
    rows = await connection.execute(select(table).where(table.c.id.in_(chat_ids)))
    return [_chat(row) for row in rows]


async def count_others(connection: AsyncConnection, chat_ids: Collection[int]) -> int:
    """Return the number of other chats."""
    statement = select(func.count()).select_from(table).where(table.c.id.not_in(chat_ids))
    return await connection.scalar(statement) or 0


async def save(connection: AsyncConnection, chat: Chat) -> None:
    """Store a chat; a language or unit of None keeps the stored one."""
    statement = insert(table).values(
        id=chat.id,
        kind=chat.kind,
        language=chat.language,
        telegram_language=chat.telegram_language,
        unit=chat.unit or Unit.CELSIUS,
    )
    given = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                "kind": given.kind,
                "language": func.coalesce(given.language, table.c.language),
                "telegram_language": func.coalesce(given.telegram_language, table.c.telegram_language),
                # Not `coalesce`: a new row needs a unit, so the given one is never NULL.
                "unit": table.c.unit if chat.unit is None else given.unit,
            },
        )
    )


async def lock_chats(connection: AsyncConnection, *chat_ids: int) -> None:
    """Wait until no other transaction changes chats or their subscriptions, nor adds deliveries of these."""
    chosen = select(table.c.id).where(table.c.id.in_(chat_ids)).order_by(table.c.id)
    await connection.execute(chosen.with_for_update())
    own = select(subscription.c.id).where(subscription.c.chat_id.in_(chat_ids)).order_by(subscription.c.id)
    await connection.execute(own.with_for_update())


async def migrate(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """Move all rows of a group that has become a supergroup to its new id.

    If the new chat has settings, subscriptions in a topic, topic names or blockers, those replace the old ones; keyword
    alerts of both stay. What
    the old subscriptions delivered counts as delivered by the new ones, so that no bulletin of the day comes twice.
    """
    # Both chats report the move: the second time the old id is gone. `_merge` of a chat with itself would delete it.
    await lock_chats(connection, old_id, new_id)
    await refused.move(connection, old_id, new_id)
    if old_id == new_id or not await connection.scalar(select(exists().where(table.c.id == old_id))):
        return
    # The ledger has no foreign key to the chat; the other tables follow a changed id by ON UPDATE CASCADE.
    await connection.execute(update(delivery).where(belongs_to_chat(old_id)).values(chat_id=new_id))
    if not await connection.scalar(select(exists().where(table.c.id == new_id))):
        await connection.execute(update(table).where(table.c.id == old_id).values(id=new_id, kind="supergroup"))
        return
    # The new chat is stored already: its administrators may have changed settings before Telegram reported the move.
    await _merge(connection, old_id, new_id)


async def _merge(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """Move the rows of one stored chat to another and delete the first."""
    await _merge_settings(connection, old_id, new_id)
    for of_topics in _OF_TOPICS:
        # Rows that the new chat has too stay here, and are deleted with the old chat.
        moved = update(of_topics).where(of_topics.c.chat_id == old_id, ~_is_taken(of_topics, new_id))
        await connection.execute(moved.values(chat_id=new_id))
    for number, heir in await _heirs(connection, old_id, new_id):
        await _inherit(connection, number, heir)
        await connection.execute(delete(subscription).where(subscription.c.id == number))
    # Those that are left are of topics in which the new chat has no subscription.
    await connection.execute(update(subscription).where(subscription.c.chat_id == old_id).values(chat_id=new_id))
    await connection.execute(delete(table).where(table.c.id == old_id))


def _is_taken(of_topics: Table, new_id: int) -> ColumnElement[bool]:
    """Return the condition that a row cannot become one of a chat, because that chat has a row with the same key."""
    other = of_topics.alias()
    keys = (one.columns for one in of_topics.constraints if isinstance(one, PrimaryKeyConstraint | UniqueConstraint))
    return or_(
        *(
            exists().where(
                other.c.chat_id == new_id,
                *(other.c[column.name] == column for column in key if column.name != "chat_id"),
            )
            for key in keys
            if "chat_id" in key
        )
    )


async def _merge_settings(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    old = table.alias()
    values = {
        name: func.coalesce(table.c[name], select(old.c[name]).where(old.c.id == old_id).scalar_subquery())
        for name in ("language", "telegram_language")
    }
    await connection.execute(update(table).where(table.c.id == new_id).values(values))


async def _heirs(connection: AsyncConnection, old_id: int, new_id: int) -> list[tuple[int, int]]:
    """Return old subscriptions with a counterpart in the new chat's topic: pairs of its id and the oldest one there."""
    new = subscription.alias()
    statement = (
        select(subscription.c.id, func.min(new.c.id))
        .join(new, and_(new.c.chat_id == new_id, new.c.thread_id == subscription.c.thread_id))
        .where(subscription.c.chat_id == old_id)
        .group_by(subscription.c.id)
    )
    return [(number, heir) for number, heir in await connection.execute(statement)]


async def _inherit(connection: AsyncConnection, number: int, heir: int) -> None:
    """Move the deliveries of a subscription to its heir, except those that are waiting or that the heir has too."""
    other = delivery.alias()
    same = (other.c.local_date == delivery.c.local_date, other.c.occasion == delivery.c.occasion)
    theirs = delivery.c.subscription_id == number
    # The heir has its own schedule, so what still waits here could be one bulletin too many.
    await connection.execute(delete(delivery).where(theirs, waits))
    # The heir's bulletin of the same day and occasion would be the second one in the topic.
    delivered = exists().where(other.c.subscription_id == number, *same)
    await connection.execute(delete(delivery).where(delivery.c.subscription_id == heir, waits, delivered))
    taken = exists().where(other.c.subscription_id == heir, *same)
    await connection.execute(update(delivery).where(theirs, ~taken).values(subscription_id=heir))


def _chat(row: Row[*tuple[Any, ...]]) -> Chat:
    return Chat(row.id, row.kind, row.language, row.telegram_language, Unit(row.unit))
