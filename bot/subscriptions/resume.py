"""Stop what a chat gets when the bot was removed or cannot write, and resume it: bulletins and keyword alerts."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.subscriptions import service
from storage.chats import alerts, blockers, refusals, subscriptions
from storage.chats.subscriptions import Subscription
from storage.ledger import alert_messages
from storage.reasons import FailureReason, StopReason

_BY_A_PERSON = {StopReason.UNSUBSCRIBED, StopReason.SWITCHED_OFF}


def is_wanted(subscription: Subscription) -> bool:
    """Return whether no person has stopped a subscription."""
    return subscription.stopped_reason not in _BY_A_PERSON


def can_resume(subscription: Subscription) -> bool:
    """Return whether a subscription was stopped by no person, and its topic still exists."""
    # A deleted topic never comes back with the bot.
    is_topic_deleted = subscription.stopped_reason is StopReason.TOPIC_DELETED
    return subscription.stopped_at is not None and is_wanted(subscription) and not is_topic_deleted


async def stop_unreachable(
    connection: AsyncConnection,
    chat_id: int,
    thread_id: int | None,
    reason: StopReason,
    now: dt.datetime,
    detail: str | None = None,
) -> bool:
    """Stop the subscriptions and keyword alerts of a topic, or with None of the chat, and fail what waits there.

    Returns:
        True if any of them was running.
    """
    had_bulletins = await subscriptions.stop(connection, chat_id, thread_id, reason, now, detail)
    had_alerts = await alerts.stop(connection, chat_id, thread_id, reason)
    await alert_messages.ledger.cancel_waiting(connection, chat_id, thread_id, reason, now)
    return had_bulletins or had_alerts


async def resume_closed_topics(
    connection: AsyncConnection, chat_id: int, now: dt.datetime, thread_id: int | None = None
) -> None:
    """Resume subscriptions that stopped because their topic was closed, and forget the blockers and rejections.

    Args:
        connection: writes to the database.
        chat_id: Telegram's id.
        now: aware.
        thread_id: the topic that was reopened; None for all, as the bot can write in closed ones now.
    """
    own = await subscriptions.list_all(connection, chat_id, thread_id)
    closed = [one for one in own if one.stopped_reason is StopReason.TOPIC_CLOSED]
    reopened = {one.thread_id for one in closed} if thread_id is None else {thread_id}
    await blockers.clear(connection, [(chat_id, topic) for topic in reopened])
    await refusals.forget(connection, chat_id, thread_id)
    await alerts.resume(connection, chat_id, thread_id, [StopReason.TOPIC_CLOSED], now)
    await _resume(connection, closed, now)


async def resume_all(connection: AsyncConnection, chat_id: int, now: dt.datetime) -> Sequence[Subscription]:
    """Resume a chat's subscriptions with their next occasion, and its alerts; fail the deliveries that wait.

    Returns:
        The resumed subscriptions.
    """
    # Only the chat's own blocker: a topic that is closed stays closed.
    await blockers.clear(connection, [(chat_id, 0)])
    await refusals.forget(connection, chat_id)
    await alerts.resume(connection, chat_id, None, set(StopReason) - {StopReason.TOPIC_DELETED}, now)
    own = await subscriptions.list_all(connection, chat_id)
    return await _resume(connection, list(filter(can_resume, own)), now)


async def _resume(
    connection: AsyncConnection, stopped: Sequence[Subscription], now: dt.datetime
) -> Sequence[Subscription]:
    for one in stopped:
        # Bulletins from the time of absence never arrive; the next one is on schedule.
        await subscriptions.cancel_waiting(connection, one.id, FailureReason.BOT_WAS_AWAY, now)
    return [await service.resume(connection, one, now) for one in stopped]
