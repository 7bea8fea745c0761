import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.delivery.headline_selection import choose, days_old
from sources.records import Article
from storage.chats import subscriptions
from storage.content import articles
from storage.content.articles import StoredArticle
from storage.database import Database
from storage.ledger import claiming, deliveries
from storage.ledger.deliveries import OutcomeRow
from storage.schema import DeliveryState
from tests.bot.factories import MORNING
from tests.factories import CATALOGUE, publish
from tests.storage.factories import enqueue, subscribe, subscription

HOUR = dt.timedelta(hours=1)


async def publish_headline(database: Database, headline: str, hours_ago: float, region: str | None = None) -> None:
    article = Article(headline, published_at=MORNING - hours_ago * HOUR)
    async with database.write() as connection:
        assert await publish(connection, article, MORNING, source="신문", region=region)


async def choose_and_send(
    database: Database, stations: Sequence[tuple[int, ...]] = ((105,),), now: dt.datetime = MORNING
) -> list[str | None]:
    """Choose headlines for topics with these stations, record them as sent, and return them."""
    async with database.write() as connection:
        await subscribe(connection, *(subscription(7, thread_id=n) for n in range(len(stations))))
        await subscribe(connection, *(subscription(7, thread_id=n, stations=own) for n, own in enumerate(stations)))
        await enqueue(connection, now.date(), MORNING, now - MORNING + HOUR)
        claims = await claiming.claim(connection, now, 99)
        await choose(connection, claims, CATALOGUE, now)
        await deliveries.mark_sending(connection, claims)
        await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, DeliveryState.SENT, now) for claim in claims])
        found = await articles.get_many(connection, [number for claim in claims for number in claim.articles])
    return [found[claim.articles[0]].article.headline if claim.articles else None for claim in claims]


async def test_the_newest_of_the_chats_region_comes_before_newer_ones(database: Database) -> None:
    await publish_headline(database, "강릉 소식", 30, "강릉")
    await publish_headline(database, "강원 소식", 20, "강원도")
    await publish_headline(database, "인천 소식", 1, "인천")
    assert await choose_and_send(database, [(105, 112), (112,), (101,), (159,), ()]) == [
        "강원 소식", "인천 소식", "강원 소식", "인천 소식", "인천 소식",
    ]  # fmt: skip


async def test_an_article_that_names_the_region_comes_behind_the_regions_own_sources(database: Database) -> None:
    await publish_headline(database, "인천 월미도에 새 등대", 30, "인천")
    await publish_headline(database, "강릉시, 커피축제 열어", 20, "서울")
    await publish_headline(database, "부산서 영화제 개막", 10)
    await publish_headline(database, "광주 맛집 지도 나와", 5)
    await publish_headline(database, "경기 광주 도자기 축제", 4)
    await publish_headline(database, "새해 달력 이야기", 1, "서울")
    chosen = await choose_and_send(database, [(105,), (159,), (112,), (156,), (119,), ()])
    assert chosen == [
        "강릉시, 커피축제 열어", "부산서 영화제 개막", "인천 월미도에 새 등대", "새해 달력 이야기", "새해 달력 이야기",
        "새해 달력 이야기",
    ]  # fmt: skip


async def test_a_lead_names_the_region_too(database: Database) -> None:
    article = Article(
        "커피축제 열려", paragraphs=("강릉시는 안목해변에서 커피축제를 연다.",), published_at=MORNING - 9 * HOUR
    )
    async with database.write() as connection:
        assert await publish(connection, article, MORNING)
    await publish_headline(database, "새해 달력 이야기", 1)
    assert await choose_and_send(database, [(105,), (112,)]) == ["커피축제 열려", "새해 달력 이야기"]


async def test_an_article_whose_date_was_not_understood_comes_after_all_others(database: Database) -> None:
    unreadable = Article("강릉 오래된 소식", has_unreadable_date=True)
    async with database.write() as connection:
        assert await publish(connection, unreadable, MORNING, region="강릉")
    await publish_headline(database, "인천 소식", 40, "인천")
    assert await choose_and_send(database, [(105,)]) == ["인천 소식"]
    assert await choose_and_send(database, [(105,)], now=MORNING + 24 * HOUR) == ["강릉 오래된 소식"]


async def test_without_fresh_headlines_a_known_date_counts(database: Database) -> None:
    async with database.write() as connection:
        assert await publish(connection, Article("때를 모르는 소식", has_unreadable_date=True), MORNING - 60 * HOUR)
    await publish_headline(database, "지난 소식", 999)
    assert await choose_and_send(database) == ["지난 소식"]


async def test_a_topic_gets_each_headline_once(database: Database) -> None:
    await publish_headline(database, "강릉 소식", 30, "강릉")
    await publish_headline(database, "인천 소식", 1, "인천")
    assert await choose_and_send(database) == ["강릉 소식"]
    assert await choose_and_send(database, now=MORNING + 24 * HOUR) == ["인천 소식"]
    assert await choose_and_send(database, now=MORNING + 48 * HOUR) == [None]


async def test_two_bulletins_of_a_topic_at_one_moment_have_different_headlines(database: Database) -> None:
    await publish_headline(database, "어제 소식", 20)
    await publish_headline(database, "새 소식", 1)
    async with database.write() as connection:
        (first,) = await subscribe(connection, subscription(7))
        for _ in range(2):
            await subscriptions.add(connection, replace(first, id=0))
        await subscribe(connection, subscription(7, thread_id=5))
        await enqueue(connection, MORNING.date(), MORNING)
        claims = await claiming.claim(connection, MORNING, 99)
        await choose(connection, claims, CATALOGUE, MORNING)
        found = await articles.get_many(connection, [number for claim in claims for number in claim.articles])
    chosen = [[found[number].article.headline for number in claim.articles] for claim in claims]
    assert chosen == [["새 소식"], ["어제 소식"], [], ["새 소식"]]


async def test_a_headline_dated_in_the_future_is_not_chosen(database: Database) -> None:
    await publish_headline(database, "내일 소식", -24)
    assert await choose_and_send(database) == [None]


@pytest.mark.parametrize(("hours", "expected"), [(47, "지난 소식"), (49, "지난 소식"), (999, "지난 소식")])
async def test_without_fresh_headlines_the_newest_of_all_is_chosen(
    database: Database, hours: int, expected: str
) -> None:
    await publish_headline(database, "더 오랜 소식", 2000, "강릉")
    await publish_headline(database, "지난 소식", hours)
    assert await choose_and_send(database) == [expected]


async def test_without_fresh_headlines_only_one_old_one_is_chosen(database: Database) -> None:
    for number in range(5):
        await publish_headline(database, f"묵은 소식 {'가나다라마'[number]}", 100 + number)
    assert await choose_and_send(database) == ["묵은 소식 가"]
    assert await choose_and_send(database, now=MORNING + 24 * HOUR) == [None]


async def test_a_topic_that_has_all_fresh_headlines_gets_no_old_one(database: Database) -> None:
    await publish_headline(database, "묵은 소식", 100)
    await publish_headline(database, "새 소식", 1)
    assert await choose_and_send(database) == ["새 소식"]
    assert await choose_and_send(database, now=MORNING + 24 * HOUR) == [None]


@pytest.mark.parametrize(("hours", "days"), [(0, None), (47, None), (48, None), (49, 2), (72, 3), (24 * 30, 30)])
def test_the_age_is_stated_after_48_hours(hours: int, days: int | None) -> None:
    stored = StoredArticle(1, Article("글"), MORNING - hours * HOUR)
    assert days_old(stored, MORNING) == days


def test_the_age_of_a_pinned_headline_is_not_stated() -> None:
    stored = StoredArticle(1, Article("글"), MORNING - 72 * HOUR, pinned_until=MORNING + HOUR)
    assert days_old(stored, MORNING) is None
    assert days_old(stored, MORNING + HOUR) == 3
