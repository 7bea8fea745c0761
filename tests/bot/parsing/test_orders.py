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


@pytest.mark.parametrize(
    "text",
    [
        *("18시 빼줘", "저녁 6시 알림은 꺼줘", "18시는 삭제", "오후 6시 소식 끊어줘"),
        *("remove 18:00", "cancel the 6pm alert", "drop my 6 pm bulletin", "stop the 18:00 one"),
        *("18時を削除", "18時の通知を外して", "删除18点的推送", "去掉18点", "bỏ giờ 18h", "xóa bản tin lúc 18 giờ"),
    ],
)
def test_a_time_is_taken_out(text: str) -> None:
    asked = read(text, PLACES)
    assert (list(asked.what), asked.when.times, asked.rest) == ([Topic.UNSUBSCRIBE], (dt.time(18),), ())


@pytest.mark.parametrize(
    "text", ["7시 회의 취소됐어", "비 6시에 그쳐?", "does the rain stop at 6 pm?", "18点的电影取消了"]
)
def test_what_else_ends_at_a_time_is_no_order(text: str) -> None:
    assert Topic.UNSUBSCRIBE not in read(text, PLACES).what


@pytest.mark.parametrize(
    "text",
    [
        *("9시 알림을 10시로 바꿔줘", "9시에서 10시로 옮겨줘", "9시를 10시로", "아침 9시 소식을 10시로 변경"),
        *("change my 9:00 alert to 10:00", "move the 9am bulletin to 10 am", "switch from 9am to 10am"),
        *("9時の通知を10時に変更して", "9時から10時に変えて", "把9点的推送改到10点", "9点改成10点"),
        *("đổi 9 giờ thành 10 giờ", "chuyển bản tin 9h sang 10h", "instead of 9:00, send at 10:00"),
    ],
)
def test_a_time_is_moved_to_another(text: str) -> None:
    asked = read(text, PLACES)
    assert (list(asked.what), asked.rest) == ([Topic.SUBSCRIBE], ())
    assert (asked.when.moved, asked.when.times) == ((dt.time(9),), (dt.time(10),))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        *((text, Topic.SETTINGS) for text in ("30분 일찍 보내줘", "한 시간 늦게", "알림을 30분 앞당겨줘")),
        *((text, Topic.SETTINGS) for text in ("send it an hour later", "30分早く送って", "提前半小时推送")),
        ("gửi muộn hơn 1 giờ", Topic.SETTINGS),
        *((text, Topic.SETTINGS) for text in ("구독 시간 좀 바꾸고 싶어", "알림 시간을 좀 고칠 수 있을까요")),
        *((text, Topic.STATUS) for text in ("언제부터 알림 와?", "소식은 몇 시부터 와요", "いつから届きますか")),
        *((text, Topic.STATUS) for text in ("when will I get the first bulletin", "什么时候开始推送")),
        ("bao giờ nhận được tin", Topic.STATUS),
        ("không nhận được thông báo", Topic.STATUS),
        ("will it rain an hour later", Topic.RAIN),
        ("30분 뒤에 비 와?", Topic.RAIN),
    ],
)
def test_earlier_and_later_and_since_when(text: str, what: Topic) -> None:
    assert read(text, PLACES).what == {what}


@pytest.mark.parametrize(
    "text", ["격일", "이틀에 한 번", "every other day", "隔日", "隔天", "cách ngày", "2주에 한번", "mỗi hai ngày"]
)
def test_a_rhythm_alone_is_named_as_not_understood(text: str) -> None:
    asked = read(text, PLACES)
    assert (list(asked.what), asked.rest) == ([Topic.SUBSCRIBE], (text,))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "구독하지 마",
            "취소하지 말아줘",
            "don't unsubscribe me!",
            "please don't cancel",
            "解除しないで",
            "别取消订阅",
        ),
        *(
            "đừng hủy đăng ký",
            "친구가 '구독 취소'라고 쓰래",
            "일본어로 안녕이 뭐야",
            "날씨 안 궁금해",
            "can you stop by at 7?",
        ),
    ],
)
def test_what_is_negated_or_quoted_orders_nothing(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@pytest.mark.parametrize("text", ["뉴스는 됐고 날씨만", "forget the news, just weather", "not today, tomorrow"])
def test_what_is_waved_away_is_not_asked(text: str) -> None:
    assert read(text, PLACES).what <= {Topic.NOW, Topic.FORECAST}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("send it at noon, not midnight", (dt.time(12),)),
        ("不要七点半，要七点", (dt.time(7),)),
        ("7시 말고 8시에 보내줘", (dt.time(8),)),
    ],
)
def test_a_time_that_is_taken_back_is_none(text: str, times: tuple[dt.time, ...]) -> None:
    assert read(text, PLACES).when.times == times


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("내일 7시에 보내줘", ("내일",)),
        ("send me the weather tomorrow at 7", ("tomorrow",)),
        ("明日7時に送って", ("明日",)),
        ("내일부터 7시에 보내줘", ()),
        ("매일 밤 열시에 내일 날씨 보내줘", ()),
    ],
)
def test_a_single_day_of_a_bulletin_is_told(text: str, rest: tuple[str, ...]) -> None:
    asked = read(text, PLACES)
    assert (list(asked.what), asked.rest) == ([Topic.SUBSCRIBE], rest)


@pytest.mark.parametrize(
    "text",
    [
        *("눈 오는 날만 보내줘", "비 안 오는 날은 보내지 마", "nếu mưa thì báo mình", "only on rainy days please send"),
        *("雨の日だけ教えて", "下雨天才提醒我"),
    ],
)
def test_days_of_some_weather_are_a_condition(text: str) -> None:
    assert read(text, PLACES).what == {Topic.SUBSCRIBE, Topic.RAIN}


@pytest.mark.parametrize(
    "text",
    [
        "오늘 아침에 왜 안 왔어",
        "내 지역 뭘로 돼있음",
        "why didn't I get anything today",
        "今何を登録してる？",
        "为什么没收到",
    ],
)
def test_what_did_not_come_and_what_is_set_is_a_question_for_the_status(text: str) -> None:
    assert read(text, PLACES).what == {Topic.STATUS}
