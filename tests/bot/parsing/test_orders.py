"""Orders in words: what is ordered, and what is none."""

import datetime as dt

import pytest

from bot.parsing.reader import read
from bot.parsing.topics import Topic
from storage.terms import Days
from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("수요일은 빼줘", Topic.SETTINGS),
        ("화씨로 바꿔줘", Topic.SETTINGS),
        ("그림 빼줘", Topic.SETTINGS),
        ("no emojis please", Topic.SETTINGS),
        ("短くして", Topic.SETTINGS),
        ("지금 뭐 받고 있지?", Topic.STATUS),
        ("what am I subscribed to?", Topic.STATUS),
        ("我的订阅", Topic.STATUS),
        ("登録内容を確認", Topic.STATUS),
        ("구독은 어떻게 해요?", Topic.HELP),
        ("how do I subscribe", Topic.HELP),
        ("고마워 이제 그만", Topic.STOP),
        ("pause for a week", Topic.STOP),
        ("아침마다 보내는 거 그만해", Topic.UNSUBSCRIBE),
        ("notifications off, unsubscribe", Topic.UNSUBSCRIBE),
    ],
)
def test_an_order_is_told_by_its_words(text: str, what: Topic) -> None:
    assert read(text, PLACES).what == {what}


@pytest.mark.parametrize(
    ("text", "times", "days"),
    [
        ("월수금 7시 반 인천", [dt.time(7, 30)], Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY),
        ("아침 7시 / 저녁 8시 서산", [dt.time(7), dt.time(20)], None),
        ("매주 월요일 아침 안동", [], Days.MONDAY),
        ("토일 오전 9시 부산", [dt.time(9)], Days.WEEKEND),
        ("change it to 7:30 pm", [dt.time(19, 30)], None),
        ("저녁 7시 반으로 바꿔줘", [dt.time(19, 30)], None),
        ("thứ 2, 4, 6 lúc 7h Seoul", [dt.time(7)], Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY),
    ],
)
def test_days_and_times_order_a_bulletin(text: str, times: list[dt.time], days: Days | None) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.SUBSCRIBE}
    assert (list(asked.when.times), asked.when.repeated) == (times, days)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "알림 시간 9시로 바꿔줘",
            "알림 9시로 바꿔줘",
            "알림을 9시로 변경해줘",
            "알림시간 9시로 수정해줘",
            "소식 9시로 옮겨줘",
        ),
        *(
            "구독 시간을 9시로 변경",
            "소식 오는 시간 9시로 바꿔 주세요",
            "알림 받는 시각을 9시로 바꿔줘",
            "알림 시간 변경 9시로",
        ),
    ],
)
def test_what_gets_another_time_is_no_name(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.SUBSCRIBE}
    assert (asked.when.times, asked.rest) == ((dt.time(9),), ())


@pytest.mark.parametrize(
    ("text", "what"), [("비 오면 알려줘", Topic.RAIN), ("notify me when there's a warning", Topic.WARNINGS)]
)
def test_a_condition_keeps_its_weather(text: str, what: Topic) -> None:
    assert read(text, PLACES).what == {Topic.SUBSCRIBE, what}


@pytest.mark.parametrize(
    "text",
    [
        *("전화를 왜 안 받아", "수강신청 망했어", "remove milk from my list", "tell me if my visa was approved"),
        *("アラームを設定", "设置闹钟在上午6点", "add this song to my playlist", "등록금 비싸다", "살 좀 빼고 싶다"),
    ],
)
def test_words_of_orders_beside_other_things_order_nothing(text: str) -> None:
    assert read(text, PLACES).what == frozenset()
