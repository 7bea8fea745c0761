"""KMA's chain: the next address is asked where one fails, is late or incomplete."""

import datetime as dt
import json
import logging

import pytest

from bot.clock import SetClock
from bot.intake.source_config import KmaChain
from sources.fetch import Fetcher
from storage.database import Database
from tests.bot.intake.factories import NOON, Watch, city_page, map_feed
from tests.factories import country
from tests.sources.fetch.badsource import BadSource, answer

HOUR = dt.timedelta(hours=1)
MAINTENANCE = "<html><head><title>서비스 점검</title></head><body>잠시 뒤에 다시 오세요.</body></html>".encode()


@pytest.fixture
def watch(source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database) -> Watch:
    source.serve("/map", answer(map_feed(NOON)))
    chain = KmaChain(
        type="kma",
        cities=source.address("/cities"),
        feed=source.address("/map"),
        front_page=source.address("/front"),
        private=True,
    )
    return Watch(clock, fetcher, database, chain)


def paths(source: BadSource) -> list[str]:
    return [request.target.partition("?")[0] for request in source.requests]


def serving(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [message for message in caplog.messages if message.startswith("Readings come from")]


async def test_a_full_table_of_cities_needs_no_feed(
    watch: Watch, source: BadSource, caplog: pytest.LogCaptureFixture
) -> None:
    source.serve("/cities", answer(city_page(NOON)))
    with caplog.at_level(logging.INFO):
        await watch.run()
        await watch.run(minutes=10)
    assert paths(source) == ["/cities", "/cities"]
    assert serving(caplog) == ["Readings come from KMA (kma-cities)"]
    assert source.requests[0].target == "/cities?auto_man=m&stn=0&type=t99&reg=100"


async def test_a_table_without_conditions_is_completed_by_the_feed(watch: Watch, source: BadSource) -> None:
    source.serve("/cities", answer(city_page(NOON, country(14.0), condition="&nbsp;")))
    await watch.run()
    assert paths(source) == ["/cities", "/map"]
    newest = await watch.newest()
    assert newest is not None
    assert (newest.source, newest.temperature, newest.condition, newest.humidity) == ("KMA", 14.1, "흐림", 70)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (answer(status="403 Forbidden"), "fails"),
        (answer(status="404 Not Found"), "fails"),
        (answer(MAINTENANCE), "fails"),
        (answer(city_page(NOON + HOUR)), "fails"),
        (answer(city_page(NOON - 3 * HOUR)), "has nothing newer than 2024-05-14 09:00 (Seoul)"),
        (answer(city_page(NOON, country(14.0, 60))), "has temperatures of 62% of the stations only"),
    ],
    ids=["refused", "gone", "maintenance", "future", "late", "few stations"],
)
async def test_the_feed_serves_where_the_table_does_not(
    watch: Watch, source: BadSource, caplog: pytest.LogCaptureFixture, response: bytes, reason: str
) -> None:
    source.serve("/cities", response, response, answer(city_page(NOON)))
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            await watch.run(minutes=10)
        assert serving(caplog) == [f"Readings come from KMA feed (kma-feed), because KMA (kma-cities) {reason}"]
        assert (newest := await watch.newest()) is not None
        assert newest.observed_at == NOON.replace(minute=0)
        await watch.run(minutes=10)
    assert serving(caplog)[1:] == ["Readings come from KMA (kma-cities)"]
    assert paths(source) == ["/cities", "/map", "/cities", "/map", "/cities"]


async def test_each_address_of_a_chain_has_its_own_circuit(watch: Watch, source: BadSource) -> None:
    source.serve("/cities", answer(status="403 Forbidden"))
    for _ in range(12):
        await watch.run(minutes=10)
    assert paths(source).count("/map") == 12
    assert paths(source).count("/cities") < 9


async def test_an_unchanged_table_serves_until_it_is_late(
    watch: Watch, source: BadSource, caplog: pytest.LogCaptureFixture
) -> None:
    source.serve("/cities", answer(city_page(NOON), ETag='"1"'), answer(status="304 Not Modified"))
    source.serve("/map", answer(map_feed(NOON + HOUR)))
    with caplog.at_level(logging.INFO):
        for _ in range(10):
            await watch.run(minutes=10)
    first, then = serving(caplog)
    assert first == "Readings come from KMA (kma-cities)"
    assert then.endswith("because KMA (kma-cities) has nothing newer than 2024-05-14 12:00 (Seoul)")
    assert paths(source).count("/map") == 2


async def test_the_front_page_is_asked_once_where_nothing_serves(
    watch: Watch, source: BadSource, caplog: pytest.LogCaptureFixture
) -> None:
    source.serve("/cities", answer(city_page(NOON - 3 * HOUR)))
    source.serve("/map", answer(status="404 Not Found"))
    front = {"data": [{"stnKo": "인천", "ta": "9.1"}, {"stnKo": "서울", "ta": "14.1"}, {"stnKo": "어딘가", "ta": "1"}]}
    source.serve("/front", answer(json.dumps(front).encode()))
    for _ in range(3):
        await watch.run(minutes=10)
    assert caplog.messages[-1] == "Confirmation: KMA's front page shows the same temperature at 1 of 2 stations"
    (asked,) = (request.target for request in source.requests if request.target.startswith("/front"))
    assert asked.startswith("/front?stns=90,93,95,")


async def test_a_chain_without_any_readings_is_logged_once(
    watch: Watch, source: BadSource, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/cities", "/map"):
        source.serve(path, answer(status="404 Not Found"))
    for _ in range(8):
        await watch.run(minutes=10)
    assert serving(caplog) == ["Readings come from no source, because KMA (kma-cities) fails"]
    assert sum(message.startswith("Source KMA front page failed: http") for message in caplog.messages) == 1
    assert await watch.newest() is None
