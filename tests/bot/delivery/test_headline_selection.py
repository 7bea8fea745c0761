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
from tests.bot.conftest import CATALOGUE, MORNING
from tests.conftest import publish
from tests.storage.conftest import enqueue, subscribe, subscription

HOUR = dt.timedelta(hours=1)


async def bring(database: Database, headline: str, hours_ago: float, region: str | None = None) -> None:
    article = Article(headline, published_at=MORNING - hours_ago * HOUR)
    async with database.write() as connection:
        assert await publish(connection, article, MORNING, source="신문", region=region)


async def told(
    database: Database, stations: Sequence[tuple[int, ...]] = ((105,),), now: dt.datetime = MORNING
) -> list[str | None]:
    """The headlines of topics with these stations, which are marked as sent."""
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


async def test_the_newest_of_the_chats_region_goes_before_newer_ones(database: Database) -> None:
    await bring(database, "강릉 소식", 30, "강릉")
    await bring(database, "강원 소식", 20, "강원도")
    await bring(database, "인천 소식", 1, "인천")
    assert await told(database, [(105, 112), (112,), (101,), (159,), ()]) == [
        "강원 소식", "인천 소식", "강원 소식", "인천 소식", "인천 소식",
    ]  # fmt: skip


async def test_what_the_topic_has_got_is_not_told_again_and_the_next_one_is(database: Database) -> None:
    await bring(database, "강릉 소식", 30, "강릉")
    await bring(database, "인천 소식", 1, "인천")
    assert await told(database) == ["강릉 소식"]
    assert await told(database, now=MORNING + 24 * HOUR) == ["인천 소식"]
    assert await told(database, now=MORNING + 48 * HOUR) == [None]


async def test_two_bulletins_that_a_topic_gets_at_one_moment_have_not_the_same_headline(database: Database) -> None:
    await bring(database, "어제 소식", 20)
    await bring(database, "새 소식", 1)
    async with database.write() as connection:
        (first,) = await subscribe(connection, subscription(7))
        for _ in range(2):
            await subscriptions.add(connection, replace(first, id=0))
        await subscribe(connection, subscription(7, thread_id=5))
        await enqueue(connection, MORNING.date(), MORNING)
        claims = await claiming.claim(connection, MORNING, 99)
        await choose(connection, claims, CATALOGUE, MORNING)
        found = await articles.get_many(connection, [number for claim in claims for number in claim.articles])
    told = [[found[number].article.headline for number in claim.articles] for claim in claims]
    assert told == [["새 소식"], ["어제 소식"], [], ["새 소식"]]


async def test_nothing_of_the_future_is_told_before_its_time(database: Database) -> None:
    await bring(database, "내일 소식", -24)
    assert await told(database) == [None]


@pytest.mark.parametrize(("hours", "expected"), [(47, "지난 소식"), (49, "지난 소식"), (999, "지난 소식")])
async def test_where_there_is_nothing_new_at_all_the_newest_of_all_is_told_however_old(
    database: Database, hours: int, expected: str
) -> None:
    await bring(database, "더 오랜 소식", 2000, "강릉")
    await bring(database, "지난 소식", hours)
    assert await told(database) == [expected]


async def test_the_archive_is_not_dug_up_day_by_day(database: Database) -> None:
    for number in range(5):
        await bring(database, f"묵은 소식 {'가나다라마'[number]}", 100 + number)
    assert await told(database) == ["묵은 소식 가"]
    assert await told(database, now=MORNING + 24 * HOUR) == [None]


async def test_old_news_are_not_told_where_there_are_new_ones_that_the_topic_has(database: Database) -> None:
    await bring(database, "묵은 소식", 100)
    await bring(database, "새 소식", 1)
    assert await told(database) == ["새 소식"]
    assert await told(database, now=MORNING + 24 * HOUR) == [None]


@pytest.mark.parametrize(("hours", "days"), [(0, None), (47, None), (48, None), (49, 2), (72, 3), (24 * 30, 30)])
def test_an_age_is_told_from_48_hours_on(hours: int, days: int | None) -> None:
    stored = StoredArticle(1, Article("글"), MORNING - hours * HOUR)
    assert days_old(stored, MORNING) == days


def test_a_pinned_headlines_age_is_the_operators_to_judge() -> None:
    stored = StoredArticle(1, Article("글"), MORNING - 72 * HOUR, pinned_until=MORNING + HOUR)
    assert days_old(stored, MORNING) is None
    assert days_old(stored, MORNING + HOUR) == 3
