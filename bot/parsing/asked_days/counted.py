"""Days that are counted: in two weeks, three days ago, for three days, 3박 4일."""

import re
from collections.abc import Iterator

from bot.parsing.asked_days.marks import Marks, put_span
from bot.parsing.days import Day, DayKind
from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_BEFORE, any_of, latin, substitute

_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VIETNAMESE_NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNTERS = ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_SINO = ("일", "이", "삼", "사", "오", "육", "칠", "팔", "구", "십")
_NUMBERS = {
    word: number
    for words in (_ENGLISH_NUMBERS, _VIETNAMESE_NUMBERS, _COUNTERS, _SINO, "一二三四五六七八九十")
    for number, word in enumerate(words, 1)
} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "两": 2,
    "兩": 2,
    "이십": 20,
    "삼십": 30,
    "十五": 15,
    "二十": 20,
    "三十": 30,
}
_NATIVE_DAYS = {
    "하루": 1, "하루이틀": 2, "이틀": 2, "이삼일": 3, "사흘": 3, "사나흘": 4, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15, "일주일": 7, "일주": 7,
}  # fmt: skip
_EN, _VI = "|".join(_ENGLISH_NUMBERS), "|".join(_VIETNAMESE_NUMBERS)
_KO, _ZH = "|".join((*_COUNTERS, "일", "이", "삼")), "十五|二十|[一二三四五六七八九十两兩]"
_NATIVE = "|".join(sorted(_NATIVE_DAYS, key=len, reverse=True))
_DIGITS = "(?<![0-9])[1-9][0-9]?"
_DAYS_OF = {"week": 7, "month": 30}
"""Days of the longer units. No forecast reaches a month, so that its days need not be exact."""

_SOON_KOREAN = r"\s?(?:있다가?|이따가?|쯤\s?)?\s?(?:후|뒤)(?:에|의|엔|면|쯤)?"
MOMENTS = any_of(
    rf"{NO_HANGUL_BEFORE}(?P<hours>[0-9]{{1,2}}|{_KO})\s?시간\s?(?:쯤\s?|정도\s?)?(?P<half>반)?\s?(?:있다가?|이따가?|후|뒤|쯤\s?뒤)",
    r"(?<![0-9])(?P<minutes>[0-9]{1,3}|삼십|십|이십)\s?분\s?(?:쯤\s?|정도\s?)?(?:있다가?|이따가?|후|뒤)",
    r"(?P<hours2>[0-9]{1,2}|[一二三四五六七八九十两])(?:時間|(?:个|個)?(?:小时|小時|钟头))(?:[后後]|之后)|(?P<minutes2>[0-9]{1,3}|十|二十|三十)分(?:钟|鐘)?(?:[后後]|之后)",
    r"(?P<quarter>一刻(?:钟|鐘)?(?:[后後]|之后))",
    r"(?P<half2>半(?:個|个)?(?:小时|小時|時間|钟头)[后後])",
    latin(
        rf"in (?P<hours3>[0-9]{{1,2}}|an|a|a couple of|{_EN}) (?:hours?|hrs?)(?: time)?|(?P<hours4>[0-9]{{1,2}}|an|{_EN}) hours? (?:from now|later)|in (?P<minutes3>[0-9]{{1,3}}|{_EN}) min(?:ute)?s?|(?P<minutes5>[0-9]{{1,3}}) min(?:ute)?s? (?:from now|later)"
        rf"|in (?P<half3>half an hour|30 min)|(?P<hours5>[0-9]{{1,2}}|{_VI}) (?:giờ|tiếng)(?: đồng hồ)? (?:nữa|sau)|(?P<minutes4>[0-9]{{1,3}}|{_VI}) phút (?:nữa|sau)|sau (?P<minutes6>[0-9]{{1,3}}) phút|sau (?P<hours6>[0-9]{{1,2}}|{_VI}) (?:giờ|tiếng)|(?P<half4>nửa (?:tiếng|giờ) (?:nữa|sau))"
    ),
)
"""Moments that are counted from now: in ten minutes."""

# 2~3일 뒤: from one day to the other.
_IN_ONE_OR_OTHER = Words(rf"(?<![0-9])([1-9])\s?[~〜-]\s?([1-9])\s?(?:일{_SOON_KOREAN}|日後|天[后後])")
_IN_DAYS = any_of(
    rf"(?P<days>{_DIGITS})\s?일{_SOON_KOREAN}|{NO_HANGUL_BEFORE}(?P<days2>{_NATIVE}){_SOON_KOREAN}",
    rf"(?<![0-9])(?P<days3>[1-9][0-9]?|{_ZH})日後|(?P<days4>{_DIGITS}|{_ZH})天(?:之)?[后後]",
    rf"{NO_HANGUL_BEFORE}(?P<week>{_DIGITS}|{_KO})\s?주(?:일)?{_SOON_KOREAN}|{NO_HANGUL_BEFORE}(?P<month>{_DIGITS}|{_KO})\s?(?:달|개월){_SOON_KOREAN}",
    rf"(?P<week2>{_DIGITS}|{_ZH})(?:週間|(?:个|個)?(?:周|星期|礼拜|週))(?:之)?[后後]|(?P<month2>{_DIGITS}|{_ZH})(?:か月|ヶ月|カ月|(?:个|個)月)(?:之)?[后後]",
    latin(
        rf"in (?P<days5>{_DIGITS}|a couple of|{_EN}) days(?:'? time)?|(?P<days6>{_DIGITS}|{_EN}) days? (?:from (?:now|today)|later)|(?P<days7>{_DIGITS}|{_VI}) ngày (?:nữa|sau)"
        rf"|in (?P<week3>{_DIGITS}|a|a couple of|{_EN}) weeks?(?:'? time)?|(?P<week4>{_DIGITS}|a|{_EN}) weeks? (?:from (?:now|today)|later)|(?<!thứ )(?P<week5>{_DIGITS}|{_VI}) tuần (?:nữa|sau)"
        rf"|in (?P<month3>{_DIGITS}|a|a couple of|{_EN}) months?(?:'? time)?|(?P<month4>{_DIGITS}|a|{_EN}) months? (?:from (?:now|today)|later)|(?<!ngày )(?<!mùng )(?P<month5>{_DIGITS}|{_VI}) tháng (?:nữa|sau)"
    ),
)
_DAYS_AGO = any_of(
    rf"(?P<days>{_DIGITS})\s?일\s?전|{NO_HANGUL_BEFORE}(?P<days2>{_NATIVE})\s?전|{NO_HANGUL_BEFORE}(?P<week>2|이)주\s?전|(?P<days3>[1-9][0-9]?)日前|(?P<days4>[1-9][0-9]?|[一二三四五六七两])天前",
    latin(rf"(?P<days5>[1-9][0-9]?|{_EN}) days ago|(?P<days6>[1-9][0-9]?|{_VI}) ngày trước"),
)
# The days of a trip are one more than its nights.
_NIGHTS = any_of(
    r"(?<![0-9])(?P<nights>[1-9])\s?박\s?(?P<days>[1-9][0-9]?)\s?일(?:간|동안|으로|로|짜리)?|(?<![0-9])(?P<nights9>[1-9])\s?박(?:간|동안|으로|짜리)?(?![가-힣0-9])",
    r"(?<![가-힣])(?P<nights2>일|이|삼|사)박\s?(?P<days2>이|삼|사|오)일(?:간|동안|으로|로)?",
    r"(?<![0-9])(?P<nights3>[1-9一二三四五六])泊(?:(?P<days3>[1-9一二三四五六七])日)?|(?P<days4>[1-9一二两三四五六七])天(?P<nights4>[1-9一二两三四五六])[夜晚]|(?P<nights5>[1-9一二两三四五六])[夜晚](?P<days5>[1-9一二两三四五六七])天",
    latin(
        rf"(?:for )?(?P<days6>[1-9]|{_EN}) days?(?: and|,| &|/)? (?P<nights6>[1-9]|{_EN}) nights?|(?:for )?(?P<nights7>[1-9]|{_EN}) nights?(?:(?: and|,| &|/)? (?P<days7>[1-9]|{_EN}) days?)?|(?P<days8>[1-9]|{_VI}) ngày (?P<nights8>[1-9]|{_VI}) đêm"
    ),
)
# 내일부터 3일, without a word for a span behind it.
_FROM_DAYS = Words(
    r"(?:(?<![0-9])(?P<first>[0-9]{1,2})\s?[일日])?(?P<mark>\s?(?:부터|から)\s?)(?P<days>[1-9]|1[0-5])[일日](?!\s?(?:까지|まで|[간間치동중후뒤전後前0-9]))"
)
_SPANS = any_of(
    rf"(?:앞으로|향후)\s?(?:(?:[1-9]\s?[~-]\s?)?(?P<days>[2-9]|[1-3][0-9])일|(?P<native>{_NATIVE})|(?P<week>[2-4]|두|세|이|한)\s?주(?:일)?)(?:\s?(?:간|치|동안|안에|이내에?|내에?))?(?:의|은|에)?(?![가-힣]|\s?[후뒤])",
    rf"(?<![0-9])(?:[1-9]\s?[~-]\s?)?(?P<days2>[2-9]|[1-3][0-9])일\s?(?:간|치|동안|안에|이내에?|내로)|(?:다음|다가오는)\s(?P<days14>[2-9]|1[0-9])일(?:간|치)?(?![가-힣]|\s?[후뒤])|(?<![0-9월])(?<!월\s)(?P<days15>7|10)일(?=\s?(?:일기\s?)?예보)|{NO_HANGUL_BEFORE}(?P<native2>하루|이틀|사흘|나흘|닷새|엿새|열흘|보름)\s?(?:간|치|동안)|{NO_HANGUL_BEFORE}(?P<native3>하루\s?이틀|이삼일|사나흘)(?:\s?(?:간|치|동안))?(?!\s?[후뒤전])",
    r"(?<=부터)\s?(?P<native4>이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|일주일)(?:\s?(?:간|치|동안))?(?![가-힣])",
    rf"(?<=부터)\s?(?P<week6>{_DIGITS}|두|세|이)\s?주(?:일)?(?:\s?(?:간|동안))?(?![가-힣])",
    r"(?:向こう|今後|これから)?(?<![0-9])(?P<days3>[2-9二三四五六]|1[0-9])日間|(?:未来|接下来|今后)(?P<days4>[2-6二三四五六两]|十)天|(?<=[起始])(?:的)?(?P<days5>[1-9]|1[0-5]|十|[一二两三四五六七])天|(?<![0-9])(?P<days9>[三四五3-6两])天(?![后後前气氣])",
    r"(?:向こう|今後|これから|未来|接下来|今后)(?P<week2>[2-4二三四两])(?:週間|(?:个|個)?(?:周|星期))|(?<![0-9])(?P<week7>[2-4二三四])週間(?![前後])",
    latin(
        rf"(?:for |over )?(?:the )?(?:next|coming|following) (?P<days6>[2-689]|1[0-9]|{_EN}) days|(?P<days7>[2-689]|1[0-9]|two|three|four|five|six|eight|nine|ten)[ -]day(?= (?:forecast|outlook|weather|trip|stay))|(?P<days8>[2-6]|{_VI}) ngày (?:tới|sắp tới)"
        rf"|for (?:the )?(?P<days10>[2-9]|1[0-9]|a couple of|{_EN}) days|(?P<days11>[2-9]|1[0-9]|{_EN}) days(?= (?:starting |beginning )?from (?!now|today))|(?:for |over )?(?:the )?(?:next|coming|following) (?P<week3>[2-4]|two|three|four|couple of) weeks|for (?P<week4>[2-4]|two|three) weeks"
        rf"|trong (?:vòng )?(?P<days12>[2-9]|1[0-9]|{_VI}) ngày(?: (?:tới|sắp tới))?|(?P<days13>[2-9]|1[0-9]|{_VI}) ngày(?= (?:kể |bắt đầu )?từ)|(?P<week5>[2-4]|hai|ba|bốn) tuần (?:tới|sắp tới)"
    ),
)


# One of these is in each of the patterns: most texts have none, and are read in a third of the time.
_UNIT = Words(
    r"[박泊夜晚后後前間天]|(?:간|치|동안|뒤|후|전|있다|이따)|앞으로|향후|부터|から|안에|이내|내로|다음|다가오는|예보|하루|이삼|사나흘|日|周|週|\b(?:days?|weeks?|months?|hours?|hrs?|min|minutes?|mins|nights?)\b|ngày|tuần|tháng|giờ|tiếng|phút",
    re.IGNORECASE,
)


def mark_counted(text: str, marks: Marks) -> str:
    """Return a text with letters for its days that are counted from today, and for spans of days."""
    if not _UNIT.search(text):
        return text
    text = marks.replace(MOMENTS, text, _in_hours)
    text = _IN_ONE_OR_OTHER.sub(lambda match: "~".join(_in_one_or_other(match, marks)), text)
    text = _FROM_DAYS.sub(_from_days, substitute(_NIGHTS, _nights, text))
    text = substitute(_SPANS, lambda match: put_span(_count_days(match)) or match[0], text)
    text = marks.replace(_DAYS_AGO, text, lambda match: Day(DayKind.OFFSET, -_count_days(match)))
    return marks.replace(_IN_DAYS, text, lambda match: Day(DayKind.OFFSET, _count_days(match)))


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("0123456789"): said.casefold() for name, said in match.groupdict().items() if said is not None}


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said]


def _in_hours(match: re.Match[str]) -> Day:
    parts = _groups(match)
    if "quarter" in parts:
        return Day(DayKind.MINUTES, 15)
    hours = _count(parts["hours"]) if "hours" in parts else 0
    minutes = _count(parts["minutes"]) if "minutes" in parts else 0
    return Day(DayKind.MINUTES, hours * 60 + minutes + (30 if "half" in parts else 0))


def _in_one_or_other(match: re.Match[str], marks: Marks) -> Iterator[str]:
    return (marks.put(Day(DayKind.OFFSET, int(days))) for days in match.groups())


def _count_days(match: re.Match[str]) -> int:
    ((unit, said),) = _groups(match).items()
    if native := _NATIVE_DAYS.get(said.replace(" ", "")):
        return native
    return _count(said) * _DAYS_OF.get(unit, 1)


def _nights(match: re.Match[str]) -> str:
    parts = _groups(match)
    nights = _count(parts["nights"])
    days = _count(parts["days"]) if "days" in parts else nights + 1
    return put_span(days) or match[0] if days in {nights, nights + 1, nights + 2} else match[0]


def _from_days(match: re.Match[str]) -> str:
    """Return the letter of a span: 내일부터 3일, but not 1일부터 3일, which is a date."""
    first, days = match["first"], int(match["days"])
    if first is not None and int(first) < days:
        return match[0]
    before = "" if first is None else match[0][: match.start("mark") - match.start()]
    return f"{before}{match['mark']}{put_span(days)}"
