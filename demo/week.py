"""Weather of the demo's week: an invented value of each quantity at any place and hour.

The week begins on the evening of `sources/sample_page.txt`. At seven in the morning after it each station has the
temperature of that page; all else follows from it by the hour, the day and the longitude, because weather comes from
the west.
"""

import datetime as dt
import math
from dataclasses import dataclass

from sources.records import KST

BEGIN = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
"""The evening on which the demo begins."""

FIRST_MORNING = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
"""The morning whose temperatures are those of the sample page."""

_HOUR = dt.timedelta(hours=1)
_MORNING, _WARMEST = 7, 15
_DAY = 24
_WEST = 127.0
"""Degrees east where the weather of the table comes on time."""

_HOURS_PER_DEGREE = 1.5

_MAX_WAVE = 2.5
"""Largest difference of a place's temperature from the trend, ℃."""

_CHANGED_SKY = 0.4
"""The wave from which the sky of a place is another one."""


@dataclass(frozen=True, slots=True)
class Day:
    """Weather of a day in the west.

    Attributes:
        warmer: temperature at seven against that of the first morning, ℃.
        swing: from seven to the warmest hour, ℃.
        sky: KMA's words for the sky until noon, and after it.
        rain: hours of rain from 0 to 24, begin and end; None for a dry day.
        wind: m/s.
        pm10: µg/m³ in the morning.
        pm25: µg/m³ in the morning.
    """

    warmer: float
    swing: float
    sky: tuple[str, str]
    rain: tuple[int, int] | None
    wind: float
    pm10: int
    pm25: int


_CLEAR, _PARTLY, _CLOUDY = "맑음", "구름많음", "흐림"
_DAYS = (
    Day(1, 8, (_CLEAR, _CLEAR), None, 2.1, 38, 17),
    Day(0, 8, (_CLEAR, _CLOUDY), (15, 19), 8.4, 64, 42),
    Day(-2, 6, (_CLOUDY, _PARTLY), (0, 3), 5.2, 21, 9),
    Day(-1, 10, (_CLEAR, _CLEAR), None, 1.8, 48, 22),
    Day(2, 9, (_CLEAR, _PARTLY), None, 2.6, 172, 48),
    Day(1, 3, (_CLOUDY, _CLOUDY), (4, 17), 4.7, 24, 11),
    Day(0, 9, (_PARTLY, _CLEAR), None, 2.0, 33, 15),
    Day(3, 11, (_CLEAR, _CLEAR), None, 1.6, 45, 26),
)
"""The days from that of `BEGIN` on; they repeat."""


@dataclass(frozen=True, slots=True)
class Hour:
    """Weather of a place in an hour.

    Attributes:
        temperature: ℃.
        condition: KMA's word for it.
        rain: mm in the hour; None if it is dry.
        humidity: %.
        wind: m/s.
        pm10: µg/m³.
        pm25: µg/m³.
    """

    temperature: float
    condition: str
    rain: float | None
    humidity: int
    wind: float
    pm10: int
    pm25: int


def get_hour(morning: float, longitude: float, at: dt.datetime) -> Hour:
    """Return the weather of a place at an hour.

    Args:
        morning: its temperature on the first morning, ℃.
        longitude: degrees east.
        at: an aware time.
    """
    local = at.astimezone(KST)
    # What the west has had reaches a place in the east some hours later.
    west = local - max(longitude - _WEST, 0) * _HOURS_PER_DEGREE * _HOUR
    day, hour = _get_day(west.date()), west.hour + west.minute / 60
    wave = _get_wave(morning, longitude, local)
    is_wet = day.rain is not None and day.rain[0] <= hour < day.rain[1]
    warmth = _get_warmth(local.hour)
    return Hour(
        temperature=round(morning + _get_trend(local) + _get_swing(local) * warmth + _MAX_WAVE * wave, 1),
        condition="비" if is_wet else _PARTLY if wave > _CHANGED_SKY else day.sky[hour >= _DAY / 2],
        rain=round(1.5 + math.sin(hour) ** 2 * 3, 1) if is_wet else None,
        humidity=92 if is_wet else round(82 - 40 * warmth),
        wind=round(day.wind * (0.6 + 0.4 * warmth), 1),
        pm10=round(day.pm10 * (1 - 0.3 * warmth)),
        pm25=round(day.pm25 * (1 - 0.3 * warmth)),
    )


def _get_day(day: dt.date) -> Day:
    return _DAYS[(day - BEGIN.date()).days % len(_DAYS)]


def _get_wave(morning: float, longitude: float, local: dt.datetime) -> float:
    """Return a number from -1 to 1 by which a place differs from others; 0 on the first morning."""
    phase = 9 * longitude + 3 * morning
    days = (local - FIRST_MORNING) / dt.timedelta(days=1)
    return (math.sin(phase + days) - math.sin(phase)) / 2


def _get_warmth(hour: int) -> float:
    """Return a number from 0, at seven in the morning, to 1, at three in the afternoon."""
    since = (hour - _MORNING) % _DAY
    length = _WARMEST - _MORNING
    share = since / length if since <= length else 1 - (since - length) / (_DAY - length)
    return (1 - math.cos(math.pi * share)) / 2


def _get_trend(local: dt.datetime) -> float:
    """Return how much warmer it is than on the first morning, between two mornings."""
    begin = local - _MORNING * _HOUR
    share = begin.hour / _DAY
    return _get_day(begin.date()).warmer * (1 - share) + _get_day(begin.date() + dt.timedelta(days=1)).warmer * share


def _get_swing(local: dt.datetime) -> float:
    return _get_day((local - _MORNING * _HOUR).date()).swing
