"""Old days of the ledger as counts."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import chats, privacy
from storage.chats.chats import Chat
from storage.ledger import claiming, deliveries, history, old_days
from storage.ledger.deliveries import OutcomeRow
from storage.ledger.history import Tally
from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery, delivery_count
from tests.storage.factories import DAY, NOW, TODAY, enqueue, subscribe, subscription

SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


async def deliver_days(connection: AsyncConnection, number: int) -> None:
    """Deliver three chats a bulletin on each of some days from today on; one of them has blocked the bot."""
    await subscribe(connection, *(subscription(chat_id) for chat_id in (1, 2, 3)))
    await chats.save(connection, Chat(3, "private", "en", "ko"))
    for day in range(number):
        now = NOW + day * DAY
        await enqueue(connection, TODAY + day * DAY, now)
        for claim in await claiming.claim(connection, now, 9):
            await deliveries.mark_sending(connection, [claim])
            outcome = OutcomeRow(claim.id, SENT, now, 5)
            if claim.chat_id == 3:
                outcome = OutcomeRow(claim.id, FAILED, now, None, FailureReason.BOT_REMOVED, "Forbidden")
            await deliveries.write_outcomes(connection, [outcome])


async def left(connection: AsyncConnection) -> list[dt.date]:
    days = select(delivery.c.local_date).distinct().order_by(delivery.c.local_date)
    return list(await connection.scalars(days))


async def test_a_report_of_a_thinned_day_differs_in_the_details_only(connection: AsyncConnection) -> None:
    await deliver_days(connection, 2)
    before = await history.count_by_reason(connection, TODAY)
    assert await old_days.thin(connection, TODAY + DAY, 99) == 3
    assert await left(connection) == [TODAY + DAY]
    assert before == [
        Tally(SENT, None, None, "ko", "private", 2),
        Tally(FAILED, FailureReason.BOT_REMOVED, "Forbidden", "en", "private", 1),
    ]
    assert await history.count_by_reason(connection, TODAY) == [
        Tally(SENT, None, None, "ko", "private", 2),
        Tally(FAILED, FailureReason.BOT_REMOVED, None, "en", "private", 1),
    ]
    assert await old_days.thin(connection, TODAY + DAY, 99) == 0


async def test_a_day_can_be_thinned_in_parts(connection: AsyncConnection) -> None:
    await deliver_days(connection, 2)
    numbers = [await old_days.thin(connection, TODAY + 2 * DAY, 2) for _ in range(4)]
    assert numbers == [2, 2, 2, 0]
    for day in (TODAY, TODAY + DAY):
        assert sum(tally.number for tally in await history.count_by_reason(connection, day)) == 3
    assert await connection.scalar(select(func.count()).select_from(delivery_count)) == 4


async def test_what_has_no_outcome_yet_stays(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1))
    await enqueue(connection)
    assert await old_days.thin(connection, TODAY + DAY, 99) == 0
    assert await left(connection) == [TODAY]


async def test_counts_hold_nothing_of_a_chat(connection: AsyncConnection) -> None:
    await deliver_days(connection, 1)
    await old_days.thin(connection, TODAY + DAY, 99)
    assert "delivery_count" not in await privacy.collect(connection, 1)
    await privacy.forget(connection, 1)
    assert sum(tally.number for tally in await history.count_by_reason(connection, TODAY)) == 3
