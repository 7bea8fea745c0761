"""Wishes in words for other contents or days: a question first, then the button changes exactly that."""

from collections.abc import Sequence

import pytest

from storage.terms import Days, Section
from tests.handlers.settings.factories import only, press
from tests.talk import Start, Talk

WITHOUT_NEWS = {
    "ko": ("뉴스는 안 받을래", "뉴스 빼고 날씨만", "뉴스는 이제 그만 보내줘", "뉴스 알림 꺼줘", "날씨만 보내줘"),
    "en": (
        "no news please",
        "turn off news",
        "stop sending me the news",
        "I don't want headlines",
        "only weather please",
    ),
    "ja": ("ニュースはいらない", "ニュースを止めて", "ニュースなしで天気だけ", "記事は送らないで"),
    "zh": ("不要新闻", "别再发新闻了", "关掉新闻", "新闻不用发了"),
    "vi": ("tắt tin tức", "không nhận tin tức nữa", "bỏ phần tin tức đi", "đừng gửi tin tức"),
}
WEEKDAYS = [
    *("주말은 쉬고 싶어", "주말 빼고", "토요일 일요일은 안 받을래"),
    *("weekends off", "no bulletins on weekends", "skip weekends"),
    *("土日は休み", "週末は送らないで", "周末休息", "周末不要发", "cuối tuần nghỉ", "không gửi vào cuối tuần"),
]


@pytest.mark.parametrize("texts", WITHOUT_NEWS.values(), ids=WITHOUT_NEWS)
async def test_a_bulletin_is_without_news_only_after_a_question(talk: Talk, texts: Sequence[str]) -> None:
    await talk("/subscribe 07:00 인천 부산")
    before = await only(talk)
    for text in texts:
        shown = await talk(text)
        assert "이 내용을 알림에서 뺄까요?" in shown, text
        assert "뉴스 제목" in shown, text
        assert await only(talk) == before, text
    await press(talk, "빼기: 07:00 · 인천, 부산")
    assert before.sections & ~(await only(talk)).sections == Section.HEADLINES


async def test_days_are_left_out_only_after_a_question(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    for text in WEEKDAYS:
        assert "이 요일에만 보낼까요?" in await talk(text), text
        assert (await only(talk)).schedule.days == Days.EVERY_DAY, text
    await press(talk, "평일 07:00")
    assert (await only(talk)).schedule.days == Days.WEEKDAYS


async def test_each_bulletin_that_would_change_has_a_button(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 주말 18:00 부산")
    await press(talk, "🆕")
    shown = await talk("일요일은 쉴래")
    assert "월, 화, 수, 목, 금, 토요일 07:00 · 인천" in shown
    assert "토요일 18:00 · 부산" in shown


async def test_news_alone_are_a_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "날씨는 빼고 뉴스만 보내줘")
    await press(talk, "빼기")
    assert (await only(talk)).sections & ~Section.BUTTONS == Section.HEADLINES


async def test_what_is_so_already_is_said(talk: Talk) -> None:
    await talk("/subscribe 평일 07:00 인천")
    assert "이미 그렇게" in await talk("주말은 쉬고 싶어")
    assert "이미 그렇게" in await talk("지도는 빼줘")


async def test_without_a_bulletin_there_is_nothing_to_leave_out(talk: Talk) -> None:
    assert "받고 있는 알림이 없어요" in await talk("뉴스는 안 받을래")


@pytest.mark.parametrize(
    "text", ["뉴스는 됐고 인천 날씨", "ニュースは不要、仁川の天気", "không cần tin tức, thời tiết Incheon"]
)
async def test_beside_a_question_what_is_not_wanted_is_not_told(start: Start, text: str) -> None:
    talk = await start()
    await talk("/subscribe 07:00 부산")
    shown = await talk(text)
    assert "인천\n" in shown
    assert "뉴스" not in shown


@pytest.mark.parametrize(
    "text", ["서울 알림은 빼고 부산만", "서울 빼고 부산만 보내줘", "ソウルはやめて釜山だけ", "不要首尔只要釜山"]
)
async def test_only_some_of_the_cities_are_kept_after_a_question(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천 서울 부산")
    assert "부산은 어떻게 할까요?" in await talk(text)
    assert len((await only(talk)).cities) == 3
    await press(talk, "바꾸기")
    assert (await only(talk)).stations == (159,)


@pytest.mark.parametrize(
    "text",
    [
        "서울은 빼고 부산은 남겨줘",
        "stop Seoul but keep Busan",
        "keep Busan, drop Seoul",
        "去掉首尔保留釜山",
        "bỏ Seoul giữ Busan",
    ],
)
async def test_cities_that_are_kept_stay_beside_the_others(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천 서울 부산")
    assert "지역: 인천, 부산\n" in await talk(text)
    assert (await only(talk)).stations == (112, 159)


@pytest.mark.parametrize("text", ["서울 빼고 부산 날씨", "서울 빼고 부산 비 와?"])
async def test_a_question_about_one_place_and_not_another_changes_nothing(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천 서울")
    answer = await talk(text)
    assert "부산\n" in answer
    assert "서울\n    맑음" not in answer
    assert (await only(talk)).stations == (112, 108)


@pytest.mark.parametrize(
    "text", ["비 오는 날만 보내줘", "仁川で雪降ったら教えて", "下雨天才发", "tell me when it rains"]
)
async def test_the_weather_of_a_bulletin_is_chosen_with_its_button(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    answer = await talk(text)
    assert "먼저 구독하고" not in answer
    assert "[1] 🎯 이럴 때만" in answer


async def test_a_word_beside_a_part_that_is_left_out_is_named(talk: Talk) -> None:
    await talk("/subscribe 08:00 인천")
    assert "‘정치’" in (await talk("정치 뉴스는 빼줘")).splitlines()[0]
