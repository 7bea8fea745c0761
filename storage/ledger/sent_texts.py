"""Texts of sent bulletins, each stored once (tables `bulletin_text` and `sent_text`), for corrections.

A text is that of many deliveries. It is deleted after `RETENTION`, and with the last delivery that has it by /forget.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Text, bindparam, cast, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, bulletin_text, chat, delivery, sent_text

RETENTION = dt.timedelta(days=3)
"""Time for which bulletins can be corrected."""

_TEXTS = func.json_each(bindparam("texts", type_=Text)).table_valued("key", "value")
_LINK = (
    insert(sent_text)
    # INSERT … SELECT from `delivery`: the chat may have been deleted with /forget while the bulletin was in flight.
    .from_select(
        ["delivery_id", "text_id"],
        # The text may have been deleted with the last other chat that had it.
        select(delivery.c.id, bulletin_text.c.id).where(
            delivery.c.id == cast(_TEXTS.c.key, Integer), bulletin_text.c.id == _TEXTS.c.value
        ),
    )
    .on_conflict_do_update(index_elements=["delivery_id"], set_={"text_id": insert(sent_text).excluded.text_id})
)


@dataclass(frozen=True, slots=True)
class SentBulletin:
    """Bulletin that was sent, with its text.

    Attributes:
        id: the delivery's id.
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        kind: the chat's kind.
        language: the chat's language tag, or None.
        message_id: Telegram's id of the message.
        articles: ids of the articles of its headlines.
        text_id: the text's id.
    """

    id: int
    chat_id: int
    thread_id: int
    kind: str
    language: str | None
    message_id: int
    articles: tuple[int, ...]
    text_id: int


async def store(
    connection: AsyncConnection, texts: Mapping[int, str], known: Mapping[str, int], now: dt.datetime
) -> dict[str, int]:
    """Store the texts of deliveries.

    Args:
        connection: writes to the database.
        texts: the texts by the delivery's id.
        known: ids of texts that are stored already.
        now: aware.

    Returns:
        The ids of the other texts.
    """
    new = {text: await add(connection, text, now) for text in set(texts.values()) - known.keys()}
    if texts:
        ids = {**known, **new}
        numbers = {number: ids[text] for number, text in texts.items()}
        await connection.execute(_LINK, {"texts": json.dumps(numbers)})
    return new


async def add(connection: AsyncConnection, text: str, now: dt.datetime) -> int:
    """Store a text, and return its id."""
    added = insert(bulletin_text).values(text=text, stored_at=now).returning(bulletin_text.c.id)
    number: int = (await connection.execute(added)).scalar_one()
    return number


async def replace(connection: AsyncConnection, delivery_id: int, text_id: int) -> None:
    """Set the text of a delivery, given by its id; if one of the two was deleted meanwhile, do nothing."""
    mine = sent_text.c.delivery_id == delivery_id
    is_stored = exists().where(bulletin_text.c.id == text_id)
    await connection.execute(update(sent_text).where(mine, is_stored).values(text_id=text_id))


async def list_sent(connection: AsyncConnection, day: dt.date, text_ids: Sequence[int]) -> list[SentBulletin]:
    """Return the bulletins of a local day that were sent with one of the texts, in the order of their ids."""
    statement = (
        select(
            delivery.c.id,
            delivery.c.chat_id,
            delivery.c.thread_id,
            chat.c.kind,
            func.coalesce(chat.c.language, chat.c.telegram_language).label("language"),
            delivery.c.message_id,
            delivery.c.article_id,
            delivery.c.more_articles,
            sent_text.c.text_id,
        )
        .join(sent_text, sent_text.c.delivery_id == delivery.c.id)
        .join(chat, chat.c.id == delivery.c.chat_id)
        .where(
            delivery.c.local_date == day,
            delivery.c.state == DeliveryState.SENT,
            delivery.c.message_id.is_not(None),
            sent_text.c.text_id.in_(text_ids),
        )
        .order_by(delivery.c.id)
    )
    return [
        SentBulletin(
            row.id, row.chat_id, row.thread_id, row.kind, row.language, row.message_id,
            tuple(one for one in (row.article_id, *(row.more_articles or ())) if one is not None), row.text_id,
        )
        for row in await connection.execute(statement)
    ]  # fmt: skip


async def list_texts(connection: AsyncConnection, day: dt.date) -> dict[int, str]:
    """Return the different texts of a local day's sent bulletins by their ids."""
    statement = (
        select(bulletin_text.c.id, bulletin_text.c.text)
        .join(sent_text, sent_text.c.text_id == bulletin_text.c.id)
        .join(delivery, delivery.c.id == sent_text.c.delivery_id)
        .where(delivery.c.local_date == day, delivery.c.state == DeliveryState.SENT)
        .distinct()
    )
    return {row.id: row.text for row in await connection.execute(statement)}


async def delete_old(connection: AsyncConnection, now: dt.datetime) -> None:
    """Delete the texts that are older than `RETENTION`."""
    await connection.execute(delete(bulletin_text).where(bulletin_text.c.stored_at < now - RETENTION))
