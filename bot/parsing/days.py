"""Days as people say them: the days of a bulletin (주중, 월수금, Mon-Fri, 일요일 빼고), and days asked about (모레)."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from bot.parsing.wording import (
    LATIN,
    NO_HANGUL_AFTER,
    NO_HANGUL_BEFORE,
    NO_LATIN_BEFORE,
    TAKEN,
    any_of,
    drop_particles,
    latin,
    take,
)
from storage.terms import Days


class DayKind(StrEnum):
    """How a day is said; a value in braces is `Day.number`."""

    OFFSET = "offset"
    """Days from today: 0 is today, -1 yesterday."""

    WEEKDAY = "weekday"
    """The next such day, today included: 0 is Monday."""

    NEXT_WEEK = "next week's weekday"
    WEEK_AFTER_NEXT = "weekday of the week after the next"
    LAST_WEEK = "last week's weekday"
    FESTIVAL = "festival"
    """A day of the year that has another date each year: see `FESTIVALS`."""

    MINUTES = "minutes"
    """Minutes from now."""

    DATE = "date"
    WEEKEND = "weekend"
    """0 is this one, 1 the next."""

    WEEK = "week"
    """0 is this one, 1 the next, 2 the one after it."""


FESTIVALS = ("seollal", "chuseok", "suneung")
"""The lunar New Year, the harvest festival and the day of the university entrance exam."""


class DayPart(StrEnum):
    """Part of a day."""

    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a week or a moment as it was said.

    Attributes:
        kind: what the number counts.
        number: see `DayKind`; the day of the month for a date.
        month: the month of a date (1–12), or None.
    """

    kind: DayKind
    number: int
    month: int | None = None

    @property
    def is_today(self) -> bool:
        """True for today."""
        return self.kind is DayKind.OFFSET and self.number == 0

    @property
    def is_past(self) -> bool:
        """True for yesterday and earlier days."""
        return self.kind is DayKind.LAST_WEEK or (self.kind is DayKind.OFFSET and self.number < 0)


@dataclass(frozen=True, slots=True)
class DayRange:
    """From one day to another, both included."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """The days of a question, in the order said, the parts of a day, and the text without them."""

    days: tuple[Day | DayRange, ...]
    parts: frozenset[DayPart]
    rest: str


@dataclass(frozen=True, slots=True)
class BulletinDays:
    """The days of a bulletin.

    Attributes:
        days: the days of the week, or None.
        is_repeated: whether the text says that something comes again and again (매일, every Monday).
        is_list: whether several days are named, as in 월수금 and Mon-Fri.
        has_exception: whether days are left out: 일요일 빼고.
        rest: the text without them.
    """

    days: Days | None
    is_repeated: bool
    is_list: bool
    has_exception: bool
    rest: str


_KOREAN, _CHINESE = "월화수목금토일", "一二三四五六日"
_KANJI = "月火水木金土日"
_ENGLISH = (
    "mon(?:day)?s?", "tue(?:s(?:day)?)?s?", "wed(?:nesday|s)?s?", "thu(?:r(?:s(?:day)?)?)?s?", "fri(?:day)?s?",
    "sat(?:urday)?s?", "sun(?:day)?s?",
)  # fmt: skip
_VIETNAMESE = (
    "thứ (?:hai|2)|t2", "thứ (?:ba|3)|t3", "thứ (?:tư|bốn|4)|t4", "thứ (?:năm|5)|t5", "thứ (?:sáu|6)|t6",
    "thứ (?:bảy|bẩy|7)|t7", "chủ nhật|cn",
)  # fmt: skip

# Days become letters of the private area, so that what is said of them is one grammar in all languages.
_FIRST, _SETS, _ATOMS = 0xE000, 0xE010, 0xE100
_DAY = f"[{chr(_FIRST)}-{chr(_FIRST + 6)}]"
_SET = f"[{chr(_FIRST)}-{chr(_SETS + 3)}]"
_ATOM = f"[{chr(_ATOMS)}-{chr(_ATOMS + 255)}]"
_WEEKDAY_NAMES = tuple(
    any_of(
        rf"{NO_HANGUL_BEFORE}{_KOREAN[number]}욜?요일(?:날)?",
        rf"{NO_HANGUL_BEFORE}{_KOREAN[number]}욜",
        rf"{_KANJI[number]}曜日?",
        rf"(?:周|週|星期|礼拜|禮拜){_CHINESE[number]}",
        *(("(?:周|週|星期|礼拜|禮拜)天(?![气氣])",) if number == 6 else ()),  # noqa: PLR2004 - Sunday
        latin(f"{_ENGLISH[number]}|{_VIETNAMESE[number]}"),
    )
    for number in range(7)
)
# 월수금, 월·수, 월/수/금요일; 周一三五; 月水金. In the order of the week, so that 금일 and 일월 alone are no days.
_COMPACT_KOREAN = re.compile(
    rf"{NO_HANGUL_BEFORE}(?!금일|토일월)([{_KOREAN}](?:\s?[,·ㆍ/~〜–—-]?\s?[{_KOREAN}])+)(?:요일|욜)?(?:에|마다|만)?{NO_HANGUL_AFTER}"
)
_SINGLE_KOREAN = re.compile(
    rf"{NO_HANGUL_BEFORE}([{_KOREAN}])(?:에|마다|만)?{NO_HANGUL_AFTER}(?=\s*(?:[,~·-]|{_DAY}|[0-9]))"
)
_IN_BRACKETS = re.compile(rf"[(\[（]([{_KOREAN}]|[{_KANJI}])[)\]）]")
_COMPACT_CHINESE = re.compile(
    rf"(?:周|週|星期|礼拜|禮拜)([{_CHINESE}](?:[、,·至到~〜–—-]?[{_CHINESE}])+)(?![点點时時本])"
)
_COMPACT_VIETNAMESE = re.compile(
    rf"{NO_LATIN_BEFORE}(?:thứ |t)[2-7](?:\s?(?:,|và|đến|tới|[~–—-])\s?(?:thứ |t)?[2-7]){{1,6}}(?![0-9:])(?!\s?(?:giờ|h))",
    re.IGNORECASE,
)
# thứ hai, tư, sáu: only the first one has the word for a day of the week.
_VIETNAMESE_WORDS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "chủ nhật": 6, "cn": 6}
_VIETNAMESE_NAME = "|".join(_VIETNAMESE_WORDS)
_LISTED_VIETNAMESE = re.compile(
    rf"{NO_LATIN_BEFORE}thứ (?:{_VIETNAMESE_NAME})(?:(?:\s?(?:,|/|và|đến|tới|[~–—-])\s?|\s)(?:thứ )?(?:{_VIETNAMESE_NAME})(?![{LATIN}])){{1,6}}"
    rf"(?!\s?(?:giờ|h|phút|độ|ngày|tháng|tuần|rưỡi|kém)(?![{LATIN}]))",
    re.IGNORECASE,
)
_VIETNAMESE_WORD = re.compile(f"(?:thứ )?({_VIETNAMESE_NAME})", re.IGNORECASE)
# MWF, TuTh, M/W/F, M-F: two letters alone may be anything, but not with a mark between them.
_ENGLISH_LETTERS = {
    "m": 0,
    "mo": 0,
    "tu": 1,
    "t": 1,
    "w": 2,
    "we": 2,
    "th": 3,
    "r": 3,
    "f": 4,
    "fr": 4,
    "sa": 5,
    "su": 6,
}
_ENGLISH_LETTER = "Th|TH|Tu|TU|Mo|We|Fr|Sa|SA|Su|SU|M|T|W|R|F"
_COMPACT_ENGLISH = re.compile(
    rf"(?<![\w'/-])(?:(?:MWF|MTWTh?F|TuTh|TUTH|TTH|TTh|TR|MW|WF|MWTh|MTWR?F?)|(?:{_ENGLISH_LETTER})(?:[/,~–-](?:{_ENGLISH_LETTER}))+)(?![\w'/-])"
)
_ENGLISH_LETTER_OF_LIST = re.compile(_ENGLISH_LETTER)
_VIETNAMESE_NUMBER = re.compile("(?:thứ |t)?([2-7])", re.IGNORECASE)
_COMPACT_KANJI = re.compile(rf"(?<![一-龥])([{_KANJI}](?:[、,・·/~〜–—-]?[{_KANJI}])+)(?:曜日?)?(?![一-龥])")

_EVERY = (
    "매일(?:매일)?|날마다|하루도 빠짐없이|毎日|毎(?=朝|晩)|每(?:天|日)|(?<![今明后後大])天天(?![气氣])|每(?=早|晚)"
    r"|(?<=아침|저녁)마다|(?<=밤)마다|매\s?(?=아침|저녁)|"
    + latin(
        "every ?day|daily|each day|every(?= morning| evening| night)|(?:hàng|hằng|mỗi) ngày|mỗi(?= sáng| tối| chiều| buổi)|ngày nào cũng"
    )
)
_WEEKDAYS = "평일(?:에)?|주중(?:에)?|平日|工作日|" + latin(
    "(?:every )?(?:week ?days?|work(?:ing)? ?days?)|ngày thường|(?:các )?ngày trong tuần|ngày làm việc"
)
_WEEKEND = "주말|週末|周末|" + latin("(?:every )?week ?ends?|(?:mỗi )?cuối tuần")
_SET_NAMES = ((any_of(_WEEKDAYS), Days.WEEKDAYS), (any_of(_WEEKEND), Days.WEEKEND), (any_of(_EVERY), Days.EVERY_DAY))
_REPEATED = any_of(
    "매주|마다|毎週|每周|每週|每个|每個|每(?=" + _DAY + ")", latin("every|each|hàng tuần|mỗi tuần|mỗi|vào các")
)
_TO = r"\s*(?:부터|에서|から|~|〜|–|—|-|至|到|to|through|thru|until|till|đến|tới)\s*"
# One way only to read a run of spaces: a failure would try all of them.
_AND = r"\s*(?:(?:과|와|하고|이랑|랑|및|,|·|ㆍ|・|、|/|&|\+|and|và|と|和|与|跟)\s*)?"
_LIST = rf"{_SET}(?:(?:{_TO}|{_AND}){_SET})*"
_EXCEPT_AFTER = r"\s*(?:은|는|을|를)?\s*(?:만\s?)?(?:빼고는?|빼|제외(?:하고|한)?|말고는?|외에|안\s?되고|を除く|を除いて|除く|以外(?:は)?|之外|は要らない|はなし)"
_EXCEPT_BEFORE = r"(?:except(?: for)?|but not|not on|excluding|without|but|no|除了|除|不包括|trừ|ngoại trừ|không có)\s*(?:on\s|ngày\s)?"
# What is left out is no part of 매일, which may stand before it.
_EXCEPTED = _LIST.replace(_SET, f"[{chr(_FIRST)}-{chr(_SETS + 1)}]")
_EXCEPT = re.compile(
    rf"(?:{_EXCEPT_BEFORE})({_EXCEPTED})(?:\s*(?:以外|之外|外))?|({_EXCEPTED})(?:{_EXCEPT_AFTER})", re.IGNORECASE
)
_LISTS = re.compile(_LIST, re.IGNORECASE)
# Of three days, as in Mon-Wed-Fri, the marks join a list.
_RANGES_IN_LIST = re.compile(rf"{_DAY}(?:{_TO}{_DAY})+", re.IGNORECASE)
_PART_OF_SET = any_of(rf"(?<={TAKEN})\s?(?:까지|まで|のみ|だけ|only|on|에만|만)")


def _letter(number: int) -> str:
    return chr(_FIRST + number)


def _encode_weekdays(text: str) -> str:
    """Return a text with a letter of the private area for each name of a day of the week."""
    for number, pattern in enumerate(_WEEKDAY_NAMES):
        text = pattern.sub(_letter(number), text)
    return text


def _encode_compact(text: str) -> str:
    """Do the same with days of one syllable: 월수금, 周一三五, 月水金, 월 7시."""
    return _SINGLE_KOREAN.sub(lambda match: _letter(_KOREAN.index(match[1])), _encode_lists(text))


def _encode_lists(text: str) -> str:
    text = _LISTED_VIETNAMESE.sub(
        lambda match: _VIETNAMESE_WORD.sub(lambda day: _letter(_VIETNAMESE_WORDS[day[1].casefold()]), match[0]), text
    )
    text = _COMPACT_ENGLISH.sub(_encode_english, text)
    text = _COMPACT_VIETNAMESE.sub(
        lambda match: _VIETNAMESE_NUMBER.sub(lambda day: _letter(int(day[1]) - 2), match[0]), text
    )
    for names, pattern in ((_KOREAN, _COMPACT_KOREAN), (_CHINESE, _COMPACT_CHINESE), (_KANJI, _COMPACT_KANJI)):
        text = pattern.sub(lambda match, names=names: _encode_letters(match, names), text)  # type: ignore[misc]
    return _IN_BRACKETS.sub(lambda match: _letter((_KOREAN if match[1] in _KOREAN else _KANJI).index(match[1])), text)


def _encode_english(match: re.Match[str]) -> str:
    """Return letters of the private area for the days of a list such as MWF; the text itself if one is there twice."""
    names = _ENGLISH_LETTER_OF_LIST.findall(match[0])
    if len({_ENGLISH_LETTERS[name.casefold()] for name in names}) < len(names):
        return match[0]
    return _ENGLISH_LETTER_OF_LIST.sub(lambda day: _letter(_ENGLISH_LETTERS[day[0].casefold()]), match[0])


def _encode_letters(match: re.Match[str], names: str) -> str:
    letters = [letter for letter in match[1] if letter in names]
    if len(set(letters)) < len(letters):
        return match[0]
    return "".join(_letter(names.index(letter)) if letter in names else letter for letter in match[1])


def take_bulletin_days(text: str) -> BulletinDays:
    """Take the days of a bulletin out of a text (`wording.prepare`)."""
    encoded = _encode_weekdays(_encode_compact(text))
    for number, (pattern, _) in enumerate(_SET_NAMES):
        encoded = pattern.sub(f"{chr(_SETS + number)}", encoded)
    encoded = re.sub(rf"(?<={_SET})(?:에는|엔|에|의|の|은|는)(?=\s|$)", "", encoded)
    encoded = re.sub(rf"(?<={_SET})까지|(?<={_SET})まで", "", encoded)
    repeated, encoded = take(_REPEATED, encoded)
    excluded, encoded = take(_EXCEPT, encoded)
    named, encoded = take(_LISTS, encoded)
    every = chr(_SETS + len(_SET_NAMES) - 1)
    is_repeated = bool(repeated) or any(every in match[0] for match in named)
    without = _union(match[1] or match[2] for match in excluded)
    days = _union(match[0] for match in named) or (Days.EVERY_DAY if without else None)
    if days is not None and without is not None:
        days &= ~without
    is_list = without is not None or any(len(set(_expand(match[0]))) > 1 for match in named)
    return BulletinDays(
        days or None, is_repeated, is_list, without is not None, _PART_OF_SET.sub("", drop_particles(encoded))
    )


def _union(lists: Iterator[str]) -> Days | None:
    sets = [days for text in lists for days in _expand(text)]
    return reduce(or_, sets) if sets else None


def _expand(text: str) -> Iterator[Days]:
    for match in _RANGES_IN_LIST.finditer(text):
        first, last, *more = (ord(letter) - _FIRST for letter in re.findall(_DAY, match[0]))
        if not more:
            yield reduce(or_, (Days(1 << (first + step) % 7) for step in range((last - first) % 7 + 1)))
    for letter in text:
        if _FIRST <= ord(letter) < _FIRST + 7:
            yield Days(1 << ord(letter) - _FIRST)
        elif _SETS <= ord(letter) < _SETS + len(_SET_NAMES):
            yield _SET_NAMES[ord(letter) - _SETS][1]


_OFFSETS = (
    (-2, any_of(rf"{NO_HANGUL_BEFORE}그저께|{NO_HANGUL_BEFORE}그제(?!야)|一昨日|おととい|前天", latin("(?:the )?day before yesterday|hôm kia"))),
    (-1, any_of(rf"{NO_HANGUL_BEFORE}(?:어제|어저께|엊그제|간밤|어젯밤)|昨日|きのう|昨夜|昨晩|昨天|昨晚", latin("yesterday(?:'s)?|last night|hôm qua|tối qua|đêm qua"))),
    (3, any_of(rf"{NO_HANGUL_BEFORE}글피|しあさって|明々後日|大后天|大後天", latin("ngày kìa"))),
    (2, any_of(rf"{NO_HANGUL_BEFORE}(?:(?:내일|낼)\s?)?모레|모래(?!바람|폭풍|사장|시장|내|알)|明後日|あさって|后天|後天", latin("(?:the )?day after tomorrow|overmorrow|ngày kia|(?:ngày )?mốt"))),
    (1, any_of(rf"{NO_HANGUL_BEFORE}(?:내일(?!동)|낼|명일|익일)|明日|あした|あす|明天|明儿|翌日|明(?=早|晚)|(?<![一-龥])明(?=\x1f)", latin("tomorrow(?:'s)?|tomorow|tommorow|tommorrow|tmrw?|tmr|2moro|(?:ngày )?mai|ngay mai"))),
    (0, any_of(rf"{NO_HANGUL_BEFORE}(?:오늘|금일)|今日|きょう|今天|今儿|本日|今(?=夜|晩|朝|晚|早)|(?<![一-龥])今(?=\x1f)", latin("today(?:'s)?|hôm nay|hom nay|nay|this(?= morning| afternoon| evening)"))),
)  # fmt: skip
_COUNTED = "한|두|세|네|다섯|여섯"
_IN_DAYS = any_of(
    r"(?<![0-9])([1-9][0-9]?)\s?일\s?(?:후|뒤)|([1-9][0-9]?)日後|([1-9][0-9]?)天(?:之)?[后後]|([一二三四五六七])天[后後]",
    latin(
        r"in ([1-9][0-9]?|two|three|four|five) days|([1-9][0-9]?|two|three) days from now|([1-9][0-9]?|hai|ba|bốn) ngày (?:nữa|sau)"
    ),
    rf"{NO_HANGUL_BEFORE}(하루|이틀|사흘|나흘|닷새|열흘|보름|일주일|이주|2주)\s?(?:있다가?|후|뒤)",
)
_THAN_YESTERDAY = any_of(
    rf"{NO_HANGUL_BEFORE}(?:어제|그제|평년|예년|평소|작년|재작년|지난\s?해|지난주|그때|요즘)\s?(?:이맘때|여름|겨울|봄|가을|오늘)?보다(?:는|도)?",
    latin("than (?:yesterday|usual|normal|last (?:year|week|month|summer|winter)|before)"),
    "(?:昨日|去年|先週|いつも)より|比(?:昨天|去年|上周|平时|往年)",
    latin("(?:hơn|so với) (?:hôm qua|năm ngoái|tuần trước|mọi năm)"),
)
_IN_HOURS = any_of(
    rf"{NO_HANGUL_BEFORE}(?P<hours>[0-9]{{1,2}}|{_COUNTED})\s?시간\s?(?P<half>반)?\s?(?:있다가?|이따가?|후|뒤|쯤\s?뒤)",
    r"(?<![0-9])(?P<minutes>[0-9]{1,3}|삼십)\s?분\s?(?:있다가?|이따가?|후|뒤)",
    r"(?P<hours2>[0-9一二三四五六两]{1,2})(?:時間|(?:个|個)?(?:小时|小時|钟头))(?:[后後]|之后)|(?P<minutes2>[0-9]{1,3})分(?:钟|鐘)?(?:[后後]|之后)",
    r"(?P<quarter>一刻(?:钟|鐘)?(?:[后後]|之后))",
    r"(?P<half2>半(?:個|个)?(?:小时|小時|時間|钟头)[后後])",
    latin(
        r"in (?P<hours3>[0-9]{1,2}|an|a|one|two|three|four|five|six) hours?(?: time)?|(?P<hours4>[0-9]{1,2}|an|one|two|three) hours? (?:from now|later)|in (?P<minutes3>[0-9]{1,3}) min(?:ute)?s?"
        r"|in (?P<half3>half an hour|30 min)|(?P<hours5>[0-9]{1,2}|một|hai|ba|bốn) (?:giờ|tiếng)(?: đồng hồ)? (?:nữa|sau)|(?P<minutes4>[0-9]{1,3}) phút (?:nữa|sau)|(?P<half4>nửa (?:tiếng|giờ) (?:nữa|sau))"
    ),
)
_DAY_COUNTS = {
    "일주일": 7,
    "一週間": 7,
    "一周": 7,
    "a week": 7,
    "một tuần": 7,
    "2주": 14,
    "이주": 14,
    "two weeks": 14,
    **dict(zip(("하루", "이틀", "사흘", "나흘", "닷새"), range(1, 6), strict=True)),
    "열흘": 10,
    "보름": 15,
    **dict(zip("一二三四五六七", range(1, 8), strict=True)),
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
}
_COUNTS = {
    **_DAY_COUNTS, **dict(zip(_COUNTED.split("|"), range(1, 7), strict=True)), "삼십": 30, "两": 2, "an": 1, "a": 1, "one": 1,
    "six": 6, "một": 1,
}  # fmt: skip
# Holidays that have the same date each year.
_HOLIDAY_DATES = ((12, 24), (12, 25), (1, 1), (12, 31), (5, 5), (3, 1), (8, 15), (10, 3), (10, 9))
_HOLIDAYS = any_of(
    rf"({NO_HANGUL_BEFORE}(?:크리스마스|성탄절)\s?(?:이브|전날|전야)|クリスマスイブ|平安夜|圣诞前夜|{latin('christmas eve|đêm giáng sinh')})",
    rf"({NO_HANGUL_BEFORE}(?:크리스마스|성탄절)|クリスマス|圣诞节?|聖誕節|{latin('christmas(?: day)?|xmas|giáng sinh|noel')})",
    rf"({NO_HANGUL_BEFORE}(?:새해\s?(?:첫날|아침)|새해(?=\s?(?:일출|해돋이))|신정)|元日|元旦|{latin('new year(?:s|.s)? day|tết dương(?: lịch)?')})",
    rf"({NO_HANGUL_BEFORE}(?:연말 마지막 날|제야)|大晦日|除夜|跨年夜|{latin('new year(?:s|.s)? eve|giao thừa')})",
    rf"({NO_HANGUL_BEFORE}어린이날|こどもの日|儿童节|{latin('children.s day')})",
    rf"({NO_HANGUL_BEFORE}(?:삼일절|3[.·]1절))", rf"({NO_HANGUL_BEFORE}광복절)", rf"({NO_HANGUL_BEFORE}개천절)", rf"({NO_HANGUL_BEFORE}한글날)",
)  # fmt: skip
_FESTIVAL_NAMES = (
    any_of(rf"{NO_HANGUL_BEFORE}(?:설날|구정|설\s?연휴|음력설)|旧正月|春节|春節", latin("seollal|lunar new year|tết(?: âm lịch| nguyên đán)?")),
    any_of(rf"{NO_HANGUL_BEFORE}(?:추석|한가위)(?:\s?연휴)?|秋夕|中秋节?", latin("chuseok|tết trung thu|trung thu")),
    any_of(rf"{NO_HANGUL_BEFORE}(?:수능(?:일|날)?)(?=\s|$|[?에은도])"),
)  # fmt: skip
_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH_NAMES = "|".join(_MONTHS)
_DATE = any_of(
    r"(?<![0-9])(?P<month>[0-9]{1,2})\s?[월月]\s?(?P<day>[0-9]{1,2})\s?[일日号號]",
    r"(?<![0-9./:])(?P<month2>[0-9]{1,2})/(?P<day2>[0-9]{1,2})(?![0-9/])",
    latin(rf"(?P<name>{_MONTH_NAMES})\.? (?:the )?(?P<day3>[0-9]{{1,2}})(?:st|nd|rd|th)?"),
    rf"(?<![0-9])(?P<day4>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<name2>{_MONTH_NAMES}){f'(?![{LATIN}])'}",
    latin(r"(?:ngày )?(?P<day5>[0-9]{1,2}) tháng (?P<month3>[0-9]{1,2})"),
    r"(?<![0-9월月])(?P<day6>[0-9]{1,2})\s?(?:일(?!\s?[후뒤간장])|日(?![後间間])|号|號)(?![가-힣]*간)",
    latin(r"(?:on )?the (?P<day7>[0-9]{1,2})(?:st|nd|rd|th)|ngày (?P<day8>[0-9]{1,2})"),
)
_SPAN_DAYS = {
    **dict(zip(("이틀", "사흘", "나흘", "닷새", "엿새"), range(2, 7), strict=True)),
    "하루이틀": 2,
    "이삼": 3,
    "사나흘": 4,
    "열흘": 10,
    "보름": 15,
    "10": 10,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
}
_SPAN_NUMBER = f"[2-6]|{'|'.join(_SPAN_DAYS)}"
# Two to six days from today; seven and more are a week.
_SPANS = any_of(
    rf"(?:앞으로|향후)\s?(?P<days>[2-6]일|이틀|사흘|나흘|닷새|엿새)(?:\s?(?:간|치|동안))?|{NO_HANGUL_BEFORE}(?P<days2>[2-6]일|10일|이틀|사흘|나흘|닷새|엿새|열흘|보름)\s?(?:간|치|동안)|{NO_HANGUL_BEFORE}(?P<days9>하루\s?이틀|이삼일|사나흘)(?:\s?(?:간|치|동안))?(?!\s?[후뒤전])",
    rf"(?:向こう|今後|これから)?(?P<days3>[2-6二三四五])日間|(?:未来|接下来|今后)(?P<days4>{_SPAN_NUMBER})天|(?<![0-9])(?P<days5>[三四五3-6两])天(?![后後前])",
    latin(
        rf"(?:for |over )?(?:the )?(?:next|coming|following) (?P<days6>{_SPAN_NUMBER}) days|(?P<days7>[2-6]|two|three|four|five)[ -]day(?= (?:forecast|outlook|weather))|(?P<days8>{_SPAN_NUMBER}) ngày (?:tới|sắp tới)"
    ),
)
_SEASON = "여름|겨울|봄|가을"
_SEASONS = "summer|winter|spring|autumn|fall|christmas"
_YEAR = "(?:19[0-9]{2}|20[01][0-9]|202[0-5])"
_NUMBER_OF = "[0-9]{1,3}|[一二三四五六七八九十两几数]+"
_PAST = (
    (-365, any_of(rf"{NO_HANGUL_BEFORE}(?:작년|지난\s?해|재작년)\s?(?:{_SEASON})(?!\s?보다)(?:철|에는|엔|에|은|의)?|{NO_HANGUL_BEFORE}(?:지난|저번)\s?(?:{_SEASON})(?!\s?보다)(?:철|에는|엔|에|은|의)?|{NO_HANGUL_BEFORE}(?:작년|지난\s?해)(?!\s?(?:{_SEASON}|오늘|이맘때)?보다)(?:\s?(?:오늘|이맘때|이날|이\s?시기|이때))?|(?:去年|昨年)(?:[の的]?(?:今日|今天|今頃|この日|同期|[春夏秋冬](?:天|季)?))?|昨[夏冬]", latin(rf"(?<!than )(?:this (?:day|time) )?last (?:year(?:'s)?|{_SEASONS})|a year ago|(?:mùa (?:hè|hạ|đông|xuân|thu) )?(?:năm ngoái|(?<![0-9] )năm trước)"))),
    (-730, any_of(rf"{NO_HANGUL_BEFORE}(?:[0-9]{{1,3}}|일|이|삼|사|오|십|몇|수|몇십)\s?년\s?전(?:\s?(?:오늘|이맘때|여름|겨울))?(?:에는|에|엔|의)?|{NO_HANGUL_BEFORE}(?:{_YEAR})년도?(?:\s?[0-9]{{1,2}}월)?(?:\s?[0-9]{{1,2}}일)?(?:\s?(?:{_SEASON}))?(?:에는|에|엔|의)?|{NO_HANGUL_BEFORE}(?:역대(?!급)|관측\s?(?:이래|사상)|사상)(?=\s)|(?:{_NUMBER_OF})\s?年前的?|(?<![0-9]){_YEAR}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}[日号])?(?:[の的]?[春夏秋冬]天?)?", latin(rf"(?:[0-9]{{1,3}}|two|three|four|five|six|ten|many|several|a few|some) years ago|(?:back )?in (?:the (?:{_SEASONS}) of )?{_YEAR}|(?:all-time|record) (?:high|low)s?|ever recorded|(?:[0-9]{{1,3}}|hai|ba|bốn|mười|vài|mấy) năm trước|(?:vào |trong )?năm {_YEAR}"))),
    (-730, any_of(rf"{NO_HANGUL_BEFORE}재작년|一昨年|おととし|前年", latin("two years ago|năm kia"))),
    (-30, any_of(rf"{NO_HANGUL_BEFORE}(?:지난|저번)\s?달|{NO_HANGUL_BEFORE}(?:[0-9]{{1,2}}|한|두|세|네|몇)\s?(?:달|개월)\s?전(?:에는|에|엔)?|先月|上(?:个|個)?月|(?:{_NUMBER_OF})(?:か月|ヶ月|カ月|个月|個月)前", latin("last month|(?:a|two|three|[0-9]{1,2}) months? ago|(?:(?:hai|ba|[0-9]{1,2}) )?tháng trước"))),
    (-7, any_of(rf"{NO_HANGUL_BEFORE}(?:지난|저번)\s?주(?:말)?|{NO_HANGUL_BEFORE}(?:[0-9]|한|두|세|몇)\s?주\s?전(?:에는|에|엔)?|先週末?|上(?:个|個)?(?:周末?|週末?|星期)|(?:{_NUMBER_OF})(?:週間|周|个星期|個星期)前", latin("last week(?:end)?|(?:a|two|three|[0-9]) weeks? ago|(?:(?:hai|ba|[0-9]) )?tuần (?:trước|rồi)"))),
)  # fmt: skip
"""Past times, of which only that they are past is told."""

_LONG_PAST, _SHORT_PAST = _PAST[:-1], _PAST[-1:]
"""Those that have dates in them (3년 전 오늘), and those in which days of the week may stand (지난주 월요일)."""

_WORKDAYS = any_of(_WEEKDAYS)
_MONDAY, _FRIDAY = Day(DayKind.WEEKDAY, 0), Day(DayKind.WEEKDAY, 4)
# Two days in one word: 明后天, 오늘내일.
_BOTH_DAYS = any_of(
    "(?P<zh>[明明][后後]天|今明(?:两天|兩天|天)?)",
    rf"(?P<ko>{NO_HANGUL_BEFORE}(?:오늘\s?내일|내일\s?모레)(?=간|사이|동안|이나))",
)
_DAYS_AGO = any_of(
    rf"(?<![0-9])([1-9][0-9]?)\s?일\s?전|{NO_HANGUL_BEFORE}(하루|이틀|사흘|나흘|닷새|열흘|보름|일주일|이주|2주)\s?전|([1-9][0-9]?)日前|([1-9][0-9]?|[一二三四五六七两])天前",
    latin("([1-9][0-9]?|two|three|four|five) days ago|([1-9][0-9]?|hai|ba|bốn) ngày trước"),
)
_WEEK_NAMES = (
    (DayKind.WEEK, 2, any_of(r"다다음\s?주(?:간)?|再来週|下下(?:个|個)?(?:周|週|星期)", latin("the week after next|tuần sau nữa"))),
    (DayKind.WEEKEND, 1, any_of(r"(?:다음|담)\s?주?\s?주말|来週末|下(?:个|個)?(?:周末|週末)|来週の週末", latin("next weekend|weekend next week|cuối tuần (?:sau|tới)"))),
    (DayKind.WEEKEND, 0, any_of(r"(?:이번|요번|금)?\s?주?\s?주말|(?:今週の|今度の)?(?:今週末|週末)|(?:这个?|這個?|本)?(?:周末|週末)|이번\s?주말", latin("(?:this |the )?(?:week ?end|wk-?e?nd)|cuối tuần(?: này)?|cuoi tuan"))),
    (DayKind.WEEK, 1, any_of(r"(?:다음|담)\s?주(?:간)?(?:\s?(?:초반?|중반|후반|내내))?|来週|下(?:个|個)?(?:周|週|星期|礼拜)", latin("next week(?:'s)?|tuần (?:sau|tới)"))),
    (DayKind.WEEK, 0, any_of(r"(?:이번|요번|금)\s?주(?:간)?(?:\s?(?:초반?|중반|후반|내내))?|주\s?(?:중반|후반)|주간|2주(?:간|치)|일주일(?:간|치)?|1주일|[2-9]일\s?(?:간|치)|(?:사흘|나흘|닷새|열흘|보름)\s?(?:간|치|동안)|今週|週間|1週間|一週間|这(?:个|個)?(?:周|星期)|這週|本周|本週|一周|未来一周|(?:未来|接下来)?[三四五六七3-7两]天(?![后後])", latin("this week(?:'s)?|the week|weekly|(?:7|10|seven|ten)[ -]day|(?:the )?(?:next|coming) (?:few|[2-9]|two|three|four|five|seven|ten|10) days|tuần này|cả tuần|(?:7|bảy) ngày(?: tới)?"))),
)  # fmt: skip
_THIS_WEEK_DAY = re.compile(
    rf"(?:이번|요번|금)\s?주\s?(?={_DAY})|(?:今週の?|这|這|本)\s?(?={_DAY})|\bthis (?={_DAY})|\bcoming (?={_DAY})|次の(?={_DAY})",
    re.IGNORECASE,
)
_WEEK_AFTER_NEXT_DAY = re.compile(
    rf"다다음\s?주(?:의)?\s?({_DAY})|再来週の?({_DAY})|下下(?:个|個)?({_DAY})|\bthe ({_DAY}) after next|({_DAY}) (?:the )?week after next|({_DAY}) tuần sau nữa",
    re.IGNORECASE,
)
_LAST_WEEK_DAY = re.compile(
    rf"(?:지난|저번)\s?주(?:의)?\s?({_DAY})|(?:지난|저번)\s?({_DAY})|先週の?({_DAY})|上(?:个|個)?({_DAY})|\blast ({_DAY})|({_DAY}) tuần trước",
    re.IGNORECASE,
)
_NEXT_WEEK_DAY = re.compile(
    rf"(?:다음|담)\s?주(?:의)?\s?({_DAY})|(?:来週の?|下个?)\s?({_DAY})|\bnext (?:week(?:'s)? (?:on )?)?({_DAY})|({_DAY})(?:,? (?:of )?next week|,? tuần (?:sau|tới))",
    re.IGNORECASE,
)
_WEEKDAYS_OF_WEEKS = (
    (DayKind.WEEK_AFTER_NEXT, _WEEK_AFTER_NEXT_DAY), (DayKind.LAST_WEEK, _LAST_WEEK_DAY), (DayKind.NEXT_WEEK, _NEXT_WEEK_DAY),
)  # fmt: skip
_DAY_THIS_WEEK = re.compile(rf"({_DAY})(?: this week| tuần này| này)", re.IGNORECASE)
_ATOM_RANGE = re.compile(
    rf"(?:\bfrom |\bbetween |\btừ |从|從)?({_ATOM})\s*(?:부터|에서|から|~|〜|–|-|至|到|\bto\b|\bthrough\b|\buntil\b|\btill\b|đến|tới)\s*({_ATOM})\s?(?:까지|まで)?",
    re.IGNORECASE,
)
_ATOMS_LEFT = re.compile(rf"({_ATOM})(?:의|の|的)?")
_END = rf"(?:\s?중에|\s?중으로|\s?사이에?|\s?무렵에?|\s?쯤에?|에는|에도|에|엔|은|는|의|도|부터|까지|이나|이랑|이|나|랑|만|쯤|녘에?|나절|시간|때|으로|로|엔)?(?:{NO_HANGUL_AFTER}|(?=저녁))"
_PART_NAMES = (
    (DayPart.DAWN, any_of(rf"{NO_HANGUL_BEFORE}(?:꼭두)?새벽{_END}|{NO_HANGUL_BEFORE}동\s?틀\s?(?:녘|무렵|때)에?|明け方|未明|凌晨|拂晓", latin("dawn|daybreak|rạng sáng|tờ mờ sáng"))),
    (DayPart.NOON, any_of(rf"{NO_HANGUL_BEFORE}(?:점심|한낮|대낮|낮)(?:\s?(?:시간|때))?{_END}|お?昼(?:頃|ごろ|間)?|中午|正午", latin("noon|midday|lunch ?time|(?:buổi )?trưa"))),
    (DayPart.AFTERNOON, any_of(rf"{NO_HANGUL_BEFORE}오후{_END}|午後|下午", latin("afternoons?|(?:buổi )?chiều"))),
    (DayPart.MORNING, any_of(rf"{NO_HANGUL_BEFORE}(?:오전|아침(?=저녁)|아침|출근\s?(?:길|시간|할\s?때)|등교\s?(?:길|시간|할\s?때)|등굣길){_END}|午前中?|今?朝|早上|上午|早晨|清晨|早", latin("mornings?|(?:buổi )?sáng(?: sớm)?"))),
    (DayPart.EVENING, any_of(rf"(?:{NO_HANGUL_BEFORE}|(?<=아침)|(?<={TAKEN}))(?:저녁|초저녁|해\s?질\s?(?:녘|무렵|때)|해거름|퇴근\s?(?:길|시간|할\s?때)?|하굣길){_END}|夕暮れ|夕方|傍晚|黄昏", latin("evenings?|dusk|(?:buổi )?tối"))),
    (DayPart.NIGHT, any_of(rf"{NO_HANGUL_BEFORE}(?:한밤중?|오밤중|심야|야간|밤중?){_END}|夜中|深夜|半夜|夜|晩|晚上|夜里|晚", latin("night|nights|nighttime|(?:ban )?đêm|overnight"))),
)  # fmt: skip
_TODAY_NIGHT = any_of(latin("tonight"), rf"{NO_HANGUL_BEFORE}오늘밤")


def take_days_asked(text: str) -> DaysAsked:
    """Take the days and parts of a day of a question out of a text (`wording.prepare`)."""
    atoms: list[Day] = []

    def encode(day: Day) -> str:
        atoms.append(day)
        return chr(_ATOMS + min(len(atoms) - 1, 255))

    # The weather now tells the difference from yesterday.
    text = _TODAY_NIGHT.sub("today night", _THAN_YESTERDAY.sub(TAKEN, text))
    for number, pattern in _LONG_PAST:
        text = pattern.sub(lambda _match, day=Day(DayKind.OFFSET, number): encode(day), text)  # type: ignore[misc]
    text = _HOLIDAYS.sub(lambda match: encode(_holiday(match)), text)
    for number, pattern in enumerate(_FESTIVAL_NAMES):
        text = pattern.sub(lambda _match, day=Day(DayKind.FESTIVAL, number): encode(day), text)  # type: ignore[misc]
    text = _IN_HOURS.sub(lambda match: encode(_in_hours(match)), _BOTH_DAYS.sub(_two_days, text))
    text = _SPANS.sub(lambda match: encode(Day(DayKind.OFFSET, 0)) + "~" + encode(_end_of_span(match)), text)
    text = _DAYS_AGO.sub(lambda match: encode(_days_ago(match)), text)
    text = _IN_DAYS.sub(lambda match: encode(_in_days(match)), text)
    text = _DATE.sub(lambda match: _encode_date(match, encode), text)
    text = _WORKDAYS.sub(lambda _match: encode(_MONDAY) + "~" + encode(_FRIDAY), text)
    text = _encode_weekdays(_encode_lists(text))
    text = _DAY_THIS_WEEK.sub(r"\1", _THIS_WEEK_DAY.sub("", text))
    for kind, pattern in _WEEKDAYS_OF_WEEKS:
        text = pattern.sub(lambda match, kind=kind: encode(Day(kind, _weekday(match))), text)  # type: ignore[misc]
    for number, pattern in _SHORT_PAST:
        text = pattern.sub(lambda _match, day=Day(DayKind.OFFSET, number): encode(day), text)  # type: ignore[misc]
    text = re.sub(_DAY, lambda match: encode(Day(DayKind.WEEKDAY, ord(match[0]) - _FIRST)), text)
    for kind, number, pattern in _WEEK_NAMES:
        text = pattern.sub(lambda _match, day=Day(kind, number): encode(day), text)  # type: ignore[misc]
    for number, pattern in _OFFSETS:
        text = pattern.sub(lambda _match, day=Day(DayKind.OFFSET, number): encode(day), text)  # type: ignore[misc]
    parts = set()
    for part, pattern in _PART_NAMES:
        matches, text = take(pattern, text)
        parts |= {part} if matches else set()
    ranges, text = take(_ATOM_RANGE, text)
    found: list[Day | DayRange] = [_range(atoms, match) for match in ranges]
    single, text = take(_ATOMS_LEFT, text)
    found += [atoms[ord(match[1]) - _ATOMS] for match in single]
    return DaysAsked(tuple(dict.fromkeys(found)), frozenset(parts), text)


def _weekday(match: re.Match[str]) -> int:
    return ord(next(filter(None, match.groups()))) - _FIRST


def _in_hours(match: re.Match[str]) -> Day:
    parts = {name.rstrip("2345"): value.casefold() for name, value in match.groupdict().items() if value is not None}
    if "quarter" in parts:
        return Day(DayKind.MINUTES, 15)
    hours = _count(parts.get("hours", "0"))
    return Day(DayKind.MINUTES, hours * 60 + _count(parts.get("minutes", "0")) + (30 if "half" in parts else 0))


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else _COUNTS[said]


def _holiday(match: re.Match[str]) -> Day:
    number = next(number for number, said in enumerate(match.groups()) if said is not None)
    month, day = _HOLIDAY_DATES[number]
    return Day(DayKind.DATE, day, month)


def _in_days(match: re.Match[str]) -> Day:
    said = next(filter(None, match.groups())).casefold()
    return Day(DayKind.OFFSET, int(said) if said.isdecimal() else _DAY_COUNTS[said])


def _two_days(match: re.Match[str]) -> str:
    return "今天,明天" if match[0][0] in "今오" else "明天,后天"


def _days_ago(match: re.Match[str]) -> Day:
    return Day(DayKind.OFFSET, -_in_days(match).number)


def _end_of_span(match: re.Match[str]) -> Day:
    said = next(filter(None, match.groups())).casefold().removesuffix("일")
    said = said.replace(" ", "")
    return Day(DayKind.OFFSET, (int(said) if said.isdecimal() else _SPAN_DAYS[said]) - 1)


def _encode_date(match: re.Match[str], encode: Callable[[Day], str]) -> str:
    parts = {name.rstrip("2345678"): value for name, value in match.groupdict().items() if value is not None}
    month = _month(parts)
    try:
        # A leap year, so that 29 February is a date.
        day = dt.date(2024, month or 1, int(parts["day"]))
    except ValueError:
        return match[0]
    return encode(Day(DayKind.DATE, day.day, month))


def _month(parts: dict[str, str]) -> int | None:
    if "name" in parts:
        return next(n for n, name in enumerate(_MONTHS, 1) if re.fullmatch(name, parts["name"], re.IGNORECASE))
    return int(parts["month"]) if "month" in parts else None


def _range(atoms: list[Day], match: re.Match[str]) -> DayRange:
    first, last = (atoms[ord(letter) - _ATOMS] for letter in match.groups())
    if first.kind is last.kind is DayKind.DATE and last.month is None:
        last = Day(DayKind.DATE, last.number, first.month)
    if first.kind is DayKind.NEXT_WEEK and last.kind is DayKind.WEEKDAY:
        last = Day(DayKind.NEXT_WEEK, last.number)
    return DayRange(first, last)
