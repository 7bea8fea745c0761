"""What the answers to a batch of bulletins mean for the ledger and for the chats."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.verdict import Meaning, Verdict
from storage import chats, deliveries, subscriptions
from storage.deliveries import Claim, Outcome
from storage.schema import DeliveryState

TIMES_NOT_FOUND = 3
"""How often in a row Telegram may not find a chat before its subscriptions stop."""

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
    """Write a batch's outcomes, switch off the chats that are gone, and move those that have a new id."""
    await deliveries.settle(connection, [_outcome(result, now) for result in results])
    await chats.found(connection, [result.claim.chat_id for result in results if result.verdict is None])
    for result in results:
        if result.verdict is not None:
            await _follow(connection, result.claim.chat_id, result.verdict, now)


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


async def _follow(connection: AsyncConnection, chat_id: int, verdict: Verdict, now: dt.datetime) -> None:
    """What an error means for its chat, beyond this one bulletin."""
    match verdict.meaning:
        case Meaning.MIGRATED:
            await chats.migrate(connection, chat_id, verdict.new_chat_id)
        case Meaning.GONE:
            await subscriptions.stop(connection, chat_id, None, verdict.reason, now)
        case Meaning.NOT_FOUND if await chats.count_not_found(connection, chat_id) >= TIMES_NOT_FOUND:
            await subscriptions.stop(connection, chat_id, None, verdict.reason, now)
