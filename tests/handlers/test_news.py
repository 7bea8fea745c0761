import datetime as dt

import pytest
from sqlalchemy import delete
from syrupy.assertion import SnapshotAssertion

from sources.records import Article
from storage.content import articles
from storage.schema import asked_search
from tests.factories import EVENING, publish
from tests.talk import Start, Talk


async def _publish(talk: Talk, *found: Article, first_minute: int = 0) -> None:
    async with talk.session.database.write() as connection:
        for minute, article in enumerate(found, first_minute):
            await publish(connection, article, EVENING + dt.timedelta(minutes=minute))


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


@pytest.mark.parametrize("word", ["0", "8", "999999999"])
async def test_an_invalid_number_is_answered_with_the_count(start: Start, word: str) -> None:
    talk = await start(page=None)
    await _publish(talk, *_numbered(7))
    assert "기사가 7건 있어요" in await talk(f"/news {word}")


async def test_of_many_articles_only_the_newest_are_counted_and_numbered(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_LISTED", 6)
    talk = await start(page=None)
    await _publish(talk, *_numbered(8))
    assert "지역 뉴스 · 6건 이상 (1–5)" in await talk("/news")
    last = await talk(":press 6")
    assert "지역 뉴스 · 6건 이상 (6–8)" in last
    assert "6. 소식 3" in last
    assert "다음" not in await talk(":press 1")
    assert "번호는 최신 기사 6건에만 있어요" in await talk("/news 7")


async def test_an_article_that_has_no_number_any_more_has_no_next_one(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_LISTED", 6)
    talk = await start(page=None)
    await _publish(talk, *_numbered(5))
    await talk("/news")
    await _publish(talk, *(Article(headline=f"새 소식 {number}") for number in range(6)), first_minute=5)
    opened = await talk(":press 1")
    assert "소식 5" in opened
    assert "다음" not in opened


async def test_of_a_search_with_many_results_the_title_says_that_there_may_be_more(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MAX_RESULTS", 6)
    talk = await start(page=None)
    await _publish(talk, *_numbered(8))
    assert "‘소식’ 뉴스 · 6건 이상" in await talk("/news 소식")


async def test_missing_news_are_explained(start: Start) -> None:
    talk = await start(page=None)
    assert await talk("/news") == await talk("/news 1") == "미나: 아직 들어온 뉴스가 없어요. 나중에 다시 확인해 주세요."


async def test_an_article_shows_its_date_newspaper_and_link(start: Start, snapshot: SnapshotAssertion) -> None:
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


LIBRARY = Article(headline="구립도서관 아침 일곱 시 개관", paragraphs=("인천 부평의 도서관이 일찍 문을 연다.",))
FIRE = Article(headline="강릉 산불 한 시간 만에 꺼져", paragraphs=("바람이 잦아들었다.",))
MARKET = Article(headline="새벽 시장에 등불", paragraphs=("상인들이 모였다. 100% 손으로 만든 빵_과 떡.",))


async def _search_town(start: Start, language: str = "ko") -> Talk:
    talk = await start(page=None, language=language)
    async with talk.session.database.write() as connection:
        await publish(connection, LIBRARY, EVENING, source="하나신문")
        await publish(connection, FIRE, EVENING, source="동해신문", region="강원")
        await publish(connection, MARKET, EVENING - dt.timedelta(days=9), source="인천신문", region="인천")
    return talk


async def test_a_word_finds_the_articles_that_contain_it(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await _search_town(start)
    assert await talk("/news 도서관", ":press 1", ":press 1") == snapshot


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("산불", "강릉 산불"),
        ("불", "강릉 산불"),
        ("부평 도서", "구립도서관"),
        ("ＡＢＣ", ""),
        ("도서 산불", ""),
        ("100%", "새벽"),
    ],
)  # fmt: skip
async def test_all_words_must_match_at_least_in_part(start: Start, words: str, headline: str) -> None:
    talk = await _search_town(start)
    answer = await talk(f"/news {words}")
    assert headline in answer
    assert ("찾지 못했어요" in answer) is (not headline)


@pytest.mark.parametrize(
    "words", ["%", "_", "*", '"', "NOT OR", "' OR 1=1 --", "<b>없음</b>", "🙂", "가" * 3000, "a:b(c)^2 NEAR"]
)
async def test_special_characters_are_no_wildcards(start: Start, words: str) -> None:
    talk = await _search_town(start)
    assert "찾지 못했어요" in await talk(f"/news {words}")


async def test_a_regions_own_sources_come_first(start: Start) -> None:
    talk = await _search_town(start)
    answer = await talk("/news 인천")
    assert answer.index("새벽 시장") < answer.index("구립도서관")
    assert "강릉" not in answer
    assert "새벽 시장" in await talk("/news 인천 시장")
    assert "산불" in await talk("/news gangneung")


async def test_the_pages_of_a_long_query_keep_it(start: Start) -> None:
    talk = await start(page=None)
    words = "아침마다 골목을 쓰는 사람들의 길고 긴 이야기가 이어진다"
    await _publish(talk, *(Article(f"{number}번 {words}") for number in range(1, 8)))
    await _publish(talk, FIRE)
    first = await talk(f"/news {words}")
    assert f"‘{words}’ 뉴스 · 7건 (1–5)" in first
    assert "6. 2번" in await talk(":press 6")
    assert "1번" in await talk(":press 2")
    assert "7. 1번" in await talk(":press 1")


async def test_the_buttons_of_a_forgotten_search_say_so(start: Start) -> None:
    talk = await _search_town(start)
    await talk("/news 도서관", ":press 1")
    async with talk.session.database.write() as connection:
        await connection.execute(delete(asked_search))
    assert "다시" in await talk(":press 1")


async def test_a_search_in_english_reads_well(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await _search_town(start, "en")
    assert await talk("/news Incheon", "/news 산불", "/news nothing") == snapshot


async def test_an_article_dated_tomorrow_is_not_listed_today(start: Start) -> None:
    talk = await start(page=None)
    await _publish(talk, Article("내일 소식입니다", published_at=EVENING + dt.timedelta(hours=1)), FIRE)
    assert "내일" not in await talk("/news")
    assert "찾지 못했어요" in await talk("/news 내일")
    await talk.at("2024-05-13 21:00")
    assert "내일" in await talk("/news")


HOSTILE = "<iframe>\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT OVERRIDE}مرحبا</b>&lt;" + "긴 글 " * 4000


async def test_a_hostile_article_is_found_and_stays_text(start: Start) -> None:
    talk = await start(page=None)
    await _publish(talk, Article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), publisher=HOSTILE))
    assert "<iframe>" in await talk("/news مرحبا")
    assert "</b>" in await talk(":press 1")
    assert len(talk.world.messages(talk.town.private)[-1].text.encode("utf-16-le")) <= 2 * 4096
