"""Deletion of articles that no source lists any more."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.content import articles, old_articles, pins
from storage.content.articles import ArticleQuery
from tests.factories import publish
from tests.storage.factories import DAY, NOW

OLD, NEW = Article("도서관 개관", address="https://a.example/1"), Article("도서관 휴관", address="https://a.example/2")
LIBRARY = ArticleQuery((("도서관",),))
LATER = NOW + 30 * DAY


async def left(connection: AsyncConnection, now: dt.datetime = LATER) -> list[str]:
    stored = await articles.list_newest(connection, now, 9)
    assert await articles.find(connection, LIBRARY, now) == [one.id for one in stored], "the index has the same"
    return [one.article.headline for one in stored]


async def test_an_article_goes_some_days_after_it_was_listed_last(connection: AsyncConnection) -> None:
    await publish(connection, OLD, NOW)
    await publish(connection, NEW, NOW + DAY)
    assert await old_articles.delete_unlisted(connection, NOW, LATER, 9) == 0
    assert await old_articles.delete_unlisted(connection, NOW + DAY, LATER, 9) == 1
    assert await left(connection) == ["도서관 휴관"]


async def test_an_article_that_a_source_still_lists_stays(connection: AsyncConnection) -> None:
    """Otherwise the next poll would bring it back as a new one."""
    await publish(connection, OLD, NOW)
    for day in range(1, 31):
        assert not await publish(connection, OLD, NOW + day * DAY + dt.timedelta(minutes=day))
    assert await old_articles.delete_unlisted(connection, NOW + 28 * DAY, LATER, 9) == 0
    assert await old_articles.delete_unlisted(connection, NOW + 31 * DAY, LATER, 9) == 1


async def test_an_imported_archive_is_kept_from_its_import_on(connection: AsyncConnection) -> None:
    await publish(connection, Article("도서관 옛 소식", published_at=NOW - 3000 * DAY), NOW)
    assert await old_articles.delete_unlisted(connection, NOW, LATER, 9) == 0


async def test_the_pinned_article_stays_until_its_end(connection: AsyncConnection) -> None:
    await publish(connection, OLD, NOW)
    (only,) = await articles.list_newest(connection, NOW, 9)
    await pins.pin(connection, only.id, LATER)
    assert await old_articles.delete_unlisted(connection, LATER, LATER - DAY, 9) == 0
    assert await old_articles.delete_unlisted(connection, LATER, LATER, 9) == 1
    assert await left(connection) == []


async def test_few_are_deleted_at_a_time(connection: AsyncConnection) -> None:
    for number in range(5):
        await publish(connection, Article(f"도서관 소식 {number}호점 {'가나다라마'[number]}"), NOW + number * DAY)
    stored = len(await left(connection))
    assert await old_articles.delete_unlisted(connection, LATER, LATER, 2) == 2
    assert len(await left(connection)) == stored - 2
