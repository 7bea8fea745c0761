"""Bulletins with forecasts, fine dust and warnings."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.bulletin.content import Bulletin, CityWeather, Edition
from bot.rendering.bulletin.text import render
from bot.weather.outlook import Outlook, PlaceForecast
from bot.weather.stations import StationWeather
from sources.forecasts import Precipitation, Sky
from sources.warnings import WarningLevel
from storage.terms import City, Section, Unit, Way
from tests.bot.factories import ARTICLE, BARE, TRANSLATORS, hourly
from tests.bot.rendering.factories import COUNTRY, PANGYO
from tests.bot.weather.factories import DAY, air, at, day_outlook, forecast, hours, rain, warning
from tests.factories import CATALOGUE

MORNING = at(7)
EVERY = Section((Section.SUN << 2) - 1) & ~Section.MAP
AFTERNOON_RAIN = {hour: rain(chance) for hour, chance in ((15, 60), (16, 70), (17, 60))}
CLOUDING_OVER = {hour: {"sky": Sky.OVERCAST, "chance": 40} for hour in range(12, 24)}


@pytest.fixture(params=["en", "ja", "ko", "vi", "zh"])
def every_tr(request: pytest.FixtureRequest) -> Translator:
    language: str = request.param
    return TRANSLATORS[language]


def week(today: dict[int, dict[str, Any]] | None = None, **others: dict[int, dict[str, Any]]) -> PlaceForecast:
    """Four days: today, a rainy one, an overcast one, and one of which only low and high are known."""
    days = [DAY + dt.timedelta(days=number) for number in range(4)]
    tomorrow = others.get("tomorrow", {hour: rain(80) for hour in range(9, 14)})
    return forecast(
        day_outlook(days[0], 12, 22, today),
        day_outlook(days[1], 15, 20, tomorrow),
        day_outlook(days[2], 13, 18, {hour: {"sky": Sky.OVERCAST} for hour in range(24)}),
        replace(day_outlook(days[3], 11, 24), hours=()),
    )


def place(outlook: Outlook, city: City | None = None, **others: Any) -> CityWeather:
    city = city or City.of_station(112)
    weather = StationWeather(CATALOGUE[city.station], hourly(city.station, 15.9), change=1.5)
    return CityWeather(city, weather, outlook, **{"yesterdays_high": 20.1, "position": (37.48, 126.62), **others})


def bulletin(*places: CityWeather, **others: Any) -> Bulletin:
    return Bulletin(DAY, places, COUNTRY, **{"articles": [ARTICLE, BARE], **others})


BAD_DAY = Outlook(
    week(AFTERNOON_RAIN),
    air(60, 42),
    [warning(since=at(11)), warning("호우", WarningLevel.WARNING), warning("호우", WarningLevel.ADVISORY)],
)


def test_a_bad_day(every_tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render(bulletin(place(BAD_DAY)), CATALOGUE, MORNING, every_tr) == snapshot


def test_all_sections_of_two_places(every_tr: Translator, snapshot: SnapshotAssertion) -> None:
    places = place(BAD_DAY), place(Outlook(week(CLOUDING_OVER), air(20, 8), []), PANGYO)
    assert render(bulletin(*places, sections=EVERY), CATALOGUE, MORNING, every_tr) == snapshot


def test_an_evening(every_tr: Translator, snapshot: SnapshotAssertion) -> None:
    evening = bulletin(place(Outlook(week({21: rain(60)}), air(20, 8), [])), edition=Edition.EVENING, sections=EVERY)
    assert render(evening, CATALOGUE, at(18), every_tr) == snapshot


WINTER = dt.date(2026, 1, 15)


def of_winter(temperature: float, form: Precipitation = Precipitation.NONE, **others: Any) -> PlaceForecast:
    changes = {hour: {"temperature": temperature, **others} for hour in range(24)}
    changes[9] |= {"precipitation": form}
    return forecast(replace(day_outlook(WINTER, temperature, temperature + 1), hours=hours(WINTER, changes)))


@pytest.mark.parametrize(
    "known",
    [
        Outlook(forecast(day_outlook()), air(20, 8), []),
        Outlook(week(CLOUDING_OVER), air(50, 20), [warning("건조", WarningLevel.PRELIMINARY, at(27))]),
        Outlook(week({hour: rain(None) for hour in range(5, 9)}), air(None, None)),
        Outlook(week({hour: rain(90) for hour in range(24)})),
        Outlook(week({8: rain(60), 11: rain(70), 13: rain(80), 20: rain(precipitation=Precipitation.SHOWER)})),
        Outlook(forecast(replace(day_outlook(high=None), hours=()))),
        Outlook(forecast(replace(day_outlook(low=None), hours=()))),
        Outlook(air=air(160, 30)),
        Outlook(warnings=[warning("우박", WarningLevel.SEVERE)]),
    ],
    ids=[
        "clear", "clouding over", "rain that has begun", "rain all day", "several times", "only the low",
        "only the high", "only dust", "only an unknown warning",
    ],
)  # fmt: skip
def test_days(tr: Translator, snapshot: SnapshotAssertion, known: Outlook) -> None:
    assert render(bulletin(place(known), articles=[]), CATALOGUE, MORNING, tr) == snapshot


@pytest.mark.parametrize(
    "known",
    [of_winter(-2), of_winter(-2, Precipitation.SNOW), of_winter(-9, wind_speed=6.0), of_winter(1, wind_speed=6.0)],
    ids=["frost", "snow and ice", "severe cold", "cold wind"],
)
def test_winter_days(tr: Translator, snapshot: SnapshotAssertion, known: PlaceForecast) -> None:
    whole = replace(bulletin(place(Outlook(known)), articles=[]), local_date=WINTER)
    assert render(whole, CATALOGUE, at(7, WINTER), tr) == snapshot


@pytest.mark.parametrize(
    "sections",
    [Section.TODAY, Section.RAIN, Section.DUST, Section.WARNINGS, Section.WAY, Section.WEEK, Section.SUN],
    ids=lambda section: str(section.name),
)
def test_each_section_alone(tr: Translator, snapshot: SnapshotAssertion, sections: Section) -> None:
    assert render(bulletin(place(BAD_DAY), articles=[], sections=sections), CATALOGUE, MORNING, tr) == snapshot


def test_in_fahrenheit(tr: Translator, snapshot: SnapshotAssertion) -> None:
    fahrenheit = tr.with_unit(Unit.FAHRENHEIT)
    assert render(bulletin(place(BAD_DAY), articles=[], sections=EVERY), CATALOGUE, MORNING, fahrenheit) == snapshot


def test_past_hours_of_the_way_are_left_out() -> None:
    later = bulletin(place(BAD_DAY), articles=[], sections=Section.WAY, way=Way(6, 17))
    text = render(later, CATALOGUE, MORNING, TRANSLATORS["ko"])
    assert "올 때 오후 5시 ☂️ 21℃ 60%" in text
    assert "나갈 때" not in text


def test_without_sources_nothing_is_said_of_them() -> None:
    known, unknown = (
        render(bulletin(place(one), sections=EVERY), CATALOGUE, MORNING, TRANSLATORS["ko"])
        for one in (BAD_DAY, Outlook())
    )
    for word in ("먼지", "주의보", "예보", "오늘 12", "우산", "🚶", "🗓"):
        assert word in known
        assert word not in unknown
