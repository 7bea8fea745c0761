"""A feed that labels local time as GMT is told, and then dated by when its articles were first seen."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SetClock
from bot.intake.feed_dates import FeedDates, describe_lead, measure_lead
from bot.intake.ingest import ingest_document
from bot.intake.source_config import NewsFeed
from sources.fetch import Fetcher
from sources.records import Article, Content
from storage.content import articles
from storage.content.articles import StoredArticle
from storage.database import Database
from tests.bot.factories import MORNING
from tests.bot.intake.factories import Watch
from tests.factories import CATALOGUE
from tests.sources.fetch.badsource import BadSource, answer

HOUR = dt.timedelta(hours=1)
HEADLINES = ("새 도서관 문 열어", "월미도 등대 새 단장", "뱃길 하나 더 열려", "골목 빵집 나눔")


def dated(*hours: float | None) -> list[Article]:
    """Return articles that lie so many hours ahead of the clock."""
    return [Article("글", published_at=None if ahead is None else MORNING + ahead * HOUR) for ahead in hours]


def feed(now: dt.datetime, *ages: float, zone: str = "GMT") -> bytes:
    """Return a feed whose local times are labelled with a zone; the articles are so many hours old."""
    times = ((now - age * HOUR).astimezone(dt.timezone(9 * HOUR)) for age in ages)
    items = "".join(
        f"<item><title>{headline}</title><link>https://a.example/{age}</link>"
        f"<pubDate>{time:%a, %d %b %Y %H:%M:%S} {zone}</pubDate></item>"
        for headline, age, time in zip(HEADLINES, ages, times, strict=False)
    )
    return f"<rss version='2.0'><channel><title>인천신문</title>{items}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("hours", "lead"),
    [
        ((8, 7, 6), 8),
        ((9, 8, -30), 9),
        ((9, 8), 9),
        ((2, 1.5, 1, -1, -2, -3), 2),
        ((14, 13, 12, 900), 14),
        ((9,), None),
        ((9, 8, -1), None),
        ((0.5, 0.4, 0.3), None),
        ((15, 16, 17), None),
        ((-1, -2, -3), None),
        ((None, None, None), None),
        ((), None),
    ],
)
def test_a_feed_lies_ahead_if_several_articles_do(hours: tuple[float | None, ...], lead: float | None) -> None:
    measured = measure_lead(dated(*hours), MORNING)
    assert measured == (None if lead is None else lead * HOUR)


def test_the_dates_are_used_until_the_second_fetch_that_lies_ahead() -> None:
    dates, ahead = FeedDates(), Content(articles=tuple(dated(9, 8, 7)))
    assert dates.correct(ahead, MORNING) == ahead
    assert [one.published_at for one in dates.correct(ahead, MORNING).articles] == [None, None, None]


def test_one_fetch_that_lies_ahead_is_forgotten() -> None:
    dates, ahead, usual = FeedDates(), Content(articles=tuple(dated(9, 8, 7))), Content(articles=tuple(dated(-1, -2)))
    for content in (ahead, usual, ahead):
        assert dates.correct(content, MORNING) == content


def test_a_feed_is_trusted_again_after_a_day_without_articles_that_lie_ahead() -> None:
    dates, ahead, usual = FeedDates(), Content(articles=tuple(dated(9, 8, 7))), Content(articles=tuple(dated(-1, -2)))
    for _ in range(2):
        dates.correct(ahead, MORNING)
    assert dates.correct(usual, MORNING + 20 * HOUR) != usual
    assert dates.correct(usual, MORNING + 25 * HOUR) == usual


@given(st.lists(st.none() | st.integers(-99, 99)))
def test_any_feed_can_be_measured(hours: list[int | None]) -> None:
    lead = measure_lead(dated(*hours), MORNING)
    assert lead is None or "hours ahead" in describe_lead(lead)


async def test_a_file_that_lies_ahead_is_told(database: Database) -> None:
    result = await ingest_document("rss.xml", feed(MORNING, 0, 1, 2), database, CATALOGUE, MORNING)
    assert [one.reason for one in result.rejected] == [
        "the dates lie up to 9 hours ahead: the feed probably names a wrong zone"
    ]


async def test_a_mislabelled_feed_is_read_by_its_first_seen_times(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begin = clock.now()
    first, second = feed(begin, 1, 2, 3), feed(begin, 0, 1, 2, 3)
    source.serve("/rss", answer(first, ETag='"1"'), answer(first, ETag='"1"'), answer(second))
    watch = Watch(clock, fetcher, database, _news(source.address("/rss")))
    await watch.run()
    assert await _listed(database, clock.now()) == []
    await watch.run(minutes=15)
    assert [one.newness for one in await _listed(database, clock.now())] == [begin] * 3
    await watch.run(minutes=15)
    newest, *others = await _listed(database, clock.now())
    assert (newest.newness, newest.article.published_at) == (clock.now(), None)
    assert [one.newness for one in others] == [begin] * 3
    assert "if-none-match" not in source.requests[1].headers
    lead = "Source 인천신문: the dates lie up to 8 hours ahead: the feed probably names a wrong zone"
    assert caplog.messages == [f"{lead}; the next fetch decides", f"{lead}; first-seen times are used instead"]


async def test_a_feed_with_the_right_zone_keeps_its_dates(
    source: BadSource, clock: SetClock, fetcher: Fetcher, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    begin = clock.now()
    source.serve("/rss", answer(feed(begin, 1, 2, 3, zone="+0900")))
    watch = Watch(clock, fetcher, database, _news(source.address("/rss")))
    for minutes in (0, 15, 15):
        await watch.run(minutes=minutes)
    assert [one.newness for one in await _listed(database, clock.now())] == [begin - age * HOUR for age in (1, 2, 3)]
    assert caplog.messages == []


def _news(address: str) -> NewsFeed:
    return NewsFeed(type="feed", name="인천신문", address=address, private=True)


async def _listed(database: Database, now: dt.datetime) -> list[StoredArticle]:
    async with database.read() as connection:
        return await articles.list_newest(connection, now, 9)
