"""Making and changing subscriptions, so that each local day has its bulletins once whatever is changed on it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.settings import Settings
from bot.subscriptions.schedule import next_occasion
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.ledger import history
from storage.terms import Schedule

MAX_TIMES = 6
"""How many times a day a subscription may have."""

MAX_BULLETINS = 5
"""How many subscriptions a topic may have."""

_EVENING = dt.time(18)

_LOOKED_AT = 8 * MAX_TIMES
"""How many past bulletins are looked at: those of the days on which a change of zone could bring one again."""


def make_default(chat_id: int, thread_id: int, settings: Settings, now: dt.datetime) -> Subscription:
    """What a chat, or a topic of it (0 for none), gets where nobody has said anything."""
    return Subscription(chat_id, thread_id, Schedule((settings.send_at,), settings.zone), now)


def make_another(known: Sequence[Subscription], settings: Settings) -> Subscription:
    """A topic's next subscription: as the oldest one, at a time of its own."""
    oldest, taken = known[0], {time for one in known for time in one.schedule.times}
    time = settings.send_at if settings.send_at not in taken else _EVENING
    schedule = replace(oldest.schedule, times=(time,))
    return replace(oldest.running(), id=0, schedule=schedule, paused_until=None)


async def add(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store another subscription of a stored chat.

    Returns:
        It, with its number and its next moment.
    """
    return await subscriptions.add(connection, await reschedule(connection, subscription, now))


async def change(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store a subscription that has been changed in any way.

    Returns:
        It, with its next moment.
    """
    changed = await reschedule(connection, subscription, now)
    await subscriptions.change(connection, changed)
    return changed


async def pause(
    connection: AsyncConnection, subscription: Subscription, until: dt.date, now: dt.datetime
) -> Subscription:
    """Let nothing come before a local day, not even what waits to be sent.

    Returns:
        It, with its next moment.
    """
    paused = await reschedule(connection, replace(subscription, paused_until=until), now)
    await subscriptions.pause(connection, paused.id, until, paused.next_due_at, now)
    return paused


async def restart(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Let bulletins come again that were stopped or paused.

    Returns:
        It, with its next moment.
    """
    started = replace(subscription.running(), paused_until=None)
    return await change(connection, started, now)


async def resume(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Let bulletins come again that were stopped; those that were paused stay so.

    Returns:
        It, with its next moment.
    """
    return await change(connection, subscription.running(), now)


async def reschedule(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """The subscription with its next moment, as it follows from its schedule, its pause and what it has had."""
    zone = ZoneInfo(subscription.schedule.zone)
    had = await history.list_newest(connection, subscription.id, _LOOKED_AT)
    # After a change of zone the day on which one came may be another one than the ledger's.
    days = [(day, one.occasion) for one in had for day in (one.local_date, one.due_at.astimezone(zone).date())]
    taken = frozenset(days)
    due = next_occasion(now, subscription.schedule, subscription.paused_until, taken)
    return replace(subscription, next_due_at=due.at)
