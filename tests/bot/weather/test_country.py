import datetime as dt
from dataclasses import replace

import pytest

from bot.weather.country import summarize
from bot.weather.freshness import is_late, is_old
from sources.records import KST, Precision
from tests.bot.factories import MORNING, YESTERDAY, country, hourly, observation


def seoul(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KST)


def test_no_observations_have_no_summary() -> None:
    assert summarize([]) is None


def test_the_warmest_and_the_coldest_come_in_order_and_at_most_five() -> None:
    summary = country(*(observation(station, float(station)) for station in (95, 90, 99, 98, 93, 100, 101)))
    assert [one.station for one in summary.warmest] == [101, 100, 99, 98, 95]
    assert [one.station for one in summary.coldest] == [90, 93, 95, 98, 99]


def test_equally_warm_stations_are_ordered_by_number() -> None:
    summary = country(*(observation(station, 10.0) for station in (101, 99, 90, 98, 100, 93)))
    assert [one.station for one in summary.warmest] == [90, 93, 98, 99, 100]
    assert summary.coldest == summary.warmest


def test_a_station_without_a_temperature_is_only_counted() -> None:
    summary = country(observation(90, None), observation(93, 10.0), observation(95, 20.0))
    assert len(summary.observations) == 3
    assert len(summary.warmest) == 2
    assert summary.mean == pytest.approx(15.0)
    assert summary.conditions == (("맑음", 3),)


def test_without_temperatures_there_is_no_mean() -> None:
    summary = country(observation(90, None, None), observation(93, None))
    assert (summary.mean, summary.warmest, summary.coldest) == (None, (), ())
    assert summary.conditions == (("맑음", 1),)


def test_the_most_frequent_condition_comes_first() -> None:
    words = ["비", "맑음", "흐림", "맑음", "비", "맑음"]
    summary = country(*(observation(station, 1.0, word) for station, word in enumerate(words, 90)))
    assert summary.conditions == (("맑음", 3), ("비", 2), ("흐림", 1))


def test_the_newest_observation_dates_the_summary() -> None:
    old, new = observation(90), observation(93, at=MORNING)
    assert country(old, new, replace(old, station=95)).newest == new


def test_a_suspect_reading_is_counted_but_not_in_mean_and_extremes() -> None:
    wrong = [replace(observation(90, 40.0, "비"), suspect=True), replace(observation(93, -40.0), suspect=True)]
    summary = country(*wrong, observation(95, 10.0), observation(98, 12.0))
    assert [one.station for one in summary.warmest] == [98, 95]
    assert [one.station for one in summary.coldest] == [95, 98]
    assert summary.mean == pytest.approx(11.0)
    assert summary.conditions == (("맑음", 3), ("비", 1))


@pytest.mark.parametrize(("hours", "late"), [(3.0, False), (3.01, True), (25.0, True)])
def test_an_hourly_reading_is_late_after_three_hours(hours: float, late: bool) -> None:
    assert is_late(hourly(hours=hours), MORNING) is late


def test_a_reading_of_yesterday_at_an_unknown_hour_is_not_late() -> None:
    assert not is_late(observation(at=YESTERDAY), MORNING)
    assert is_late(observation(at=YESTERDAY), MORNING + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("now", "old"), [("2024-05-13T23:59", False), ("2024-05-14T23:59", False), ("2024-05-15T00:00", True)]
)
def test_a_daily_reading_is_old_after_the_next_day(now: str, old: bool) -> None:
    assert is_old(observation(at=YESTERDAY), seoul(now)) is old
    assert is_old(observation(at=YESTERDAY.astimezone(dt.UTC)), seoul(now).astimezone(dt.UTC)) is old


@pytest.mark.parametrize(("now", "old"), [("2024-05-14T09:00", False), ("2024-05-14T09:01", True)])
def test_an_hourly_reading_is_old_after_a_day(now: str, old: bool) -> None:
    assert is_old(observation(at=seoul("2024-05-13T09:00"), precision=Precision.HOUR), seoul(now)) is old
