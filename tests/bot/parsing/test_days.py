"""Days of a bulletin and days of a question, in five languages."""

import pytest

from bot.parsing.asked_dates import judge_past
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.days import FESTIVALS, Day, DayKind, DayPart, DayRange, take_bulletin_days
from bot.parsing.intent import When
from bot.parsing.wording import TAKEN
from storage.terms import Days
from tests.factories import seoul

NOW = seoul("2024-05-14T07:00")


def _festival(name: str) -> Day:
    return Day(DayKind.FESTIVAL, FESTIVALS.index(name))


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
        ("Mon—Fri", Days.WEEKDAYS),
        ("Mon-Wed-Fri", _THREE),
        ("월-수-금", _THREE),
        ("월–금", Days.WEEKDAYS),
        ("except Sunday", Days.EVERY_DAY & ~Days.SUNDAY),
        ("every Monday", Days.MONDAY),
        ("毎週月曜日", Days.MONDAY),
        ("月水金", _THREE),
        ("周一到周五", Days.WEEKDAYS),
        ("周一三五", _THREE),
        ("周一至五", Days.WEEKDAYS),
        ("星期一到五", Days.WEEKDAYS),
        ("T2-T6", Days.WEEKDAYS),
        ("thứ 2 đến thứ 6", Days.WEEKDAYS),
        ("thứ 2-6", Days.WEEKDAYS),
        ("T2-T4-T6", _THREE),
        ("thứ 2, 4 và 6", _THREE),
        ("thứ hai đến thứ sáu", Days.WEEKDAYS),
        ("thứ hai, tư, sáu", _THREE),
        ("thứ hai tư sáu", _THREE),
        ("thứ hai, tư và chủ nhật", Days.MONDAY | Days.WEDNESDAY | Days.SUNDAY),
        ("thứ ba và năm", Days.TUESDAY | Days.THURSDAY),
        ("MWF", _THREE),
        ("M/W/F", _THREE),
        ("TTh", Days.TUESDAY | Days.THURSDAY),
        ("M-F", Days.WEEKDAYS),
        ("Sa/Su", Days.WEEKEND),
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
        ("이번 주 토요일", Day(DayKind.THIS_WEEK, 5)),
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


def _ends(first: Day, last: Day) -> DayRange:
    return DayRange(first, last)


_FROM_TOMORROW = _ends(Day(DayKind.OFFSET, 1), Day(DayKind.SPAN, 3))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *((text, (_FROM_TOMORROW,)) for text in (
            "내일부터 사흘간", "내일부터 3일간", "내일부터 3일", "내일부터 2박 3일", "明日から3日間", "明日から2泊3日",
            "从明天开始三天", "明天起3天",
            "tomorrow for three days", "three days from tomorrow", "3 ngày từ ngày mai",
        )),
        ("3박4일", (_ends(Day(DayKind.OFFSET, 0), Day(DayKind.SPAN, 4)),)),
        ("토요일 1박 2일", (_ends(Day(DayKind.WEEKDAY, 5), Day(DayKind.SPAN, 2)),)),
        ("주말 1박2일", (Day(DayKind.WEEKEND, 0),)),
        ("20일부터 5일간", (_ends(Day(DayKind.DATE, 20), Day(DayKind.SPAN, 5)),)),
        ("1일부터 5일까지", (_ends(Day(DayKind.DATE, 1), Day(DayKind.DATE, 5)),)),
        ("다음 주 월수금", tuple(Day(DayKind.NEXT_WEEK, number) for number in (0, 2, 4))),
        ("이번 주 금토일", tuple(Day(DayKind.THIS_WEEK, number) for number in (4, 5, 6))),
        ("下周一到周三", (_ends(Day(DayKind.NEXT_WEEK, 0), Day(DayKind.NEXT_WEEK, 2)),)),
        ("Fri, Sat next week", tuple(Day(DayKind.NEXT_WEEK, number) for number in (4, 5))),
        ("다담주 월요일", (Day(DayKind.WEEK_AFTER_NEXT, 0),)),
        ("담주 화", (Day(DayKind.NEXT_WEEK, 1),)),
        ("week after next", (Day(DayKind.WEEK, 2),)),
        ("thứ hai tuần sau", (Day(DayKind.NEXT_WEEK, 0),)),
        ("in two weeks", (Day(DayKind.OFFSET, 14),)),
        ("hai tuần nữa", (Day(DayKind.OFFSET, 14),)),
        ("2~3일 뒤", (_ends(Day(DayKind.OFFSET, 2), Day(DayKind.OFFSET, 3)),)),
        ("다음달 첫째 주", (Day(DayKind.WEEK_OF_MONTH, 1, months_ahead=1),)),
        ("first week of May", (Day(DayKind.WEEK_OF_MONTH, 1, 5),)),
        ("tuần đầu tháng 5", (Day(DayKind.WEEK_OF_MONTH, 1, 5),)),
        ("이달 말", (Day(DayKind.THIRD_OF_MONTH, 3, months_ahead=0),)),
        ("5月上旬", (Day(DayKind.THIRD_OF_MONTH, 1, 5),)),
        ("下个月3号", (Day(DayKind.DATE, 3, months_ahead=1),)),
        ("ngày 3 tháng sau", (Day(DayKind.DATE, 3, months_ahead=1),)),
        ("다음 달", (Day(DayKind.MONTH, 0, months_ahead=1),)),
        ("March 2027", (Day(DayKind.MONTH, 0, 3, 2027),)),
        ("2024년 5월 20일", (Day(DayKind.DATE, 20, 5, 2024),)),
        ("24년 5월 20일", (Day(DayKind.DATE, 20, 5, 2024),)),
        ("May 20, 2024", (Day(DayKind.DATE, 20, 5, 2024),)),
        ("ngày 20 tháng 5 năm 2024", (Day(DayKind.DATE, 20, 5, 2024),)),
        ("5월 20일(월)", (Day(DayKind.DATE, 20, 5),)),
        ("Monday, May 20", (Day(DayKind.DATE, 20, 5),)),
    ],
)  # fmt: skip
def test_weeks_months_and_spans_are_days(text: str, days: tuple[Day | DayRange, ...]) -> None:
    found = take_days_asked(text)
    assert (found.days, found.rest.strip(TAKEN + " ,")) == (days, "")


@pytest.mark.parametrize("text", ["오늘 밤", "tonight", "今夜", "tối nay"])
def test_a_part_of_a_day_stands_beside_it(text: str) -> None:
    found = take_days_asked(text)
    assert found.days == (Day(DayKind.OFFSET, 0),)
    assert found.parts <= {DayPart.NIGHT, DayPart.EVENING}


@pytest.mark.parametrize("text", ["13월 40일", "2월 30일"])
def test_a_date_that_does_not_exist_stays(text: str) -> None:
    assert take_days_asked(text).days == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("어제", Day(DayKind.OFFSET, -1)),
        ("hôm qua", Day(DayKind.OFFSET, -1)),
        ("그저께", Day(DayKind.OFFSET, -2)),
        ("지난주 토요일", Day(DayKind.LAST_WEEK, 5)),
        ("last Sunday", Day(DayKind.LAST_WEEK, 6)),
        ("다다음주 토요일", Day(DayKind.WEEK_AFTER_NEXT, 5)),
        ("두 시간 뒤", Day(DayKind.MINUTES, 120)),
        ("한시간 반 뒤", Day(DayKind.MINUTES, 90)),
        ("in half an hour", Day(DayKind.MINUTES, 30)),
        ("半小时后", Day(DayKind.MINUTES, 30)),
        ("30分後", Day(DayKind.MINUTES, 30)),
        ("2 tiếng nữa", Day(DayKind.MINUTES, 120)),
        ("이십 분 뒤", Day(DayKind.MINUTES, 20)),
        ("三十分钟后", Day(DayKind.MINUTES, 30)),
        ("二三小时后", Day(DayKind.MINUTES, 180)),
        ("열흘 뒤", Day(DayKind.OFFSET, 10)),
        ("10 days from now", Day(DayKind.OFFSET, 10)),
        ("크리스마스 이브", Day(DayKind.DATE, 24, 12)),
        ("圣诞节", Day(DayKind.DATE, 25, 12)),
        ("추석 연휴", Day(DayKind.FESTIVAL, 1)),
        ("旧正月", Day(DayKind.FESTIVAL, 0)),
        ("단오", _festival("dano")),
        ("동짓날", _festival("dongji")),
        ("하지에 날씨", _festival("haji")),
        ("복날", _festival("boknal")),
        ("절기 대한", _festival("daehan")),
        ("autumn equinox", _festival("chubun")),
        ("元宵节", _festival("daeboreum")),
        ("立春", _festival("ipchun")),
        ("hạ chí", _festival("haji")),
        ("음력 9월 9일", Day(DayKind.LUNAR, 9, 9)),
        ("农历1月15日", Day(DayKind.LUNAR, 15, 1)),
        ("旧暦7月7日", Day(DayKind.LUNAR, 7, 7)),
        ("ngày 10 tháng 3 âm lịch", Day(DayKind.LUNAR, 10, 3)),
        ("(토)", Day(DayKind.WEEKDAY, 5)),
        ("낼모레", Day(DayKind.OFFSET, 2)),
    ],
)
def test_a_day_or_a_moment_is_counted_from_now(text: str, day: Day) -> None:
    assert take_days_asked(text).days == (day,)


@pytest.mark.parametrize("text", ["어제보다", "than yesterday", "昨日より", "比昨天", "hơn hôm qua"])
def test_a_comparison_with_yesterday_asks_about_now(text: str) -> None:
    assert take_days_asked(text).days == ()


@pytest.mark.parametrize(
    "text",
    [
        *("작년 여름", "지난겨울", "3년 전 오늘", "2019년 8월", "역대 최고기온", "두 달 전", "3주 전"),
        *("last summer", "three years ago", "in the summer of 2018", "a record high", "two months ago"),
        *(
            "去年の夏",
            "3年前",
            "昨夏",
            "去年夏天",
            "三年前",
            "2018年夏天",
            "mùa hè năm ngoái",
            "3 năm trước",
            "năm 2019",
        ),
    ],
)
def test_years_and_seasons_ago_are_past(text: str) -> None:
    assert judge_past(When(take_days_asked(text).days), NOW).is_past


@pytest.mark.parametrize(
    "text", ["작년보다 더워?", "작년 여름보다 더워?", "warmer than last year", "比去年热", "nóng hơn năm ngoái"]
)
def test_what_is_compared_with_is_not_asked_about(text: str) -> None:
    assert take_days_asked(text).days == ()


@pytest.mark.parametrize("text", ["thứ hai, ba giờ chiều", "thứ năm sáu giờ sáng"])
def test_an_hour_after_a_day_is_no_day(text: str) -> None:
    assert len(take_days_asked(text).days) == 1


@pytest.mark.parametrize(("text", "days"), [("どようび", 1 << 5), ("chúa nhật", 1 << 6), ("げつようび", 1)])
def test_a_day_of_the_week_has_other_spellings(text: str, days: int) -> None:
    assert take_bulletin_days(text).days == days
