import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.colours import Theme
from bot.pictures.content import Content
from bot.pictures.drawing import draw
from bot.pictures.forecast_content import ForecastDayChart, ForecastWeekChart, TemperaturePoint
from bot.rendering.pictures.forecast_day import make_forecast_day
from bot.rendering.pictures.forecast_week import make_forecast_week
from bot.weather.outlook import DayOutlook, PlaceForecast
from sources.forecasts import Amount, ForecastHour, Precipitation, Sky
from storage.terms import Unit
from tests.bot.pictures.approved import is_as_approved
from tests.bot.pictures.weather import TRANSLATORS
from tests.bot.weather.factories import DAY, at, day_outlook, forecast, forecast_of, hours, rain

SHOWER = {hour: rain(chance=20 + 10 * (hour - 12), rain=Amount(1, 5)) for hour in range(13, 18)}
SNOW = {
    hour: {"precipitation": Precipitation.SNOW, "chance": 60, "sky": Sky.OVERCAST, "snow": Amount(0, 1)}
    for hour in range(8)
}


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def day_chart(
    shown: DayOutlook,
    language: str = "ko",
    theme: Theme = Theme.LIGHT,
    unit: Unit = Unit.CELSIUS,
    *,
    now: dt.datetime | None = None,
    place: str = "인천",
) -> ForecastDayChart:
    tr = TRANSLATORS[language].with_unit(unit)
    return make_forecast_day(place, forecast(shown), shown, theme, now or at(9) + dt.timedelta(minutes=40), tr)


def week_chart(known: PlaceForecast, language: str = "ko", theme: Theme = Theme.LIGHT) -> ForecastWeekChart:
    return make_forecast_week(
        {"ko": "인천", "ja": "仁川"}.get(language, "Incheon"), known, theme, at(9), TRANSLATORS[language]
    )


def shifted(by: float, **others: object) -> dict[int, dict[str, object]]:
    return {one.at.hour: {"temperature": (one.temperature or 0) + by, **others} for one in hours()}


WEEK = forecast(
    day_outlook(changes=SHOWER),
    day_outlook(after(1), 14, 25),
    day_outlook(after(2), -3.4, 4, changes=SNOW),
    DayOutlook(after(4), None, 19, hours(after(4), numbers=range(12))),
)
CHARTS: dict[str, Content] = {
    "forecast-day-ko": day_chart(day_outlook(changes=SHOWER)),
    "forecast-day-en-dark-cold": day_chart(
        DayOutlook(DAY, -25.0, -14.6, hours(changes={k: v | SNOW.get(k, {}) for k, v in shifted(-37).items()})),
        "en", Theme.DARK, now=at(23) + dt.timedelta(minutes=59), place="Cheorwon",
    ),
    "forecast-day-ja-hot-no-rain-data": day_chart(
        DayOutlook(DAY, 28.0, 41.0, hours(changes=shifted(19, chance=None, precipitation=None))), "ja", now=at(0)
    ),
    "forecast-day-ko-one-hour": day_chart(DayOutlook(DAY, None, None, hours(numbers=[17])), now=at(17)),
    "forecast-day-vi-fahrenheit": day_chart(
        day_outlook(changes=SHOWER | SNOW), "vi", unit=Unit.FAHRENHEIT, now=at(9, after(1)), place="Incheon"
    ),
    "forecast-week-ko": week_chart(WEEK),
    "forecast-week-ja-dark": week_chart(WEEK, "ja", Theme.DARK),
    "forecast-week-en-two-days": week_chart(forecast(day_outlook(), day_outlook(after(1), 38, 41)), "en"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_the_chart_equals_the_approved_picture(name: str) -> None:
    assert is_as_approved(name, draw(CHARTS[name]))


def without(*missing: int, **unknown: None) -> DayOutlook:
    known = hours(changes=dict.fromkeys(range(24), unknown), numbers=[one for one in range(24) if one not in missing])
    return DayOutlook(DAY, 12, 22, known)


def test_missing_hours_are_gaps() -> None:
    chart = day_chart(without(3, 4, 11))
    assert [(line[0].hour, line[-1].hour) for line in chart.lines] == [(0, 2), (5, 10), (12, 23)]
    assert {bar.start for bar in chart.chances} == set(range(24)) - {3, 4, 11}


def test_three_hourly_values_are_connected_across_their_hours() -> None:
    given = [replace(one, span=3) for one in hours(numbers=range(0, 24, 3))]
    (line,) = day_chart(DayOutlook(DAY, None, None, tuple(given))).lines
    assert [point.hour for point in line] == list(range(0, 24, 3))


def test_the_line_ends_at_24_o_clock_with_the_midnight_of_the_next_day() -> None:
    known = forecast(day_outlook(), DayOutlook(after(1), None, None, hours(after(1), {0: {"temperature": 7.5}})))
    shown = make_forecast_day("인천", known, known.days[0], Theme.LIGHT, at(9), TRANSLATORS["ko"])
    assert shown.lines[-1][-1] == TemperaturePoint(24, 7.5, "8°")
    assert {bar.end for bar in shown.chances} == set(range(1, 25))


def test_only_today_has_the_current_time_to_the_half_hour() -> None:
    assert day_chart(day_outlook(), now=at(9) + dt.timedelta(minutes=59)).now == (9.5, "지금")
    assert day_chart(day_outlook(), now=at(24)).now is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(0, 1), "< 1 mm"),
        (Amount(50, None), "≥ 50 mm"),
        (Amount(22.5, 22.5), "22.5 mm"),
        (Amount(30, 50), "30~50 mm"),
        (Amount(0, 0), ""),
        (None, ""),
    ],
)
def test_amounts_are_told_as_far_as_they_are_known(amount: Amount | None, text: str) -> None:
    assert day_chart(day_outlook(changes={13: rain(rain=amount)})).parts[2].rain == text


def test_an_amount_that_is_known_for_some_of_the_wet_hours_is_not_told() -> None:
    assert day_chart(day_outlook(changes={13: rain(rain=Amount(1, 5)), 14: rain()})).parts[2].rain == ""


known_hours = st.builds(
    ForecastHour,
    at=st.integers(-30, 60).map(at),
    temperature=st.none() | st.floats(-40, 45).map(lambda degrees: round(degrees, 1)),
    sky=st.none() | st.sampled_from(Sky),
    precipitation=st.none() | st.sampled_from(Precipitation),
    chance=st.none() | st.integers(0, 100),
    span=st.sampled_from([1, 3]),
)


@settings(max_examples=60)
@given(st.lists(known_hours, min_size=1, max_size=40, unique_by=lambda one: one.at))
def test_a_chart_has_no_value_that_the_forecast_of_its_day_does_not_have(given_hours: list[ForecastHour]) -> None:
    chart = make_forecast_day(
        "인천", forecast_of(given_hours), DayOutlook(DAY, None, None), Theme.LIGHT, at(9), TRANSLATORS["ko"]
    )
    temperatures = {(one.at, one.temperature) for one in given_hours}
    for point in (point for line in chart.lines for point in line):
        assert 0 <= point.hour <= 24
        assert (at(0) + dt.timedelta(hours=point.hour), point.temperature) in temperatures
        assert point.text in {"", f"{round(point.temperature)}°".replace("-", "−")}
    chances = {one.chance for one in given_hours}
    assert all(0 <= bar.start < bar.end <= 24 and bar.percent in chances for bar in chart.chances)
    assert all(bar.text in {"", f"{bar.percent}%"} for bar in chart.chances)


def test_a_week_has_a_column_for_each_day_and_none_for_days_before_today() -> None:
    shown = make_forecast_week("인천", WEEK, Theme.LIGHT, at(24 + 9), TRANSLATORS["ko"])
    assert [(day.day, day.low, day.high, day.percent) for day in shown.days] == [
        ("오늘", 14, 25, 0), ("내일", -3.4, 4, 60), ("17일 (금)", None, None, None), ("18일 (토)", None, 19, 0),
    ]  # fmt: skip


def test_the_chance_of_today_is_that_of_the_hours_to_come() -> None:
    late = make_forecast_week("인천", WEEK, Theme.LIGHT, at(19), TRANSLATORS["ko"])
    assert (WEEK.days[0].hours[17].chance, late.days[0].percent) == (70, 0)
