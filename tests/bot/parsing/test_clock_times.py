"""Clock times in five languages."""

import datetime as dt

import pytest

from bot.parsing.clock_times import take_times
from bot.parsing.wording import TAKEN, prepare


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("7시 반", 7, 30),
        ("7시반", 7, 30),
        ("아침 6시 반", 6, 30),
        ("저녁 일곱 시 삼십 분", 19, 30),
        ("낮 12시", 12, 0),
        ("낮 2시", 14, 0),
        ("정오", 12, 0),
        ("자정", 0, 0),
        ("24:00", 0, 0),
        ("밤 24시", 0, 0),
        ("24点", 0, 0),
        ("일곱 시", 7, 0),
        ("7시에", 7, 0),
        ("7시 정각", 7, 0),
        ("8시 5분 전", 7, 55),
        ("07:30부터", 7, 30),
        ("7am", 7, 0),
        ("7am.", 7, 0),
        ("8 pm.", 20, 0),
        ("7:30 PM", 19, 30),
        ("12 am", 0, 0),
        ("noon", 12, 0),
        ("midnight", 0, 0),
        ("0700", 7, 0),
        ("half past seven", 7, 30),
        ("quarter to eight", 7, 45),
        ("half past 6 pm", 18, 30),
        ("a quarter past 6pm", 18, 15),
        ("ten to 7 a.m.", 6, 50),
        ("20 past seven in the evening", 19, 20),
        ("six in the evening", 18, 0),
        ("seven o'clock", 7, 0),
        ("朝7時半", 7, 30),
        ("午前七時", 7, 0),
        ("8時10分前", 7, 50),
        ("7点半", 7, 30),
        ("晚上八点一刻", 20, 15),
        ("差一刻八点", 7, 45),
        ("7 giờ sáng", 7, 0),
        ("8 giờ kém 15", 7, 45),
        ("bảy giờ rưỡi tối", 19, 30),
        ("저녁여섯시", 18, 0),
        ("오전아홉시십분", 9, 10),
        ("6:40p", 18, 40),
        ("five minutes past noon", 12, 5),
        ("a quarter to midnight", 23, 45),
        ("eight oh five", 8, 5),
        ("six twenty-five pm", 18, 25),
        ("下午两点零八分", 14, 8),
        ("七時〇三分", 7, 3),
    ],
)
def test_a_time_is_read_and_taken_out(text: str, hour: int, minute: int) -> None:
    found = take_times(prepare(text), is_bulletin=True)
    assert (found.times, found.invalid, found.rest.strip(TAKEN + " ")) == ((dt.time(hour, minute),), (), "")


@pytest.mark.parametrize("text", ["3시간", "시흥", "두산", "10시군"])
def test_what_is_no_time_stays(text: str) -> None:
    found = take_times(text, is_bulletin=False)
    assert (found.times, found.rest) == ((), text)


@pytest.mark.parametrize("text", ["25시", "25:00", "07:60", "7.30", "24:30", "27 giờ"])
def test_what_only_looks_like_a_time_is_named(text: str) -> None:
    found = take_times(text, is_bulletin=True)
    assert (found.times, found.invalid) == ((), (text,))


def test_each_time_has_its_half_of_the_day() -> None:
    assert take_times("早上7点和晚上7点", is_bulletin=True).times == (dt.time(7), dt.time(19))


@pytest.mark.parametrize(
    "text",
    [
        *("오후 2시부터 5시까지", "오후 2~5시", "14~17시", "2pm to 5pm", "2 to 5 pm", "between 2 and 5 pm"),
        *("14時から17時まで", "午後2~5時", "下午两点到五点", "14点到17点", "từ 2 giờ đến 5 giờ chiều", "14h đến 17h"),
    ],
)
def test_both_ends_of_a_range_are_in_the_half_that_one_names(text: str) -> None:
    found = take_times(prepare(text), is_bulletin=False)
    assert (found.times, found.is_range) == ((dt.time(14), dt.time(17)), True)


def test_a_range_over_noon_has_two_halves() -> None:
    assert take_times("오전 11시~1시", is_bulletin=False).times == (dt.time(11), dt.time(1))


def test_two_times_are_no_range() -> None:
    assert not take_times("7am and 6pm", is_bulletin=False).is_range


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from 10 to 4", 10, 4),
        ("between 3 and 6pm", 15, 18),
        ("từ 15 đến 17 giờ", 15, 17),
    ],
)
def test_numbers_beside_an_hour_are_hours(text: str, first: int, last: int) -> None:
    found = take_times(text, is_bulletin=False)
    assert (found.times, found.is_range) == ((dt.time(first), dt.time(last)), True)


@pytest.mark.parametrize("text", ["tonight 9", "around 9", "9ish"])
def test_a_number_after_a_word_for_a_time_is_an_hour(text: str) -> None:
    assert take_times(text, is_bulletin=False).times == (dt.time(9),)


def test_nine_to_six_is_no_time_before_six() -> None:
    assert take_times("9 to 6", is_bulletin=False).times == ()
    assert take_times("5 to 6", is_bulletin=False).times == (dt.time(5, 55),)


@pytest.mark.parametrize(
    ("text", "ends_day"),
    [("밤 12시", True), ("24시", True), ("晚上12点", True), ("자정", False), ("0시", False), ("밤 11시", False)],
)
def test_midnight_ends_the_day_if_the_night_is_named(text: str, *, ends_day: bool) -> None:
    assert take_times(text, is_bulletin=False).ends_day is ends_day


@pytest.mark.parametrize(("text", "hour", "minute"), [("at 645 in the evening", 18, 45), ("at 6 20 each day", 6, 20)])
def test_digits_after_a_preposition_are_a_time(text: str, hour: int, minute: int) -> None:
    assert take_times(text, is_bulletin=True).times == (dt.time(hour, minute),)


def test_a_span_of_hours_and_an_index_are_no_times() -> None:
    assert take_times("in 2h", is_bulletin=False).times == ()
    assert take_times("at 150", is_bulletin=True).invalid == ("150",)
