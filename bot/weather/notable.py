"""Notable weather of a place's day: what a bulletin can be made to depend on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot.weather.advice import HOT, felt_temperatures, grade_of, is_bad
from bot.weather.day_parts import find_windows, hours_between, is_known_dry
from bot.weather.feels_like import is_summer
from bot.weather.outlook import Outlook, PlaceForecast
from storage.terms import ANY_WEATHER, Notable


@dataclass(frozen=True, slots=True)
class NotableWeather:
    """Notable weather of a time.

    Attributes:
        known: weather of which it is known whether it comes.
        coming: weather that comes, all of it known.
    """

    known: Notable
    coming: Notable


def find_notable(outlook: Outlook, start: dt.datetime, end: dt.datetime) -> NotableWeather:
    """Return what is known of the notable weather of a place between two aware times."""
    facts: dict[Notable, bool | None] = {
        Notable.BAD_AIR: None if outlook.air is None or grade_of(outlook.air) is None else is_bad(outlook.air),
        Notable.WARNING: None if outlook.warnings is None else bool(outlook.warnings),
    }
    if outlook.forecast is not None:
        facts |= _of_forecast(outlook.forecast, start, end)
    return NotableWeather(
        known=_join(weather for weather, comes in facts.items() if comes is not None),
        coming=_join(weather for weather, comes in facts.items() if comes),
    )


def is_wanted(only_if: Notable, found: Iterable[NotableWeather]) -> bool:
    """Return whether a bulletin should be sent that is wanted only in some weather, given that of its places.

    It is if that weather comes to one of them, and if nothing is known of it at one: silence must mean something.
    """
    places = list(found)
    return not (only_if and places) or any(one.coming & only_if or not one.known & only_if for one in places)


def _of_forecast(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> dict[Notable, bool | None]:
    temperatures = [one.temperature for one in hours_between(forecast, start, end) if one.temperature is not None]
    has_rain = bool(find_windows(forecast, start, end))
    felt = felt_temperatures(forecast, start, end)
    return {
        Notable.RAIN: True if has_rain else (False if is_known_dry(forecast, start, end) else None),
        Notable.FREEZING: min(temperatures) < 0 if temperatures else None,
        Notable.HEAT: is_summer(start) and max(felt) >= HOT if felt else None,
    }


def _join(weather: Iterable[Notable]) -> Notable:
    found = ANY_WEATHER
    for one in weather:
        found |= one
    return found
