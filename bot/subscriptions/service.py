"""Create and change subscriptions, so that changes never add bulletins to a local day."""

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
from storage.terms import Schedule, Section

MAX_TIMES = 6
"""Maximum times a day of a subscription."""

MAX_BULLETINS = 5
"""Maximum subscriptions of a topic."""

USUAL_TIMES = (
    dt.time(6), dt.time(6, 30), dt.time(7), dt.time(7, 30), dt.time(8), dt.time(12), dt.time(18), dt.time(21),
)  # fmt: skip
"""Times that are offered for a further bulletin."""

# Enough for the days on which a change of zone could repeat one.
_MAX_PAST_DELIVERIES = 8 * MAX_TIMES
"""Past deliveries that are checked."""


def make_default(
    chat_id: int, thread_id: int, settings: Settings, now: dt.datetime, *, is_channel: bool
) -> Subscription:
    """Return the default subscription of a chat or topic (0 for none)."""
    # What a button below a channel's post answers would be a post for all its readers (docs/decisions/044).
    sections = Section.USUAL & ~Section.BUTTONS if is_channel else Section.USUAL
    return Subscription(chat_id, thread_id, Schedule((settings.send_at,), settings.zone), now, sections=sections)


def make_another(known: Sequence[Subscription], times: Sequence[dt.time]) -> Subscription:
    """Return a topic's next subscription: a copy of the oldest one, at other times."""
    oldest = known[0]
    return replace(
        oldest.running(),
        id=0,
        schedule=replace(oldest.schedule, times=tuple(times)),
        paused_from=None,
        paused_until=None,
    )


def free_times(times: Sequence[dt.time], known: Sequence[Subscription]) -> list[dt.time]:
    """Return the times at which none of a topic's subscriptions has a bulletin."""
    taken = {time for one in known for time in one.schedule.times}
    return [time for time in times if time not in taken]


async def add(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store a new subscription of a stored chat.

    Returns:
        The subscription with its id and next due time.
    """
    return await subscriptions.add(connection, await reschedule(connection, subscription, now), now)


async def change(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Store a changed subscription.

    Returns:
        The subscription with its next due time.
    """
    changed = await reschedule(connection, subscription, now)
    await subscriptions.change(connection, changed)
    return changed


async def pause(
    connection: AsyncConnection,
    subscription: Subscription,
    until: dt.date,
    now: dt.datetime,
    first: dt.date | None = None,
) -> Subscription:
    """Pause a subscription until a local day, and fail the deliveries that wait and lie in the pause.

    Args:
        connection: writes to the database.
        subscription: the subscription.
        until: the first local day after the pause.
        now: aware.
        first: its first local day; None for at once.

    Returns:
        The subscription with its next due time.
    """
    paused = await reschedule(connection, replace(subscription, paused_from=first, paused_until=until), now)
    await subscriptions.pause(connection, paused, now)
    return paused


async def restart(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Start a subscription that was stopped or paused.

    Returns:
        The subscription with its next due time.
    """
    running = replace(subscription.running(), paused_from=None, paused_until=None)
    return await change(connection, running, now)


async def resume(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Resume a stopped subscription; a pause stays.

    Returns:
        The subscription with its next due time.
    """
    return await change(connection, subscription.running(), now)


async def reschedule(connection: AsyncConnection, subscription: Subscription, now: dt.datetime) -> Subscription:
    """Return the subscription with its next due time, by its schedule, its pause and its past deliveries."""
    zone = ZoneInfo(subscription.schedule.zone)
    past = await history.list_newest(connection, subscription.id, _MAX_PAST_DELIVERIES)
    # After a change of zone, a past delivery may lie on another local day than the ledger's: both count as taken.
    days = [(day, one.occasion) for one in past for day in (one.local_date, one.due_at.astimezone(zone).date())]
    taken = frozenset(days)
    until, since = subscription.paused_until, subscription.paused_from
    due = next_occasion(now, subscription.schedule, until, taken, paused_from=since)
    return replace(subscription, next_due_at=due.at)
