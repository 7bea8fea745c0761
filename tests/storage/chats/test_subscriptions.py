import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import subscriptions
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.ledger import claiming, deliveries, enqueueing, history
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, delivery, schedule
from storage.terms import City, Days, Schedule, Section
from tests.storage.factories import DAY, NOW, TODAY, enqueue, subscribe, subscription

WEEKEND = Schedule((dt.time(6, 30), dt.time(23, 59)), "Europe/Berlin", Days.WEEKEND, skips_holidays=True)


async def stopped_at(connection: AsyncConnection, chat_id: int, thread_id: int = 0) -> dt.datetime | None:
    found = await subscriptions.get(connection, chat_id, thread_id)
    assert found is not None
    return found.stopped_at


@pytest.mark.parametrize("stations", [(), (112,), (105, 90, 112)])
async def test_a_subscription_is_read_as_it_was_saved(connection: AsyncConnection, stations: tuple[int, ...]) -> None:
    given = replace(
        subscription(stations=stations),
        stopped_at=NOW,
        stopped_reason=StopReason.BOT_REMOVED,
        stopped_detail="차단",
        schedule=WEEKEND,
    )
    (stored,) = await subscribe(connection, given)
    assert await subscriptions.get(connection, 1, 0) == stored == replace(given, id=stored.id)
    assert await subscriptions.get(connection, 1, 7) is None
    assert await subscriptions.get(connection, 2, 0) is None


async def test_saving_again_replaces_only_the_topics_subscription(connection: AsyncConnection) -> None:
    first, second = await subscribe(connection, subscription(), subscription(thread_id=7))
    changed = replace(
        first, cities=(), schedule=WEEKEND, sections=Section.MAP, headlines=3, silent=True, paused_until=TODAY
    )
    await subscriptions.change(connection, changed)
    assert await subscriptions.get(connection, 1, 0) == changed
    assert await subscriptions.get(connection, 1, 7) == second


async def test_subscriptions_of_a_topic_are_in_creation_order(connection: AsyncConnection) -> None:
    first, other = await subscribe(connection, subscription(), subscription(thread_id=7))
    second = await subscriptions.add(connection, subscription(stations=(90,)))
    assert await subscriptions.list_all(connection, 1, 0) == [first, second]
    assert await subscriptions.list_all(connection, 1) == [first, other, second]
    assert await subscriptions.list_all(connection, 2) == []


async def test_a_subscription_id_is_valid_only_in_its_own_chat(connection: AsyncConnection) -> None:
    (mine,) = await subscribe(connection, subscription())
    assert await subscriptions.get_of_chat(connection, 1, mine.id) == mine
    assert await subscriptions.get_of_chat(connection, 2, mine.id) is None


async def test_a_place_is_stored_with_its_names_and_station(connection: AsyncConnection) -> None:
    pangyo = City("판교", 119, {"ko": "판교", "en": "Pangyo"})
    await subscribe(connection, replace(subscription(), cities=(pangyo, City.of_station(112))))
    stored = await subscriptions.get(connection, 1, 0)
    assert stored is not None
    assert stored.cities == (pangyo, City("station:112", 112))
    assert stored.stations == (119, 112)


async def test_a_shared_schedule_is_stored_once(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1), subscription(2), replace(subscription(3), schedule=WEEKEND))
    assert await connection.scalar(select(func.count()).select_from(schedule)) == 2


@pytest.mark.parametrize("days", [Days(0), Days.EVERY_DAY])
def test_a_schedule_has_a_time_and_a_day(days: Days) -> None:
    with pytest.raises(ValueError, match="a time and a day"):
        Schedule((dt.time(7),) if not days else (), "Asia/Seoul", days)


def test_a_schedules_times_are_in_order_and_each_there_once() -> None:
    assert Schedule((dt.time(19), dt.time(7), dt.time(19)), "Asia/Seoul").times == (dt.time(7), dt.time(19))


async def test_pending_bulletins_are_not_claimed_during_a_pause(connection: AsyncConnection) -> None:
    (mine,) = await subscribe(connection, subscription())
    await enqueue(connection)
    paused = replace(mine, paused_until=TODAY + 3 * DAY, next_due_at=NOW + 3 * DAY)
    await subscriptions.pause(connection, paused, NOW)
    assert await claiming.claim(connection, NOW, 9) == []
    assert await enqueueing.list_due(connection, NOW + 2 * DAY) == []
    assert len(await enqueueing.list_due(connection, NOW + 3 * DAY)) == 1
    (past,) = await history.list_newest(connection, mine.id, 9)
    assert (past.state, past.reason) == (DeliveryState.FAILED, FailureReason.PAUSED)


async def test_bulletins_in_flight_are_not_retried_after_a_pause(connection: AsyncConnection) -> None:
    (mine,) = await subscribe(connection, subscription())
    await enqueue(connection)
    (claim,) = await claiming.claim(connection, NOW, 9)
    await deliveries.mark_sending(connection, [claim])
    paused = replace(mine, paused_until=TODAY + 3 * DAY, next_due_at=NOW + 3 * DAY)
    await subscriptions.pause(connection, paused, NOW)
    await deliveries.write_outcomes(
        connection, [OutcomeRow(claim.id, DeliveryState.PENDING, NOW, reason=FailureReason.SERVER_ERROR)]
    )
    assert await claiming.claim(connection, NOW, 9) == []
    await enqueue(connection, TODAY + 3 * DAY, NOW + 3 * DAY)
    assert [claim.local_date for claim in await claiming.claim(connection, NOW + 3 * DAY, 9)] == [TODAY + 3 * DAY]


async def test_deliveries_outlive_their_subscription(connection: AsyncConnection) -> None:
    mine, other = await subscribe(connection, subscription(), subscription(2))
    await enqueue(connection)
    await subscriptions.remove(connection, mine.id, NOW)
    assert await subscriptions.list_all(connection, 1) == []
    assert [claim.chat_id for claim in await claiming.claim(connection, NOW, 9)] == [2]
    rows = (await connection.execute(select(delivery.c.chat_id, delivery.c.subscription_id, delivery.c.reason))).all()
    assert sorted(rows, key=lambda row: row.chat_id) == [
        (1, None, FailureReason.SUBSCRIPTION_DELETED),
        (2, other.id, None),
    ]


async def test_a_subscription_needs_a_stored_chat(database: Database) -> None:
    with pytest.raises(DatabaseFailed, match=r"(?i)foreign key"):
        async with database.write() as connection:
            await subscriptions.add(connection, subscription())


async def test_a_stopped_subscription_is_not_due_until_it_is_saved_again(connection: AsyncConnection) -> None:
    (mine,) = await subscribe(connection, subscription())
    assert await subscriptions.stop(connection, 1, 0, StopReason.UNSUBSCRIBED, NOW)
    assert await enqueueing.list_due(connection, NOW + DAY) == []
    stopped = await subscriptions.get(connection, 1, 0)
    assert stopped == replace(mine, stopped_at=NOW, stopped_reason=StopReason.UNSUBSCRIBED)
    await subscribe(connection, subscription())
    assert len(await enqueueing.list_due(connection, NOW)) == 1


async def test_stopping_twice_or_without_a_subscription_says_so(connection: AsyncConnection) -> None:
    assert not await subscriptions.stop(connection, 1, 0, StopReason.UNSUBSCRIBED, NOW)
    await subscribe(connection, subscription())
    assert await subscriptions.stop(connection, 1, 0, StopReason.UNSUBSCRIBED, NOW)
    assert not await subscriptions.stop(connection, 1, 0, StopReason.SWITCHED_OFF, NOW + DAY)
    assert await stopped_at(connection, 1) == NOW


async def test_one_topic_is_stopped_or_all_of_a_chats(connection: AsyncConnection) -> None:
    topics = [subscription(thread_id=topic) for topic in (0, 7, 8)]
    await subscribe(connection, *topics, subscription(2))
    await subscriptions.stop(connection, 1, 7, StopReason.UNSUBSCRIBED, NOW)
    assert [await stopped_at(connection, 1, topic) for topic in (0, 7, 8)] == [None, NOW, None]
    await subscriptions.stop(connection, 1, None, StopReason.BOT_REMOVED, NOW + DAY)
    assert [await stopped_at(connection, 1, topic) for topic in (0, 7, 8)] == [NOW + DAY, NOW, NOW + DAY]
    assert await stopped_at(connection, 2) is None


async def test_pending_bulletins_of_a_stopped_topic_are_not_claimed(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(), subscription(thread_id=7), subscription(2))
    await enqueue(connection)
    await subscriptions.stop(connection, 1, 7, StopReason.UNSUBSCRIBED, NOW)
    claims = await claiming.claim(connection, NOW, 9)
    assert [(claim.chat_id, claim.thread_id) for claim in claims] == [(1, 0), (2, 0)]
