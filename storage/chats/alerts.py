"""Keyword alerts of chats and forum topics, and the articles that match them (`keyword_alert`, `alert_match`)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.locks import Subject, for_change, lock
from storage.dialects.statements import insert, is_in
from storage.reasons import StopReason
from storage.schema import DeliveryState, alert_is_open, alert_match, alert_message, is_refused, schedule, subscription
from storage.schema import keyword_alert as table

_is_running = table.c.stopped_reason.is_(None)
_is_sent = and_(_is_running, ~is_refused(table.c.chat_id))
_waits = and_(alert_is_open, alert_message.c.state == DeliveryState.PENDING)
_MATCHES = (
    select(alert_match.c.message_id, alert_match.c.article_id, table.c.words)
    .join(table, table.c.id == alert_match.c.alert_id)
    .where(is_in(alert_match.c.message_id, "messages"))
    .order_by(alert_match.c.article_id.desc())
)


@dataclass(frozen=True, slots=True)
class KeywordAlert:
    """Search whose new articles are sent to a chat, or to one of its topics.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        words: the search, as `/news` takes it.
        since: articles first seen after this time (UTC) are sent.
        stopped_reason: why nothing can be sent, or None.
        id: database id; 0 if it is not stored.
    """

    chat_id: int
    thread_id: int
    words: str
    since: dt.datetime
    stopped_reason: StopReason | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """Chat, or topic of it, for which articles wait.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        zone: the time zone of its oldest subscription, or None.
    """

    chat_id: int
    thread_id: int
    zone: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """Article that matched a keyword alert.

    Attributes:
        article_id: its database id.
        words: the alert's words.
    """

    article_id: int
    words: str


async def list_of_chats(connection: AsyncConnection, chat_ids: Collection[int]) -> list[KeywordAlert]:
    """Return the alerts of some chats, stopped ones included, the oldest first."""
    statement = select(table).where(table.c.chat_id.in_(chat_ids)).order_by(table.c.id)
    return [_alert(row) for row in await connection.execute(for_change(connection, statement, table))]


async def is_any_stored(connection: AsyncConnection) -> bool:
    """Return whether there is an alert of any chat, stopped ones included, or a message that waits or is being sent."""
    return bool(await connection.scalar(select(or_(exists().select_from(table), exists().where(alert_is_open)))))


async def list_running(connection: AsyncConnection) -> list[KeywordAlert]:
    """Return all alerts of all chats that can be sent."""
    return [_alert(row) for row in await connection.execute(select(table).where(_is_sent).order_by(table.c.id))]


async def add(connection: AsyncConnection, alert: KeywordAlert) -> None:
    """Store an alert of a stored chat; one with the same words that was stopped begins anew."""
    values = {"chat_id": alert.chat_id, "thread_id": alert.thread_id, "words": alert.words, "since": alert.since}
    again = insert(table).values(values).on_conflict_do_update(
        index_elements=["chat_id", "thread_id", "words"],
        set_={"since": alert.since, "stopped_reason": None},
        where=table.c.stopped_reason.is_not(None),
    )  # fmt: skip
    await connection.execute(again)


async def remove(connection: AsyncConnection, chat_id: int, thread_id: int, number: int) -> None:
    """Delete an alert of a topic by its id, with the articles that wait for it."""
    mine = and_(*_is_of(chat_id, thread_id), table.c.id == number)
    await _drop_waiting(connection, mine)
    await connection.execute(delete(table).where(mine))


async def stop(connection: AsyncConnection, chat_id: int, thread_id: int | None, reason: StopReason) -> bool:
    """Stop the running alerts of a topic, or with None of the whole chat; the articles that wait are dropped.

    Returns:
        True if an alert was running.
    """
    mine = and_(*_is_of(chat_id, thread_id), _is_running)
    await _drop_waiting(connection, mine)
    return (await connection.execute(update(table).where(mine).values(stopped_reason=reason))).rowcount > 0


async def resume(
    connection: AsyncConnection,
    chat_id: int,
    thread_id: int | None,
    reasons: Collection[StopReason],
    now: dt.datetime,
) -> None:
    """Start alerts anew that were stopped for one of the reasons: those of a topic, or with None of the chat."""
    stopped = and_(*_is_of(chat_id, thread_id), table.c.stopped_reason.in_(reasons))
    await connection.execute(update(table).where(stopped).values(stopped_reason=None, since=now))


async def add_matches(connection: AsyncConnection, found: Sequence[tuple[KeywordAlert, int]]) -> None:
    """Store pairs of alert and article id; of a topic's alerts the first one that an article matches has it."""
    rows = [
        {"chat_id": alert.chat_id, "thread_id": alert.thread_id, "article_id": article_id, "alert_id": alert.id}
        for alert, article_id in found
    ]
    await lock(connection, Subject.ALERTS)
    if rows:
        await connection.execute(insert(alert_match).on_conflict_do_nothing(), rows)


async def list_waiting(connection: AsyncConnection, finished_before: dt.datetime) -> list[WaitingPlace]:
    """Return the topics for which articles wait, without those with a message that is open or finished later."""
    zone = (
        select(schedule.c.zone)
        .join(subscription, subscription.c.schedule_id == schedule.c.id)
        .where(subscription.c.chat_id == alert_match.c.chat_id, subscription.c.thread_id == alert_match.c.thread_id)
        .order_by(subscription.c.id)
        .limit(1)
        .correlate(alert_match)
        .scalar_subquery()
    )
    recent = exists().where(
        alert_message.c.chat_id == alert_match.c.chat_id,
        alert_message.c.thread_id == alert_match.c.thread_id,
        or_(alert_message.c.finished_at.is_(None), alert_message.c.finished_at > finished_before),
    )
    statement = (
        select(alert_match.c.chat_id, alert_match.c.thread_id, zone.label("zone"))
        .join(table, table.c.id == alert_match.c.alert_id)
        .where(alert_match.c.message_id.is_(None), _is_sent, ~recent)
        .group_by(alert_match.c.chat_id, alert_match.c.thread_id)
    )
    return [WaitingPlace(row.chat_id, row.thread_id, row.zone) for row in await connection.execute(statement)]


async def make_message(
    connection: AsyncConnection, place: WaitingPlace, now: dt.datetime, expires_at: dt.datetime
) -> None:
    """Put a message with all articles that wait for a topic into the ledger."""
    values = {
        "chat_id": place.chat_id,
        "thread_id": place.thread_id,
        "state": DeliveryState.PENDING,
        "due_at": now,
        "expires_at": expires_at,
        "next_attempt_at": now,
    }
    # DO NOTHING: a clock that was set back must not make a second one.
    made = insert(alert_message).values(values).on_conflict_do_nothing().returning(alert_message.c.id)
    number = await connection.scalar(made)
    if number is not None:
        running = select(table.c.id).where(*_is_of(place.chat_id, place.thread_id), _is_running)
        waiting = and_(alert_match.c.message_id.is_(None), alert_match.c.alert_id.in_(running))
        await connection.execute(update(alert_match).where(waiting).values(message_id=number))


async def take_back_late(connection: AsyncConnection, now: dt.datetime) -> int:
    """Delete the messages that could not be sent before their cut-off; their articles wait for the next one.

    Returns:
        The number of messages.
    """
    await lock(connection, Subject.ALERTS)
    late = and_(_waits, alert_message.c.expires_at <= now)
    theirs = alert_match.c.message_id.in_(select(alert_message.c.id).where(late))
    await connection.execute(update(alert_match).where(theirs).values(message_id=None))
    return (await connection.execute(delete(alert_message).where(late))).rowcount


async def delete_empty(connection: AsyncConnection) -> None:
    """Delete the messages that wait and whose articles or alerts were all deleted since."""
    has_articles = exists().where(alert_match.c.message_id == alert_message.c.id)
    await connection.execute(delete(alert_message).where(_waits, ~has_articles))


async def list_matches(connection: AsyncConnection, message_ids: Sequence[int]) -> Mapping[int, list[Match]]:
    """Return the articles of messages by the message's id, the newest first."""
    found: dict[int, list[Match]] = {number: [] for number in message_ids}
    for row in await connection.execute(_MATCHES, {"messages": list(message_ids)}):
        found[row.message_id].append(Match(row.article_id, row.words))
    return found


async def _drop_waiting(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
    """Delete the articles of some alerts that wait, alone or in a alert_message."""
    theirs = alert_match.c.alert_id.in_(select(table.c.id).where(which))
    in_queue = alert_match.c.message_id.in_(select(alert_message.c.id).where(_waits))
    await connection.execute(delete(alert_match).where(theirs, or_(alert_match.c.message_id.is_(None), in_queue)))


def _is_of(chat_id: int, thread_id: int | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a topic's alerts, or with None of the whole chat's."""
    return [table.c.chat_id == chat_id, *([] if thread_id is None else [table.c.thread_id == thread_id])]


def _alert(row: Row[*tuple[Any, ...]]) -> KeywordAlert:
    reason = None if row.stopped_reason is None else StopReason(row.stopped_reason)
    return KeywordAlert(row.chat_id, row.thread_id, row.words, row.since, reason, row.id)
