"""Inline queries: `@bot 인천` in any chat."""

import datetime as dt
from contextlib import AbstractAsyncContextManager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from syrupy.assertion import SnapshotAssertion

from simulator import Fault, errors
from sources.records import Article
from storage.chats import chats
from storage.chats.chats import Chat
from storage.database import Database
from storage.terms import Unit
from tests.factories import EVENING, publish
from tests.handlers.factories import ask, load_towns, shown
from tests.talk import Start, Talk


def given(talk: Talk) -> dict[str, object]:
    return next(call for call in reversed(talk.server.calls) if call.method == "answerInlineQuery").arguments


async def _news(talk: Talk) -> None:
    async with talk.session.database.write() as connection:
        for number in range(1, 8):
            article = Article(f"소식 {number}번째 이야기", address=f"https://paper.example/{number}")
            region = "인천" if number == 3 else None
            at = EVENING - dt.timedelta(minutes=number)
            await publish(connection, article, at, source="신문", region=region)


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_place_is_a_card_of_its_weather(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await load_towns(talk)
    names = ("인천", "Pangyo", "고창", "고성", "인천 강릉", "안둥", "역삼동", "도쿄", "asdf", "😀")
    assert "\n".join([shown(await ask(talk, name)) for name in names]) == snapshot


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Tokyo", "“Tokyo” is outside South Korea"),
        ("en", "Tokyo weather tomorrow", "“Tokyo” is outside South Korea"),
        ("en", "Pyongyang", "“Pyongyang” is in the north of Korea"),
        ("en", "asdf", "“asdf” was not found. Ask me"),
        ("ko", "도쿄", "‘도쿄’는 남한 밖이에요"),
        ("ko", "평양 날씨", "‘평양’은 휴전선 북쪽이에요"),
    ],
)
async def test_a_place_that_is_not_in_the_south_is_said_to_be_elsewhere(
    start: Start, language: str, text: str, said: str
) -> None:
    talk = await start(language=language)
    assert shown(await ask(talk, text)).splitlines()[1:] == [f"({said}: hello)"]


@pytest.mark.parametrize("text", ["Seoul and Busan", "Seoul & Busan", "서울이랑 부산", "首尔和釜山"])
async def test_each_of_two_joined_names_is_a_card(start: Start, text: str) -> None:
    talk = await start(language="ko")
    cards = [line for line in shown(await ask(talk, text)).splitlines() if line.lstrip().startswith("* ")]
    assert [card.strip() for card in cards] == ["* 서울 | 맑음 17.7℃", "* 부산 | 맑음 16.0℃"]


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_news_are_cards_of_headlines(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    await _news(talk)
    names = ("뉴스", "NEWS", "소식 인천", "news 7번째", "뉴스 없는말")
    assert "\n".join([shown(await ask(talk, name)) for name in names]) == snapshot


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_an_empty_query_shows_own_cities_or_the_country(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    before = shown(await ask(talk, ""))
    await talk("/subscribe 07:00 부산 강릉")
    assert f"{before}\n{shown(await ask(talk, '  '))}" == snapshot


async def test_a_query_is_answered_without_any_data(start: Start) -> None:
    talk = await start(page=None)
    assert "최근 관측값이 없어요." in shown(await ask(talk, ""))
    assert "(내 지역 고르기: hello)" in shown(await ask(talk, "뉴스"))
    assert "이 관측소의 최근 관측값이 없어요." in shown(await ask(talk, "인천"))


async def test_readings_of_before_yesterday_are_on_no_card(talk: Talk) -> None:
    await talk.at("2024-05-15 07:00")
    assert "최근 관측값이 없어요." in shown(await ask(talk, ""))
    assert "이 관측소의 최근 관측값이 없어요." in shown(await ask(talk, "인천"))


@pytest.mark.parametrize("place", ["private", "group", "channel"])
async def test_a_chosen_card_equals_the_answer_of_weather(talk: Talk, place: str) -> None:
    answer = (await talk("/weather 판교")).removeprefix("미나: ").split("\n    [1]")[0].replace("\n    ", "\n")
    query = await ask(talk, "판교", getattr(talk.town, place))
    message = talk.world.choose(query, "weather:판교")
    assert message.text == answer
    (button,) = message.buttons
    assert button.url == f"https://t.me/{talk.world.bot.username}?start=pangyo"
    assert await talk.shown() == ""


async def test_sharing_an_article_sends_the_article(start: Start) -> None:
    talk = await start(page=None)
    await _news(talk)
    await talk("/news 2")
    share = talk.world.messages(talk.town.private)[-1].buttons[-1].switch_inline_query
    assert share is not None
    query = await ask(talk, share)
    (offer,) = query.results or []
    assert offer.title == "소식 2번째 이야기"
    message = talk.world.choose(query, offer.id)
    assert "소식 2번째 이야기" in message.text
    assert [button.url for button in message.buttons] == ["https://paper.example/2"]
    assert shown(await ask(talk, "#999")).endswith("(내 지역 고르기: hello)")


async def test_cards_are_personal(talk: Talk) -> None:
    guest = talk.world.add_person("Ann", language_code="en")
    talk.world.join(talk.town.group, guest)
    assert "Incheon | Clear 15.9℃" in shown(await ask(talk, "인천", who=guest))
    assert (given(talk)["is_personal"], given(talk)["cache_time"]) == (True, 60)
    assert "인천 | 맑음 15.9℃" in shown(await ask(talk, "인천"))
    await talk("/language en")
    assert "Incheon | Clear 15.9℃" in shown(await ask(talk, "인천"))
    await ask(talk, "")
    assert (given(talk)["is_personal"], given(talk)["cache_time"]) == (True, 5)


async def test_the_same_query_gives_the_same_ids(talk: Talk) -> None:
    first, second = await ask(talk, "고성"), await ask(talk, "고성")
    assert [offer.id for offer in first.results or ()] == ["weather:강원 고성군", "weather:경남 고성군"]
    assert [offer.id for offer in second.results or ()] == [offer.id for offer in first.results or ()]


@pytest.mark.parametrize("word", ["news", "ニュース", "新闻", "新聞", "tin", "tin tức"])
async def test_news_can_be_queried_in_any_language(talk: Talk, word: str) -> None:
    assert (await ask(talk, word)).results == (await ask(talk, "뉴스")).results


def _count_reads(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Return a list that grows with each read of the database from now on."""
    reads, read = list[None](), Database.read

    def counted(database: Database) -> AbstractAsyncContextManager[AsyncConnection]:
        reads.append(None)
        return read(database)

    monkeypatch.setattr(Database, "read", counted)
    monkeypatch.setattr(Database, "write", None)
    return reads


@pytest.mark.parametrize(("query", "most"), [("인천", 0), ("고성", 0), ("뉴스", 1), ("", 1), ("뉴스 인천", 1)])
async def test_a_known_person_is_answered_within_one_read(
    talk: Talk, query: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(talk, query)
    reads = _count_reads(monkeypatch)
    await ask(talk, query)
    assert len(reads) == most


async def test_a_first_weather_query_is_answered_within_one_read(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk("/weather 인천")
    guest = talk.world.add_person("Ann", language_code="en")
    talk.world.join(talk.town.group, guest)
    await talk.session.wait_until_idle()
    reads = _count_reads(monkeypatch)
    assert "Incheon | Clear 15.9℃" in shown(await ask(talk, "인천", who=guest))
    assert len(reads) == 1


async def test_cards_have_the_persons_unit(talk: Talk) -> None:
    async with talk.session.database.write() as connection:
        await chats.save(connection, Chat(talk.town.person.id, "private", None, None, Unit.FAHRENHEIT))
    assert "인천 | 맑음 60.6℉" in shown(await ask(talk, "인천"))


@pytest.mark.parametrize(
    "query",
    ["<b>&amp;", "가" * 256, "' OR 1=1 --", "#0", "#99999999999999999", "news " * 60, "고성 " * 80, "\u200b", "abc ="],
)
async def test_a_hostile_query_breaks_nothing(talk: Talk, query: str) -> None:
    assert (await ask(talk, query)).results is not None


@pytest.mark.parametrize("text", ["ㅎㅇㄷ", "가야면", "そうる"])
async def test_a_text_that_is_nothing_but_a_name_is_a_card(talk: Talk, text: str) -> None:
    (card,) = (await ask(talk, text)).results or []
    assert card.content.text.splitlines()[0] == (await talk(f"/weather {text}")).splitlines()[0].partition(": ")[2]


async def test_an_expired_query_is_no_error(talk: Talk) -> None:
    talk.refusals_expected = True
    talk.server.faults.append(Fault("answerInlineQuery", times=1, answer=errors.query_too_old()))
    assert (await ask(talk, "인천")).results is None
    assert (await ask(talk, "인천")).results
