"""First and last days of orders, and the dates of breaks."""

import datetime as dt

import pytest

from bot.parsing.bulletins.spans import find_beginning, find_break, take_spans
from bot.parsing.reader import read
from bot.parsing.rewriting import rewrite
from bot.parsing.topics import Topic
from bot.parsing.wording import prepare
from tests.bot.factories import PLACES
from tests.factories import EVENING

# Monday, 13 May 2024.
_DATES = [
    *(("금요일까지 쉬어줘", 13, 18), ("내일은 보내지 마", 14, 15), ("다음 주는 알림 꺼줘", 20, 27)),
    *(("일주일만 쉬자", 13, 20), ("5월 20일까지 알림 멈춰줘", 13, 21), ("내일부터 3일간 쉴게요", 14, 17)),
    *(("pause until Friday", 13, 17), ("stop sending until Monday", 13, 20), ("pause from May 15 to May 18", 15, 19)),
    *(("金曜日まで休んで", 13, 18), ("明日だけ休んで", 14, 15), ("一週間休止して", 13, 20)),
    *(("暂停到星期五", 13, 18), ("停三天", 13, 16), ("5月20日之前别发了", 13, 20)),
    *(("tạm dừng đến thứ sáu", 13, 17), ("nghỉ 3 ngày nhé", 13, 16), ("tuần sau đừng gửi", 20, 27)),
]


@pytest.mark.parametrize(("text", "first", "until"), _DATES)
def test_a_break_has_dates(text: str, first: int, until: int) -> None:
    found = find_break(rewrite(prepare(text)), EVENING)
    assert found is not None
    assert (found.first, found.until) == (dt.date(2024, 5, first), dt.date(2024, 5, until))


@pytest.mark.parametrize("text", ["잠깐 쉬어줘", "다음 주부터 쉬고 싶어", "pause until I am back", "しばらく休んで"])
def test_a_break_without_an_end_has_no_dates(text: str) -> None:
    assert find_break(rewrite(prepare(text)), EVENING) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(("이번 주만 7시에 보내줘", "이번 주만"), ("월요일부터 7시에 보내줘", "월요일부터")),
        *(("from May 20 send me the weather at 7", "from May 20"), ("this week only send at 7", "this week only")),
        *(("5月20日から毎朝7時に送って", "5月20日から"), ("从5月20日起每天7点推送", "从5月20日起")),
        ("bắt đầu từ tuần sau gửi lúc 7h", "bắt đầu từ tuần sau"),
    ],
)
def test_the_days_of_a_bulletin_have_no_first_and_last_one(text: str, span: str) -> None:
    asked = read(text, PLACES)
    assert Topic.SUBSCRIBE in asked.what
    assert asked.rest == (span,)


@pytest.mark.parametrize(
    "text",
    ["월요일부터 금요일까지 7시", "평일만 7시", "weekdays only at 7", "from Monday to Friday at 7", "주 5일만 7시"],
)
def test_days_of_the_week_are_no_span(text: str) -> None:
    assert take_spans(text) == ((), text)


def test_only_a_span_with_a_first_day_begins() -> None:
    assert find_beginning("5월 20일부터", EVENING) == dt.date(2024, 5, 20)
    assert find_beginning("until Friday", EVENING) is None
