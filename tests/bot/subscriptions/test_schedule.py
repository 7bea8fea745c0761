import datetime as dt
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.subscriptions.schedule import Occasion, has_day, is_holiday, last_occasion, moment, next_occasion, occasions_on
from storage.terms import Days, Schedule
from tests.bot.subscriptions.factories import MOMENT, SCHEDULE, ZONES, utc

FIRST = dt.date(2024, 1, 1)
ZONE = st.sampled_from(ZONES).map(ZoneInfo)
DAY = st.integers(0, 730).map(lambda days: FIRST + dt.timedelta(days=days))
SEOUL, BERLIN, NUUK = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/Nuuk")
SEVEN = Schedule((dt.time(7),), "Asia/Seoul")
ONE_DAY = dt.timedelta(days=1)


def test_seven_in_seoul_is_ten_the_evening_before_in_utc() -> None:
    assert moment(dt.date(2024, 5, 14), dt.time(7), SEOUL) == utc("2024-05-13T22:00")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2024-05-13T21:59", "2024-05-13T22:00"),
        ("2024-05-13T22:00", "2024-05-14T22:00"),
        ("2024-05-13T15:00", "2024-05-13T22:00"),
    ],
)
def test_the_next_moment_is_strictly_after(after: str, expected: str) -> None:
    assert next_occasion(utc(after), SEVEN).at == utc(expected)


def test_a_time_skipped_by_summer_time_moves_an_hour_later() -> None:
    assert moment(dt.date(2024, 3, 31), dt.time(2, 30), BERLIN).astimezone(BERLIN).time() == dt.time(3, 30)
    assert moment(dt.date(2024, 4, 1), dt.time(2, 30), BERLIN).astimezone(BERLIN).time() == dt.time(2, 30)


def test_a_repeated_local_time_means_the_first_one() -> None:
    first = moment(dt.date(2024, 10, 27), dt.time(2, 30), BERLIN)
    assert first == utc("2024-10-27T00:30")
    assert next_occasion(first, Schedule((dt.time(2, 30),), "Europe/Berlin")).at == utc("2024-10-28T01:30")


def test_a_time_left_out_before_midnight_stays_on_its_day() -> None:
    at = moment(dt.date(2024, 3, 30), dt.time(23, 30), NUUK)
    assert at.astimezone(NUUK).replace(tzinfo=None) == dt.datetime(2024, 3, 30, 22, 30)  # noqa: DTZ001 - a wall clock
    assert next_occasion(at, Schedule((dt.time(23, 30),), "America/Nuuk")).day == dt.date(2024, 3, 31)


def test_times_that_the_gap_makes_one_moment_are_one_bulletin() -> None:
    both = Schedule((dt.time(2, 30), dt.time(3, 30)), "Europe/Berlin")
    first, second = occasions_on(both, dt.date(2024, 3, 31))
    assert first.at == second.at
    assert last_occasion(first.at, both) == second
    assert next_occasion(first.at, both).day == dt.date(2024, 4, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (Days.EVERY_DAY, [6, 7, 8, 9, 10, 11, 12]),
        (Days.WEEKDAYS, [6, 7, 8, 9, 10]),
        (Days.WEEKEND, [11, 12]),
        (Days.MONDAY | Days.SUNDAY, [6, 12]),
    ],
)
def test_bulletins_come_on_the_days_that_were_chosen(days: Days, expected: list[int]) -> None:
    week = [dt.date(2024, 5, day) for day in range(6, 13)]
    assert [day.day for day in week if has_day(replace(SEVEN, days=days), day)] == expected


@pytest.mark.parametrize("holiday", ["2024-05-15", "2024-05-06", "2024-04-10", "2025-01-28", "2025-10-08"])
def test_holidays_substitute_ones_and_elections_are_skipped_on_request(holiday: str) -> None:
    day = dt.date.fromisoformat(holiday)
    assert is_holiday(day)
    assert has_day(SEVEN, day)
    assert not has_day(replace(SEVEN, skips_holidays=True), day)
    assert not is_holiday(dt.date(2024, 5, 14))


def test_a_pause_ends_on_its_day() -> None:
    occasion = next_occasion(utc("2024-05-13T12:00"), SEVEN, paused_until=dt.date(2024, 6, 1))
    assert occasion.day == dt.date(2024, 6, 1)
    assert next_occasion(utc("2024-06-02T12:00"), SEVEN, dt.date(2024, 6, 1)).day == dt.date(2024, 6, 3)


def test_an_occasion_in_the_ledger_does_not_repeat() -> None:
    noon, today = utc("2024-05-14T03:00"), dt.date(2024, 5, 14)
    evening = replace(SEVEN, times=(dt.time(19),))
    assert next_occasion(noon, evening).day == today
    assert next_occasion(noon, evening, taken={(today, 0)}).day == today + ONE_DAY
    assert next_occasion(noon, replace(SEVEN, times=(dt.time(6), dt.time(19))), taken={(today, 0)}).day == today


def test_removing_a_time_adds_no_bulletin_to_a_finished_day() -> None:
    today = dt.date(2024, 5, 14)
    late = replace(SEVEN, times=(dt.time(21),))
    assert next_occasion(utc("2024-05-14T11:00"), late, taken={(today, 1)}).day == today + ONE_DAY


def test_the_last_occasion_is_searched_beyond_a_holiday() -> None:
    mondays = Schedule((dt.time(7),), "Asia/Seoul", Days.MONDAY, skips_holidays=True)
    assert last_occasion(utc("2024-05-08T00:00"), mondays) == Occasion(utc("2024-04-28T22:00"), 0, dt.date(2024, 4, 29))


@settings(max_examples=400)
@given(SCHEDULE, DAY)
def test_each_local_day_and_time_has_exactly_one_moment(schedule: Schedule, day: dt.date) -> None:
    zone = ZoneInfo(schedule.zone)
    found = occasions_on(schedule, day)
    assert len(found) == (len(schedule.times) if has_day(schedule, day) else 0)
    assert sorted(one.number for one in found) == list(range(len(found)))
    assert all(one.at.astimezone(zone).date() == day == one.day and one.at.tzinfo is dt.UTC for one in found)


@settings(max_examples=200)
@given(SCHEDULE, MOMENT)
def test_next_occasions_include_all_and_none_twice(schedule: Schedule, start: dt.datetime) -> None:
    today = start.astimezone(ZoneInfo(schedule.zone)).date()
    days = [today + number * ONE_DAY for number in range(-1, 30)]
    expected = sorted({one.at for day in days for one in occasions_on(schedule, day) if one.at > start})
    met: list[dt.datetime] = []
    at = start
    while len(met) < len(expected):
        at = next_occasion(at, schedule).at
        met.append(at)
    assert met == expected


@given(SCHEDULE, MOMENT)
def test_no_occasion_lies_between_the_last_and_the_next(schedule: Schedule, now: dt.datetime) -> None:
    last = last_occasion(now, schedule)
    assert last is not None
    assert last.at <= now < next_occasion(now, schedule).at
    assert next_occasion(last.at, schedule).at == next_occasion(now, schedule).at


def test_no_day_is_left_out_when_the_clocks_change() -> None:
    for zone in map(ZoneInfo, ZONES):
        for day in days_of_change(zone):
            for minutes in range(0, 24 * 60, 30):
                send_at = dt.time(minutes // 60, minutes % 60)
                assert moment(day, send_at, zone).astimezone(zone).date() == day


def days_of_change(zone: ZoneInfo) -> list[dt.date]:
    """Return the days of a year on which a zone's clocks change, and the days before."""
    noons = [dt.datetime.combine(FIRST, dt.time(12), zone) + dt.timedelta(days=number) for number in range(366)]
    changes = [pair for pair in pairwise(noons) if pair[0].utcoffset() != pair[1].utcoffset()]
    return [noon.date() for pair in changes for noon in pair]
