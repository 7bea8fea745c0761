"""Outlook of a place: forecast of its days, fine dust and warnings."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sources.air import AirReading
from sources.forecasts import ForecastHour
from sources.warnings import WeatherWarning


@dataclass(frozen=True, slots=True)
class DayOutlook:
    """Forecast of a place's day.

    Attributes:
        day: the day in Korea.
        low: lowest temperature, ℃; None if unknown.
        high: highest temperature, ℃; None if unknown.
        hours: the day's hours that are known, in ascending order; of today also those that have passed.
    """

    day: dt.date
    low: float | None
    high: float | None
    hours: tuple[ForecastHour, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceForecast:
    """Forecast of a place.

    Attributes:
        source: name of the source.
        issued_at: aware; of the newest issue.
        days: today and the days after it, in ascending order.
    """

    source: str
    issued_at: dt.datetime
    days: tuple[DayOutlook, ...]

    def of(self, day: dt.date) -> DayOutlook | None:
        """Return the forecast of a day; None if it is unknown."""
        return next((one for one in self.days if one.day == day), None)


@dataclass(frozen=True, slots=True)
class PlaceAir:
    """Fine dust near a place.

    Attributes:
        source: name of the source.
        reading: the values of the nearest measuring station that has any.
        distance: kilometres from the place to the measuring station.
    """

    source: str
    reading: AirReading
    distance: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that is known of a place beside its readings.

    Attributes:
        forecast: None if no source brings it, or it is too old to be used.
        air: None if no source brings it, or it is too old to be used.
        warnings: warnings listed for the place; None if it is unknown whether there are any.
    """

    forecast: PlaceForecast | None = None
    air: PlaceAir | None = None
    warnings: Sequence[WeatherWarning] | None = None
