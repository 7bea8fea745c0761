"""Days of a bulletin and days of a question, in five languages."""

import pytest

from bot.parsing.days import Day, DayKind, DayPart, DayRange, take_bulletin_days, take_days_asked
from bot.parsing.wording import TAKEN
from storage.terms import Days

_THREE = Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("주중", Days.WEEKDAYS),
        ("월,수,금", _THREE),
        ("월수금", _THREE),
        ("월·수·금요일", _THREE),
        ("월 수 금", _THREE),
        ("매주 월요일", Days.MONDAY),
        ("일요일 빼고", Days.EVERY_DAY & ~Days.SUNDAY),
        ("매일 일요일 제외", Days.EVERY_DAY & ~Days.SUNDAY),
        ("주말 빼고", Days.WEEKDAYS),
        ("월-토", Days.EVERY_DAY & ~Days.SUNDAY),
        ("월요일부터 금요일까지", Days.WEEKDAYS),
        ("Mon Wed Fri", _THREE),
        ("Mon-Fri", Days.WEEKDAYS),
        ("except Sunday", Days.EVERY_DAY & ~Days.SUNDAY),
        ("every Monday", Days.MONDAY),
        ("毎週月曜日", Days.MONDAY),
        ("月水金", _THREE),
        ("周一到周五", Days.WEEKDAYS),
        ("周一三五", _THREE),
        ("thứ hai đến thứ sáu", Days.WEEKDAYS),
        ("cuối tuần", Days.WEEKEND),
    ],
)
def test_days_of_a_bulletin_are_read_and_taken_out(text: str, days: Days) -> None:
    found = take_bulletin_days(text)
    assert (found.days, found.rest.strip(TAKEN + " ")) == (days, "")


@pytest.mark.parametrize("text", ["금일", "사월", "토끼", "수목원", "월미도"])
def test_words_with_letters_of_days_are_no_days(text: str) -> None:
    assert take_bulletin_days(text).days is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("내일", Day(DayKind.OFFSET, 1)),
        ("내일모레", Day(DayKind.OFFSET, 2)),
        ("day after tomorrow", Day(DayKind.OFFSET, 2)),
        ("in three days", Day(DayKind.OFFSET, 3)),
        ("목요일은요", Day(DayKind.WEEKDAY, 3)),
        ("이번 주 토요일", Day(DayKind.WEEKDAY, 5)),
        ("来週の月曜日", Day(DayKind.NEXT_WEEK, 0)),
        ("下周一", Day(DayKind.NEXT_WEEK, 0)),
        ("다음 주말", Day(DayKind.WEEKEND, 1)),
        ("tuần này", Day(DayKind.WEEK, 0)),
        ("October 3rd", Day(DayKind.DATE, 3, 10)),
        ("10月3号", Day(DayKind.DATE, 3, 10)),
        ("15일", Day(DayKind.DATE, 15)),
    ],
)
def test_days_of_a_question_are_read_and_taken_out(text: str, day: Day) -> None:
    found = take_days_asked(text)
    assert (found.days, found.rest.strip(TAKEN + " ")) == ((day,), "")


def test_a_range_is_one() -> None:
    found = take_days_asked("明日から日曜日まで")
    assert found.days == (DayRange(Day(DayKind.OFFSET, 1), Day(DayKind.WEEKDAY, 6)),)


@pytest.mark.parametrize("text", ["오늘 밤", "tonight", "今夜", "tối nay"])
def test_a_part_of_a_day_stands_beside_it(text: str) -> None:
    found = take_days_asked(text)
    assert found.days == (Day(DayKind.OFFSET, 0),)
    assert found.parts <= {DayPart.NIGHT, DayPart.EVENING}


@pytest.mark.parametrize("text", ["13월 40일", "2월 30일"])
def test_a_date_that_does_not_exist_stays(text: str) -> None:
    assert take_days_asked(text).days == ()
