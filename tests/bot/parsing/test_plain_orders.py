import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.plain_orders import (
    asks_for_another,
    asks_for_several_times,
    find_command,
    find_stopped,
    is_removal,
    refuses_order,
)
from tests.bot.factories import PLACES

WORDS = st.sampled_from(
    ["부산", "그만", "stop", "Busan", "알림", "추가", "もう", "釜山", "取消", "이제", "비", " ", "."]
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("부산 그만", "부산"),
        ("부산은 이제 그만", "부산"),
        ("stop Busan", "Busan"),
        ("釜山をやめて", "釜山"),
        ("取消釜山", "釜山"),
        ("không cần Busan", "Busan"),
        ("부산이랑 인천 취소", "부산이랑 인천"),
    ],
)
def test_names_beside_a_word_to_stop_are_found(text: str, names: str) -> None:
    assert find_stopped(text, PLACES) == names


@pytest.mark.parametrize(
    "text",
    ["그만", "부산", "부산 비 그만", "stop the rain in Busan", "도쿄 그만", "가나다 그만", "부산 그만 " * 20, ""],
)
def test_other_texts_name_nothing_to_stop(text: str) -> None:
    assert find_stopped(text, PLACES) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        *(("시작", "start"), ("Start!", "start"), ("はじめる", "start"), ("开始", "start"), ("bắt đầu", "start")),
        *(("채널 설정", "channel"), ("チャンネル", "channel"), ("데이터", None), ("我的数据", "data")),
        *(
            ("내 정보 다 지워줘", "forget"),
            ("데이터를 삭제", None),
            ("forget it", None),
            ("start the car", None),
            ("", None),
        ),
    ],
)
def test_only_whole_texts_mean_a_command(text: str, command: str | None) -> None:
    assert find_command(text) == command


@given(st.lists(WORDS | st.text(max_size=5), max_size=12).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    names = find_stopped(text, PLACES)
    assert names is None or names in text
    assert isinstance(asks_for_another(text), bool)
    assert isinstance(is_removal(text), bool)


def test_a_long_text_refuses_no_order() -> None:
    assert refuses_order("구독 취소하지 마", PLACES)
    assert not refuses_order("구독 취소하지 마 " + "부산 " * 200, PLACES)


@pytest.mark.parametrize(
    "text", ["하루에 세 번 보내줘", "three times a day please", "1日に2回送って", "一天两次", "ngày hai lần nhé"]
)
def test_several_bulletins_a_day_lack_their_times(text: str) -> None:
    assert asks_for_several_times(text)
    assert not asks_for_several_times(f"{text} 07:00")
