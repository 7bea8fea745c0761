import asyncio
import datetime as dt
import logging

import pytest

from bot.clock import SetClock
from bot.intake.source_config import KmaFeed, KmaHub
from bot.intake.source_parsing import make_feed
from sources.fetch import Fetcher
from storage.database import Database
from tests.bot.intake.factories import KEY, Watch
from tests.factories import CATALOGUE
from tests.sources.fetch.badsource import BadSource, answer, silent

FEED = """<rss version="2.0"><channel><title>인천신문</title>
<item><title>새 도서관 문 열어</title><link>/a?idxno=1</link></item>
<item><title>부고</title><link>/a?idxno=2</link></item></channel></rss>"""


def table(hour: int, temperature: float = 15.9) -> bytes:
    return (
        f'<current xmlns="current"><weather year="2024" month="05" day="14" hour="{hour:02}">'
        f'<local stn_id="112" icon="01" desc="맑음" ta="{temperature}">인천</local></weather></current>'
    ).encode()


def kma(source: BadSource, path: str = "/map") -> KmaFeed:
    return KmaFeed(type="kma-feed", name="KMA", address=source.address(path), private=True)


async def test_a_source_is_polled_when_it_is_due(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/map", answer(table(12)), answer(table(12, 16.3)))
    watch = Watch(clock, fetcher, database, kma(source))
    await watch.run()
    assert await watch.temperature() == 15.9
    await watch.run(minutes=9)
    assert len(source.requests) == 1
    await watch.run(minutes=1)
    assert await watch.temperature() == 16.3


@pytest.mark.parametrize("hours", [-9, -0.1, 0.1, 9])
async def test_a_clock_that_is_set_neither_delays_nor_repeats_a_poll(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, *, hours: float
) -> None:
    source.serve("/map", answer(table(12)))
    watch = Watch(clock, fetcher, database, kma(source))
    await watch.run()
    clock.set(clock.now() + dt.timedelta(hours=hours))
    await watch.run(minutes=1)
    assert len(source.requests) == 1
    await watch.run(minutes=9)
    assert len(source.requests) == 2


@pytest.mark.parametrize("hours", [-9, -3, 3, 9])
async def test_a_clock_that_is_set_leaves_a_failing_source_its_pause(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, *, hours: float
) -> None:
    source.serve("/map", answer(status="404 Not Found"))
    watch = Watch(clock, fetcher, database, kma(source))
    for _ in range(5):
        await watch.run(minutes=10)
    clock.set(clock.now() + dt.timedelta(hours=hours))
    await watch.run(minutes=10)
    assert len(source.requests) == 5
    await watch.run(minutes=10)
    assert len(source.requests) == 6


async def test_an_unchanged_document_is_not_sent_again(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/map", answer(table(12), ETag='"1"'), answer(status="304 Not Modified"))
    watch = Watch(clock, fetcher, database, kma(source))
    await watch.run()
    await watch.run(minutes=10)
    assert source.requests[1].headers["if-none-match"] == '"1"'
    assert await watch.temperature() == 15.9


async def test_a_document_that_could_not_be_used_is_fetched_again(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/map", answer(b"<current>", ETag='"1"'), answer(table(12)))
    watch = Watch(clock, fetcher, database, kma(source))
    await watch.run()
    await watch.run(minutes=10)
    assert "if-none-match" not in source.requests[1].headers
    assert await watch.temperature() == 15.9


async def test_a_failing_source_is_logged_twice_and_polled_less_often(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    source.serve("/map", answer(status="404 Not Found"))
    watch = Watch(clock, fetcher, database, kma(source))
    for _ in range(144):
        await watch.run(minutes=10)
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert len(source.requests) <= 30
    source.serve("/map", answer(table(12)))
    with caplog.at_level(logging.INFO):
        for _ in range(36):
            await watch.run(minutes=10)
    assert "Source KMA works again, after 24 h 30 min" in caplog.messages


async def test_a_pause_that_a_source_asks_for_is_kept(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/map", answer(status="429 Too Many Requests", Retry_After="3600"), answer(table(12)))
    watch = Watch(clock, fetcher, database, kma(source))
    await watch.run()
    for _ in range(5):
        await watch.run(minutes=10)
    assert len(source.requests) == 1
    await watch.run(minutes=10)
    assert len(source.requests) == 2


async def test_a_failing_source_does_not_affect_the_others(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/bad", answer(b"\xff\xfe\x00"))
    source.serve("/map", answer(table(12)))
    bad = KmaFeed(type="kma-feed", name="bad", address=source.address("/bad"), private=True)
    watch = Watch(clock, fetcher, database, bad, kma(source))
    await watch.run()
    assert await watch.temperature() == 15.9


async def test_a_feeds_articles_are_filtered_and_carry_its_name(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/rss", answer(FEED.encode()))
    feed = make_feed(
        {
            "type": "feed",
            "name": "우리동네",
            "address": source.address("/rss"),
            "region": "인천",
            "exclude": ("부고",),
            "private": True,
        },
        CATALOGUE,
    )
    watch = Watch(clock, fetcher, database, feed)
    await watch.run()
    assert await watch.articles() == [("새 도서관 문 열어", "우리동네")]


async def test_a_private_address_is_fetched_only_if_the_operator_allows_it(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch(clock, fetcher, database, KmaFeed(type="kma-feed", name="KMA", address=source.address("/map")))
    await watch.run()
    assert source.requests == []
    assert "private" in caplog.text or "public" in caplog.text


async def test_the_hubs_own_error_is_logged_without_the_key(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = '{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}'
    source.serve("/hub", answer(refusal.encode(), status="401 Unauthorized"))
    hub = KmaHub(type="kma-hub", address=source.address("/hub"), private=True)
    watch = Watch(clock, fetcher, database, hub)
    await watch.run()
    assert KEY in source.requests[0].target
    assert "check JOGAN_KMA_KEY" in caplog.text
    assert KEY not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


async def test_a_slow_source_does_not_delay_the_others(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database
) -> None:
    source.serve("/slow", silent)
    source.serve("/map", answer(table(12)), answer(table(12, 16.3)))
    slow = KmaFeed(type="kma-feed", name="slow", address=source.address("/slow"), private=True)
    watch = Watch(clock, fetcher, database, slow, kma(source))
    first = asyncio.create_task(watch.run())
    async with asyncio.timeout(10):
        while await watch.temperature() is None:  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.01)
        await watch.run(minutes=10)
    assert await watch.temperature() == 16.3
    assert sorted(request.target for request in source.requests) == ["/map", "/map", "/slow"]
    assert not first.done()
    assert watch.collector.max_runs == 3
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
