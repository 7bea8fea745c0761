"""Making and changing subscriptions, so that each local day has its bulletins once whatever is changed on it."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.occasions import next_occasion
from storage import history, subscriptions
from storage.subscriptions import Subscription

MOST_TIMES = 6
"""How many times a day a subscription may have."""

_LOOKED_AT = 8 * MOST_TIMES
"""How many past bulletins are looked at: those of the days on which a change of zone could bring one again."""


async def add(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store another subscription of a stored chat.

    Returns:
        It, with its number and its next moment.
    """
    return await subscriptions.add(connection, await due_again(connection, subscription, now))


async def change(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store a subscription that has been changed in any way.

    Returns:
        It, with its next moment.
    """
    changed = await due_again(connection, subscription, now)
    await subscriptions.change(connection, changed)
    return changed


async def pause(
    connection: AsyncConnection, subscription: Subscription, until: dt.date, now: dt.datetime
) -> Subscription:
    """Let nothing come before a local day, not even what waits to be sent.

    Returns:
        It, with its next moment.
    """
    paused = await due_again(connection, replace(subscription, paused_until=until), now)
    await subscriptions.pause(connection, paused.id, until, paused.next_due_at, now)
    return paused


async def start_again(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Let bulletins come again that were stopped or paused.

    Returns:
        It, with its next moment.
    """
    started = replace(subscription, stopped_at=None, stopped_reason=None, paused_until=None)
    return await change(connection, started, now)


async def due_again(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """The subscription with its next moment, as it follows from its schedule, its pause and what it has had."""
    zone = ZoneInfo(subscription.schedule.zone)
    had = await history.newest(connection, subscription.id, _LOOKED_AT)
    # After a change of zone the day on which one came may be another one than the ledger's.
    days = [(day, one.occasion) for one in had for day in (one.local_date, one.due_at.astimezone(zone).date())]
    taken = frozenset(days)
    due = next_occasion(now, subscription.schedule, subscription.paused_until, taken)
    return replace(subscription, next_due_at=due.at)
