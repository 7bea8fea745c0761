"""`/news` with the name of a place, and the buttons below an article."""

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from sources.records import Article
from storage.content import articles
from tests.factories import EVENING, publish
from tests.handlers.factories import OUT_OF_DATE, load_towns
from tests.talk import Start, Talk

PORT = Article("새 부두에 첫 배가 들어와", address="https://paper.example/1")
NORTH = Article("강원 고성 명태 축제 열려")
SOUTH = Article("경남 고성 공룡 나라, 봄 손님맞이")
STATION = Article("판교역 앞에 자전거 길")


async def _town(start: Start, language: str = "ko") -> Talk:
    talk = await start(page=None, language=language)
    told = ((PORT, "인천"), (NORTH, None), (SOUTH, None), (STATION, None), (Article("남한산성 단풍"), "경기 성남시"))
    async with talk.session.database.write() as connection:
        for minute, (article, region) in enumerate(told):
            at = EVENING - dt.timedelta(minutes=minute + 1)
            await publish(connection, article, at, source=f"신문 {minute}", region=region)
    return talk


@pytest.mark.parametrize("name", ["인천", "Inchon", "仁川", "インチョン", "인천광역시", "incheon-si"])
async def test_a_regions_news_are_found_by_all_its_spellings(start: Start, name: str) -> None:
    assert "새 부두에" in await (await _town(start))(f"/news {name}")


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_an_ambiguous_region_offers_its_regions(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await _town(start, language)
    assert await talk("/news 고성", ":press 2", ":press 1", ":press 1", "/news 강원 고성") == snapshot


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_words_in_no_article_may_mean_a_place(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await _town(start, language)
    assert await talk("/news ㅇㅊ", ":press 1", "/news 안둥", "/news dlscjs", "/news 도쿄", "/news 평양") == snapshot


async def test_a_word_search_precedes_an_unlikely_place(start: Start) -> None:
    talk = await _town(start)
    async with talk.session.database.write() as connection:
        await publish(connection, Article("ㅇㅊ라는 줄임말이 유행"), EVENING, source="신문")
    assert "줄임말" in await talk("/news ㅇㅊ")


async def test_a_well_known_place_is_searched_for_and_then_its_district(start: Start) -> None:
    talk = await _town(start)
    assert "판교역" in await talk("/news Pangyo")
    assert "남한산성" not in await talk("/news 판교")
    assert "‘성남’ 뉴스 · 1건\n\n    1. 남한산성 단풍" in await talk("/news 서현")


async def test_an_ambiguous_town_is_searched_as_a_word(start: Start) -> None:
    talk = await _town(start)
    await load_towns(talk)
    async with talk.session.database.write() as connection:
        await publish(connection, Article("중앙동 골목 잔치"), EVENING, source="신문")
    assert "골목 잔치" in await talk("/news 중앙동")


@pytest.mark.parametrize("chat", ["group", "channel"])
async def test_a_region_can_be_chosen_by_anybody_and_after_a_restart(start: Start, chat: str) -> None:
    talk = await _town(start)
    guest = talk.world.add_person("지훈", language_code="ko")
    where = getattr(talk.town, chat)
    talk.world.join(where, guest)
    await talk(f":in {chat}", "/news 고성")
    talk.world.press(talk.world.messages(where)[-1], "news:place:강원 고성군", guest)
    assert "명태 축제" in await talk.shown()


async def test_a_removed_region_and_one_without_news_are_explained(start: Start) -> None:
    talk = await _town(start)
    await talk("/news 광주")
    assert "광주 (경기) 뉴스는 아직 없어요. 모든 뉴스를 보려면: /news" in await talk(":press 2")
    assert "강릉 뉴스는 아직 없어요." in await talk("/news 강릉")
    places = talk.session.application.dependencies.known
    await talk("/news 고성")
    places.places = type(places.places)(talk.session.application.dependencies.catalogue, [])
    assert OUT_OF_DATE in await talk(":press 1")


async def test_an_article_has_a_button_to_the_next(start: Start) -> None:
    talk = await start(page=None)
    async with talk.session.database.write() as connection:
        for number in range(7):
            at = EVENING - dt.timedelta(minutes=number)
            await publish(connection, Article(f"소식 {number}번째 이야기"), at, source="신문")
    await talk("/news")
    assert "소식 4번째" in await talk(":press 5")
    assert "소식 5번째" in await talk(":press 2")
    assert "[2] 공유하기" in await talk(":press 2")
    assert "6. 소식 5번째" in await talk(":press 1")


async def test_newer_articles_do_not_change_the_next_one(start: Start) -> None:
    talk = await _town(start)
    await talk("/news", ":press 1")
    async with talk.session.database.write() as connection:
        await publish(connection, Article("방금 들어온 소식"), EVENING, source="신문")
    assert "명태 축제" in await talk(":press 2")


async def test_the_next_button_stays_within_the_search(start: Start) -> None:
    talk = await _town(start)
    await talk("/news 고성 나라")
    assert "[2] 공유하기" in await talk(":press 1")
    await talk("/news 강원 고성")
    assert "공룡" not in await talk(":press 1")


async def test_an_article_can_be_opened_and_shared_but_in_a_channel_only_opened(start: Start) -> None:
    talk = await _town(start)
    await talk("/news 1")
    share = talk.world.messages(talk.town.private)[-1].buttons[-1]
    async with talk.session.database.read() as connection:
        (newest,) = await articles.list_newest(connection, EVENING, limit=1)
    assert (share.text, share.switch_inline_query) == ("공유하기", f"#{newest.id}")
    assert await talk(":press 3") == "기사 열기 <https://paper.example/1>"
    shown = await talk(":in channel", "/news 1")
    assert "기사 열기" in shown
    assert "공유하기" not in shown


async def test_sharing_needs_inline_mode(start: Start) -> None:
    talk = await _town(start)
    talk.world.accounts[talk.world.bot.id].supports_inline = False
    await talk.session.application.bot.get_me()
    assert "공유하기" not in await talk("/news 1")
    assert f"@{talk.world.bot.username}" not in await talk("/help")


async def test_an_address_rejected_for_a_button_stays_a_link(start: Start) -> None:
    talk = await start(page=None)
    async with talk.session.database.write() as connection:
        await publish(connection, Article("사내 소식", address="http://intranet/news/1"), EVENING, source="신문")
    assert "기사 열기" not in await talk("/news 1")
