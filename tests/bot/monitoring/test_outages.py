"""Outages and the health of sources: each beginning and end once, and which source fails."""

import logging

import pytest

from bot.monitoring.metrics import Metrics
from bot.monitoring.outages import Outage, describe_duration
from bot.monitoring.sources import SourceHealth


class Seconds:
    """Clock that stands still until a test moves it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (119, "119 s"),
        (121, "2 min"),
        (3_599, "1 h 0 min"),
        (11_100, "3 h 5 min"),
        (90_000, "25 h 0 min"),
    ],
)
def test_durations_are_told_in_words(seconds: float, words: str) -> None:
    assert describe_duration(seconds) == words


def test_an_outage_begins_and_ends_once() -> None:
    seconds = Seconds()
    outage = Outage(seconds)
    assert outage.end() is None
    assert outage.begin()
    seconds.now = 600.0
    assert not outage.begin()
    assert outage.is_on
    assert outage.end() == "10 min"
    assert outage.end() is None


def test_an_outage_that_lasts_over_a_reload_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds, health = Seconds(), SourceHealth(Metrics())
    for name in ("인천신문", "인천신문", "강릉신문"):
        health.watch(name, seconds)
    health.list_watches("인천신문")[1].record_failure("the server answered 503")
    seconds.now = 600
    health.forget()
    first, second = (health.watch("인천신문", seconds) for _ in range(2))
    assert health.failing == ["인천신문"]
    first.record_success()
    second.record_failure("the server answered 503")
    seconds.now = 3_600
    second.record_success()
    assert caplog.messages == [
        "Source 인천신문 failed: the server answered 503",
        "Source 인천신문 works again, after 1 h 0 min",
    ]
    health.forget()
    health.watch("인천신문", seconds).record_failure("the server answered 404")
    assert caplog.messages[2:] == ["Source 인천신문 failed: the server answered 404"]


def test_a_source_is_logged_once_when_it_fails_and_once_when_it_works_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds, health = Seconds(), SourceHealth(Metrics())
    watch = health.watch("인천신문", seconds)
    for seconds.now in range(0, 3_600, 600):
        watch.record_failure("the server answered 503")
    assert health.failing == ["인천신문"]
    seconds.now = 3_600
    watch.record_success()
    watch.record_success()
    assert caplog.messages == [
        "Source 인천신문 failed: the server answered 503",
        "Source 인천신문 works again, after 1 h 0 min",
    ]
    assert health.failing == []


def test_the_age_of_a_source_is_that_of_its_oldest_part() -> None:
    metrics, seconds = Metrics(), Seconds()
    health = SourceHealth(metrics)
    hours, stations = health.watch("AirKorea", seconds), health.watch("AirKorea", seconds)
    seconds.now = 100
    stations.record_success()
    seconds.now = 160
    hours.record_success()
    stations.record_failure("no answer")
    health.update_metrics()
    read = metrics.registry.get_sample_value
    assert read("jogan_source_age_seconds", {"source": "AirKorea"}) == 60
    assert read("jogan_source_failing", {"source": "AirKorea"}) == 1
    assert read("jogan_source_failures_total", {"source": "AirKorea"}) == 1


def test_a_source_that_another_one_replaces_neither_fails_nor_ages() -> None:
    metrics, seconds = Metrics(), Seconds()
    health = SourceHealth(metrics)
    watch = health.watch("KMA feed", seconds)
    watch.record_failure("no answer")
    seconds.now = 9_000
    watch.record_unneeded()
    assert health.failing == []
    health.update_metrics()
    assert metrics.registry.get_sample_value("jogan_source_age_seconds", {"source": "KMA feed"}) == 0


def test_sources_that_are_not_configured_any_more_leave_no_series() -> None:
    metrics = Metrics()
    health = SourceHealth(metrics)
    health.watch("old").record_failure("no answer")
    health.update_metrics()
    health.forget()
    health.update_metrics()
    assert not [one for family in metrics.registry.collect() for one in family.samples if "source" in one.labels]
    assert health.names == []


def test_nothing_is_told_of_a_source_that_another_process_asks() -> None:
    seconds, metrics = Seconds(), Metrics()
    health = SourceHealth(metrics)
    feed, page = (health.watch(name, seconds) for name in ("Feed", "Page"))
    page.record_success()
    feed.record_failure("503")
    seconds.now = 7200
    assert health.list_down(3600) == ["Feed"]
    for _ in range(2):
        health.set_place(["Feed"], is_here=False)
    health.update_metrics()
    assert (health.failing, health.active, health.list_down(0)) == ([], ["Page"], [])
    assert feed.reason is None
    assert not health.is_working("Feed")
    assert metrics.registry.get_sample_value("jogan_source_failing", {"source": "Feed"}) is None
    assert metrics.registry.get_sample_value("jogan_source_age_seconds", {"source": "Page"}) == 7200
    # It comes back when the other process is gone.
    health.set_place(["Feed"], is_here=True)
    feed.record_failure("503")
    health.update_metrics()
    assert health.failing == ["Feed"]
    assert metrics.registry.get_sample_value("jogan_source_failing", {"source": "Feed"}) == 1
