"""What the answers to a batch of bulletins mean for the ledger and for the chats."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram_api.api_errors import Meaning, Verdict
from storage.chats import blockers, channels, chats, subscriptions
from storage.chats.blockers import Kind
from storage.ledger import deliveries
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import Outcome
from storage.schema import DeliveryState

MOST_REFUSALS = 3
"""How often in a row a chat may not be found, or let nobody write, before its subscriptions stop.

Many groups are silent at night by the rights of all their members, and nobody tells a bot when the night is over.
"""

MOST_MOVES = 3
"""How often one bulletin may follow a group to a new id."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a request.

    Attributes:
        claim: the delivery.
        message_id: Telegram's number of the message, where it was sent.
        verdict: what the error means, where it was not.
    """

    claim: Claim
    message_id: int | None = None
    verdict: Verdict | None = None


async def settle(connection: AsyncConnection, results: Sequence[Result], now: dt.datetime) -> None:
    """Write a batch's outcomes, switch off the chats that are gone, and move those that have a new id.

    What somebody else than the bot's operator can mend is noted as an obstacle; `bot.delivery.follow_up` tells of it.
    """
    await deliveries.settle(connection, [_outcome(result, now) for result in results])
    sent = [result for result in results if result.verdict is None]
    if sent:
        await _note_sent(connection, sent)
    for result in results:
        if result.verdict is not None:
            await _follow(connection, result.claim, result.verdict, now)


async def _note_sent(connection: AsyncConnection, sent: Sequence[Result]) -> None:
    """What it means for chats that they have taken a bulletin."""
    claims = [result.claim for result in sent]
    await chats.accepted(connection, [claim.chat_id for claim in claims])
    await blockers.clear(connection, [(claim.chat_id, claim.thread_id) for claim in claims])
    to_pin = [(one.claim.chat_id, one.message_id) for one in sent if one.claim.pins and one.message_id is not None]
    await channels.note_to_pin(connection, to_pin)


def _outcome(result: Result, now: dt.datetime) -> Outcome:
    claim, verdict = result.claim, result.verdict
    if verdict is None:
        return Outcome(claim.id, DeliveryState.SENT, now, message_id=result.message_id)
    match verdict.meaning:
        case Meaning.AGAIN | Meaning.PAUSE | Meaning.BAD_TOKEN:
            return Outcome(claim.id, DeliveryState.PENDING, now + verdict.wait, reason=verdict.reason)
        case Meaning.MIGRATED if claim.attempts < MOST_MOVES:
            return Outcome(claim.id, DeliveryState.PENDING, now, reason=verdict.reason)
        case Meaning.UNKNOWN:
            return Outcome(claim.id, DeliveryState.UNKNOWN, now, reason=verdict.reason)
    return Outcome(claim.id, DeliveryState.FAILED, now, reason=verdict.reason)


async def _follow(connection: AsyncConnection, claim: Claim, verdict: Verdict, now: dt.datetime) -> None:
    """What an error means for its chat, beyond this one bulletin."""
    chat_id = claim.chat_id
    match verdict.meaning:
        case Meaning.MIGRATED:
            await chats.migrate(connection, chat_id, verdict.new_chat_id)
        case Meaning.GONE:
            await _stop(connection, chat_id, verdict, Kind.REMOVED, now)
        case Meaning.NO_POSTING:
            await _stop(connection, chat_id, verdict, Kind.SILENCED, now)
        case Meaning.NO_WRITING if await chats.count_refused(connection, chat_id) >= MOST_REFUSALS:
            await _stop(connection, chat_id, verdict, Kind.SILENCED, now)
        case Meaning.NOT_FOUND if await chats.count_refused(connection, chat_id) >= MOST_REFUSALS:
            await subscriptions.stop(connection, chat_id, None, verdict.reason, now)
        case Meaning.NO_TOPIC:
            await subscriptions.stop(connection, chat_id, claim.thread_id, verdict.reason, now)
            await blockers.meet(connection, chat_id, claim.thread_id, Kind.DELETED, now)
        case Meaning.CLOSED:
            await blockers.meet(connection, chat_id, claim.thread_id, Kind.CLOSED, now)


async def _stop(connection: AsyncConnection, chat_id: int, verdict: Verdict, kind: Kind, now: dt.datetime) -> None:
    """Stop all of a chat's subscriptions, for what keeps them out there."""
    is_person = chat_id > 0
    if await subscriptions.stop(connection, chat_id, None, verdict.reason, now) and not is_person:
        await blockers.meet(connection, chat_id, 0, kind, now)
