"""What the answers to a batch of bulletins mean for the ledger and for the chats."""

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
from storage.schema import DeliveryState

MAX_REFUSALS = 3
"""How often in a row a chat may not be found, or let nobody write, before its subscriptions stop.

Many groups are silent at night by the rights of all their members, and nobody tells a bot when the night is over.
"""

MAX_MOVES = 3
"""How often one bulletin may follow a group to a new id."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request.

    Attributes:
        claim: the delivery.
        message_id: Telegram's number of the message, where it was sent.
        error_class: what the error means, where it was not.
    """

    claim: Claim
    message_id: int | None = None
    error_class: ErrorClass | None = None


async def record_outcomes(connection: AsyncConnection, results: Sequence[Outcome], now: dt.datetime) -> None:
    """Write a batch's outcomes, switch off the chats that are gone, and move those that have a new id.

    What somebody else than the bot's operator can mend is noted as an obstacle; `bot.delivery.follow_up` tells of it.
    """
    await deliveries.write_outcomes(connection, [_outcome(result, now) for result in results])
    sent = [result for result in results if result.error_class is None]
    if sent:
        await _note_sent(connection, sent)
    for result in results:
        if result.error_class is not None:
            await _follow(connection, result.claim, result.error_class, now)


async def _note_sent(connection: AsyncConnection, sent: Sequence[Outcome]) -> None:
    """What it means for chats that they have taken a bulletin."""
    claims = [result.claim for result in sent]
    await chats.accepted(connection, [claim.chat_id for claim in claims])
    await blockers.clear(connection, [(claim.chat_id, claim.thread_id) for claim in claims])
    to_pin = [(one.claim.chat_id, one.message_id) for one in sent if one.claim.pins and one.message_id is not None]
    await channels.note_to_pin(connection, to_pin)


def _outcome(result: Outcome, now: dt.datetime) -> OutcomeRow:
    claim, error_class = result.claim, result.error_class
    if error_class is None:
        return OutcomeRow(claim.id, DeliveryState.SENT, now, message_id=result.message_id)
    match error_class.meaning:
        case Reaction.AGAIN | Reaction.PAUSE | Reaction.BAD_TOKEN:
            return OutcomeRow(claim.id, DeliveryState.PENDING, now + error_class.wait, reason=error_class.reason)
        case Reaction.MIGRATED if claim.attempts < MAX_MOVES:
            return OutcomeRow(claim.id, DeliveryState.PENDING, now, reason=error_class.reason)
        case Reaction.UNKNOWN:
            return OutcomeRow(claim.id, DeliveryState.UNKNOWN, now, reason=error_class.reason)
    return OutcomeRow(claim.id, DeliveryState.FAILED, now, reason=error_class.reason)


async def _follow(connection: AsyncConnection, claim: Claim, error_class: ErrorClass, now: dt.datetime) -> None:
    """What an error means for its chat, beyond this one bulletin."""
    chat_id = claim.chat_id
    match error_class.meaning:
        case Reaction.MIGRATED:
            await chats.migrate(connection, chat_id, error_class.new_chat_id)
        case Reaction.GONE:
            await _stop(connection, chat_id, error_class, BlockerKind.REMOVED, now)
        case Reaction.NO_POSTING:
            await _stop(connection, chat_id, error_class, BlockerKind.SILENCED, now)
        case Reaction.NO_WRITING if await chats.count_refused(connection, chat_id) >= MAX_REFUSALS:
            await _stop(connection, chat_id, error_class, BlockerKind.SILENCED, now)
        case Reaction.NOT_FOUND if await chats.count_refused(connection, chat_id) >= MAX_REFUSALS:
            await subscriptions.stop(connection, chat_id, None, error_class.reason, now)
        case Reaction.NO_TOPIC:
            await subscriptions.stop(connection, chat_id, claim.thread_id, error_class.reason, now)
            await blockers.record(connection, chat_id, claim.thread_id, BlockerKind.DELETED, now)
        case Reaction.CLOSED:
            await blockers.record(connection, chat_id, claim.thread_id, BlockerKind.CLOSED, now)


async def _stop(
    connection: AsyncConnection, chat_id: int, error_class: ErrorClass, kind: BlockerKind, now: dt.datetime
) -> None:
    """Stop all of a chat's subscriptions, for what keeps them out there."""
    is_person = chat_id > 0
    if await subscriptions.stop(connection, chat_id, None, error_class.reason, now) and not is_person:
        await blockers.record(connection, chat_id, 0, kind, now)
