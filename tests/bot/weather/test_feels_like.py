import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.weather.feels_like import compute_feels_like
from tests.factories import seoul

JANUARY, JULY = seoul("2026-01-15T07:00"), seoul("2026-07-15T15:00")


@pytest.mark.parametrize(
    ("at", "temperature", "humidity", "wind", "felt"),
    [
        # The usual wind chill: -10 ℃ and 20 km/h feel like -17.9 ℃.
        (JANUARY, -10.0, 50.0, 20 / 3.6, -17.9),
        (JANUARY, 0.0, None, 10 / 3.6, -3.3),
        # KMA gives none in calm air, and none above 10 ℃.
        (JANUARY, -10.0, 50.0, 1.2, None),
        (JANUARY, 10.1, 50.0, 5.0, None),
        (JANUARY, 5.0, 50.0, None, None),
        (JULY, 33.0, 60.0, None, 33.5),
        (JULY, 33.0, None, 5.0, None),
        (JULY, None, 60.0, 5.0, None),
    ],
)
def test_kmas_formulas(
    at: dt.datetime, temperature: float | None, humidity: float | None, wind: float | None, felt: float | None
) -> None:
    result = compute_feels_like(at, temperature, humidity, wind)
    assert result == (None if felt is None else pytest.approx(felt, abs=0.1))


@pytest.mark.parametrize(("month", "is_summer"), [(4, False), (5, True), (9, True), (10, False)])
def test_the_month_in_korea_decides(month: int, is_summer: bool) -> None:
    first = dt.datetime(2026, month, 1, tzinfo=dt.UTC) - dt.timedelta(hours=9)
    assert (compute_feels_like(first, 20.0, 60.0, None) is not None) == is_summer


@given(st.floats(20, 40), st.floats(10, 100), st.floats(10, 100))
def test_more_humidity_never_feels_cooler_in_summer(temperature: float, one: float, other: float) -> None:
    drier, damper = sorted((one, other))
    felt = [compute_feels_like(JULY, temperature, humidity, 1.0) or 0.0 for humidity in (drier, damper)]
    assert felt[0] <= felt[1] + 0.1


@given(st.floats(-30, 10), st.floats(1.3, 40), st.floats(1.3, 40))
def test_more_wind_never_feels_warmer_in_winter(temperature: float, one: float, other: float) -> None:
    felt = [compute_feels_like(JANUARY, temperature, 50.0, speed) or 0.0 for speed in sorted((one, other))]
    assert felt[0] >= felt[1] - 0.1
