"""Current weather of stations."""

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.weather.freshness import get_start_of_yesterday
from sources.korea.stations import Station
from sources.records import KST, Precision
from storage.content import observations
from storage.content.observations import Observation

MIN_AFTERNOON_HOURS = 4
"""Hours from 12 to 18 o'clock that must be known to tell a day's high, which nearly always falls into them."""

MIN_SHARE_OF_HOURS = 0.75
"""Share of a day's hours so far that must be known to tell its low and high so far; the project's own."""

_NOON, _AFTERNOON = dt.timedelta(hours=12), dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class StationWeather:
    """Current weather of a station.

    Attributes:
        station: the station.
        observation: its newest observation, or None.
        others: observations of the other sources at the same time, in descending priority.
        change: the difference from the same hour of the day before, ℃; None if one of the two is missing or suspect.
    """

    station: Station
    observation: Observation | None = None
    others: tuple[Observation, ...] = ()
    change: float | None = None


async def get_station_weather(
    connection: AsyncConnection, stations: Collection[Station], ranking: Sequence[str], now: dt.datetime
) -> list[StationWeather]:
    """Return the weather of the stations since yesterday, in the given order, with two queries in all.

    Args:
        connection: a read transaction.
        stations: the stations.
        ranking: the names of the sources, in descending priority.
        now: the current time, aware.
    """
    numbers = [station.number for station in stations]
    newest = await observations.newest_by_station(connection, numbers, ranking, get_start_of_yesterday(now))
    before = await observations.temperatures_day_before(
        connection, [readings[0] for readings in newest.values()], ranking
    )
    return [_combine(station, newest.get(station.number, ()), before.get(station.number)) for station in stations]


async def get_yesterdays_highs(
    connection: AsyncConnection, numbers: Collection[int], now: dt.datetime
) -> dict[int, float]:
    """Return the highest temperature that stations measured yesterday (Seoul), ℃, by station number.

    Stations of which fewer than `MIN_AFTERNOON_HOURS` afternoon hours are known are missing.
    """
    noon = get_start_of_yesterday(now) + _NOON
    return await observations.list_highs(connection, numbers, noon, noon + _AFTERNOON, MIN_AFTERNOON_HOURS)


@dataclass(frozen=True, slots=True)
class DayRanges:
    """Lows and highs of a day so far.

    Attributes:
        day: the day in Korea.
        until: the last hour with readings, aware; 24 o'clock is the end of the day.
        stations: the temperatures of each station, by its number; never empty.
    """

    day: dt.date
    until: dt.datetime
    stations: Mapping[int, observations.TemperatureRange]


async def get_day_ranges(connection: AsyncConnection, newest: Observation) -> DayRanges | None:
    """Return the lows and highs of the day of the newest reading; None if its hour is unknown, or no station has any.

    Stations of which fewer than `MIN_SHARE_OF_HOURS` of the day's hours are known are missing.
    """
    if newest.precision is not Precision.HOUR:
        return None
    until = newest.observed_at.astimezone(KST)
    # KMA's day ends with its reading of 24 o'clock, and begins with that of 01.
    day = (until - dt.timedelta(hours=1)).date()
    begin = dt.datetime.combine(day, dt.time(), KST)
    passed = round((until - begin) / dt.timedelta(hours=1))
    least = math.ceil(passed * MIN_SHARE_OF_HOURS)
    found = await observations.list_ranges(connection, begin + dt.timedelta(hours=1), until, least)
    return DayRanges(day, until, found) if found else None


def _combine(station: Station, readings: tuple[Observation, ...], before: float | None) -> StationWeather:
    if not readings:
        return StationWeather(station)
    first, *others = readings
    return StationWeather(station, first, tuple(others), _get_change(first, before))


def _get_change(observation: Observation, before: float | None) -> float | None:
    if before is None or observation.temperature is None or observation.suspect:
        return None
    # Stations measure tenths of a degree; rounding removes the traces of binary fractions.
    return round(observation.temperature - before, 1)
