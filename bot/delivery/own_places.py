"""Own places of a broadcast's chats: each is read once, whoever shares it."""

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dependencies import Dependencies
from bot.places.spots import find_spot
from bot.rendering.bulletin.content import CityWeather
from bot.weather.outlook import Outlook, Spot, get_outlooks
from bot.weather.stations import StationWeather, get_station_weather, get_yesterdays_highs
from storage.terms import City

_UNKNOWN = Outlook()


class OwnPlaces:
    """Own places with all that is known of them.

    Args:
        dependencies: the application's parts.
    """

    def __init__(self, dependencies: Dependencies) -> None:
        self._deps = dependencies
        self._known: dict[City, CityWeather] = {}

    def __getitem__(self, city: City) -> CityWeather:
        return self._known[city]

    def clear(self) -> None:
        """Forget what was read."""
        self._known.clear()

    async def load(self, connection: AsyncConnection, cities: Iterable[City], now: dt.datetime) -> None:
        """Read the places that are not known yet; the number of queries does not depend on their number.

        Args:
            connection: a read transaction.
            cities: the places.
            now: the current time, aware.
        """
        missing = set(cities) - self._known.keys()
        if not missing:
            return
        numbers = {city.station for city in missing}
        weather = await self._get_weather(connection, numbers, now)
        highs = await get_yesterdays_highs(connection, numbers, now)
        spots = {city: find_spot(city, self._deps.places) for city in missing}
        outlooks = await get_outlooks(connection, [spot for spot in spots.values() if spot is not None], now)
        for city, spot in spots.items():
            high, outlook = highs.get(city.station), outlooks.get(city.key, _UNKNOWN)
            self._known[city] = CityWeather(city, weather[city.station], outlook, high, _position(spot))

    async def _get_weather(
        self, connection: AsyncConnection, numbers: Collection[int], now: dt.datetime
    ) -> dict[int, StationWeather]:
        stations = [self._deps.catalogue[number] for number in numbers]
        found = await get_station_weather(connection, stations, self._deps.ranking, now)
        return {one.station.number: one for one in found}


def _position(spot: Spot | None) -> tuple[float, float] | None:
    return None if spot is None else (spot.latitude, spot.longitude)
