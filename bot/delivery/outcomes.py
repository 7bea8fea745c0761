"""Record the outcomes of a batch of bulletins, and what they change for subscriptions and chats."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram_api.api_errors import ErrorClass, Reaction
from storage.chats import blockers, channels, chats, subscriptions
from storage.chats.blockers import BlockerKind
from storage.ledger import deliveries
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import StopReason
from storage.schema import DeliveryState

# Many groups silence all members at night, and a bot is not notified when the night is over.
MAX_REFUSALS = 3
"""Consecutive rejections (chat not found, no right to write) after which a chat's subscriptions stop."""

MAX_MOVES = 3
"""Attempts of one bulletin that may follow a group to a new id."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Outcome of a request.

    Attributes:
        claim: the delivery.
        message_id: Telegram's number of the message that was sent, else None.
        error_class: the error's classification, None where the message was sent.
    """

    claim: Claim
    message_id: int | None = None
    error_class: ErrorClass | None = None


async def record_outcomes(connection: AsyncConnection, outcomes: Sequence[Outcome], now: dt.datetime) -> None:
    """Write a batch's outcomes, stop the subscriptions of unreachable chats, and move chats that have a new id.

    A blocker that an administrator can remove is recorded; `bot.delivery.follow_up` reports it.
    """
    await deliveries.write_outcomes(connection, [_row(outcome, now) for outcome in outcomes])
    sent = [outcome for outcome in outcomes if outcome.error_class is None]
    if sent:
        await _record_sent(connection, sent)
    for outcome in outcomes:
        if outcome.error_class is not None:
            await _apply_error(connection, outcome.claim, outcome.error_class, now)


async def _record_sent(connection: AsyncConnection, sent: Sequence[Outcome]) -> None:
    """Reset the chats' counts of rejections, clear their blockers, and note the messages to pin."""
    claims = [outcome.claim for outcome in sent]
    await chats.reset_refusals(connection, [claim.chat_id for claim in claims])
    await blockers.clear(connection, [(claim.chat_id, claim.thread_id) for claim in claims])
    to_pin = [(one.claim.chat_id, one.message_id) for one in sent if one.claim.pins and one.message_id is not None]
    await channels.set_to_pin(connection, to_pin)


def _row(outcome: Outcome, now: dt.datetime) -> OutcomeRow:
    claim, error = outcome.claim, outcome.error_class
    if error is None:
        return OutcomeRow(claim.id, DeliveryState.SENT, now, message_id=outcome.message_id)
    state, at = _state(error, claim.attempts), now
    if state is DeliveryState.PENDING:
        at += error.wait
    return OutcomeRow(claim.id, state, at, reason=error.reason, detail=error.detail)


def _state(error: ErrorClass, attempts: int) -> DeliveryState:
    match error.reaction:
        case Reaction.AGAIN | Reaction.PAUSE | Reaction.BAD_TOKEN:
            return DeliveryState.PENDING
        case Reaction.MIGRATED if attempts < MAX_MOVES:
            return DeliveryState.PENDING
        case Reaction.UNKNOWN:
            return DeliveryState.UNKNOWN
    return DeliveryState.FAILED


async def _apply_error(connection: AsyncConnection, claim: Claim, error: ErrorClass, now: dt.datetime) -> None:
    """Apply an error to its chat, beyond this one bulletin."""
    chat_id = claim.chat_id
    match error.reaction:
        case Reaction.MIGRATED:
            await chats.migrate(connection, chat_id, error.new_chat_id)
        case Reaction.GONE:
            await _stop_chat(connection, chat_id, error, BlockerKind.REMOVED, now)
        # At once: in a channel Telegram reports when the bot may post again (docs/decisions/002).
        case Reaction.NO_POSTING:
            await _stop_chat(connection, chat_id, error, BlockerKind.SILENCED, now)
        case Reaction.NO_WRITING if await chats.count_refusal(connection, chat_id) >= MAX_REFUSALS:
            await _stop_chat(connection, chat_id, error, BlockerKind.SILENCED, now)
        case Reaction.NOT_FOUND if await chats.count_refusal(connection, chat_id) >= MAX_REFUSALS:
            await _stop(connection, chat_id, None, error, now)
        case Reaction.NO_TOPIC:
            await _stop(connection, chat_id, claim.thread_id, error, now)
            await blockers.record(connection, chat_id, claim.thread_id, BlockerKind.DELETED, now)
        case Reaction.CLOSED:
            await blockers.record(connection, chat_id, claim.thread_id, BlockerKind.CLOSED, now)


async def _stop_chat(
    connection: AsyncConnection, chat_id: int, error: ErrorClass, kind: BlockerKind, now: dt.datetime
) -> None:
    """Stop all of a chat's subscriptions, and record the blocker where an administrator can remove it."""
    # In a private chat the only person to notify is the one who blocked the bot.
    is_private = chat_id > 0
    if await _stop(connection, chat_id, None, error, now) and not is_private:
        await blockers.record(connection, chat_id, 0, kind, now)


async def _stop(
    connection: AsyncConnection, chat_id: int, thread_id: int | None, error: ErrorClass, now: dt.datetime
) -> bool:
    # Each reason of a reaction that stops subscriptions is a stop reason too.
    reason = StopReason(error.reason)
    return await subscriptions.stop(connection, chat_id, thread_id, reason, now, error.detail)
