import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.occasions import following, last_moment, moment, next_moment

ZONES = sorted(available_timezones() - {"localtime"})
FIRST = dt.date(2024, 1, 1)
ZONE = st.sampled_from(ZONES).map(ZoneInfo)
DAY = st.integers(0, 730).map(lambda days: FIRST + dt.timedelta(days=days))
TIME = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
MOMENT = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
SEOUL, BERLIN, NUUK = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/Nuuk")


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


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
    assert next_moment(utc(after), dt.time(7), SEOUL) == utc(expected)


def test_a_time_that_summer_time_leaves_out_comes_an_hour_later_by_the_clock() -> None:
    assert moment(dt.date(2024, 3, 31), dt.time(2, 30), BERLIN).astimezone(BERLIN).time() == dt.time(3, 30)
    assert moment(dt.date(2024, 4, 1), dt.time(2, 30), BERLIN).astimezone(BERLIN).time() == dt.time(2, 30)


def test_a_time_that_comes_twice_is_taken_the_first_time() -> None:
    first = moment(dt.date(2024, 10, 27), dt.time(2, 30), BERLIN)
    assert first == utc("2024-10-27T00:30")
    assert next_moment(first, dt.time(2, 30), BERLIN) == utc("2024-10-28T01:30")


def test_a_time_left_out_before_midnight_stays_on_its_day() -> None:
    at = moment(dt.date(2024, 3, 30), dt.time(23, 30), NUUK)
    assert at.astimezone(NUUK).replace(tzinfo=None) == dt.datetime(2024, 3, 30, 22, 30)  # noqa: DTZ001 - a wall clock
    assert following(dt.date(2024, 3, 30), dt.time(23, 30), NUUK).astimezone(NUUK).date() == dt.date(2024, 3, 31)


@settings(max_examples=400)
@given(ZONE, DAY, TIME)
def test_each_local_day_has_exactly_one_moment(zone: ZoneInfo, day: dt.date, send_at: dt.time) -> None:
    at = moment(day, send_at, zone)
    assert at.astimezone(zone).date() == day
    assert following(day, send_at, zone) == next_moment(at, send_at, zone)
    assert following(day, send_at, zone).astimezone(zone).date() == day + dt.timedelta(days=1)


@settings(max_examples=400)
@given(ZONE, MOMENT, TIME)
def test_the_next_moment_comes_after_and_within_a_day_and_its_change_of_clocks(
    zone: ZoneInfo, after: dt.datetime, send_at: dt.time
) -> None:
    at = next_moment(after, send_at, zone)
    assert after < at <= after + dt.timedelta(hours=26)
    assert at.tzinfo is dt.UTC


@given(ZONE, MOMENT, TIME)
def test_no_moment_lies_between_the_last_and_the_next(zone: ZoneInfo, now: dt.datetime, send_at: dt.time) -> None:
    last = last_moment(now, send_at, zone)
    assert last <= now < next_moment(now, send_at, zone)
    assert next_moment(last, send_at, zone) == next_moment(now, send_at, zone)


def test_no_day_is_left_out_when_the_clocks_change() -> None:
    for zone in map(ZoneInfo, ZONES):
        for day in days_of_change(zone):
            for minutes in range(0, 24 * 60, 30):
                send_at = dt.time(minutes // 60, minutes % 60)
                assert moment(day, send_at, zone).astimezone(zone).date() == day


def days_of_change(zone: ZoneInfo) -> list[dt.date]:
    """The days of a year on which, or before which, a zone's clocks change."""
    noons = [dt.datetime.combine(FIRST, dt.time(12), zone) + dt.timedelta(days=number) for number in range(366)]
    changes = [pair for pair in pairwise(noons) if pair[0].utcoffset() != pair[1].utcoffset()]
    return [noon.date() for pair in changes for noon in pair]
