"""Several articles on one event are stored as one."""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.articles.deduplication import Merged, SourceArticles, StoredArticles, list_merged, store_articles
from bot.intake.ingest import SourceRef
from sources.korea.regions import Region
from sources.records import Article
from storage.content import articles
from storage.content.articles import ArticleQuery
from storage.database import Database
from storage.dialects.base import get_engines
from storage.schema import article_origin
from tests.bot.factories import MORNING

HOUR = dt.timedelta(hours=1)
ARTICLE = Article(
    "월미바다열차 평일 요금 8천원→6천원 인하",
    paragraphs=(
        "월미바다열차 평일 요금이 6월부터 8천원에서 6천원으로 내린다. 인천시는 12일 이같이 결정했다고 밝혔다.",
    ),
    address="https://one.example/7",
    published_at=MORNING - HOUR,
)
ELSEWHERE = replace(
    ARTICLE,
    headline="인천시, 월미바다열차 요금 6월부터 내린다",
    paragraphs=("인천시는 6월부터 월미바다열차의 평일 요금을 8천원에서 6천원으로 내린다고 12일 밝혔다.",),
    address="https://two.example/9",
)
ONE, TWO = SourceRef("하나신문", Region("인천")), SourceRef("두리신문", Region("강원"))


async def store(
    connection: AsyncConnection, told: Sequence[Article], origin: SourceRef, now: dt.datetime
) -> StoredArticles:
    (stored,) = await store_articles(connection, [SourceArticles(told, origin.name, origin.region)], now)
    return stored


async def keep(database: Database, *told: Article, origin: SourceRef = ONE, now: dt.datetime = MORNING) -> int:
    async with database.write() as connection:
        return (await store(connection, told, origin, now)).new


async def newest(database: Database, now: dt.datetime = MORNING + 99 * HOUR) -> list[Article]:
    async with database.read() as connection:
        return [stored.article for stored in await articles.list_newest(connection, now, 99)]


async def found(database: Database, *words: str) -> int:
    async with database.read() as connection:
        return len(await articles.find(connection, ArticleQuery(tuple((word,) for word in words)), MORNING + 99 * HOUR))


async def test_an_article_of_two_newspapers_is_one_article_with_two_origins(database: Database) -> None:
    assert await keep(database, ARTICLE) == 1
    assert await keep(database, ELSEWHERE, origin=TWO) == 0
    assert await newest(database) == [replace(ARTICLE, publisher="하나신문")]
    async with database.read() as connection:
        rows = await connection.execute(select(article_origin).order_by(article_origin.c.source))
        assert [(row.source, row.address, row.region) for row in rows] == [
            ("두리신문", "https://two.example/9", "강원"),
            ("하나신문", "https://one.example/7", "인천"),
        ]


async def test_two_versions_in_one_feed_are_one_article(database: Database) -> None:
    assert await keep(database, ARTICLE, ELSEWHERE, ARTICLE) == 1


async def test_a_similar_article_after_three_days_is_a_new_one(database: Database) -> None:
    await keep(database, ARTICLE)
    assert await keep(database, replace(ELSEWHERE, published_at=None), now=MORNING + 70 * HOUR) == 0
    another = replace(ELSEWHERE, address="https://two.example/10", headline=f"{ELSEWHERE.headline} 예정")
    assert await keep(database, another, now=MORNING + 73 * HOUR) == 1


async def test_an_edited_article_is_updated_and_not_news_again(database: Database) -> None:
    await keep(database, ARTICLE)
    edited = replace(
        ARTICLE, headline="[속보] 열차 요금 인하", paragraphs=("새로 쓴 글.",), published_at=MORNING + HOUR
    )
    assert await keep(database, edited, now=MORNING + 2 * HOUR) == 0
    assert await newest(database) == [replace(edited, publisher="하나신문", published_at=ARTICLE.published_at)]
    assert (await found(database, "인하"), await found(database, "평일"), await found(database, "새로")) == (1, 0, 1)


async def test_another_version_fills_gaps_and_changes_no_text(database: Database) -> None:
    await keep(database, replace(ARTICLE, address=None, published_at=None, paragraphs=()), origin=SourceRef())
    await keep(database, ARTICLE, origin=TWO)
    assert await newest(database) == [replace(ARTICLE, publisher="두리신문")]
    await keep(
        database, replace(ARTICLE, address="https://x.example/", headline="[종합] 월미바다열차 평일 요금 8천원→6천원")
    )
    assert (await newest(database))[0].headline == ARTICLE.headline


async def test_a_feeds_beginning_of_a_text_does_not_replace_the_whole(database: Database) -> None:
    whole = replace(ARTICLE, paragraphs=(*ARTICLE.paragraphs, "둘째 문단."), subheadline="작은 제목")
    await keep(database, whole)
    await keep(database, replace(ARTICLE, paragraphs=("월미바다열차 평일 요금이 6월부터…",)))
    assert await newest(database) == [replace(whole, publisher="하나신문")]


async def test_the_same_feed_again_changes_nothing(database: Database) -> None:
    feed = [
        Article(f"골목 빵집 이야기 {n}", paragraphs=(f"{n}째 빵.",), address=f"https://a.example/{n}") for n in range(9)
    ]
    assert await keep(database, *feed) == 9
    before = await newest(database)
    assert await keep(database, *feed, now=MORNING + HOUR) == 0
    assert await newest(database) == before


async def test_a_daily_column_without_text_is_new_at_each_address(database: Database) -> None:
    for day in range(3):
        told = Article("오늘의 날씨", address=f"https://a.example/{day}")
        assert await keep(database, told, now=MORNING + 24 * day * HOUR) == 1


async def test_a_daily_column_with_the_same_text_is_new_each_day(database: Database) -> None:
    for day in range(3):
        told = Article(
            "[오늘의 운세] 띠별로 보는 하루",
            paragraphs=("띠별 운세는 아래 그림에서 볼 수 있다. 재미로만 보면 좋겠다.",),
            address=f"https://a.example/news/articleView.html?idxno={day}",
            published_at=MORNING + 24 * day * HOUR,
        )
        assert await keep(database, told, now=MORNING + 24 * day * HOUR) == 1
        assert await keep(database, told, now=MORNING + (24 * day + 1) * HOUR) == 0


async def test_twelve_dated_notices_are_twelve_articles(database: Database) -> None:
    notices = [
        Article(
            f"인천도시철도 막차 시간 연장 안내 (5월 {day}일)",
            paragraphs=(f"인천교통공사는 5월 {day}일 막차를 오전 1시까지 늘려 운행한다고 밝혔다.",),
            address=f"https://paper{day}.example/notice",
        )
        for day in range(1, 13)
    ]
    assert await keep(database, *notices) == 12


async def test_two_numbers_of_one_newspaper_are_two_articles(database: Database) -> None:
    again = replace(ELSEWHERE, address="https://m.one.example/8")
    assert await keep(database, ARTICLE, again) == 2
    third = replace(again, headline=f"{again.headline} 왜?", address="https://one.example/9")
    assert await keep(database, third, now=MORNING + HOUR) == 1


async def test_another_number_is_recognized_at_an_address_that_was_merged(database: Database) -> None:
    await keep(database, ARTICLE)
    await keep(database, ELSEWHERE, origin=TWO)
    later = replace(ELSEWHERE, headline=f"{ELSEWHERE.headline} 왜?", address="https://two.example/10")
    assert await keep(database, later, origin=TWO, now=MORNING + HOUR) == 1


async def test_a_text_uploaded_twice_on_one_day_is_one_article(database: Database) -> None:
    assert await keep(database, ARTICLE, replace(ARTICLE, address="https://one.example/8")) == 1


async def test_what_is_merged_is_told_once(database: Database) -> None:
    async with database.write() as connection:
        first = await store(connection, [ARTICLE], ONE, MORNING)
        second = await store(connection, [ELSEWHERE], TWO, MORNING)
        third = await store(connection, [ELSEWHERE], TWO, MORNING + HOUR)
    merged = Merged(ELSEWHERE.headline, ELSEWHERE.address, ARTICLE.headline, ARTICLE.address)
    assert (first.merged, second.merged, third.merged) == ((), (merged,), ())


def test_a_second_headline_at_one_address_is_told() -> None:
    other = replace(ARTICLE, headline="전혀 다른 이야기", paragraphs=("다른 글.",))
    merged = Merged(other.headline, other.address, ARTICLE.headline, ARTICLE.address)
    assert list_merged([[ARTICLE, other, ARTICLE], []], MORNING) == [(merged,), ()]


async def test_an_article_without_a_publisher_gets_its_sources_name(database: Database) -> None:
    await keep(
        database, ARTICLE, replace(ARTICLE, headline="다른 글", paragraphs=(), address=None, publisher="마을신문")
    )
    assert {article.publisher for article in await newest(database)} == {"하나신문", "마을신문"}


async def test_an_article_edited_to_anothers_text_leaves_both(database: Database) -> None:
    other = replace(ARTICLE, headline="전혀 다른 이야기", paragraphs=("글.",), address="https://one.example/8")
    assert await keep(database, ARTICLE, other) == 2
    await keep(database, replace(other, headline=ARTICLE.headline, paragraphs=ARTICLE.paragraphs))
    assert [article.headline for article in await newest(database)] == [ARTICLE.headline] * 2


async def test_a_fingerprint_stays_with_its_first_article(database: Database) -> None:
    other = replace(ARTICLE, headline="전혀 다른 이야기", paragraphs=("글.",), address="https://one.example/8")
    await keep(database, ARTICLE, other)
    async with database.write() as connection:
        (mark, _), (_, second) = await articles.find_known(connection, [1, 2], [])
        await articles.change(connection, [(second, replace(ARTICLE, address=second.article.address), mark)])
        assert [one for one, _ in await articles.find_known(connection, [1], [])] == [mark]


async def test_a_feed_of_500_among_3000_needs_few_queries(database: Database) -> None:
    def numbered(number: int) -> Article:
        word = "".join(chr(0xAC00 + (number * 7919 + place * 104729) % 11172) for place in range(12))
        lead = f"{word[3:9]}에서 {number}일 열린 {word[6:]} 행사에 시민 {number * 3}명이 모였다고 밝혔다."
        return Article(f"{word[:4]} {word[4:8]} {word[8:]}", paragraphs=(lead,), address=f"https://a.example/{number}")

    assert await keep(database, *map(numbered, range(3000))) == 3000
    queries: list[str] = []
    event.listen(get_engines(database)[1], "before_cursor_execute", lambda *given: queries.append(given[2]))
    begin = time.process_time()
    assert await keep(database, *map(numbered, range(2900, 3400)), origin=TWO) == 400
    took = time.process_time() - begin
    assert len(queries) <= 12
    assert took < 3, f"{took:.2f} s; a tenth of it on an idle machine"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=40), max_size=4), again=st.lists(st.text(max_size=40), max_size=4))
async def test_the_search_finds_only_the_last_version_of_an_article(
    database: Database, words: list[str], again: list[str]
) -> None:
    address = f"https://a.example/{time.monotonic_ns()}"
    first, last = (
        Article(f"{mark} 골목 소식", paragraphs=tuple(told), address=address)
        for mark, told in (("처음빛", words), ("나중빛", again))
    )
    before = await found(database, "나중빛")
    await keep(database, first)
    await keep(database, last)
    assert await found(database, "처음빛") == 0
    assert await found(database, "나중빛") >= before
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO article_search (article_search) VALUES ('integrity-check')"))
