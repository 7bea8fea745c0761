"""Counts of subscribers, without any chat's id (tables `chat` and `subscription`)."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reasons import StopReason
from storage.schema import chat, subscription
from storage.terms import City

_BY_PEOPLE = {StopReason.UNSUBSCRIBED, StopReason.SWITCHED_OFF}


class Status(enum.StrEnum):
    """Status of a chat: the first one that one of its subscriptions has."""

    ACTIVE = "active"
    PAUSED = "paused"
    UNREACHABLE = "unreachable"
    """It blocked or removed the bot, or does not let it write."""
    UNSUBSCRIBED = "unsubscribed"
    NEVER_SUBSCRIBED = "never_subscribed"
    """It has settings, or removed its subscriptions."""


@dataclass(slots=True)
class Subscribers:
    """Counts of chats.

    Attributes:
        statuses: all chats by status.
        languages: active and paused chats by language tag; None if it is unknown.
        kinds: active and paused chats by kind: ``private``, ``group``, ``supergroup`` or ``channel``.
        cities: active and paused chats by each of their places.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    languages: Counter[str | None] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    cities: Counter[City] = field(default_factory=Counter)


async def count_subscribers(connection: AsyncConnection, today: dt.date) -> Subscribers:
    """Count the chats; a pause ends on a local day, for which `today` is taken."""
    columns = subscription.c.cities, subscription.c.paused_until, subscription.c.stopped_reason
    statement = (
        select(chat.c.id, chat.c.kind, func.coalesce(chat.c.language, chat.c.telegram_language), *columns)
        .outerjoin(subscription, subscription.c.chat_id == chat.c.id)
        .order_by(chat.c.id)
    )
    statuses: dict[int, set[Status]] = {}
    running: dict[int, tuple[str, str | None, set[City]]] = {}
    for number, kind, language, cities, paused_until, reason in await connection.execute(statement):
        status = _find_status(cities, paused_until, reason, today)
        statuses.setdefault(number, set()).add(status)
        if status in {Status.ACTIVE, Status.PAUSED}:
            running.setdefault(number, (kind, language, set()))[2].update(cities)
    return _count(statuses.values(), running.values())


def _find_status(
    cities: tuple[City, ...] | None, paused_until: dt.date | None, reason: str | None, today: dt.date
) -> Status:
    """Return the status of a subscription; without one, `cities` is None."""
    if cities is None:
        return Status.NEVER_SUBSCRIBED
    if reason is not None:
        return Status.UNSUBSCRIBED if reason in _BY_PEOPLE else Status.UNREACHABLE
    return Status.PAUSED if paused_until is not None and paused_until > today else Status.ACTIVE


def _count(statuses: Iterable[set[Status]], running: Iterable[tuple[str, str | None, set[City]]]) -> Subscribers:
    found = Subscribers(Counter(next(one for one in Status if one in of_chat) for of_chat in statuses))
    for kind, language, cities in running:
        found.kinds[kind] += 1
        found.languages[language] += 1
        found.cities.update(cities)
    return found
