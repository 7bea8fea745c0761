import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n import Translator
from bot.station_weather import StationWeather
from bot.text import plain_text, visible_length
from bot.weather_text import render_country, render_station, render_stations
from sources.records import KST, Precision
from tests.bot.conftest import CATALOGUE, HOSTILE, MORNING, YESTERDAY, country, observation

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


def test_the_nearest_station_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_station(StationWeather(INCHEON, observation()), MORNING, tr, distance=7.4) == snapshot


def test_several_stations_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    gangneung = StationWeather(CATALOGUE[105], observation(105, 19.8))
    known = [StationWeather(INCHEON, observation()), gangneung, StationWeather(CATALOGUE[251])]
    assert render_stations(known, MORNING, tr) == snapshot


def test_the_country_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(country(*FEW), CATALOGUE, MORNING, tr) == snapshot


def test_the_country_of_one_old_reading_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    only = observation(source="기상청 API", at=YESTERDAY - dt.timedelta(days=400))
    assert render_country(country(only), CATALOGUE, MORNING, tr) == snapshot


def test_a_country_in_which_nothing_was_measured_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(country(observation(temperature=None)), CATALOGUE, MORNING, tr) == snapshot


def test_a_country_without_readings_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_country(None, CATALOGUE, MORNING, tr) == snapshot


def test_a_hostile_condition_or_source_stays_escaped(tr: Translator) -> None:
    reading = observation(condition=HOSTILE, source=HOSTILE)
    assert HOSTILE in plain_text(render_station(StationWeather(INCHEON, reading), MORNING, tr))
    text = render_country(country(reading), CATALOGUE, MORNING, tr)
    assert plain_text(text).count(HOSTILE) == 2
    assert "<script" not in text


def test_the_country_fits_into_a_message_whatever_the_conditions_are_called(tr: Translator) -> None:
    every = [observation(one.number, 1.0, f"{'긴 말' * 30}{one.number}") for one in CATALOGUE]
    assert visible_length(render_country(country(*every), CATALOGUE, MORNING, tr)) <= 4096
