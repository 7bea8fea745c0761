"""Orders that no bulletin can carry out: they are named, nothing is changed, and what comes near is offered."""

import pytest

from tests.handlers.settings.factories import only
from tests.talk import Talk

ONCE = ("내일 8시에 알려줘", "tell me tomorrow at 8", "明日8時に教えて", "明天八点提醒我", "mai 8 giờ nhắc tôi")
OTHER_WEATHER = (
    *("비 그치면 알려줘", "비 안 오면 보내줘", "unless it rains, send at 8", "tell me when the rain stops"),
    *("don't send when it's sunny", "雨がやんだら教えて", "雨停了告诉我", "báo tôi khi hết mưa"),
)
SOME_WEATHER = (
    *("영하일 때만 알려줘", "비 안 오면 보내지 마", "send it only if it's below zero", "氷点下のときだけ知らせて"),
    *("零下的时候提醒我", "nhiệt độ dưới 0 thì báo"),
)
NO_DAYS = (
    "2월 30일까지 쉬어줘",
    "pause until February 30",
    "2月30日まで休止して",
    "暂停到2月30日",
    "tạm dừng đến 30/2",
)
NUMBERED = (
    "두 번째 알림 꺼줘",
    "turn off the second alert",
    "2番目の通知を止めて",
    "关掉第二个推送",
    "hủy bản tin số 2",
)
SOME_NEWS = ("뉴스에서 정치는 빼줘", "I don't want sports news", "スポーツニュースはいらない", "不要政治新闻")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, "/tomorrow") for text in ONCE),
        *((text, "그렇게는 할 수 없어요") for text in OTHER_WEATHER),
        *((text, "🎯 이럴 때만") for text in SOME_WEATHER),
        *((text, "없는 날짜예요") for text in NO_DAYS),
        *((text, "⏰ 시간") for text in NUMBERED),
        *((text, "📋 빼기") for text in SOME_NEWS),
    ],
)
async def test_what_is_impossible_is_told_and_changes_nothing(talk: Talk, text: str, told: str) -> None:
    await talk("/subscribe 07:00 서울")
    before = await only(talk)
    assert told in await talk(text)
    assert await only(talk) == before


async def test_one_of_several_bulletins_is_chosen_by_a_button(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울", "/subscribe 18:00 부산", ":press 3")
    shown = await talk("두 번째 알림 꺼줘")
    assert "07:00 · 서울" in shown
    assert "18:00 · 부산" in shown


@pytest.mark.parametrize(
    "text",
    [
        *("매일 8시에 받게 해줘", "하루도 빠짐없이 8시에 보내줘", "never skip a day, send at 8"),
        *("一日も欠かさず8時に送って", "gửi lại lúc 8 giờ"),
    ],
)
async def test_words_that_mean_every_day_or_again_begin_a_bulletin(talk: Talk, text: str) -> None:
    assert "매일 08:00" in await talk(text)
