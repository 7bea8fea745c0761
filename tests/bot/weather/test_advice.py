import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.weather.advice import Advice, advise, grade_of
from bot.weather.day_parts import bounds_of, find_windows
from bot.weather.outlook import DayOutlook, Outlook, PlaceForecast
from sources.air import AirGrade
from sources.forecasts import Precipitation
from tests.bot.weather.factories import DAY, air, day_outlook, forecast, hours, rain

WINTER, SUMMER = dt.date(2026, 1, 15), dt.date(2026, 7, 15)


def advice_for(known: PlaceForecast | None, day: dt.date = DAY, **others: Any) -> list[Advice]:
    start, end = bounds_of(day)
    windows = [] if known is None else find_windows(known, start, end)
    return advise(Outlook(forecast=known, **others), start, end, windows)


def evenly(day: dt.date, temperature: float, **others: Any) -> PlaceForecast:
    """The same values in all hours of a day."""
    changes = {hour: {"temperature": temperature, **others} for hour in range(24)}
    return forecast(DayOutlook(day, None, None, hours(day, changes)))


def test_nothing_is_advised_without_data() -> None:
    assert advice_for(None) == []
    assert advice_for(forecast()) == []


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        (Precipitation.RAIN, [Advice.UMBRELLA]),
        (Precipitation.SHOWER, [Advice.UMBRELLA]),
        (Precipitation.RAIN_OR_SNOW, [Advice.UMBRELLA]),
        (Precipitation.SNOW, [Advice.SNOW]),
        (Precipitation.FLURRIES, []),
    ],
)
def test_precipitation(form: Precipitation, advice: list[Advice]) -> None:
    known = evenly(DAY, 15, precipitation=form)
    assert advice_for(known) == advice


@pytest.mark.parametrize(
    ("day", "temperature", "others", "advice"),
    [
        # 33 ℃ at 60 % feels like 33.5 ℃, at 50 % like less than 33 ℃.
        (SUMMER, 33, {"humidity": 60.0}, [Advice.HEAT]),
        (SUMMER, 33, {"humidity": 45.0}, []),
        # Without humidity the air's temperature counts.
        (SUMMER, 34, {"humidity": None}, [Advice.HEAT]),
        (WINTER, 0, {"wind_speed": 1.0}, []),
        (WINTER, -1, {"wind_speed": 1.0}, [Advice.FROST]),
        (WINTER, 0, {"wind_speed": 5.0}, [Advice.WARM_CLOTHES]),
        (WINTER, -8, {"wind_speed": 1.0}, [Advice.WARM_CLOTHES, Advice.FROST]),
        (WINTER, -8, {"wind_speed": 5.0}, [Advice.SEVERE_COLD, Advice.FROST]),
        (WINTER, -1, {"wind_speed": 1.0, "precipitation": Precipitation.SNOW}, [Advice.SNOW, Advice.ICE]),
    ],
)
def test_temperatures(day: dt.date, temperature: float, others: dict[str, Any], advice: list[Advice]) -> None:
    assert advice_for(evenly(day, temperature, **others), day) == advice


def test_a_coat_for_a_large_difference() -> None:
    assert advice_for(forecast(day_outlook(changes={15: {"temperature": 22.0}, 0: {"temperature": 12.0}}))) == [
        Advice.COAT
    ]
    assert advice_for(forecast(day_outlook(changes={0: {"temperature": 12.1}}))) == []


@pytest.mark.parametrize(
    ("pm10", "pm25", "grade", "advice"),
    [
        (30, 15, AirGrade.GOOD, []),
        (80, 35, AirGrade.MODERATE, []),
        (81, 15, AirGrade.BAD, [Advice.MASK]),
        (30, 76, AirGrade.VERY_BAD, [Advice.MASK]),
        (None, 36, AirGrade.BAD, [Advice.MASK]),
        (None, None, None, []),
    ],
)
def test_masks(pm10: int | None, pm25: int | None, grade: AirGrade | None, advice: list[Advice]) -> None:
    known = air(pm10, pm25)
    assert grade_of(known) is grade
    assert advice_for(None, air=known) == advice


@given(st.lists(st.floats(-25, 40), min_size=24, max_size=24), st.sampled_from([WINTER, DAY, SUMMER]), st.booleans())
def test_advice_never_contradicts_the_forecast(temperatures: list[float], day: dt.date, is_wet: bool) -> None:
    changes = {
        hour: {"temperature": temperature, **(rain() if is_wet else {})}
        for hour, temperature in enumerate(temperatures)
    }
    given_advice = advice_for(forecast(DayOutlook(day, None, None, hours(day, changes))), day)
    assert given_advice == sorted(given_advice, key=list(Advice).index)
    assert (Advice.UMBRELLA in given_advice) == is_wet
    assert (Advice.FROST in given_advice or Advice.ICE in given_advice) == (min(temperatures) < 0)
    assert Advice.HEAT not in given_advice or max(temperatures) > 30
    assert Advice.MASK not in given_advice
