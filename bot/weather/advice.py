"""Advice for a day, from its forecast and the fine dust; thresholds are those of the institutions that forecast."""

import datetime as dt
import enum
from collections.abc import Iterable, Sequence

from bot.weather.day_parts import PrecipitationWindow, hours_between
from bot.weather.feels_like import compute_feels_like, is_summer
from bot.weather.outlook import Outlook, PlaceAir, PlaceForecast
from sources.air import AirGrade
from sources.forecasts import Precipitation

HOT = 33.0
"""℃ of the highest feels-like temperature from which KMA issues heat advisories (폭염주의보)."""

COLD = -3.2
"""℃ of the lowest feels-like temperature below which KMA's winter index is at 주의 (data.go.kr 15043578)."""

VERY_COLD = -10.5
"""℃ of the lowest feels-like temperature below which KMA's winter index is at 경고 (data.go.kr 15043578)."""

LARGE_RANGE = 10.0
"""℃ between low and high from which KMA's forecasts call the difference of day and night large."""

MILD_NIGHT = 20.0
"""℃ of the low from which no coat is advised however warm the day gets; this one is the project's own."""

_LIQUID = frozenset({
    Precipitation.RAIN, Precipitation.SHOWER, Precipitation.RAIN_OR_SNOW,
    Precipitation.DRIZZLE, Precipitation.DRIZZLE_OR_FLURRIES,
})  # fmt: skip


class Advice(enum.Enum):
    """Advice, the most urgent first."""

    UMBRELLA = enum.auto()
    SNOW = enum.auto()
    ICE = enum.auto()
    """Precipitation on a day with temperatures below zero."""
    HEAT = enum.auto()
    SEVERE_COLD = enum.auto()
    WARM_CLOTHES = enum.auto()
    FROST = enum.auto()
    """Temperatures below zero."""
    COAT = enum.auto()
    """A large difference between low and high."""
    MASK = enum.auto()


def advise(
    outlook: Outlook, start: dt.datetime, end: dt.datetime, windows: Sequence[PrecipitationWindow]
) -> list[Advice]:
    """Return the advice for the time between two aware times of a day, the most urgent first.

    Args:
        outlook: what is known of the place.
        start: begin.
        end: end, not included.
        windows: the hours with precipitation in between.
    """
    forecast = outlook.forecast
    given = set[Advice]() if forecast is None else {*_of_rain(windows), *_of_temperatures(forecast, start, end)}
    if windows and Advice.FROST in given:
        given = given - {Advice.FROST} | {Advice.ICE}
    if outlook.air is not None and is_bad(outlook.air):
        given.add(Advice.MASK)
    return [one for one in Advice if one in given]


def grade_of(air: PlaceAir) -> AirGrade | None:
    """Return the worse grade of coarse and fine particles; None if both are missing."""
    grades = (air.reading.pm10_grade, air.reading.pm25_grade)
    return max((grade for grade in grades if grade is not None), default=None)


def is_bad(air: PlaceAir) -> bool:
    """Return whether the air is 나쁨 or worse, from which on AirKorea advises masks."""
    return (grade_of(air) or AirGrade.GOOD) >= AirGrade.BAD


def felt_temperatures(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> list[float]:
    """Return the feels-like temperatures of the hours between two aware times, or those of the air where none is."""
    hours = hours_between(forecast, start, end)
    felt = (
        (compute_feels_like(one.at, one.temperature, one.humidity, one.wind_speed), one.temperature) for one in hours
    )
    known = (first if first is not None else second for first, second in felt)
    return [one for one in known if one is not None]


def _of_rain(windows: Iterable[PrecipitationWindow]) -> set[Advice]:
    forms = {window.precipitation for window in windows}
    return {
        *({Advice.UMBRELLA} if forms & _LIQUID else ()),
        *({Advice.SNOW} if Precipitation.SNOW in forms else ()),
    }


def _of_temperatures(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> set[Advice]:
    felt = felt_temperatures(forecast, start, end)
    if not felt:
        return set()
    temperatures = [one.temperature for one in hours_between(forecast, start, end) if one.temperature is not None]
    given = {
        Advice.HEAT: is_summer(start) and max(felt) >= HOT,
        Advice.SEVERE_COLD: min(felt) < VERY_COLD,
        Advice.WARM_CLOTHES: VERY_COLD <= min(felt) < COLD,
        Advice.FROST: min(temperatures) < 0,
        Advice.COAT: max(temperatures) - min(temperatures) >= LARGE_RANGE and 0 <= min(temperatures) < MILD_NIGHT,
    }
    return {advice for advice, holds in given.items() if holds}
