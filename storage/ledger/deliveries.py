"""Outcomes of deliveries in the ledger: one row per subscription, local day and occasion (table `delivery`)."""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, bindparam, case, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.columns import Identifier
from storage.dialects.statements import has_arrays, is_in, json_entries, json_number, number_of, unindexed
from storage.ledger.claiming import Claim
from storage.reasons import FailureReason
from storage.schema import DeliveryState, bulletin_text, delivery, in_flight, subscription, waits
from storage.types import UtcDateTime

_Alike: TypeAlias = tuple[DeliveryState, dt.datetime, FailureReason | None, str | None]

# A statement per delivery would cost more than all other database work of a broadcast: between two statements the
# driver yields to the event loop's thread. So deliveries with the same outcome come as one JSON text.
_MESSAGES = json_entries("messages")
_MESSAGE, _TEXT = json_number(_MESSAGES.c.value, 0), json_number(_MESSAGES.c.value, 1)
# Only what is being sent: what a process that took over has made `unknown` stays so (docs/decisions/007).
_IS_SENDING = unindexed(delivery.c.state) == DeliveryState.SENDING
_THOSE = and_(delivery.c.id == cast(_MESSAGES.c.key, Identifier), _IS_SENDING)

_MARK = (
    update(delivery)
    .where(is_in(delivery.c.id, "ids"), unindexed(delivery.c.state) == DeliveryState.CLAIMED)
    .values(
        state=DeliveryState.SENDING,
        attempts=delivery.c.attempts + 1,
        article_id=bindparam("article"),
        more_articles=bindparam("more"),
    )
)
"""Mark deliveries as being sent. Parameters: `ids`, a list; `article`, their first article; `more`, the other ones."""

_MARKED = select(delivery.c.id).where(is_in(delivery.c.id, "ids"), delivery.c.state == DeliveryState.SENDING)

_END = (
    update(delivery)
    .where(_THOSE)
    .values(
        state=bindparam("outcome"),
        finished_at=bindparam("at"),
        message_id=_MESSAGE,
        # A subquery: the text may have been deleted with the last other chat that had it.
        text_id=select(bulletin_text.c.id).where(bulletin_text.c.id == _TEXT).scalar_subquery(),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
"""End deliveries.

Parameters: `messages`, JSON by delivery id of pairs of message id and text id; `outcome`, `at`, `why`, `words`.
"""

_TEXT_OF_LIST = number_of(delivery.c.id, "ids", "texts")
_STORED_TEXTS = select(bulletin_text.c.id).where(is_in(bulletin_text.c.id, "texts"))
_END_SENT = (
    update(delivery)
    .where(is_in(delivery.c.id, "ids"), _IS_SENDING)
    .values(
        state=DeliveryState.SENT,
        finished_at=bindparam("at", type_=UtcDateTime),
        message_id=number_of(delivery.c.id, "ids", "messages"),
        text_id=case((_TEXT_OF_LIST.in_(_STORED_TEXTS), _TEXT_OF_LIST)),
        reason=None,
        detail=None,
    )
)
"""End deliveries that were sent, where lists are arrays. Parameters: `ids`, their `messages` and `texts`, and `at`.

Without a join, for which PostgreSQL would choose between the whole ledger and all rows in flight.
"""

_AGAIN = (
    update(delivery)
    .where(_THOSE)
    .values(
        state=DeliveryState.PENDING,
        next_attempt_at=bindparam("at"),
        reason=bindparam("why"),
        detail=bindparam("words"),
    )
)
"""Return deliveries to the queue for a retry. Parameters: `messages` (only its keys count), `at`, `why`, `words`."""


@dataclass(slots=True)
class OutcomeRow:
    """Outcome of a delivery.

    Attributes:
        id: the delivery's id.
        state: the new state; ``pending`` for a retry at `at`.
        at: time of the end or of the retry (UTC).
        message_id: Telegram's id of the message that was sent, or None.
        reason: why it was not sent, or has an unknown outcome, or is retried.
        detail: Telegram's words or the transport's, or None.
        text_id: the id of the stored text that was sent, or None.
    """

    id: int
    state: DeliveryState
    at: dt.datetime
    message_id: int | None = None
    reason: FailureReason | None = None
    detail: str | None = None
    text_id: int | None = None


async def get_next_attempt(connection: AsyncConnection, now: dt.datetime) -> dt.datetime | None:
    """Return the time of the next retry after `now` (aware) that is before the cut-off of its delivery, or None."""
    in_time = delivery.c.next_attempt_at < delivery.c.expires_at
    statement = select(delivery.c.next_attempt_at).where(waits, delivery.c.next_attempt_at > now, in_time)
    found: dt.datetime | None = await connection.scalar(statement.order_by(delivery.c.next_attempt_at).limit(1))
    return found


async def is_delivering(connection: AsyncConnection, now: dt.datetime) -> bool:
    """Return whether bulletins are being sent, or wait for it, at an aware time."""
    due = and_(waits, delivery.c.next_attempt_at <= now, delivery.c.expires_at > now)
    found = (select(delivery.c.id).where(condition).limit(1) for condition in (in_flight, due))
    return any([await connection.scalar(one) is not None for one in found])


async def count_due(connection: AsyncConnection, now: dt.datetime) -> int:
    """Return how many deliveries are due at an aware time, or are being sent."""
    due = and_(waits, delivery.c.next_attempt_at <= now)
    counts = (select(func.count()).select_from(delivery).where(condition) for condition in (in_flight, due))
    return sum([await connection.scalar(one) or 0 for one in counts])


async def count_by_due_time(
    connection: AsyncConnection, after: dt.datetime, now: dt.datetime
) -> dict[dt.datetime, int]:
    """Return how many deliveries wait that became due later than `after`, by due time (UTC), in its order."""
    due = and_(waits, delivery.c.next_attempt_at <= now, delivery.c.due_at > after, delivery.c.expires_at > now)
    counts = select(delivery.c.due_at, func.count().label("number")).where(due).group_by(delivery.c.due_at)
    rows = await connection.execute(counts.order_by(delivery.c.due_at))
    return {row.due_at: row.number for row in rows}


async def expire(connection: AsyncConnection, now: dt.datetime) -> int:
    """Expire the deliveries that could not be sent before their cut-off.

    Returns:
        Their number.
    """
    late = update(delivery).where(waits, delivery.c.expires_at <= now)
    return (await connection.execute(late.values(state=DeliveryState.EXPIRED, finished_at=now))).rowcount


async def mark_sending(connection: AsyncConnection, claims: Collection[Claim]) -> set[int]:
    """Mark claims as being sent, with their articles. This is committed before the requests leave.

    Returns:
        The ids of the marked deliveries; a chat may have been deleted since it was claimed.
    """
    alike: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for one in claims:
        alike[one.articles].append(one.id)
    rows = [
        {"ids": ids, "article": next(iter(articles), None), "more": articles[1:] or None}
        for articles, ids in alike.items()
    ]
    marked, ids = await connection.execute(_MARK, rows), {one.id for one in claims}
    # Nearly always all are marked; the query for those that are is needed only after a /forget.
    return ids if marked.rowcount == len(ids) else set(await connection.scalars(_MARKED, {"ids": ids}))


async def write_sent(
    connection: AsyncConnection, messages: Mapping[int, tuple[int | None, int | None]], now: dt.datetime
) -> None:
    """Write the outcomes of deliveries that were sent, at an aware time: message id and text id by delivery id."""
    if messages and has_arrays(connection):
        numbers, texts = zip(*messages.values(), strict=True)
        await connection.execute(_END_SENT, {"ids": list(messages), "messages": numbers, "texts": texts, "at": now})
    elif messages:
        await connection.execute(_END, _outcome_values(messages, DeliveryState.SENT, now))


def _outcome_values(
    messages: Mapping[int, tuple[int | None, int | None]],
    state: DeliveryState,
    at: dt.datetime,
    reason: FailureReason | None = None,
    detail: str | None = None,
) -> dict[str, object]:
    return {"messages": json.dumps(messages), "outcome": state.value, "at": at, "why": reason, "words": detail}


async def write_outcomes(connection: AsyncConnection, outcomes: Collection[OutcomeRow]) -> None:
    """Write outcomes, with one statement for all that are alike."""
    alike: defaultdict[_Alike, list[OutcomeRow]] = defaultdict(list)
    for outcome in outcomes:
        alike[outcome.state, outcome.at, outcome.reason, outcome.detail].append(outcome)
    for statement, chosen in ((_AGAIN, True), (_END, False)):
        rows = [
            _outcome_values({one.id: (one.message_id, one.text_id) for one in some}, state, at, reason, detail)
            for (state, at, reason, detail), some in alike.items()
            if (state is DeliveryState.PENDING) is chosen
        ]
        if rows:
            await connection.execute(statement, rows)


async def release(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Return deliveries to the queue that were claimed, or marked as being sent and did not leave."""
    marked = delivery.c.state == DeliveryState.SENDING
    statement = (
        update(delivery)
        .where(is_in(delivery.c.id, "ids"), or_(delivery.c.state == DeliveryState.CLAIMED, marked))
        # `mark_sending` has counted an attempt that was not made.
        .values(
            state=DeliveryState.PENDING, attempts=case((marked, delivery.c.attempts - 1), else_=delivery.c.attempts)
        )
    )
    await connection.execute(statement, {"ids": ids})


async def end_unwanted(connection: AsyncConnection, ids: Collection[int], now: dt.datetime) -> None:
    """End claimed deliveries that are wanted only in weather that does not come."""
    claimed = update(delivery).where(is_in(delivery.c.id, "ids"), delivery.c.state == DeliveryState.CLAIMED)
    values = {"state": DeliveryState.FAILED, "reason": FailureReason.NOTHING_NOTABLE, "finished_at": now}
    await connection.execute(claimed.values(values), {"ids": ids})


async def recover(connection: AsyncConnection, now: dt.datetime) -> int:
    """Recover after a crash: claimed deliveries wait again, the outcome of those being sent is unknown.

    Returns:
        The number of unknown outcomes.
    """
    state = delivery.c.state
    # `in_flight` besides the state, or SQLite would scan the ledger (findings/sqlite-partial-index-in-order.sh).
    waiting = update(delivery).where(in_flight, state == DeliveryState.CLAIMED)
    await connection.execute(waiting.values(state=DeliveryState.PENDING))
    # Never resent automatically: the message may have arrived (docs/decisions/002).
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.INTERRUPTED}
    interrupted = update(delivery).where(in_flight, state == DeliveryState.SENDING)
    return (await connection.execute(interrupted.values(values))).rowcount


async def hold_back(connection: AsyncConnection, now: dt.datetime) -> Counter[dt.date]:
    """End all deliveries that wait: the database was restored, and they may have been sent before.

    Returns:
        Their number by local day.
    """
    values = {"state": DeliveryState.UNKNOWN, "finished_at": now, "reason": FailureReason.RESTORED, "detail": None}
    held = update(delivery).where(waits).values(values).returning(delivery.c.local_date)
    return Counter(await connection.scalars(held))


def belongs_to_chat(chat_id: int) -> ColumnElement[bool]:
    """Return the condition of a chat's deliveries: those of its subscriptions, and of those that were deleted."""
    # Both parts use an index. There is none of all deliveries by chat: chat ids are far apart, so that each row of a
    # broadcast would touch an index page of its own, and enqueuing would cost twice as much.
    own = select(subscription.c.id).where(subscription.c.chat_id == chat_id)
    orphaned = and_(delivery.c.subscription_id.is_(None), delivery.c.chat_id == chat_id)
    return or_(delivery.c.subscription_id.in_(own), orphaned)
