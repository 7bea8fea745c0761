"""Whose the rows of the ledger are."""

from sqlalchemy import ColumnElement, and_, or_, select

from storage.schema import delivery, subscription


def of_chat(chat_id: int) -> ColumnElement[bool]:
    """Which deliveries are a chat's, by Telegram's id: those of its subscriptions, and of those that were removed.

    Each is found in an index. There is none of all deliveries by their chats, because the ids of chats lie so far apart
    that it would double what it costs to enqueue a morning.
    """
    own = select(subscription.c.id).where(subscription.c.chat_id == chat_id)
    orphaned = and_(delivery.c.subscription_id.is_(None), delivery.c.chat_id == chat_id)
    return or_(delivery.c.subscription_id.in_(own), orphaned)
