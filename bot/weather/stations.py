"""What is known of a station's weather now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.korea.stations import Station
from storage.content import observations
from storage.content.observations import Observation


@dataclass(frozen=True, slots=True)
class StationWeather:
    """A station's newest reading, and what it is to be compared with.

    Attributes:
        station: the station.
        observation: its newest reading, or None.
        others: what the other sources say of the same moment, the most trusted first.
        change: how much warmer it is than a day before at the same hour, ℃; None where one of the two readings is
            missing or not believed.
    """

    station: Station
    observation: Observation | None = None
    others: tuple[Observation, ...] = ()
    change: float | None = None


async def weather_of(
    connection: AsyncConnection, stations: Collection[Station], ranking: Sequence[str]
) -> list[StationWeather]:
    """What is known of each station, in the order in which they are given, from two reads however many there are.

    Args:
        connection: reads the store.
        stations: the stations.
        ranking: the sources' names, the one that decides first.
    """
    newest = await observations.newest_by_station(connection, [station.number for station in stations], ranking)
    before = await observations.temperatures_day_before(
        connection, [readings[0] for readings in newest.values()], ranking
    )
    return [_weather(station, newest.get(station.number, ()), before.get(station.number)) for station in stations]


def _weather(station: Station, readings: tuple[Observation, ...], before: float | None) -> StationWeather:
    if not readings:
        return StationWeather(station)
    first, *others = readings
    return StationWeather(station, first, tuple(others), _change(first, before))


def _change(observation: Observation, before: float | None) -> float | None:
    if before is None or observation.temperature is None or observation.suspect:
        return None
    # Tenths of a degree: what a station measures, without the traces of binary fractions.
    return round(observation.temperature - before, 1)
