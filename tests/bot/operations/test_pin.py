import datetime as dt

import pytest

from bot.errors import InvalidInput
from bot.operations.pins import make_article, pin_article, unpin_articles
from sources.records import Article
from storage.content import articles
from storage.database import Database
from tests.bot.factories import MORNING
from tests.factories import publish, seoul
from tests.talk import Start

HOUR = dt.timedelta(hours=1)
NOW = seoul("2024-05-13T21:00")


async def pin(
    database: Database, headline: str, link: str | None = None, days: int = 1, now: dt.datetime = NOW
) -> None:
    await pin_article(database, make_article(headline, "덧붙이는 말", link), days, now)


async def test_a_pinned_headline_precedes_newer_ones_once(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 강릉")
    await pin(talk.session.database, "내일은 <b>쉽니다</b>", "https://library.example/", days=3)
    async with talk.session.database.write() as connection:
        await publish(connection, Article("더 새 소식"), seoul("2024-05-13T23:00"))
    morning = await talk.at("2024-05-14 07:00")
    assert morning.index("📰 내일은 <b>쉽니다</b> <https://library.example/>\n") < morning.index("📰 더 새 소식\n")
    assert "출처: 이 봇의 운영자" in morning
    assert "쉽니다" not in await talk.at("2024-05-15 07:00")


async def test_an_expired_or_removed_pin_has_no_effect(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    await pin(talk.session.database, "쉬는 날 알림")
    assert "쉬는 날" in await talk("/news 알림")
    assert [one.article.headline for one in await unpin_articles(talk.session.database)] == ["쉬는 날 알림"]
    assert await unpin_articles(talk.session.database) == []
    assert "찾지 못했어요" in await talk("/news 알림")
    assert "쉬는 날" not in await talk.at("2024-05-14 07:00")


async def test_pinning_replaces_the_pinned_headline(database: Database) -> None:
    await pin(database, "첫 알림")
    await pin(database, "둘째 알림")
    async with database.read() as connection:
        assert [one.article.headline for one in await articles.list_newest(connection, MORNING, 9)] == ["둘째 알림"]


async def test_a_pinned_article_keeps_the_operators_text(database: Database) -> None:
    article = Article("신문의 제목", paragraphs=("신문의 글.",), address="https://a.example/1")

    async def told() -> str:
        async with database.write() as connection:
            assert not await publish(connection, article, NOW + HOUR, source="신문")
            (only,) = await articles.list_newest(connection, MORNING, 9)
        return only.article.headline

    async with database.write() as connection:
        assert await publish(connection, article, NOW - HOUR, source="신문")
    await pin(database, "운영자의 제목", "https://a.example/1")
    assert await told() == "운영자의 제목"
    await unpin_articles(database)
    assert await told() == "신문의 제목"


@pytest.mark.parametrize(
    ("headline", "link"),
    [
        (" \n", None),
        ("글", "javascript:alert(1)"),
        ("글", "paper.example/1"),
        ("글", "https://"),
        ("글", "https://[::1"),
    ],
)
def test_an_article_that_cannot_be_pinned_is_rejected(headline: str, link: str | None) -> None:
    with pytest.raises(InvalidInput):
        make_article(headline, None, link)
