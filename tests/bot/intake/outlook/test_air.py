"""Fine dust from AirKorea to the outlook of a place."""

import datetime as dt
import logging
import os
import random
from collections import defaultdict

import pytest

from bot.clock import SetClock
from bot.intake.outlook.air import LIST_LIFETIME, AirCollector
from bot.intake.source_config import AirKorea
from bot.weather.outlook import PlaceAir, Spot, get_outlooks
from sources.fetch import Fetcher
from storage.content import air, service_calls
from storage.database import Database
from tests.bot.intake.factories import NOON
from tests.bot.intake.outlook.factories import air_answer, air_item, station_item
from tests.factories import seoul
from tests.sources.fetch.badsource import Answer, BadSource, answer

KEY = "secret/key+=="
HOUR = dt.timedelta(hours=1)
HOURS = 24 * (31 if "JOGAN_RUNS" in os.environ else 10)
"""A month in a long run."""

TWELVE = NOON.replace(minute=0)
CITY_HALL = Spot("서울", 37.566, 126.978, "서울", None, "서울")
QUOTA = "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR"


def refusal(code: str, words: str = "") -> bytes:
    header = f'"returnReasonCode":"{code}","returnAuthMsg":"{words}"'
    return answer(f'{{"OpenAPI_ServiceResponse":{{"cmmMsgHeader":{{{header}}}}}}}'.encode())


class Air:
    """A collector of fine dust that asks at half past, and its clock, which `wait` moves on."""

    def __init__(
        self, source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, *, budget: int = 500
    ) -> None:
        self.source, self.clock, self.database, self.fetcher, self.budget = source, clock, database, fetcher, budget
        self.seconds = 0.0
        self.list_stations(answer(air_answer(station_item())))
        self.measure(answer(air_answer(air_item(TWELVE))))
        self.start()

    def start(self) -> None:
        """Start the process, or start it again."""
        configured = AirKorea(
            type="airkorea",
            address=self.source.address("/hours"),
            stations=self.source.address("/stations"),
            budget=self.budget,
            private=True,
        )
        self.collector = AirCollector(
            configured, KEY, self.fetcher, self.database, self.clock, 30, lambda: self.seconds
        )

    def list_stations(self, *answers: Answer) -> None:
        self.source.serve("/stations", *answers)

    def measure(self, *answers: Answer) -> None:
        self.source.serve("/hours", *answers)

    async def run(self, *, minutes: int = 0) -> None:
        """Let some minutes pass, and run each minute."""
        await self.collector.run()
        for _ in range(minutes):
            self.clock.set(self.clock.now() + dt.timedelta(minutes=1))
            self.seconds += 60
            await self.collector.run()

    def count(self, path: str) -> int:
        return sum(request.target.startswith(path) for request in self.source.requests)

    async def get(self, spot: Spot = CITY_HALL) -> PlaceAir | None:
        async with self.database.read() as connection:
            return (await get_outlooks(connection, [spot], self.clock.now()))[spot.key].air

    async def get_pm10(self) -> int | None:
        found = await self.get()
        return None if found is None else found.reading.pm10

    async def count_calls(self) -> int:
        async with self.database.read() as connection:
            return await service_calls.count(connection, "AirKorea", self.clock.now())


@pytest.fixture
def dust(source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database) -> Air:
    return Air(source, clock, fetcher, database)


async def test_dust_is_there_after_the_first_run(dust: Air) -> None:
    await dust.run()
    found = await dust.get()
    assert found is not None
    assert (found.source, found.reading.station, found.reading.measured_at) == ("AirKorea", "중구", TWELVE)
    assert (found.reading.pm10, found.reading.pm25) == (42, 18)
    assert 0 < found.distance < 1
    assert "serviceKey=secret/key%2B%3D%3D&" in dust.source.requests[0].target


async def test_the_hours_are_asked_for_once_each_and_the_list_once_a_week(dust: Air) -> None:
    await dust.run(minutes=24)
    assert (dust.count("/hours"), dust.count("/stations")) == (1, 1)
    # The hour of 12:00 is stored, although it was half past eleven's turn.
    await dust.run(minutes=60)
    assert dust.count("/hours") == 1
    await dust.run(minutes=2)
    assert dust.count("/hours") == 2
    assert await dust.count_calls() == 3
    dust.clock.set(dust.clock.now() + LIST_LIFETIME)
    await dust.run()
    assert dust.count("/stations") == 2


async def test_a_restart_does_not_ask_for_what_is_stored(dust: Air) -> None:
    dust.clock.set(TWELVE + dt.timedelta(minutes=40))
    await dust.run()
    dust.start()
    await dust.run(minutes=10)
    assert (dust.count("/hours"), dust.count("/stations")) == (1, 1)


async def test_an_hour_that_is_late_is_in_its_place_an_hour_later(dust: Air) -> None:
    late = TWELVE - HOUR
    dust.measure(
        answer(air_answer(air_item(late, 10), air_item(TWELVE, 20, name="종로구"))),
        answer(air_answer(air_item(TWELVE, 30))),
    )
    dust.list_stations(answer(air_answer(station_item(), station_item("종로구", 37.572, 127.005))))
    dust.clock.set(TWELVE + dt.timedelta(minutes=30))
    await dust.run()
    assert await dust.get_pm10() == 10
    await dust.run(minutes=60)
    found = await dust.get()
    assert found is not None
    assert (found.reading.pm10, found.reading.measured_at) == (30, TWELVE)


async def test_hours_without_a_value_keep_the_last_one_for_three_hours(dust: Air) -> None:
    await dust.run()
    for number in (1, 2, 3):
        dust.measure(answer(air_answer(air_item(TWELVE + number * HOUR, None, None), air_item(TWELVE, name="다른"))))
        dust.clock.set(TWELVE + number * HOUR)
        await dust.run()
        assert await dust.get_pm10() == 42
    dust.clock.set(TWELVE + 3 * HOUR + dt.timedelta(minutes=1))
    await dust.run()
    assert await dust.get() is None


async def test_all_pages_are_read(dust: Air) -> None:
    first, second = air_item(TWELVE, name="종로구"), air_item(TWELVE, 50)
    dust.measure(answer(air_answer(first, total=1001)), answer(air_answer(second, total=1001)))
    await dust.run()
    assert await dust.get_pm10() == 50
    assert [f"pageNo={number}" in one.target for number, one in enumerate(dust.source.requests)] == [False, True, True]


async def test_a_table_from_the_future_is_refused(dust: Air, caplog: pytest.LogCaptureFixture) -> None:
    dust.measure(answer(air_answer(air_item(TWELVE), air_item(TWELVE + HOUR, 99))))
    await dust.run()
    assert "dated 2024-05-14 13:00, which is in the future" in caplog.text
    assert await dust.get() is None


async def test_items_that_cannot_be_used_are_logged_once(dust: Air, caplog: pytest.LogCaptureFixture) -> None:
    bad = air_item(TWELVE, 420, name="종로구") | {"pm10Grade1h": "1"}
    dust.measure(answer(air_answer(air_item(TWELVE), bad)))
    for number in range(3):
        dust.clock.set(TWELVE + dt.timedelta(minutes=35) + number * HOUR)
        await dust.run()
    lines = [one for one in caplog.messages if "cannot be used" in one]
    assert lines == [
        "Source AirKorea: 1 items cannot be used; the first, 2: pm10Value 420 contradicts its grade of the hour, 1"
    ]
    assert dust.count("/hours") == 3


async def test_a_list_that_has_lost_most_stations_is_not_taken(dust: Air, caplog: pytest.LogCaptureFixture) -> None:
    three = [station_item(name, 37.5 + number / 100) for number, name in enumerate(("가", "나", "중구"))]
    dust.list_stations(answer(air_answer(*three)), answer(air_answer(station_item("가"))))
    await dust.run()
    dust.clock.set(dust.clock.now() + LIST_LIFETIME)
    await dust.run()
    assert "the list has only 1 stations" in caplog.text
    async with dust.database.read() as connection:
        assert await air.count_stations(connection) == 3


async def test_an_outage_is_logged_with_its_end_and_hides_nothing(dust: Air, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await dust.run()
    caplog.clear()
    dust.clock.set(TWELVE + dt.timedelta(minutes=90))
    dust.measure(refusal("05", "SERVICETIMEOUT_ERROR"))
    await dust.run(minutes=10)
    assert await dust.get_pm10() == 42
    assert dust.count("/hours") == 1 + 5
    dust.measure(answer(air_answer(air_item(TWELVE + HOUR, 50))))
    await dust.run(minutes=15)
    assert await dust.get_pm10() == 50
    told = "the service refused the request; it is asked again (the service says: code 5 SERVICETIMEOUT_ERROR)"
    assert [one.message for one in caplog.records if one.levelno >= logging.WARNING] == [
        f"Source AirKorea failed: {told}",
        f"Source AirKorea keeps failing, will poll it less often: {told}",
    ]
    assert sum(one.startswith("Source AirKorea works again, after ") for one in caplog.messages) == 1
    assert KEY not in caplog.text


async def test_a_broken_list_of_stations_does_not_stop_the_measurements(dust: Air) -> None:
    dust.list_stations(answer(b"<html>"))
    await dust.run()
    assert dust.count("/hours") == 1
    dust.list_stations(answer(air_answer(station_item())))
    await dust.run(minutes=1)
    assert await dust.get_pm10() == 42


async def test_the_days_budget_of_calls_is_kept(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    dust = Air(source, clock, fetcher, database, budget=3)
    for number in range(6):
        clock.set(TWELVE + dt.timedelta(minutes=30) + number * HOUR)
        dust.seconds += 3600
        await dust.run()
    assert len(source.requests) == 3
    assert await dust.count_calls() == 3
    assert "the day's budget of calls is used up" in caplog.text
    # The days are Seoul's.
    clock.set(seoul("2024-05-15T00:35"))
    dust.seconds += 12 * 3600
    await dust.run()
    assert len(source.requests) == 4
    assert await dust.count_calls() == 1


async def test_a_quota_that_is_used_up_is_not_asked_again_before_midnight(dust: Air) -> None:
    dust.clock.set(seoul("2024-05-14T22:00"))
    dust.measure(refusal("22", QUOTA))
    await dust.run(minutes=119)
    assert dust.count("/hours") == 1
    dust.measure(answer(air_answer(air_item(seoul("2024-05-14T23:00")))))
    await dust.run(minutes=2)
    assert dust.count("/hours") == 2
    assert await dust.get_pm10() == 42


async def test_hour_by_hour_it_shows_only_what_was_measured(dust: Air) -> None:
    # A nearest station that is often out of service, a next one that is always late by an hour or two.
    chance = random.Random(9)  # noqa: S311 - repeatable
    dust.list_stations(answer(air_answer(station_item(), station_item("종로구", 37.572, 127.005))))
    published: defaultdict[tuple[str, dt.datetime], set[int | None]] = defaultdict(set)
    ages: set[dt.timedelta] = set()
    for number in range(HOURS):
        hour = TWELVE + number * HOUR
        late = hour - chance.choice((1, 2)) * HOUR
        near = None if chance.random() < 0.4 else number
        items = [air_item(hour, near, None), air_item(late, number + 1000, None, "종로구")]
        published[("종로구", late)].add(number + 1000)
        published[("중구", hour)].add(near)
        # One hour of ten fails until the next one.
        dust.measure(answer(air_answer(*items), "500 Error") if chance.random() < 0.1 else answer(air_answer(*items)))
        dust.clock.set(hour + dt.timedelta(minutes=chance.randrange(30, 60)))
        dust.seconds += 3600
        await dust.run()
        found = await dust.get()
        if found is not None:
            reading = found.reading
            measured_at = reading.measured_at.astimezone(hour.tzinfo)
            ages.add(hour - measured_at)
            assert dt.timedelta(0) <= dust.clock.now() - measured_at <= 3 * HOUR
            assert reading.pm10 in published[reading.station, measured_at] - {None}
    assert ages == {0 * HOUR, HOUR, 2 * HOUR}
    assert await dust.count_calls() < 40
