import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.content import articles
from tests.factories import publish
from tests.storage.factories import DAY, NOW, add_articles, article

HOUR = dt.timedelta(hours=1)
FULL = Article("제목", "작은 제목", "문화", "사진", ("첫 문단", "둘째 문단"), "https://a.example/1", "신문", NOW)


async def headlines(
    connection: AsyncConnection, limit: int = 10, offset: int = 0, now: dt.datetime = NOW + HOUR
) -> list[str]:
    return [stored.article.headline for stored in await articles.list_newest(connection, now, limit, offset)]


@pytest.mark.parametrize("given", [FULL, Article("제목뿐"), Article("제목", paragraphs=("한 문단",))])
async def test_an_article_is_read_as_it_was_saved(connection: AsyncConnection, given: Article) -> None:
    assert await publish(connection, given, NOW)
    (stored,) = await articles.list_newest(connection, NOW, 5)
    assert (stored.article, stored.first_seen_at) == (given, NOW)
    assert await articles.get(connection, stored.id) == stored


async def test_the_same_address_is_the_same_article(connection: AsyncConnection) -> None:
    assert await publish(connection, FULL, NOW)
    assert not await publish(connection, replace(FULL, headline="고친 제목"), NOW + DAY)
    assert await headlines(connection) == ["고친 제목"]


async def test_the_same_text_is_the_same_article_at_any_address(connection: AsyncConnection) -> None:
    changed = replace(FULL, headline="시립도서관 아침 일곱 시 개관")
    assert await publish(connection, changed, NOW)
    assert not await publish(connection, replace(changed, address="https://a.example/2"), NOW)
    assert not await publish(connection, replace(changed, address=None, publisher=None), NOW)
    assert await articles.count(connection, NOW) == 1


async def test_headline_and_text_decide_and_white_space_does_not(connection: AsyncConnection) -> None:
    assert await publish(connection, article("제 목", paragraphs=("한 문단",)), NOW)
    assert not await publish(connection, article("제  목", paragraphs=(" 한\N{NO-BREAK SPACE}문단",)), NOW)
    assert await publish(connection, article("제 목", paragraphs=("다른 문단",)), NOW)
    assert await publish(connection, article("다른 제목", paragraphs=("한 문단",)), NOW)


async def test_articles_are_ordered_by_date_or_first_seen(connection: AsyncConnection) -> None:
    await publish(connection, article("어제의 글", on=NOW - DAY), NOW + DAY)
    await publish(connection, article("처음 본 글"), NOW)
    await publish(connection, article("나중에 본 글"), NOW)
    await publish(connection, article("내일의 글", on=NOW + DAY), NOW - DAY)
    assert await headlines(connection) == ["나중에 본 글", "처음 본 글", "어제의 글"]
    assert await headlines(connection, now=NOW + DAY) == ["내일의 글", "나중에 본 글", "처음 본 글", "어제의 글"]


async def test_articles_whose_date_was_not_understood_come_last(connection: AsyncConnection) -> None:
    await publish(connection, Article("때를 모르는 글", has_unreadable_date=True), NOW)
    await publish(connection, article("어제의 글", on=NOW - DAY), NOW)
    await publish(connection, Article("또 때를 모르는 글", has_unreadable_date=True), NOW)
    assert await headlines(connection) == ["어제의 글", "또 때를 모르는 글", "때를 모르는 글"]
    found = await articles.list_newest(connection, NOW, 9)
    assert [await articles.count_newer(connection, one, NOW) for one in found] == [0, 1, 2]


async def test_articles_come_in_pages(connection: AsyncConnection) -> None:
    await add_articles(connection, "하나", "둘", "셋")
    assert await articles.count(connection, NOW) == 3
    assert await headlines(connection, limit=2) == ["셋", "둘"]
    assert await headlines(connection, limit=2, offset=2) == ["하나"]
    assert await headlines(connection, limit=2, offset=4) == []


async def test_no_more_articles_are_counted_than_are_listed(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_LISTED", 2)
    await add_articles(connection, "하나", "둘", "셋", "넷")
    assert await articles.count(connection, NOW) == 2
    found = await articles.list_newest(connection, NOW, 9)
    assert [await articles.count_newer(connection, one, NOW) for one in found] == [0, 1, 2, 2]


async def test_many_articles_are_read_by_their_numbers(connection: AsyncConnection) -> None:
    await add_articles(connection, "하나", "둘", "셋")
    ids = [stored.id for stored in await articles.list_newest(connection, NOW, 2)]
    found = await articles.get_many(connection, [*ids, 999])
    assert [found[number].article.headline for number in ids] == ["셋", "둘"]
    assert len(found) == 2
    assert await articles.get(connection, 999) is None
