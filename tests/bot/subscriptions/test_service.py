"""Changes of a subscription never repeat a bulletin of a local day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.enqueueing import enqueue_due, reschedule_far_ahead
from bot.subscriptions import service
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.database import Database, open_database
from storage.ledger import claiming, history
from storage.schema import DeliveryState, delivery
from storage.terms import Days, Schedule
from tests.bot.subscriptions.factories import MOMENT, SCHEDULE, TIME, ZONES, utc
from tests.factories import copy_database
from tests.storage.factories import CUT_OFF, subscribe, subscription

SEVEN = Schedule((dt.time(7),), "Asia/Seoul")
TODAY = dt.date(2024, 5, 14)
AFTERNOON = utc("2024-05-13T05:00")
"""Two in the afternoon of the thirteenth in Seoul."""

HOUR = dt.timedelta(hours=1)


async def make(database: Database, schedule: Schedule = SEVEN, now: dt.datetime = AFTERNOON) -> Subscription:
    async with database.write() as connection:
        (one,) = await subscribe(connection, replace(subscription(), schedule=schedule))
        return await service.change(connection, one, now)


async def ring(database: Database, *moments: dt.datetime) -> None:
    for now in moments:
        await enqueue_due(database, now, CUT_OFF)


async def bulletins(database: Database) -> list[tuple[dt.date, int, dt.datetime]]:
    columns = delivery.c.local_date, delivery.c.occasion, delivery.c.due_at
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(select(*columns).order_by(delivery.c.due_at))]


async def change(database: Database, now: dt.datetime, **changes: object) -> Subscription:
    async with database.write() as connection:
        (before,) = await subscriptions.list_all(connection, 1)
        return await service.change(connection, replace(before, **changes), now)  # type: ignore[arg-type]


async def test_a_new_subscription_is_due_at_its_next_time(database: Database) -> None:
    assert (await make(database)).next_due_at == utc("2024-05-13T22:00")


async def test_another_time_on_the_day_itself_waits_for_tomorrow(database: Database) -> None:
    await make(database)
    await ring(database, utc("2024-05-13T22:00"))
    later = await change(database, utc("2024-05-14T00:00"), schedule=replace(SEVEN, times=(dt.time(20),)))
    assert later.next_due_at == utc("2024-05-15T11:00")


async def test_a_time_added_today_is_delivered_today(database: Database) -> None:
    await make(database)
    await ring(database, utc("2024-05-13T22:00"))
    twice = replace(SEVEN, times=(dt.time(7), dt.time(20)))
    assert (await change(database, utc("2024-05-14T00:00"), schedule=twice)).next_due_at == utc("2024-05-14T11:00")
    await ring(database, utc("2024-05-14T11:00"), utc("2024-05-14T11:01"))
    assert [(day, number) for day, number, _ in await bulletins(database)] == [(TODAY, 0), (TODAY, 1)]


async def test_a_zone_where_it_is_yesterday_does_not_repeat_a_day(database: Database) -> None:
    await make(database)
    await ring(database, utc("2024-05-13T22:00"))
    honolulu = Schedule((dt.time(13),), "Pacific/Honolulu")
    moved = await change(database, utc("2024-05-13T22:30"), schedule=honolulu)
    assert moved.next_due_at > utc("2024-05-14T22:59")


async def test_only_the_last_missed_bulletin_is_sent(database: Database) -> None:
    thrice = Schedule((dt.time(7), dt.time(12), dt.time(18)), "Asia/Seoul")
    await make(database, thrice)
    await ring(database, utc("2024-05-17T04:00"), utc("2024-05-17T04:01"))
    assert await bulletins(database) == [(dt.date(2024, 5, 17), 1, utc("2024-05-17T03:00"))]


async def test_a_pause_cancels_pending_bulletins(database: Database) -> None:
    mine = await make(database)
    await ring(database, utc("2024-05-13T22:00"))
    async with database.write() as connection:
        now = utc("2024-05-13T22:01")
        paused = await service.pause(connection, mine, dt.date(2024, 5, 20), now)
        assert paused.next_due_at == utc("2024-05-19T22:00")
        assert await _states(connection) == [DeliveryState.FAILED]
        assert (await service.restart(connection, paused, now)).next_due_at == utc("2024-05-14T22:00")


async def test_bulletins_go_on_until_a_pause_that_begins_later(database: Database) -> None:
    async with database.write() as connection:
        stored = await subscribe(connection, *(replace(subscription(chat), schedule=SEVEN) for chat in (1, 2)))
        mine, other = [await service.change(connection, one, AFTERNOON) for one in stored]
        first, until = dt.date(2024, 5, 15), dt.date(2024, 5, 17)
        await service.pause(connection, mine, until, AFTERNOON, first)
    days = range(13, 18)
    await ring(database, *(utc(f"2024-05-{day}T22:00") for day in days))
    async with database.read() as connection:
        sent = {one.id: await history.list_newest(connection, one.id, 9) for one in (mine, other)}
        left = await subscriptions.get_by_id(connection, mine.id)
    assert [past.local_date.day for past in sent[other.id]] == [18, 17, 16, 15, 14]
    assert [past.local_date.day for past in sent[mine.id]] == [18, 17, 14]
    assert left is not None
    assert left.next_due_at == utc("2024-05-18T22:00")


async def test_a_bulletin_that_waits_before_a_pause_is_still_sent(database: Database) -> None:
    mine = await make(database)
    await ring(database, utc("2024-05-13T22:00"))
    async with database.write() as connection:
        await service.pause(connection, mine, dt.date(2024, 5, 20), utc("2024-05-13T22:01"), dt.date(2024, 5, 15))
        assert await _states(connection) == [DeliveryState.PENDING]
        assert len(await claiming.claim(connection, utc("2024-05-13T22:01"), 9)) == 1


async def _states(connection: AsyncConnection) -> list[str]:
    return list(await connection.scalars(select(delivery.c.state)))


async def test_a_pause_outlives_a_clock_that_was_ahead(database: Database) -> None:
    mine = await make(database)
    async with database.write() as connection:
        await service.pause(connection, mine, dt.date(2024, 5, 20), AFTERNOON)
    await ring(database, utc("2034-01-01T00:00"))
    await reschedule_far_ahead(database, AFTERNOON)
    await ring(database, utc("2024-05-18T22:00"), utc("2024-05-19T22:00"))
    assert [day for day, _, _ in await bulletins(database)] == [dt.date(2024, 5, 20), dt.date(2034, 1, 1)]


async def test_a_due_time_that_is_rightly_far_ahead_stays(database: Database) -> None:
    weekly = await make(database, replace(SEVEN, days=Days.SUNDAY))
    assert weekly.next_due_at == utc("2024-05-18T22:00")
    await reschedule_far_ahead(database, AFTERNOON)
    async with database.read() as connection:
        assert await subscriptions.get(connection, 1, 0) == weekly


async def test_a_holiday_is_left_out(database: Database) -> None:
    await make(database, replace(SEVEN, skips_holidays=True))
    await ring(database, *(utc("2024-05-13T22:00") + number * HOUR for number in range(50)))
    assert [day.day for day, _, _ in await bulletins(database)] == [14, 16]


STEP = st.tuples(
    st.sampled_from(["nothing", "times", "zone", "days"]),
    st.integers(0, 60),
    st.lists(TIME, min_size=1, max_size=1).map(tuple),
    st.sampled_from(ZONES),
    st.integers(1, 127).map(Days),
)


@settings(max_examples=60)
@given(schedule=SCHEDULE, start=MOMENT, hours=st.lists(st.integers(-30, 30), min_size=1, max_size=12))
async def test_a_clock_that_jumps_gives_each_day_and_time_at_most_once(
    empty_database: Path, schedule: Schedule, start: dt.datetime, hours: Sequence[int]
) -> None:
    with TemporaryDirectory() as folder:
        async with open_database(copy_database(empty_database, folder)) as database:
            await make(database, schedule, start)
            now = start
            for jump in hours:
                now += jump * HOUR
                await reschedule_far_ahead(database, now)
                await ring(database, now)
            delivered = [(day, number) for day, number, _ in await bulletins(database)]
            assert len(delivered) == len(set(delivered))


@settings(max_examples=60)
@given(start=MOMENT, first=SCHEDULE, steps=st.lists(STEP, min_size=1, max_size=8))
async def test_changes_on_the_day_itself_never_give_two_of_one_time(
    empty_database: Path,
    start: dt.datetime,
    first: Schedule,
    steps: Sequence[tuple[str, int, tuple[dt.time, ...], str, Days]],
) -> None:
    """After each change the subscription's own local day, on its newest calendar, has at most one bulletin."""
    schedule = replace(first, times=first.times[:1])
    with TemporaryDirectory() as folder:
        async with open_database(copy_database(empty_database, folder)) as database:
            await make(database, schedule, start)
            now = start
            for kind, hours, times, zone, days in steps:
                now += hours * HOUR
                await ring(database, now)
                changed = {"times": {"times": times}, "zone": {"zone": zone}, "days": {"days": days}}.get(kind, {})
                schedule = replace(schedule, **changed)  # type: ignore[arg-type]
                mine = await change(database, now, schedule=schedule)
                had = await bulletins(database)
                due_on = mine.next_due_at.astimezone(ZoneInfo(schedule.zone)).date()
                assert due_on not in {at.astimezone(ZoneInfo(schedule.zone)).date() for _, _, at in had}
            days_told = [day for day, _, _ in await bulletins(database)]
            assert len(days_told) == len(set(days_told))
