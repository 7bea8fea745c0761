"""Effects of each reaction to an error on the delivery, its subscription, and the chat."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.outcomes import MAX_MOVES, MAX_REFUSALS, Outcome, record_outcomes
from bot.subscriptions.resume import resume_all
from bot.telegram_api.api_errors import ErrorClass, Reaction
from storage.chats import blockers, channels, chats, subscriptions
from storage.chats.blockers import BlockerKind
from storage.chats.chats import Chat
from storage.database import make_database
from storage.ledger import claiming, deliveries
from storage.ledger.claiming import Claim
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, delivery
from tests.storage.factories import DAY, NOW, TODAY, enqueue, subscription

GROUP, NEW_GROUP, PERSON, TOPIC, OTHER_TOPIC = -1005, -1009, 5, 7, 8
WAIT = dt.timedelta(minutes=2)
PENDING, SENT, FAILED, UNKNOWN = (
    DeliveryState.PENDING,
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
)


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    """A database with two topics of a forum and a person, each with a subscription."""
    database = make_database(database_url)
    await database.open()
    async with database.write() as connection:
        for chat_id, kind in ((GROUP, "supergroup"), (PERSON, "private")):
            await chats.save(connection, Chat(chat_id, kind, None, "ko"))
        for chat_id, thread_id in ((GROUP, TOPIC), (GROUP, OTHER_TOPIC), (PERSON, 0)):
            await subscriptions.add(connection, subscription(chat_id, thread_id=thread_id))
        yield connection
    await database.close()


async def claim_all(connection: AsyncConnection, day: int = 0) -> dict[tuple[int, int], Claim]:
    """Claim a day's deliveries and mark them as being sent; by chat and topic."""
    await enqueue(connection, TODAY + day * DAY, NOW + day * DAY)
    claims = await claiming.claim(connection, NOW + day * DAY, 9)
    await deliveries.mark_sending(connection, claims)
    return {(claim.chat_id, claim.thread_id): claim for claim in claims}


def error(reaction: Reaction, reason: FailureReason = FailureReason.REJECTED) -> ErrorClass:
    return ErrorClass(reaction, reason, "words", WAIT, NEW_GROUP)


async def row_of(connection: AsyncConnection, claim: Claim) -> Row[*tuple[object, ...]]:
    columns = delivery.c.state, delivery.c.next_attempt_at, delivery.c.finished_at, delivery.c.reason, delivery.c.detail
    return (await connection.execute(select(*columns).where(delivery.c.id == claim.id))).one()


async def stops(connection: AsyncConnection, chat_id: int = GROUP) -> list[StopReason | None]:
    return [one.stopped_reason for one in await subscriptions.list_all(connection, chat_id)]


async def kinds(connection: AsyncConnection) -> list[tuple[int, BlockerKind]]:
    return [(one.thread_id, one.kind) for one in await blockers.list_unreported(connection)]


@pytest.mark.parametrize("reaction", [Reaction.AGAIN, Reaction.PAUSE, Reaction.BAD_TOKEN])
async def test_a_retry_waits_as_long_as_the_error_says(connection: AsyncConnection, reaction: Reaction) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    await record_outcomes(connection, [Outcome(claim, error_class=error(reaction))], {}, NOW)
    assert tuple(await row_of(connection, claim)) == (PENDING, NOW + WAIT, None, FailureReason.REJECTED, "words")
    assert (await stops(connection), await kinds(connection)) == ([None, None], [])


@pytest.mark.parametrize(
    ("reaction", "state"),
    [(Reaction.UNKNOWN, UNKNOWN), (Reaction.FAILED, FAILED), (Reaction.PLAIN, FAILED)],
)
async def test_an_error_of_one_message_ends_only_its_delivery(
    connection: AsyncConnection, reaction: Reaction, state: DeliveryState
) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    await record_outcomes(connection, [Outcome(claim, error_class=error(reaction))], {}, NOW)
    row = await row_of(connection, claim)
    assert (row.state, row.finished_at, row.reason, row.detail) == (state, NOW, FailureReason.REJECTED, "words")
    assert (await stops(connection), await kinds(connection)) == ([None, None], [])


async def test_an_unreachable_group_is_stopped_at_once_and_reported(connection: AsyncConnection) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    gone = error(Reaction.GONE, FailureReason.BOT_REMOVED)
    await record_outcomes(connection, [Outcome(claim, error_class=gone)], {}, NOW)
    stopped = await subscriptions.list_all(connection, GROUP)
    assert {(one.stopped_at, one.stopped_reason, one.stopped_detail) for one in stopped} == {
        (NOW, StopReason.BOT_REMOVED, "words")
    }
    assert (await row_of(connection, claim)).state == FAILED
    assert await kinds(connection) == [(0, BlockerKind.REMOVED)]
    assert await stops(connection, PERSON) == [None]


async def test_blocking_the_bot_stops_the_chat_without_a_notice(connection: AsyncConnection) -> None:
    claim = (await claim_all(connection))[PERSON, 0]
    gone = error(Reaction.GONE, FailureReason.BOT_REMOVED)
    await record_outcomes(connection, [Outcome(claim, error_class=gone)], {}, NOW)
    assert await stops(connection, PERSON) == [StopReason.BOT_REMOVED]
    assert await kinds(connection) == []


@pytest.mark.parametrize(
    ("reaction", "reason", "stopped", "reported"),
    [
        (Reaction.NO_WRITING, FailureReason.NO_RIGHTS, 2, (0, BlockerKind.SILENCED)),
        (Reaction.NO_WRITING, FailureReason.CHAT_RESTRICTED, 2, (0, BlockerKind.RESTRICTED)),
        (Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND, 2, (0, BlockerKind.LOST)),
        (Reaction.FAILED, FailureReason.REJECTED, 1, (TOPIC, BlockerKind.REJECTED)),
        (Reaction.PLAIN, FailureReason.MARKUP_REJECTED, 1, (TOPIC, BlockerKind.REJECTED)),
    ],
)
async def test_the_third_rejection_in_a_row_stops_the_chat_or_the_topic_and_is_reported(
    connection: AsyncConnection,
    reaction: Reaction,
    reason: FailureReason,
    stopped: int,
    reported: tuple[int, BlockerKind],
) -> None:
    for day in range(MAX_REFUSALS):
        assert (await stops(connection), await kinds(connection)) == ([None, None], [])
        claim = (await claim_all(connection, day))[GROUP, TOPIC]
        await record_outcomes(connection, [Outcome(claim, error_class=error(reaction, reason))], {}, NOW + day * DAY)
        assert (await row_of(connection, claim)).state == FAILED
    expected = StopReason.REJECTED if reaction is Reaction.PLAIN else StopReason(reason)
    assert await stops(connection) == ([expected] * stopped + [None])[:2]
    assert await kinds(connection) == [reported]


async def test_each_topic_counts_its_own_rejections(connection: AsyncConnection) -> None:
    closed = error(Reaction.CLOSED, FailureReason.TOPIC_CLOSED)
    for day in range(MAX_REFUSALS):
        claims = await claim_all(connection, day)
        outcomes = [
            Outcome(claims[GROUP, TOPIC], error_class=closed),
            Outcome(claims[GROUP, OTHER_TOPIC], message_id=9),
        ]
        await record_outcomes(connection, outcomes, {}, NOW + day * DAY)
    assert await stops(connection) == [StopReason.TOPIC_CLOSED, None]


async def test_a_stopped_subscription_that_resumes_has_three_more_tries(connection: AsyncConnection) -> None:
    rejected = error(Reaction.NOT_FOUND, FailureReason.CHAT_NOT_FOUND)
    for day in range(MAX_REFUSALS):
        claim = (await claim_all(connection, day))[PERSON, 0]
        await record_outcomes(connection, [Outcome(claim, error_class=rejected)], {}, NOW + day * DAY)
    assert await stops(connection, PERSON) == [StopReason.CHAT_NOT_FOUND]
    await resume_all(connection, PERSON, NOW + 3 * DAY)
    claim = (await claim_all(connection, 4))[PERSON, 0]
    await record_outcomes(connection, [Outcome(claim, error_class=rejected)], {}, NOW + 4 * DAY)
    assert await stops(connection, PERSON) == [None]


async def test_a_private_topic_stops_the_third_time_that_it_is_not_found(connection: AsyncConnection) -> None:
    await subscriptions.add(connection, subscription(PERSON, thread_id=TOPIC))
    lost = error(Reaction.NO_TOPIC, FailureReason.TOPIC_DELETED)
    for day in range(MAX_REFUSALS):
        assert await stops(connection, PERSON) == [None, None]
        claim = (await claim_all(connection, day))[PERSON, TOPIC]
        await record_outcomes(connection, [Outcome(claim, message_id=9, lost_topic=lost)], {}, NOW + day * DAY)
        assert (await row_of(connection, claim)).state == SENT
    assert await stops(connection, PERSON) == [None, StopReason.TOPIC_DELETED]
    assert await kinds(connection) == [(TOPIC, BlockerKind.DELETED)]


async def test_a_message_that_arrives_resets_the_count_of_rejections(connection: AsyncConnection) -> None:
    rejected = error(Reaction.NO_WRITING, FailureReason.NO_RIGHTS)
    for day in range(2 * MAX_REFUSALS):
        claim = (await claim_all(connection, day))[GROUP, TOPIC]
        is_rejected = day % MAX_REFUSALS
        outcome = Outcome(claim, error_class=rejected) if is_rejected else Outcome(claim, message_id=9)
        await record_outcomes(connection, [outcome], {}, NOW + day * DAY)
    assert await stops(connection) == [None, None]


async def test_a_deleted_topic_stops_its_own_subscription(connection: AsyncConnection) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    deleted = error(Reaction.NO_TOPIC, FailureReason.TOPIC_DELETED)
    await record_outcomes(connection, [Outcome(claim, error_class=deleted)], {}, NOW)
    assert await stops(connection) == [StopReason.TOPIC_DELETED, None]
    assert await kinds(connection) == [(TOPIC, BlockerKind.DELETED)]


async def test_a_closed_topic_is_reported_the_first_time(connection: AsyncConnection) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    closed = error(Reaction.CLOSED, FailureReason.TOPIC_CLOSED)
    await record_outcomes(connection, [Outcome(claim, error_class=closed)], {}, NOW)
    row = await row_of(connection, claim)
    assert (row.state, row.reason) == (FAILED, FailureReason.TOPIC_CLOSED)
    assert await stops(connection) == [None, None]
    assert await kinds(connection) == [(TOPIC, BlockerKind.CLOSED)]


@pytest.mark.parametrize(("attempts", "state"), [(MAX_MOVES - 1, PENDING), (MAX_MOVES, FAILED)])
async def test_a_migration_is_followed_once(connection: AsyncConnection, attempts: int, state: DeliveryState) -> None:
    claim = (await claim_all(connection))[GROUP, TOPIC]
    claim.attempts = attempts
    moved = ErrorClass(Reaction.MIGRATED, FailureReason.CHAT_MIGRATED, "words", new_chat_id=NEW_GROUP)
    await record_outcomes(connection, [Outcome(claim, error_class=moved)], {}, NOW)
    assert ((await row_of(connection, claim)).state, await stops(connection, NEW_GROUP)) == (state, [None, None])
    assert await stops(connection) == []


async def test_a_sent_bulletin_clears_the_blocker_and_is_pinned(connection: AsyncConnection) -> None:
    await channels.set_up(connection, GROUP, "Morning", PERSON)
    await channels.set_pins(connection, GROUP, pins=True)
    await blockers.record(connection, GROUP, TOPIC, BlockerKind.CLOSED, NOW)
    claim = (await claim_all(connection))[GROUP, TOPIC]
    await record_outcomes(connection, [Outcome(claim, message_id=77)], {}, NOW)
    row = await row_of(connection, claim)
    assert (row.state, row.finished_at, row.reason, row.detail) == (SENT, NOW, None, None)
    assert await kinds(connection) == []
    assert [channel.to_pin for channel in await channels.list_to_pin(connection)] == [77]
