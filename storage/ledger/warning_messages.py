"""Ledger of messages about warnings: one row per chat, topic and list (table `warning_message`).

Its states are those of a delivery. A message that was sent is edited when one of its warnings changes or ends: its row
counts the changes, and keeps up to which one the message shows them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert, is_in
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason
from storage.schema import DeliveryState, chat, is_refused, message_in_flight, message_waits, schedule, subscription
from storage.schema import warning_message as table
from storage.terms import City
from storage.types import UtcDateTime

RETENTION = dt.timedelta(days=90)
"""Time for which messages are kept; no warning has been seen to last that long."""


Held: TypeAlias = Mapping[tuple[int, int], Collection[int]]
"""Ids of the warnings of which a message was sent or waits, by the ids of chat and topic."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Running subscription that wants warnings at once.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        cities: its places.
        zone: its IANA time zone.
        silent: True if it is sent without a sound.
        paused_until: first local day after a pause, or None.
        paused_from: first local day of the pause; None if it began when it was set.
    """

    chat_id: int
    thread_id: int
    cities: tuple[City, ...]
    zone: str
    silent: bool
    paused_until: dt.date | None
    paused_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Message about the warnings of one list.

    Attributes:
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        warnings: ids of the warnings.
        cities: the places that they concern.
        zone: the IANA time zone of its reader.
        silent: True if the reader wants no sound.
    """

    chat_id: int
    thread_id: int
    warnings: tuple[int, ...]
    cities: tuple[City, ...]
    zone: str
    silent: bool


@dataclass(slots=True)
class WarningClaim(Claim):
    """Claimed message, to be sent or to be edited.

    Attributes:
        warnings: ids of the warnings.
        revision: number of their changes; read before the warnings are.
        message_id: Telegram's id of the message to edit; 0 for a new one.
    """

    warnings: tuple[int, ...] = ()
    revision: int = 0
    message_id: int = 0


_now = bindparam("now", type_=UtcDateTime)
_runs = exists().where(
    subscription.c.chat_id == table.c.chat_id,
    subscription.c.thread_id == table.c.thread_id,
    subscription.c.tells_warnings == 1,
    subscription.c.stopped_at.is_(None),
)
_COLUMNS = (
    table.c.issued_at,
    table.c.zone,
    table.c.attempts,
    func.coalesce(chat.c.language, chat.c.telegram_language),
    table.c.silent,
    table.c.cities,
    table.c.warnings,
    table.c.revision,
)
_NEXT = (
    select(table.c.id, table.c.chat_id, table.c.thread_id, *_COLUMNS, literal(0))
    .join(chat, chat.c.id == table.c.chat_id)
    # Checked again: the subscription may have been stopped since the message was put into the ledger.
    .where(message_waits, table.c.next_attempt_at <= _now, table.c.expires_at > _now, _runs)
    .order_by(table.c.next_attempt_at, table.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=table, skip_locked=True)
)
_IDS = is_in(table.c.id, "ids")
_MARK_CLAIMED = update(table).where(_IDS).values(state=DeliveryState.CLAIMED)
_SHOWN: BindParameter[int] = bindparam("shown", type_=Integer)
# What has changed since the claim is not shown, and needs an edit.
_NO_EDIT = case((table.c.revision > _SHOWN, table.c.next_edit_at), else_=None)
_MARK_SENDING = (
    update(table)
    .where(table.c.id == bindparam("number"), table.c.state == DeliveryState.CLAIMED)
    .values(state=DeliveryState.SENDING, attempts=table.c.attempts + 1, shown_revision=_SHOWN, next_edit_at=_NO_EDIT)
)
_RECORD_EDIT = (
    update(table).where(table.c.id == bindparam("number")).values(shown_revision=_SHOWN, next_edit_at=_NO_EDIT)
)
_MARKED = select(table.c.id).where(_IDS, table.c.state == DeliveryState.SENDING)
_SENDING = and_(table.c.id == bindparam("number"), table.c.state == DeliveryState.SENDING)
_END = (
    update(table)
    .where(_SENDING)
    .values(
        state=bindparam("outcome"),
        finished_at=bindparam("at", type_=UtcDateTime),
        message_id=bindparam("message"),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
_AGAIN = (
    update(table)
    .where(_SENDING)
    .values(
        state=DeliveryState.PENDING,
        next_attempt_at=bindparam("at", type_=UtcDateTime),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
_NEXT_EDIT = (
    # Without the topic: a message is edited wherever it stands.
    select(table.c.id, table.c.chat_id, literal(0), *_COLUMNS, table.c.message_id)
    .join(chat, chat.c.id == table.c.chat_id)
    .where(table.c.next_edit_at <= _now, table.c.state == DeliveryState.SENT, table.c.message_id.is_not(None))
    .order_by(table.c.next_edit_at, table.c.id)
    .limit(bindparam("limit"))
)


async def list_takers(connection: AsyncConnection) -> list[Taker]:
    """Return the running subscriptions that want warnings at once and have places, without those of banned chats."""
    statement = (
        select(
            subscription.c.chat_id,
            subscription.c.thread_id,
            subscription.c.cities,
            schedule.c.zone,
            subscription.c.silent,
            subscription.c.paused_until,
            subscription.c.paused_from,
        )
        .join(schedule, schedule.c.id == subscription.c.schedule_id)
        .where(
            subscription.c.tells_warnings == 1,
            subscription.c.stopped_at.is_(None),
            ~is_refused(subscription.c.chat_id),
        )
        .order_by(subscription.c.id)
    )
    return [
        Taker(chat_id, thread_id, cities, zone, bool(silent), until, since)
        for chat_id, thread_id, cities, zone, silent, until, since in await connection.execute(statement)
        if cities
    ]


async def enqueue(
    connection: AsyncConnection, messages: Sequence[NewMessage], issued_at: dt.datetime, expires_at: dt.datetime
) -> None:
    """Add messages about the warnings of one list; a chat or topic that has one of this list gets no second one."""
    rows = [
        {
            "chat_id": one.chat_id,
            "thread_id": one.thread_id,
            "issued_at": issued_at,
            "warnings": one.warnings,
            "cities": one.cities,
            "zone": one.zone,
            "silent": int(one.silent),
            "state": DeliveryState.PENDING,
            "expires_at": expires_at,
            "next_attempt_at": issued_at,
        }
        for one in messages
    ]
    if rows:
        await connection.execute(insert(table).on_conflict_do_nothing(), rows)


async def claim(connection: AsyncConnection, now: dt.datetime, limit: int) -> list[WarningClaim]:
    """Claim at most `limit` messages that can be sent now, in the order in which they were issued."""
    claims = [_to_claim(row) for row in await connection.execute(_NEXT, {"now": now, "limit": limit})]
    if claims:
        await connection.execute(_MARK_CLAIMED, {"ids": [one.id for one in claims]})
    return claims


async def mark_sending(connection: AsyncConnection, claims: Collection[WarningClaim]) -> Collection[int]:
    """Mark claims as being sent; this is committed before the requests leave.

    Returns:
        The ids of the marked messages; a chat may have been deleted since it was claimed.
    """
    await connection.execute(_MARK_SENDING, _list_shown(claims))
    return set(await connection.scalars(_MARKED, {"ids": [one.id for one in claims]}))


def _list_shown(claims: Iterable[WarningClaim]) -> list[dict[str, int]]:
    return [{"number": one.id, "shown": one.revision} for one in claims]


async def write_outcomes(connection: AsyncConnection, outcomes: Iterable[OutcomeRow]) -> None:
    """Write the outcomes of messages that were being sent."""
    for statement, chosen in ((_AGAIN, True), (_END, False)):
        rows = [
            {
                "number": one.id,
                "outcome": one.state.value,
                "at": one.at,
                "message": one.message_id,
                "why": one.reason,
                "words": one.detail,
            }
            for one in outcomes
            if (one.state is DeliveryState.PENDING) is chosen
        ]
        if rows:
            await connection.execute(statement, rows)


async def release(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Return messages to the queue that were claimed, or marked as being sent and did not leave."""
    marked = table.c.state == DeliveryState.SENDING
    statement = (
        update(table)
        .where(_IDS, or_(table.c.state == DeliveryState.CLAIMED, marked))
        # `mark_sending` has counted an attempt that was not made.
        .values(state=DeliveryState.PENDING, attempts=case((marked, table.c.attempts - 1), else_=table.c.attempts))
    )
    await connection.execute(statement, {"ids": ids})


async def expire(connection: AsyncConnection, now: dt.datetime, ids: Collection[int] = ()) -> int:
    """Expire the messages that could not be sent in time, and these claimed ones, whose warnings have all ended.

    Returns:
        The number of those that could not be sent in time.
    """
    ended = {"state": DeliveryState.EXPIRED, "finished_at": now}
    if ids:
        await connection.execute(update(table).where(_IDS).values(ended), {"ids": ids})
    return (
        await connection.execute(update(table).where(message_waits, table.c.expires_at <= now).values(ended))
    ).rowcount


async def delete_old(connection: AsyncConnection, now: dt.datetime) -> int:
    """Delete the messages that are older than `RETENTION`.

    Returns:
        Their number.
    """
    return (await connection.execute(delete(table).where(table.c.issued_at < now - RETENTION))).rowcount


async def cancel(connection: AsyncConnection, now: dt.datetime) -> None:
    """Fail the messages that wait for chats and topics without a running subscription that wants them."""
    values = {"state": DeliveryState.FAILED, "finished_at": now, "reason": FailureReason.UNSUBSCRIBED}
    await connection.execute(update(table).where(message_waits, ~_runs).values(values))


async def recover(connection: AsyncConnection, now: dt.datetime) -> int:
    """Recover after a crash: claimed messages wait again, the outcome of those being sent is unknown.

    Returns:
        The number of unknown outcomes.
    """
    state = table.c.state
    waiting = update(table).where(message_in_flight, state == DeliveryState.CLAIMED)
    await connection.execute(waiting.values(state=DeliveryState.PENDING))
    # Never sent again: the message may have arrived.
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.INTERRUPTED}
    interrupted = update(table).where(message_in_flight, state == DeliveryState.SENDING)
    return (await connection.execute(interrupted.values(values))).rowcount


async def hold_back(connection: AsyncConnection, now: dt.datetime) -> None:
    """End all messages that wait: the database was restored, and they may have been sent before."""
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.RESTORED}
    await connection.execute(update(table).where(message_waits).values(values))


async def request_edits(connection: AsyncConnection, changes: Mapping[int, dt.datetime], now: dt.datetime) -> None:
    """Request an edit of all messages about changed warnings.

    Args:
        connection: writes to the database.
        changes: for each changed warning by its id, when it alerted first, which is the list of its first messages.
        now: aware.
    """
    for number, alerts_from in changes.items():
        shown = update(table).where(table.c.issued_at >= alerts_from, _shows(number))
        await connection.execute(shown.values(revision=table.c.revision + 1, next_edit_at=now))


async def list_held(connection: AsyncConnection, alerts: Mapping[int, dt.datetime]) -> Held:
    """Return who has a message of some warnings, which is edited; messages that did not arrive do not count.

    Args:
        connection: reads from the database.
        alerts: for each warning by its id, when it alerted first, which is the list of its first messages.
    """
    held: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for number, alerts_from in alerts.items():
        arrives = table.c.state.not_in([DeliveryState.FAILED, DeliveryState.EXPIRED, DeliveryState.UNKNOWN])
        has_it = select(table.c.chat_id, table.c.thread_id).where(
            table.c.issued_at >= alerts_from, _shows(number), arrives
        )
        for chat_id, thread_id in await connection.execute(has_it):
            held[chat_id, thread_id].add(number)
    return held


def _shows(number: int) -> ColumnElement[bool]:
    # `Numbers` are joined by commas.
    return literal(",").concat(table.c.warnings).concat(",").like(f"%,{number},%")


async def list_edits(connection: AsyncConnection, now: dt.datetime, limit: int) -> list[WarningClaim]:
    """Return at most `limit` sent messages that have to be edited now; an edit may be repeated without harm."""
    return [_to_claim(row) for row in await connection.execute(_NEXT_EDIT, {"now": now, "limit": limit})]


async def record_edits(connection: AsyncConnection, claims: Collection[WarningClaim]) -> None:
    """Record edits that were made, or that Telegram rejects for good; what has changed since needs another one."""
    await connection.execute(_RECORD_EDIT, _list_shown(claims))


async def postpone_edits(connection: AsyncConnection, ids: Collection[int], until: dt.datetime) -> None:
    """Repeat edits later that Telegram did not accept for now."""
    statement = update(table).where(_IDS, table.c.next_edit_at.is_not(None))
    await connection.execute(
        statement.values(next_edit_at=bindparam("until", type_=UtcDateTime)), {"ids": ids, "until": until}
    )


def _to_claim(row: Row[*tuple[Any, ...]]) -> WarningClaim:
    number, chat_id, thread_id, issued_at, zone, attempts, language, silent, *rest = row
    cities, warnings, revision, message_id = rest
    return WarningClaim(
        id=number,
        chat_id=chat_id,
        thread_id=thread_id,
        local_date=issued_at.date(),
        due_at=issued_at,
        zone=zone,
        attempts=attempts,
        language=language,
        silent=bool(silent),
        cities=cities,
        warnings=warnings,
        revision=revision,
        message_id=message_id,
    )
