"""Records of forecasts."""

import datetime as dt
import enum
from dataclasses import dataclass

from sources.records import Rejected

_HOUR = dt.timedelta(hours=1)


class Sky(enum.StrEnum):
    """Cloud cover as KMA's forecasts grade it (code ``SKY``: 1, 2, 3, 4)."""

    CLEAR = "clear"
    PARTLY_CLOUDY = "partly cloudy"
    """Only in forecasts of before 2019."""
    MOSTLY_CLOUDY = "mostly cloudy"
    OVERCAST = "overcast"


class Precipitation(enum.StrEnum):
    """Form of precipitation in KMA's forecasts (code ``PTY``: 0 to 7)."""

    NONE = "none"
    RAIN = "rain"
    RAIN_OR_SNOW = "rain or snow"
    SNOW = "snow"
    SHOWER = "shower"
    DRIZZLE = "drizzle"
    DRIZZLE_OR_FLURRIES = "drizzle or flurries"
    FLURRIES = "flurries"


@dataclass(frozen=True, slots=True)
class Amount:
    """Range of an amount of rain (mm) or snow (cm).

    Attributes:
        least: the lower bound, included.
        most: the upper bound; None if it is open (``50.0mm 이상``).
    """

    least: float
    most: float | None


@dataclass(frozen=True, slots=True)
class ForecastHour:
    """Forecast of one hour, or of the ``span`` hours that end at its moment in forecasts of three hours.

    Attributes:
        at: its moment, aware, on the full hour.
        temperature: ℃; None if missing.
        sky: cloud cover; None if missing.
        precipitation: form of precipitation; None if missing.
        chance: chance of precipitation, %; None if missing.
        rain: rain, mm; None if none or missing.
        snow: new snow, cm; None if none or missing.
        humidity: relative humidity, %.
        wind_speed: m/s.
        wind_direction: direction from which the wind blows, degrees from north.
        span: hours that the values stand for, 1 or 3.
    """

    at: dt.datetime
    temperature: float | None = None
    sky: Sky | None = None
    precipitation: Precipitation | None = None
    chance: int | None = None
    rain: Amount | None = None
    snow: Amount | None = None
    humidity: float | None = None
    wind_speed: float | None = None
    wind_direction: float | None = None
    span: int = 1

    @property
    def period(self) -> tuple[dt.datetime, dt.datetime]:
        """Begin and end of the time that the values stand for."""
        # KMA's hourly values stand for the hour that begins, its three-hourly ones for those that end.
        if self.span == 1:
            return self.at, self.at + _HOUR
        return self.at - self.span * _HOUR, self.at


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """Lowest and highest temperature of a day.

    Attributes:
        day: the day in Korea.
        low: ℃; None if missing.
        high: ℃; None if missing.
    """

    day: dt.date
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Forecast of one place or grid point, as issued.

    Attributes:
        issued_at: aware.
        hours: in ascending order.
        days: in ascending order; those that have a low or a high.
    """

    issued_at: dt.datetime
    hours: tuple[ForecastHour, ...]
    days: tuple[ForecastDay, ...]


@dataclass(frozen=True, slots=True)
class ParsedForecast:
    """A parsed forecast.

    Attributes:
        forecast: has at least one hour.
        rejected: parts that could not be parsed, in the order of the source.
        place: name of the place as printed; None if the source names none.
    """

    forecast: Forecast
    rejected: tuple[Rejected, ...] = ()
    place: str | None = None
