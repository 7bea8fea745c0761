import datetime as dt
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.layout import plain_text, visible_length
from bot.rendering.places import nearest_heading
from bot.rendering.weather import render_country, render_station
from bot.weather.stations import StationWeather
from sources.records import KST, Precision
from storage.content.observations import Observation
from tests.bot.factories import HOSTILE, MORNING, PLACES, TRANSLATORS, YESTERDAY, country, hourly, observation
from tests.factories import CATALOGUE

INCHEON = CATALOGUE[112]
HOURLY = observation(112, -0.04, "비", at=dt.datetime(2024, 5, 14, 6, tzinfo=KST), precision=Precision.HOUR)
FEW = (observation(90, 18.5), observation(95, 15.4, "구름조금"), observation(108, 17.7), observation(112, None, "낙뢰"))


@pytest.mark.parametrize(
    "reading",
    [
        observation(),
        observation(condition=None),
        observation(temperature=None),
        observation(condition=None, temperature=None),
        observation(condition="낙뢰", temperature=-3.1),
        HOURLY,
        observation(at=YESTERDAY.replace(year=2023)),
        None,
    ],
    ids=["usual", "no condition", "no temperature", "nothing", "unknown condition", "hourly", "old", "never"],
)
def test_a_station_reads_well(tr: Translator, snapshot: SnapshotAssertion, reading: object) -> None:
    assert reading is None or isinstance(reading, type(HOURLY))
    assert render_station(StationWeather(INCHEON, reading), MORNING, tr) == snapshot


@pytest.mark.parametrize(
    "known",
    [
        StationWeather(INCHEON, hourly(), change=2.3),
        StationWeather(INCHEON, hourly(), change=-0.4),
        StationWeather(INCHEON, hourly(), change=0.0),
        StationWeather(INCHEON, replace(hourly(), rain=1.2, humidity=85.0, wind_direction=50.0, wind_speed=2.1)),
        StationWeather(INCHEON, replace(hourly(), rain=0.5, rain_today=12.5, snow=3.0, wind_speed=0.2), change=1.0),
        StationWeather(INCHEON, replace(hourly(), humidity=41.6)),
        StationWeather(INCHEON, replace(hourly(), feels_like=-3.24, humidity=91.0, wind_direction=200, wind_speed=7.0)),
        StationWeather(INCHEON, replace(hourly(), feels_like=15.9, rain_today=0.0)),
        StationWeather(INCHEON, replace(hourly(), rain=0.0, rain_today=0.0, snow=0.0)),
        StationWeather(INCHEON, hourly(hours=3)),
        StationWeather(INCHEON, hourly(hours=3.1)),
        StationWeather(INCHEON, hourly(hours=24.1)),
        StationWeather(INCHEON, replace(hourly(temperature=40.0), suspect=True)),
    ],
    ids=[
        "warmer", "colder", "the same", "rain and wind", "all day", "humidity", "feels like", "feels as it is",
        "dry", "three hours", "late", "old",
        "suspect",
    ],
)  # fmt: skip
def test_the_measurements_of_a_station_read_well(
    tr: Translator, snapshot: SnapshotAssertion, known: StationWeather
) -> None:
    assert render_station(known, MORNING, tr) == snapshot


def test_differing_values_of_other_sources_are_shown(tr: Translator, snapshot: SnapshotAssertion) -> None:
    others = (
        hourly(temperature=16.4, source="KMA hub"),
        replace(hourly(temperature=39.0, condition=None, source="maeul.example"), suspect=True),
        hourly(condition="비", source="page"),
    )
    assert render_station(StationWeather(INCHEON, hourly(), others), MORNING, tr) == snapshot


@pytest.mark.parametrize("other", [hourly(source="hub"), hourly(condition=None, source="hub"), hourly(112, None)])
def test_another_source_with_the_same_values_is_not_shown(tr: Translator, other: Observation) -> None:
    alone = render_station(StationWeather(INCHEON, hourly()), MORNING, tr)
    assert render_station(StationWeather(INCHEON, hourly(), (other,)), MORNING, tr) == alone


@pytest.mark.parametrize(
    ("ours", "theirs", "is_shown"),
    [
        ("약한 비 연속적", "비", False),
        ("비", "약한비연속적", False),
        ("가끔 비", "가끔비", False),
        ("비 끝", "비", True),
        ("맑음", "비", True),
        ("구름조금", "구름많음", True),
    ],
)
def test_a_condition_in_more_words_is_no_other_weather(ours: str, theirs: str, is_shown: bool) -> None:
    known = StationWeather(INCHEON, hourly(condition=ours), (hourly(condition=theirs, source="other source"),))
    assert ("other source" in render_station(known, MORNING, TRANSLATORS["ko"])) is is_shown


@pytest.mark.parametrize(
    ("degrees", "name"),
    [(0, "북풍"), (50, "북동풍"), (90, "동풍"), (200, "남풍"), (270, "서풍"), (350, "북풍"), (360, "북풍")],
)
def test_a_wind_is_named_after_its_origin(degrees: float, name: str) -> None:
    windy = replace(hourly(), wind_direction=degrees, wind_speed=3.0)
    assert f"\n{name} 3 m/s\n" in render_station(StationWeather(INCHEON, windy), MORNING, TRANSLATORS["ko"])


def test_the_country_shows_the_time_of_a_differing_reading(tr: Translator, snapshot: SnapshotAssertion) -> None:
    few = (hourly(90, 18.5), hourly(95, 15.4, hours=4), hourly(108, 17.7, hours=8), observation(112, 9.9))
    assert render_country(country(*few), CATALOGUE, MORNING, tr) == snapshot


def test_the_country_says_that_readings_are_late(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(country(hourly(hours=4)), CATALOGUE, MORNING, tr) == snapshot


def test_the_nearest_station_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    near = nearest_heading(PLACES.nearest(37.45, 126.70), tr)
    assert render_station(StationWeather(INCHEON, observation()), MORNING, tr, near) == snapshot


def test_the_country_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(country(*FEW), CATALOGUE, MORNING, tr) == snapshot


def test_the_country_of_one_old_reading_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    only = observation(source="기상청 API", at=YESTERDAY - dt.timedelta(days=400))
    assert render_country(country(only), CATALOGUE, MORNING, tr) == snapshot


def test_a_country_without_measurements_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(country(observation(temperature=None)), CATALOGUE, MORNING, tr) == snapshot


def test_a_country_without_readings_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(None, CATALOGUE, MORNING, tr) == snapshot


def test_a_hostile_condition_or_source_stays_escaped(tr: Translator) -> None:
    reading = observation(condition=HOSTILE, source=HOSTILE)
    assert HOSTILE in plain_text(render_station(StationWeather(INCHEON, reading), MORNING, tr))
    text = render_country(country(reading), CATALOGUE, MORNING, tr)
    assert plain_text(text).count(HOSTILE) == 2
    assert "<script" not in text


def test_the_country_fits_into_a_message_with_long_conditions(tr: Translator) -> None:
    every = [observation(one.number, 1.0, f"{'긴 말' * 30}{one.number}") for one in CATALOGUE]
    assert visible_length(render_country(country(*every), CATALOGUE, MORNING, tr)) <= 4096
