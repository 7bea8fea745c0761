"""A collector whose clock is moved by hand, and KMA's pages of any hour."""

import datetime as dt
from collections.abc import Mapping

from bot.clock import SetClock
from bot.intake.collector import Collector
from bot.intake.source_config import PolledSource
from sources.fetch import Fetcher
from sources.records import KST
from storage.content import articles, observations
from storage.content.observations import Observation
from storage.database import Database
from tests.factories import CATALOGUE, country

NOON = dt.datetime(2024, 5, 14, 12, 5, tzinfo=KST)
KEY = "secret-key"


def city_page(
    at: dt.datetime, temperatures: Mapping[int, float | None] | None = None, condition: str = "맑음"
) -> bytes:
    """Return KMA's table of cities: by default all stations, each with a temperature of its own and of the hour."""
    if temperatures is None:
        temperatures = country(at.astimezone(KST).hour)
    rows = "".join(
        f'<tr><td><a href="city-obs.do?stn={station}">{CATALOGUE[station].name("ko")}</a></td><td>{condition}</td>'
        f"<td>{'' if temperature is None else round(temperature, 1)}</td><td>70</td></tr>"
        for station, temperature in temperatures.items()
    )
    head = "<tr><th>이름</th><th>현재일기</th><th>현재기온</th><th>습도%</th></tr>"
    time = f"<p>기상실황표{at.astimezone(KST):%Y.%m.%d.%H:00}</p>"
    return f"<html>{time}<table><thead>{head}</thead><tbody>{rows}</tbody></table></html>".encode()


def map_feed(at: dt.datetime, temperature: float = 15.9, condition: str = "흐림") -> bytes:
    """Return KMA's current-weather feed of all stations."""
    hour = 'year="{0:%Y}" month="{0:%m}" day="{0:%d}" hour="{0:%H}"'.format(at.astimezone(KST))
    rows = "".join(
        f'<local stn_id="{station}" desc="{condition}" ta="{value}"/>'
        for station, value in country(temperature).items()
    )
    return f'<current xmlns="current"><weather {hour}>{rows}</weather></current>'.encode()


class Watch:
    """A collector and its clock, which `run` moves on; set otherwise, it is a clock that an operator sets."""

    def __init__(self, clock: SetClock, fetcher: Fetcher, database: Database, *sources: PolledSource) -> None:
        self.clock = clock
        self.database = database
        self.seconds = 0.0
        self.collector = Collector(sources, fetcher, database, CATALOGUE, clock, KEY, lambda: self.seconds)

    async def run(self, *, minutes: int = 0) -> None:
        self.clock.set(self.clock.now() + dt.timedelta(minutes=minutes))
        self.seconds += 60 * minutes
        await self.collector.run()

    async def temperature(self) -> float | None:
        async with self.database.read() as connection:
            newest = await observations.newest_by_station(connection, [112], ("KMA",))
        return newest[112][0].temperature if newest else None

    async def articles(self) -> list[tuple[str, str | None]]:
        """Return the headlines with their publishers."""
        async with self.database.read() as connection:
            newest = await articles.list_newest(connection, self.clock.now(), 10)
        return [(one.article.headline, one.article.publisher) for one in newest]

    async def newest(self) -> Observation | None:
        """Return Incheon's newest reading as people see it."""
        async with self.database.read() as connection:
            newest = await observations.newest_by_station(connection, [112], ("KMA", "KMA feed"))
        return newest[112][0] if newest else None
