"""Record the outcomes of a batch of bulletins, and what they change for subscriptions and chats."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.subscriptions.resume import stop_unreachable
from bot.telegram_api.api_errors import ErrorClass, Reaction
from bot.telegram_api.rate_limiter import is_private
from storage.chats import blockers, channels, chats, refusals
from storage.chats.blockers import BlockerKind
from storage.ledger import deliveries
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.ledger.sent_texts import SentText
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState

# Many groups silence all members at night, and a bot is not notified when the night is over. For a day in May 2026
# Telegram found no topic of any private chat (https://github.com/tdlib/telegram-bot-api/issues/847): once is no proof.
MAX_REFUSALS = 3
"""Consecutive rejections after which subscriptions stop."""

MAX_MOVES = 3
"""Attempts of one bulletin that may follow a group to a new id."""


# Not frozen, like `OutcomeRow`: there is one for each bulletin, and a frozen one takes twice as long to make.
@dataclass(slots=True)
class Outcome:
    """Outcome of a request.

    Attributes:
        claim: the delivery.
        message_id: Telegram's number of the message that was sent, else None.
        error_class: the error's classification, None where the message was sent.
        lost_topic: why the message was sent to the chat instead of its topic; None for none.
        text: the HTML that was sent, the caption of a picture too; None if it was plain text or was not sent.
    """

    claim: Claim
    message_id: int | None = None
    error_class: ErrorClass | None = None
    lost_topic: ErrorClass | None = None
    text: SentText | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Consequence of a rejection.

    Attributes:
        patience: consecutive rejections after which subscriptions stop.
        is_of_topic: only those of the topic stop; else all of the chat.
        is_reported_at_once: an administrator is notified of the first rejection, not of the stop.
    """

    patience: int
    is_of_topic: bool = False
    is_reported_at_once: bool = False


_MESSAGE_REJECTED = _Rule(MAX_REFUSALS, is_of_topic=True)
_RULES = {
    Reaction.GONE: _Rule(1),
    Reaction.NOT_FOUND: _Rule(MAX_REFUSALS),
    Reaction.NO_WRITING: _Rule(MAX_REFUSALS),
    Reaction.CLOSED: _Rule(MAX_REFUSALS, is_of_topic=True, is_reported_at_once=True),
    Reaction.NO_TOPIC: _Rule(1, is_of_topic=True),
    Reaction.FAILED: _MESSAGE_REJECTED,
    Reaction.PLAIN: _MESSAGE_REJECTED,
}
_PRIVATE_TOPIC_LOST = _Rule(MAX_REFUSALS, is_of_topic=True)
_BLOCKERS = {
    StopReason.BOT_REMOVED: BlockerKind.REMOVED,
    StopReason.CHAT_DEACTIVATED: BlockerKind.REMOVED,
    StopReason.CHAT_NOT_FOUND: BlockerKind.LOST,
    StopReason.NO_RIGHTS: BlockerKind.SILENCED,
    StopReason.CHAT_RESTRICTED: BlockerKind.RESTRICTED,
    StopReason.TOPIC_CLOSED: BlockerKind.CLOSED,
    StopReason.TOPIC_DELETED: BlockerKind.DELETED,
    StopReason.REJECTED: BlockerKind.REJECTED,
}
_TOLD_IN_PRIVATE = {BlockerKind.DELETED, BlockerKind.REJECTED}
"""Blockers of a private chat that do not keep a notice out of it."""


async def record_outcomes(
    connection: AsyncConnection, outcomes: Sequence[Outcome], text_ids: Mapping[SentText, int], now: dt.datetime
) -> None:
    """Write the outcomes of a batch of bulletins, and apply what they change.

    Args:
        connection: writes to the database.
        outcomes: the outcomes.
        text_ids: ids of the stored texts that were sent.
        now: aware.
    """
    # Nearly all were sent, and are alike but for their messages.
    sent = {
        one.claim.id: (one.message_id, None if one.text is None else text_ids[one.text])
        for one in outcomes
        if one.error_class is None
    }
    await deliveries.write_sent(connection, sent, now)
    if len(sent) < len(outcomes):
        rows = [to_row(one, now) for one in outcomes if one.error_class is not None]
        await deliveries.write_outcomes(connection, rows)
    await apply_outcomes(connection, outcomes, now)


async def apply_outcomes(connection: AsyncConnection, outcomes: Sequence[Outcome], now: dt.datetime) -> None:
    """Stop the subscriptions of unreachable chats, and move chats that have a new id.

    What keeps messages out of a chat is recorded; `bot.delivery.follow_up` reports it.
    """
    sent = [outcome for outcome in outcomes if outcome.error_class is None]
    if sent:
        await _record_sent(connection, sent)
    for outcome in outcomes:
        if error := outcome.error_class or outcome.lost_topic:
            await _apply_error(connection, outcome.claim, error, now)


async def _record_sent(connection: AsyncConnection, sent: Sequence[Outcome]) -> None:
    """Clear the rejections and blockers of chats and topics, and note the messages to pin."""
    accepting = [(one.claim.chat_id, one.claim.thread_id) for one in sent if one.lost_topic is None]
    # Asked first, because nearly always there are none.
    if marked := await blockers.list_marked(connection, accepting):
        await refusals.clear(connection, marked)
        await blockers.clear(connection, marked)
    to_pin = [(one.claim.chat_id, one.message_id) for one in sent if one.claim.pins and one.message_id is not None]
    await channels.set_to_pin(connection, to_pin)


def to_row(outcome: Outcome, now: dt.datetime, text_id: int | None = None) -> OutcomeRow:
    """Return what the ledger stores of an outcome; `text_id` is the id of the stored text that was sent."""
    claim, error, state, at = outcome.claim, outcome.error_class, find_state(outcome), now
    if error is None:
        return OutcomeRow(claim.id, state, now, message_id=outcome.message_id, text_id=text_id)
    if state is DeliveryState.PENDING:
        at += error.wait
    return OutcomeRow(claim.id, state, at, reason=error.reason, detail=error.detail)


def find_state(outcome: Outcome) -> DeliveryState:
    """Return the state that a delivery has after an outcome; `pending` if it is retried."""
    error, attempts = outcome.error_class, outcome.claim.attempts
    if error is None:
        return DeliveryState.SENT
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
    if error.reaction is Reaction.MIGRATED:
        await chats.migrate(connection, claim.chat_id, error.new_chat_id)
    elif rule := _rule(claim, error):
        await _apply_rule(connection, claim, error, rule, now)


def _rule(claim: Claim, error: ErrorClass) -> _Rule | None:
    if error.reaction is Reaction.NO_TOPIC and is_private(claim.chat_id):
        return _PRIVATE_TOPIC_LOST
    return _RULES.get(error.reaction)


async def _apply_rule(
    connection: AsyncConnection, claim: Claim, error: ErrorClass, rule: _Rule, now: dt.datetime
) -> None:
    """Count a rejection; stop what the chat gets with the last one that is tolerated, and record the blocker."""
    chat_id, thread_id = claim.chat_id, claim.thread_id if rule.is_of_topic else None
    reason, has_stopped = _stop_reason(error), False
    if await refusals.count(connection, chat_id, claim.thread_id) >= rule.patience:
        await refusals.forget(connection, chat_id, thread_id)
        has_stopped = await stop_unreachable(connection, chat_id, thread_id, reason, now, error.detail)
    kind = _BLOCKERS[reason]
    is_readable = not is_private(chat_id) or kind in _TOLD_IN_PRIVATE
    if (has_stopped or rule.is_reported_at_once) and is_readable:
        await blockers.record(connection, chat_id, thread_id or 0, kind, now)


def _stop_reason(error: ErrorClass) -> StopReason:
    # Each other reason of a reaction that stops subscriptions is a stop reason too.
    return StopReason.REJECTED if error.reason is FailureReason.MARKUP_REJECTED else StopReason(error.reason)
