"""Texts of sent bulletins, each stored once (table `bulletin_text`), for corrections.

A text is that of many deliveries. It is deleted after `RETENTION`, and with the last delivery that has it by /forget.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import DeliveryState, bulletin_text, chat, delivery, is_refused

RETENTION = dt.timedelta(days=3)
"""Time for which bulletins can be corrected."""


class SentText(NamedTuple):
    """Text of a bulletin as it was sent.

    Attributes:
        text: its HTML.
        keyboard: the buttons below it as Telegram's JSON, or None.
    """

    text: str
    keyboard: str | None = None


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
        keyboard: the buttons below the message as Telegram's JSON, or None.
    """

    id: int
    chat_id: int
    thread_id: int
    kind: str
    language: str | None
    message_id: int
    articles: tuple[int, ...]
    text_id: int
    keyboard: str | None


async def store(connection: AsyncConnection, texts: Collection[SentText], now: dt.datetime) -> dict[SentText, int]:
    """Store texts.

    Returns:
        Their ids by text.
    """
    return {text: await add(connection, text, now) for text in texts}


async def add(connection: AsyncConnection, sent: SentText, now: dt.datetime) -> int:
    """Store a text, and return its id."""
    values = {"text": str(sent.text), "keyboard": sent.keyboard, "stored_at": now}
    added = insert(bulletin_text).values(values).returning(bulletin_text.c.id)
    number: int = (await connection.execute(added)).scalar_one()
    return number


async def replace(connection: AsyncConnection, delivery_id: int, text_id: int) -> None:
    """Set the text of a delivery, given by its id; if one of the two was deleted meanwhile, do nothing."""
    is_stored = exists().where(bulletin_text.c.id == text_id)
    mine = update(delivery).where(delivery.c.id == delivery_id, is_stored)
    await connection.execute(mine.values(text_id=text_id))


async def list_sent(connection: AsyncConnection, day: dt.date, text_ids: Sequence[int]) -> list[SentBulletin]:
    """Return the bulletins of a local day that were sent with one of the texts, in the order of their ids.

    Those of chats that are not served any more are missing.
    """
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
            delivery.c.text_id,
            bulletin_text.c.keyboard,
        )
        .join(bulletin_text, bulletin_text.c.id == delivery.c.text_id)
        .join(chat, chat.c.id == delivery.c.chat_id)
        .where(
            delivery.c.local_date == day,
            delivery.c.state == DeliveryState.SENT,
            delivery.c.message_id.is_not(None),
            delivery.c.text_id.in_(text_ids),
            ~is_refused(delivery.c.chat_id),
        )
        .order_by(delivery.c.id)
    )
    return [
        SentBulletin(
            row.id, row.chat_id, row.thread_id, row.kind, row.language, row.message_id,
            tuple(one for one in (row.article_id, *(row.more_articles or ())) if one is not None), row.text_id,
            row.keyboard,
        )
        for row in await connection.execute(statement)
    ]  # fmt: skip


async def list_texts(connection: AsyncConnection, day: dt.date) -> dict[int, str]:
    """Return the different texts of a local day's sent bulletins by their ids."""
    statement = (
        select(bulletin_text.c.id, bulletin_text.c.text)
        .join(delivery, delivery.c.text_id == bulletin_text.c.id)
        .where(delivery.c.local_date == day, delivery.c.state == DeliveryState.SENT)
        .distinct()
    )
    return {row.id: row.text for row in await connection.execute(statement)}


async def delete_old(connection: AsyncConnection, now: dt.datetime) -> None:
    """Delete the texts that are older than `RETENTION`."""
    await connection.execute(delete(bulletin_text).where(bulletin_text.c.stored_at < now - RETENTION))
