"""The hours of the last day are there on the first morning, and no hour is requested twice."""

import datetime as dt
import logging
import re
from typing import Any

import pytest

from bot.clock import SetClock
from bot.intake.backfill import HOURS, Backfill
from bot.intake.source_config import Configuration, KmaChain
from bot.weather.stations import get_station_weather
from sources.fetch import Fetcher
from sources.kma.city_table import build_url
from storage.content import observations
from storage.content.observations import Observation
from storage.database import Database
from tests.bot.intake.factories import NOON, Watch, city_page
from tests.factories import CATALOGUE
from tests.sources.fetch.badsource import Answer, BadSource, aborting, answer

HOUR = dt.timedelta(hours=1)
CURRENT = NOON.replace(minute=0)
HOUR_ASKED = re.compile(r"tm=2024\.05\.(\d+)\.(\d+):00$")


class Morning:
    """The first morning of a bot, minute by minute."""

    def __init__(self, source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database) -> None:
        self.source = source
        self.clock = clock
        self.database = database
        self.fetcher = fetcher
        self.start()
        self.serve_hour(None, answer(city_page(CURRENT)))
        for number in range(1, 48):
            self.serve_hour(CURRENT - number * HOUR, answer(city_page(CURRENT - number * HOUR)))

    def start(self) -> None:
        """Start the process, or start it again."""
        addresses: dict[str, Any] = {name: self.source.address(f"/{name}") for name in ("cities", "feed", "front_page")}
        chain = KmaChain(type="kma", private=True, **addresses)
        self.watch = Watch(self.clock, self.fetcher, self.database, chain)
        cities = Configuration(source=(chain,)).cities
        assert cities is not None
        self.backfill = Backfill(
            cities,
            lambda: self.watch.collector.is_working(cities.name),
            self.fetcher,
            self.database,
            CATALOGUE,
            self.clock,
            lambda: self.watch.seconds,
        )

    def serve_hour(self, at: dt.datetime | None, *answers: Answer) -> None:
        self.source.serve(build_url("/cities", at), *answers)

    async def wait(self, minutes: int) -> None:
        """Let minutes pass, with the jobs of each."""
        for _ in range(minutes):
            await self.watch.run(minutes=1)
            await self.backfill.run()

    def asked(self) -> list[tuple[int, int]]:
        """Return day and hour of the past tables that were requested, in order."""
        found = (HOUR_ASKED.search(request.target) for request in self.source.requests)
        return [(int(match[1]), int(match[2])) for match in found if match]

    async def history(self) -> tuple[Observation, ...]:
        async with self.database.read() as connection:
            return await observations.list_history(connection, 112, CURRENT - 2 * HOURS * HOUR)


@pytest.fixture
def morning(source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database) -> Morning:
    return Morning(source, clock, fetcher, database)


async def test_the_last_day_is_filled_in_one_hour_a_minute_the_newest_first(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await morning.wait(3)
        assert morning.asked() == [(14, 11), (14, 10), (14, 9)]
        await morning.wait(40)
    assert morning.asked() == [(14, hour) for hour in range(11, -1, -1)] + [(13, hour) for hour in range(23, 10, -1)]
    assert [one.observed_at for one in await morning.history()] == [CURRENT - n * HOUR for n in range(HOURS, -1, -1)]
    assert caplog.messages.count("Filling in 25 missing hours from KMA, one a minute") == 1
    assert caplog.messages[-1] == "Filled in 25 missing hours from KMA"


async def test_the_first_morning_has_the_difference_from_yesterday(morning: Morning) -> None:
    await morning.wait(26)
    async with morning.database.read() as connection:
        (incheon,) = await get_station_weather(connection, [CATALOGUE[112]], ("KMA",), CURRENT)
    assert incheon.observation is not None
    assert incheon.observation.observed_at == CURRENT
    # The table of each hour has the same temperatures on all days.
    assert incheon.change == 0


async def test_a_restart_goes_on_where_the_last_process_ended(morning: Morning) -> None:
    await morning.wait(10)
    morning.start()
    await morning.wait(30)
    assert len(morning.asked()) == len(set(morning.asked())) == HOURS
    morning.start()
    await morning.wait(10)
    assert len(morning.asked()) == HOURS


async def test_hours_that_any_source_has_delivered_are_not_requested(morning: Morning) -> None:
    await morning.wait(26)
    before = len(morning.asked())
    # Hours of polling, and a night in which the bot was off.
    morning.clock.set(CURRENT + 3 * HOUR + dt.timedelta(minutes=2))
    morning.serve_hour(None, answer(city_page(CURRENT + 3 * HOUR)))
    for number in range(1, 3):
        morning.serve_hour(CURRENT + number * HOUR, answer(city_page(CURRENT + number * HOUR)))
    morning.start()
    await morning.wait(10)
    assert morning.asked()[before:] == [(14, 14), (14, 13)]


async def test_a_table_with_few_stations_is_requested_again(morning: Morning) -> None:
    few = {112: 9.0, 108: 8.0}
    morning.serve_hour(CURRENT - HOUR, answer(city_page(CURRENT - HOUR, few)))
    await morning.wait(40)
    morning.start()
    await morning.wait(5)
    assert morning.asked().count((14, 11)) == 2


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found"])
async def test_a_server_that_refuses_is_not_asked_again(
    morning: Morning, caplog: pytest.LogCaptureFixture, status: str
) -> None:
    morning.serve_hour(CURRENT - 2 * HOUR, answer(status=status))
    await morning.wait(20)
    assert morning.asked() == [(14, 11), (14, 10)]
    assert sum("Past hours are not filled in any more from KMA" in message for message in caplog.messages) == 1


async def test_a_pause_that_the_server_asks_for_is_kept(morning: Morning) -> None:
    busy = answer(status="503 Service Unavailable", Retry_After="600")
    morning.serve_hour(CURRENT - 2 * HOUR, busy, answer(city_page(CURRENT - 2 * HOUR)))
    await morning.wait(11)
    assert morning.asked() == [(14, 11), (14, 10)]
    await morning.wait(2)
    assert morning.asked() == [(14, 11), (14, 10), (14, 10), (14, 9)]


async def test_an_unusable_hour_is_left_out(morning: Morning) -> None:
    morning.serve_hour(CURRENT - 2 * HOUR, answer(b"<title>nothing</title>"))
    await morning.wait(30)
    assert len(morning.asked()) == HOURS
    assert CURRENT - 2 * HOUR not in [one.observed_at for one in await morning.history()]


async def test_a_server_that_ignores_the_hour_is_not_asked_for_ever(
    morning: Morning, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1, 48):
        morning.serve_hour(CURRENT - number * HOUR, answer(city_page(CURRENT)))
    await morning.wait(40)
    assert len(morning.asked()) == 5
    assert "the table is of another hour than 2024-05-13 22:00 UTC" in caplog.text
    assert len(await morning.history()) == 1


async def test_a_server_that_breaks_off_is_not_asked_for_ever(morning: Morning) -> None:
    for number in range(1, 48):
        morning.serve_hour(CURRENT - number * HOUR, aborting)
    await morning.wait(40)
    assert set(morning.asked()) == {(14, 11)}
    # Five times, each with the fetcher's three attempts.
    assert len(morning.asked()) == 15


async def test_nothing_is_filled_in_while_the_table_of_cities_fails(morning: Morning) -> None:
    morning.serve_hour(None, answer(status="403 Forbidden"))
    await morning.wait(20)
    assert morning.asked() == []
    assert morning.source.requests
