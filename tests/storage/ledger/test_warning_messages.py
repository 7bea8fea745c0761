import datetime as dt
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import chats
from storage.chats.chats import Chat
from storage.ledger import warning_messages
from storage.ledger.deliveries import OutcomeRow
from storage.ledger.warning_messages import NewMessage, WarningClaim
from storage.reasons import FailureReason
from storage.schema import DeliveryState, subscription, warning_message
from storage.terms import City
from tests.storage.factories import NOW, subscribe
from tests.storage.factories import subscription as make_subscription

MINUTE = dt.timedelta(minutes=1)
LATE = NOW + dt.timedelta(hours=2)
MESSAGE = NewMessage(1, 0, (7, 12), (City.of_station(112),), "Asia/Seoul", silent=False)


async def put(connection: AsyncConnection, *messages: NewMessage, at: dt.datetime = NOW) -> None:
    """Add messages to the ledger, for chats that want warnings."""
    for one in messages or (MESSAGE,):
        await subscribe(connection, replace(make_subscription(one.chat_id), tells_warnings=True))
    await warning_messages.enqueue(connection, messages or (MESSAGE,), at, at + dt.timedelta(hours=2))


async def claim(connection: AsyncConnection, now: dt.datetime = NOW) -> list[WarningClaim]:
    return await warning_messages.claim(connection, now, 9)


async def send(connection: AsyncConnection, claims: list[WarningClaim], message_id: int = 50) -> None:
    await warning_messages.mark_sending(connection, claims)
    rows = [OutcomeRow(one.id, DeliveryState.SENT, NOW, message_id) for one in claims]
    await warning_messages.write_outcomes(connection, rows)


async def states(connection: AsyncConnection) -> list[str]:
    return list(await connection.scalars(select(warning_message.c.state).order_by(warning_message.c.id)))


async def edits(connection: AsyncConnection, now: dt.datetime = LATE) -> list[WarningClaim]:
    return await warning_messages.list_edits(connection, now, 9)


async def test_a_claim_has_all_that_its_message_depends_on(connection: AsyncConnection) -> None:
    await put(connection)
    await chats.save(connection, Chat(1, "private", "ja", None))
    (one,) = await claim(connection)
    assert (one.chat_id, one.thread_id, one.zone, one.language) == (1, 0, "Asia/Seoul", "ja")
    assert (one.warnings, one.cities, one.revision, one.message_id) == ((7, 12), MESSAGE.cities, 0, 0)
    assert await claim(connection) == []


async def test_a_list_makes_one_message_in_a_chat(connection: AsyncConnection) -> None:
    await put(connection)
    await put(connection, replace(MESSAGE, warnings=(8,)))
    assert len(await claim(connection)) == 1
    await put(connection, replace(MESSAGE, warnings=(8,)), at=NOW + MINUTE)
    assert len(await claim(connection, NOW + MINUTE)) == 1


async def test_a_sent_message_is_edited_once_for_a_change(connection: AsyncConnection) -> None:
    await put(connection)
    await send(connection, await claim(connection))
    assert await edits(connection) == []
    await warning_messages.request_edits(connection, {12: NOW}, NOW + MINUTE)
    (one,) = await edits(connection)
    assert (one.message_id, one.thread_id, one.revision) == (50, 0, 1)
    await warning_messages.record_edits(connection, [one])
    assert await edits(connection) == []


async def test_only_messages_with_the_changed_warning_are_edited(connection: AsyncConnection) -> None:
    await put(connection)
    await send(connection, await claim(connection))
    for number, at in [(1, NOW), (2, NOW), (71, NOW), (7, NOW + MINUTE)]:
        await warning_messages.request_edits(connection, {number: at}, NOW + MINUTE)
        assert await edits(connection) == []
    await warning_messages.request_edits(connection, {7: NOW}, NOW + MINUTE)
    assert len(await edits(connection)) == 1


async def test_a_change_while_a_message_is_being_sent_leads_to_an_edit(connection: AsyncConnection) -> None:
    await put(connection)
    claims = await claim(connection)
    await warning_messages.request_edits(connection, {7: NOW}, NOW)
    assert await edits(connection) == []
    await send(connection, claims)
    assert len(await edits(connection)) == 1


async def test_a_change_before_the_claim_is_shown_at_once(connection: AsyncConnection) -> None:
    await put(connection)
    await warning_messages.request_edits(connection, {7: NOW}, NOW)
    await send(connection, await claim(connection))
    assert await edits(connection) == []


async def test_a_change_during_an_edit_leads_to_another_one(connection: AsyncConnection) -> None:
    await put(connection)
    await send(connection, await claim(connection))
    await warning_messages.request_edits(connection, {7: NOW}, NOW + MINUTE)
    first = await edits(connection)
    await warning_messages.request_edits(connection, {7: NOW}, NOW + MINUTE)
    await warning_messages.record_edits(connection, first)
    (second,) = await edits(connection)
    assert second.revision == 2


async def test_an_edit_that_telegram_did_not_take_waits(connection: AsyncConnection) -> None:
    await put(connection)
    await send(connection, await claim(connection))
    await warning_messages.request_edits(connection, {7: NOW}, NOW)
    (one,) = await edits(connection)
    await warning_messages.postpone_edits(connection, [one.id], NOW + MINUTE)
    assert await edits(connection, NOW) == []
    assert len(await edits(connection, NOW + MINUTE)) == 1


async def test_after_a_crash_claims_wait_and_what_was_being_sent_is_unknown(connection: AsyncConnection) -> None:
    await put(connection, MESSAGE, replace(MESSAGE, chat_id=2))
    first, _ = await claim(connection)
    await warning_messages.mark_sending(connection, [first])
    assert await warning_messages.recover(connection, NOW) == 1
    assert await states(connection) == [DeliveryState.UNKNOWN, DeliveryState.PENDING]
    assert [one.chat_id for one in await claim(connection)] == [2]


async def test_what_a_process_that_took_over_has_made_unknown_stays_so(connection: AsyncConnection) -> None:
    await put(connection)
    claims = await claim(connection)
    await warning_messages.mark_sending(connection, claims)
    await warning_messages.recover(connection, NOW)
    await warning_messages.write_outcomes(connection, [OutcomeRow(claims[0].id, DeliveryState.SENT, NOW, 50)])
    assert await states(connection) == [DeliveryState.UNKNOWN]
    assert await warning_messages.mark_sending(connection, claims) == set()


async def test_a_message_that_did_not_leave_is_released_without_an_attempt(connection: AsyncConnection) -> None:
    await put(connection, MESSAGE, replace(MESSAGE, chat_id=2))
    first, second = await claim(connection)
    await warning_messages.mark_sending(connection, [first])
    await warning_messages.release(connection, [first.id, second.id])
    assert [one.attempts for one in await claim(connection)] == [0, 0]


async def test_a_retry_waits_for_its_time_and_not_beyond_its_expiry(connection: AsyncConnection) -> None:
    await put(connection)
    claims = await claim(connection)
    await warning_messages.mark_sending(connection, claims)
    again = OutcomeRow(claims[0].id, DeliveryState.PENDING, NOW + MINUTE, reason=FailureReason.SERVER_ERROR)
    await warning_messages.write_outcomes(connection, [again])
    assert await claim(connection, NOW) == []
    assert await warning_messages.expire(connection, LATE - MINUTE) == 0
    assert await warning_messages.expire(connection, LATE) == 1
    assert await claim(connection, LATE) == []


async def test_a_chat_that_no_longer_wants_it_is_cancelled(connection: AsyncConnection) -> None:
    await put(connection, MESSAGE, replace(MESSAGE, chat_id=2))
    await connection.execute(update(subscription).where(subscription.c.chat_id == 2).values(tells_warnings=0))
    await warning_messages.cancel(connection, NOW)
    assert await states(connection) == [DeliveryState.PENDING, DeliveryState.FAILED]


async def test_takers_are_running_subscriptions_with_places(connection: AsyncConnection) -> None:
    wanted = replace(make_subscription(1), tells_warnings=True)
    off, nowhere = replace(wanted, chat_id=2, tells_warnings=False), replace(wanted, chat_id=3, cities=())
    stopped = replace(wanted, chat_id=4, stopped_at=NOW)
    await subscribe(connection, wanted, off, nowhere, stopped)
    (taker,) = await warning_messages.list_takers(connection)
    assert (taker.chat_id, taker.cities, taker.zone) == (1, wanted.cities, "Asia/Seoul")
