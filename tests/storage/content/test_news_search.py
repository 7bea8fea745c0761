"""Searches for news: what they find, and that their cost does not depend on the number of articles."""

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.content import articles
from storage.content.articles import ArticleQuery
from tests.factories import publish
from tests.storage.factories import DAY, NOW
from tests.storage.plans import all_steps

REGIONS = {"시청 소식": "경기", "수원 도서관": "경기 수원시", "성남 도서관": "경기 성남시", "광주 도서관": "광주 동구"}
LIBRARY = (("도서관",),)


@pytest.fixture(autouse=True)
async def _published(connection: AsyncConnection) -> None:
    for number, (headline, region) in enumerate(REGIONS.items()):
        await publish(connection, Article(headline), NOW + number * DAY, source=region, region=region)


async def found(connection: AsyncConnection, query: ArticleQuery) -> list[str]:
    ids = await articles.find(connection, query, NOW + 9 * DAY)
    stored = await articles.get_many(connection, ids)
    return [stored[number].article.headline for number in ids]


async def test_a_provinces_news_are_those_of_all_its_districts_the_newest_first(connection: AsyncConnection) -> None:
    query = ArticleQuery((("경기",),), "경기")
    assert await found(connection, query) == ["성남 도서관", "수원 도서관", "시청 소식"]


async def test_with_words_only_articles_that_have_them_are_of_the_region(connection: AsyncConnection) -> None:
    query = ArticleQuery((("경기",), *LIBRARY), "경기", LIBRARY)
    assert await found(connection, query) == ["성남 도서관", "수원 도서관"]


async def test_a_region_without_articles_has_none(connection: AsyncConnection) -> None:
    assert await found(connection, ArticleQuery((("제주",),), "제주")) == []


async def test_of_a_region_with_many_articles_the_newest_are_found(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_RESULTS", 2)
    assert await found(connection, ArticleQuery((("경기",),), "경기")) == ["성남 도서관", "수원 도서관"]


async def test_of_many_articles_of_a_region_with_words_the_newest_are_found(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_RESULTS", 1)
    query = ArticleQuery((("경기",), *LIBRARY), "경기", LIBRARY)
    assert await found(connection, query) == ["성남 도서관"]


async def test_one_syllable_is_found_at_any_place_of_a_word(connection: AsyncConnection) -> None:
    assert await found(connection, ArticleQuery((("관",),))) == ["광주 도서관", "성남 도서관", "수원 도서관"]
    assert await found(connection, ArticleQuery((("남",), *LIBRARY))) == ["성남 도서관"]


@pytest.mark.dialects("sqlite")
async def test_the_newest_of_each_region_are_read_in_the_order_of_an_index(connection: AsyncConnection) -> None:
    query = ArticleQuery((("경기",),), "경기")
    steps = await all_steps(connection, lambda: articles.find(connection, query, NOW))
    by_region = "SEARCH article_origin USING COVERING INDEX ix_article_origin_region_article_id"
    assert steps.count(f"{by_region} (region=?)") == 3
    # One step from each region to the next.
    assert {one for one in steps if "article_origin" in one} == {f"{by_region} (region=?)", f"{by_region} (region>?)"}
    assert [one for one in steps if one.startswith(("SCAN article ", "USE TEMP B-TREE FOR DISTINCT"))] == []


@pytest.mark.parametrize(
    ("few", "lookup"),
    [
        (3, "COVERING INDEX ix_article_origin_region_article_id (region=? AND article_id=?)"),
        (2, "INDEX sqlite_autoindex_article_origin_1 (article_id=?)"),
    ],
)
@pytest.mark.dialects("sqlite")
async def test_matches_of_words_are_read_from_the_newest_on(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch, few: int, lookup: str
) -> None:
    monkeypatch.setattr(articles, "_FEW_REGIONS", few)
    query = ArticleQuery((("경기",), *LIBRARY), "경기", LIBRARY)
    steps = await all_steps(connection, lambda: articles.find(connection, query, NOW))
    # 192 is FTS5's number for the terms in descending order of the ids.
    assert steps.count("SCAN article_search VIRTUAL TABLE INDEX 192:M1") == 2
    assert f"SEARCH article_origin USING {lookup}" in steps
    assert [one for one in steps if one.startswith("SCAN article ")] == []
    assert steps.count("USE TEMP B-TREE FOR ORDER BY") == 1, "only the results are sorted"
