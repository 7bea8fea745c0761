import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from sources.records import Article
from storage import articles
from tests.conftest import EVENING, Start, Talk


async def _publish(talk: Talk, *found: Article) -> None:
    async with talk.session.database.write() as connection:
        for minute, article in enumerate(found):
            await articles.add(connection, article, EVENING + dt.timedelta(minutes=minute))


def _numbered(count: int) -> list[Article]:
    return [Article(headline=f"소식 {number}", paragraphs=(f"본문 {number}.",)) for number in range(1, count + 1)]


async def test_the_pages_article_is_listed_and_opened_and_closed(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/news", ":press 1", ":press 1") == snapshot


async def test_headlines_come_five_a_page_the_newest_first(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await start(page=None)
    await _publish(talk, *_numbered(12))
    assert await talk("/news", ":press 6", ":press 7", ":press 3") == snapshot


async def test_back_from_an_article_leads_to_the_page_where_it_was_listed(start: Start) -> None:
    talk = await start(page=None)
    await _publish(talk, *_numbered(12))
    await talk("/news", ":press 6")
    assert "소식 6" in await talk(":press 2")
    assert "6. 소식 7" in await talk(":press 1")


async def test_a_number_opens_that_article(start: Start) -> None:
    talk = await start(page=None)
    await _publish(talk, *_numbered(7))
    assert "소식 7\n" in await talk("/news 1")
    assert "소식 1\n" in await talk("/news 7")


@pytest.mark.parametrize("word", ["0", "8", "-1", "x", "99999999999999999999", "<b>"])
async def test_a_number_that_is_none_is_answered_with_how_many_there_are(start: Start, word: str) -> None:
    talk = await start(page=None)
    await _publish(talk, *_numbered(7))
    assert "기사가 7건 있어요" in await talk(f"/news {word}")


async def test_without_news_it_says_so(start: Start) -> None:
    talk = await start(page=None)
    assert await talk("/news") == await talk("/news 1") == "미나: 아직 들어온 소식이 없어요. 나중에 다시 물어봐 주세요."


async def test_an_article_with_a_date_a_paper_and_an_address_shows_them(
    start: Start, snapshot: SnapshotAssertion
) -> None:
    talk = await start(page=None)
    await _publish(
        talk,
        Article(
            headline="시장 골목에 등불이 켜진다",
            section="문화",
            paragraphs=("첫 문단이에요.",),
            address="https://paper.example/article?id=1&page=2",
            publisher="<아침>신문",
            published_at=dt.datetime(2024, 5, 12, 20, tzinfo=dt.UTC),
        ),
    )
    assert await talk("/news 1") == snapshot


async def test_a_hostile_article_is_cut_and_escaped(start: Start) -> None:
    talk = await start(page=None)
    await _publish(talk, Article(headline="<script>" * 2000, section="&" * 5000, paragraphs=("👨‍👩‍👧" * 5000,)))
    assert "<script>" in await talk("/news")
    assert "👨‍👩‍👧" in await talk(":press 1")
    assert len(talk.world.messages(talk.town.private)[-1].text.encode("utf-16-le")) <= 2 * 4096
