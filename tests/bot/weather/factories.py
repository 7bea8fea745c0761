"""Forecasts, fine dust and warnings that tests of several packages use."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bot.weather.outlook import DayOutlook, PlaceAir, PlaceForecast
from sources.air import AirGrade, AirReading
from sources.forecasts import ForecastHour, Precipitation, Sky
from sources.records import KST
from sources.warnings import WarningLevel, WeatherWarning

DAY = dt.date(2024, 5, 14)


def at(hour: int, day: dt.date = DAY) -> dt.datetime:
    """The full hour of a day in Korea; 24 is the end of the day."""
    return dt.datetime.combine(day, dt.time(), KST) + dt.timedelta(hours=hour)


def hours(
    day: dt.date = DAY, changes: Mapping[int, Mapping[str, Any]] | None = None, numbers: Iterable[int] = range(24)
) -> tuple[ForecastHour, ...]:
    """Hours of a clear and dry day, 12 to 22 ℃, with some of them changed."""
    usual = {"sky": Sky.CLEAR, "precipitation": Precipitation.NONE, "chance": 0, "humidity": 55.0, "wind_speed": 1.0}
    return tuple(
        ForecastHour(
            at(hour, day), **{**usual, "temperature": 22.0 - abs(15 - hour) * 10 / 15, **(changes or {}).get(hour, {})}
        )
        for hour in numbers
    )


def rain(chance: int | None = 70, **others: Any) -> dict[str, Any]:
    """What is different in an hour of rain."""
    return {"precipitation": Precipitation.RAIN, "chance": chance, "sky": Sky.OVERCAST, **others}


def forecast(*days: DayOutlook, issued_at: dt.datetime | None = None) -> PlaceForecast:
    """A forecast of these days, of 05:00 of the first one."""
    return PlaceForecast("kma-forecast", issued_at or at(5, days[0].day if days else DAY), days)


def forecast_of(given: Iterable[ForecastHour]) -> PlaceForecast:
    """A forecast of these hours only, without lows and highs."""
    by_day: defaultdict[dt.date, list[ForecastHour]] = defaultdict(list)
    for one in given:
        by_day[one.at.astimezone(KST).date()].append(one)
    return forecast(*(DayOutlook(day, None, None, tuple(known)) for day, known in sorted(by_day.items())))


def day_outlook(
    day: dt.date = DAY,
    low: float | None = 12,
    high: float | None = 22,
    changes: Mapping[int, Mapping[str, Any]] | None = None,
) -> DayOutlook:
    """A day with its low and high."""
    return DayOutlook(day, low, high, hours(day, changes))


def air(pm10: int | None = 40, pm25: int | None = 12, measured_at: dt.datetime | None = None) -> PlaceAir:
    """Fine dust with AirKorea's grades."""
    reading = AirReading(
        "중구", "서울", measured_at or at(6), pm10, pm25, _grade(pm10, (30, 80, 150)), _grade(pm25, (15, 35, 75))
    )
    return PlaceAir("airkorea", reading, 2.0)


def warning(
    kind: str = "강풍", level: WarningLevel = WarningLevel.ADVISORY, since: dt.datetime | None = None
) -> WeatherWarning:
    """A warning of 05:00, in force from then on or later."""
    return WeatherWarning("L1110000", "인천", kind, level, at(5), since or at(5))


def _grade(value: int | None, limits: tuple[int, ...]) -> AirGrade | None:
    return None if value is None else AirGrade(1 + sum(value > limit for limit in limits))
