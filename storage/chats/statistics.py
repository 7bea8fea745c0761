"""Counts of subscribers, without any chat's id (tables `chat` and `subscription`)."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.reasons import StopReason
from storage.schema import chat, comes_on, subscription
from storage.terms import City
from storage.types import IsoDate

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
    columns = subscription.c.cities, ~comes_on(literal(today, IsoDate)), subscription.c.stopped_reason
    statement = (
        select(chat.c.id, chat.c.kind, func.coalesce(chat.c.language, chat.c.telegram_language), *columns)
        .outerjoin(subscription, subscription.c.chat_id == chat.c.id)
        .order_by(chat.c.id)
    )
    statuses: dict[int, set[Status]] = {}
    running: dict[int, tuple[str, str | None, set[City]]] = {}
    for number, kind, language, cities, is_paused, reason in await connection.execute(statement):
        status = _find_status(cities, reason, is_paused=is_paused)
        statuses.setdefault(number, set()).add(status)
        if status in {Status.ACTIVE, Status.PAUSED}:
            running.setdefault(number, (kind, language, set()))[2].update(cities)
    return _count(statuses.values(), running.values())


def _find_status(cities: tuple[City, ...] | None, reason: str | None, *, is_paused: bool | None) -> Status:
    """Return the status of a subscription; without one, `cities` is None."""
    if cities is None:
        return Status.NEVER_SUBSCRIBED
    if reason is not None:
        return Status.UNSUBSCRIBED if reason in _BY_PEOPLE else Status.UNREACHABLE
    return Status.PAUSED if is_paused else Status.ACTIVE


def _count(statuses: Iterable[set[Status]], running: Iterable[tuple[str, str | None, set[City]]]) -> Subscribers:
    found = Subscribers(Counter(next(one for one in Status if one in of_chat) for of_chat in statuses))
    for kind, language, cities in running:
        found.kinds[kind] += 1
        found.languages[language] += 1
        found.cities.update(cities)
    return found


@dataclass(frozen=True, slots=True)
class Growth:
    """Chats that came and went since a moment.

    Attributes:
        subscribed: chats whose first subscription was made since then; those that forgot it and came back count too.
        left: chats whose last subscription was stopped since then, by people or by Telegram.
    """

    subscribed: int = 0
    left: int = 0


async def count_growth(connection: AsyncConnection, since: dt.datetime) -> Growth:
    """Count the chats that have come and gone since an aware time; who deleted all with /forget is not counted."""
    of_chat = select(
        # NULL, as of earlier versions, is not new.
        (func.count(subscription.c.subscribed_at) == func.count()).label("is_known"),
        func.min(subscription.c.subscribed_at).label("first"),
        (func.count(subscription.c.stopped_at) == func.count()).label("is_stopped"),
        func.max(subscription.c.stopped_at).label("last_stop"),
    ).group_by(subscription.c.chat_id).subquery()  # fmt: skip
    new = and_(of_chat.c.is_known, of_chat.c.first >= since)
    gone = and_(of_chat.c.is_stopped, of_chat.c.last_stop >= since)
    row = (await connection.execute(select(*(func.count(case((one, 1))) for one in (new, gone))))).one()
    return Growth(row[0], row[1])
