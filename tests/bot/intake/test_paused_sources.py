"""Sources that an operator has paused are not requested, unless somebody asks for one now."""

import logging
from typing import Any

import pytest

from bot.clock import SetClock
from bot.intake.collector import Collector
from bot.intake.control.paused_sources import PausedSources
from bot.intake.outlook.service import Service
from bot.intake.source_config import KmaChain, NewsFeed
from bot.monitoring.monitor import Monitor
from bot.monitoring.readiness import CheckName, Readiness
from sources.fetch import Fetcher
from storage.content import paused_sources
from storage.database import Database
from tests.bot.intake.factories import NOON
from tests.factories import CATALOGUE
from tests.sources.fetch.badsource import BadSource, answer


def feed(source: BadSource) -> NewsFeed:
    return NewsFeed(type="feed", name="인천신문", address=source.address("/rss"), private=True)


def collect(monitor: Monitor, fetcher: Fetcher, database: Database, clock: SetClock, *sources: NewsFeed) -> Collector:
    return Collector(sources, fetcher, database, CATALOGUE, clock, monitor=monitor)


async def test_a_paused_source_is_not_requested_until_it_is_resumed(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    source.serve("/rss", answer(b"no feed"), answer(b"no feed"), answer(b"no feed"))
    async with database.write() as connection:
        assert await paused_sources.pause(connection, "인천신문", NOON)
        assert not await paused_sources.pause(connection, "인천신문", NOON)
    # A new process: all that it knows is in the database.
    monitor = Monitor()
    collector = collect(monitor, fetcher, database, clock, feed(source))
    pauses = PausedSources(database, monitor.sources)
    await pauses.refresh()
    await collector.run()
    assert source.requests == []
    await collector.ask("인천신문")
    assert len(source.requests) == 1
    # It fails, but who paused it knows.
    assert (monitor.sources.failing, monitor.sources.active) == ([], [])
    async with database.write() as connection:
        assert await paused_sources.resume(connection, "인천신문")
    await pauses.refresh()
    assert monitor.sources.failing == ["인천신문"]
    assert [one for one in caplog.messages if "paused" in one] == [
        "Source 인천신문 is paused by an operator", "Source 인천신문 is not paused any more",
    ]  # fmt: skip


async def test_a_pause_of_a_chain_is_one_of_all_its_addresses(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    monitor = Monitor()
    addresses: dict[str, Any] = {name: source.address(f"/{name}") for name in ("cities", "feed", "front_page")}
    chain = KmaChain(type="kma", private=True, **addresses)
    monitor.sources.paused = frozenset({"KMA"})
    await Collector([chain], fetcher, database, CATALOGUE, clock, monitor=monitor).run()
    assert source.requests == []
    monitor.sources.update_metrics()
    samples = [one for family in monitor.metrics.source_is_paused.collect() for one in family.samples]
    assert {one.labels["source"]: one.value for one in samples} == {"KMA": 1, "KMA feed": 1}


async def test_services_with_a_budget_obey_too(fetcher: Fetcher, database: Database, clock: SetClock) -> None:
    monitor = Monitor()
    service = Service("AirKorea", 9, fetcher, database, clock, monitor.sources.watch("AirKorea"))
    assert service.allows_call
    monitor.sources.paused = frozenset({"AirKorea"})
    assert not service.allows_call


async def test_a_pause_leaves_the_bot_ready_and_is_told(database: Database) -> None:
    monitor = Monitor()
    monitor.sources.watch("인천신문").record_failure("no answer")
    readiness = Readiness(database, monitor)
    assert (await readiness.check())[CheckName.SOURCES] == "all sources fail: 인천신문"
    monitor.sources.paused = frozenset({"인천신문"})
    assert (await readiness.check())[CheckName.SOURCES] is None
    assert await readiness.list_pauses() == {"bulletins": None, "sources": ["인천신문"]}
