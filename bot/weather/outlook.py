"""Outlook of a place: forecast of its days, fine dust and warnings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.weather.place_warnings import PlaceWarnings
from sources.air import AirReading
from sources.forecasts import ForecastHour
from sources.korea.distance import get_distance
from sources.korea.forecast_grid import find_cell
from sources.records import KST
from sources.warnings import WeatherWarning
from storage.content import air, forecasts, warnings
from storage.content.air import Box, LocatedReading
from storage.content.forecasts import StoredForecast

MAX_AIR_DISTANCE = 30.0
"""The largest distance of a measuring station that speaks for a place, km."""

# A degree of latitude is 111 km.
_MAX_AIR_DEGREES = MAX_AIR_DISTANCE / 111


@dataclass(frozen=True, slots=True)
class Spot:
    """Place of which an outlook is wanted.

    Attributes:
        key: its stored key, as in `storage.terms.City`.
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        province: the short Korean name of its province, or None.
        district: the Korean name of its district; None for a province, or if it belongs to none.
        name: its Korean name.
    """

    key: str
    latitude: float
    longitude: float
    province: str | None
    district: str | None
    name: str


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
        warnings: warnings listed for the place, the highest level first; None if it is unknown whether there are any.
        is_awaited: whether its first forecast is being fetched.
    """

    forecast: PlaceForecast | None = None
    air: PlaceAir | None = None
    warnings: Sequence[WeatherWarning] | None = None
    is_awaited: bool = False

    @property
    def version(self) -> Hashable:
        """Return a value that differs from those of other outlooks of the same place."""
        issued_at = None if self.forecast is None else self.forecast.issued_at
        measured_at = None if self.air is None else (self.air.reading.measured_at, self.air.reading)
        return issued_at, measured_at, None if self.warnings is None else tuple(self.warnings), self.is_awaited


async def get_outlooks(connection: AsyncConnection, spots: Collection[Spot], now: dt.datetime) -> dict[str, Outlook]:
    """Return what is known of each spot by its key; the number of queries does not depend on that of the spots.

    Args:
        connection: a read transaction.
        spots: the places.
        now: the current time, aware.
    """
    cells = {spot.key: find_cell(spot.latitude, spot.longitude) for spot in spots}
    stored = await forecasts.list_current(connection, set(cells.values()), now)
    today = now.astimezone(KST).date()
    days = {cell: _combine_days(found, today) for cell, found in stored.items()}
    warned = PlaceWarnings(await warnings.get_current(connection, now))
    measured = await _list_air(connection, spots, now)
    return {
        spot.key: Outlook(
            forecast=PlaceForecast(stored[cell].source, stored[cell].issued_at, days[cell]) if days.get(cell) else None,
            air=_find_air(spot, measured),
            warnings=warned.of(spot.province, spot.district),
        )
        for spot in spots
        for cell in (cells[spot.key],)
    }


async def _list_air(connection: AsyncConnection, spots: Collection[Spot], now: dt.datetime) -> list[LocatedReading]:
    """Return the readings of all stations that are near a spot, and of others."""
    if not spots:
        return []
    latitudes, longitudes = {spot.latitude for spot in spots}, {spot.longitude for spot in spots}
    margin = _MAX_AIR_DEGREES
    # A degree of longitude is shorter than one of latitude, in Korea by up to a fourth.
    wider = 1.4 * margin
    box = Box(min(latitudes) - margin, max(latitudes) + margin, min(longitudes) - wider, max(longitudes) + wider)
    return await air.list_current(connection, now, box)


def _find_air(spot: Spot, measured: Sequence[LocatedReading]) -> PlaceAir | None:
    """Return the reading of the nearest station; None if none is within `MAX_AIR_DISTANCE`."""
    # Only these, because a distance takes fifty times as long as this comparison.
    around = [one for one in measured if abs(one.latitude - spot.latitude) <= _MAX_AIR_DEGREES]
    distances = [(get_distance(spot.latitude, spot.longitude, one.latitude, one.longitude), one) for one in around]
    distance, nearest = min(distances, key=lambda found: found[0], default=(None, None))
    if distance is None or nearest is None or distance > MAX_AIR_DISTANCE:
        return None
    return PlaceAir(nearest.source, nearest.reading, distance)


def _combine_days(stored: StoredForecast, today: dt.date) -> tuple[DayOutlook, ...]:
    """Return the days from today on of which anything is known."""
    hours: defaultdict[dt.date, list[ForecastHour]] = defaultdict(list)
    for hour in stored.hours:
        hours[hour.period[0].astimezone(KST).date()].append(hour)
    extremes = {one.day: one for one in stored.days}
    known = sorted(day for day in hours.keys() | extremes.keys() if day >= today)
    return tuple(
        DayOutlook(day, extremes[day].low, extremes[day].high, tuple(hours[day]))
        if day in extremes
        else DayOutlook(day, None, None, tuple(hours[day]))
        for day in known
    )
