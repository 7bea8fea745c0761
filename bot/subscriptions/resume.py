"""Bringing back what a chat had when the bot was thrown out of it, or forbidden to write there."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.subscriptions import service
from storage.chats import blockers, subscriptions
from storage.chats.subscriptions import Subscription
from storage.reasons import FailureReason, StopReason

_BY_SOMEBODY = {StopReason.UNSUBSCRIBED, StopReason.SWITCHED_OFF}


def is_wanted(subscription: Subscription) -> bool:
    """Whether nobody has stopped a subscription, whatever Telegram did."""
    return subscription.stopped_reason not in _BY_SOMEBODY


def can_resume(subscription: Subscription) -> bool:
    """Whether a subscription was stopped by what happened to the bot in its chat, and by nobody's wish."""
    is_lost = subscription.stopped_reason is StopReason.TOPIC_DELETED
    return subscription.stopped_at is not None and is_wanted(subscription) and not is_lost


async def resume_all(connection: AsyncConnection, chat_id: int, now: dt.datetime) -> Sequence[Subscription]:
    """Let the bulletins of a chat come again that may return, from their next occasion on; older ones never arrive.

    Returns:
        The subscriptions that have come back.
    """
    await blockers.clear(connection, [(chat_id, 0)])
    stopped = [one for one in await subscriptions.list_all(connection, chat_id) if can_resume(one)]
    for one in stopped:
        await subscriptions.cancel_waiting(connection, one.id, FailureReason.BOT_WAS_AWAY, now)
    return [await service.resume(connection, one, now) for one in stopped]
