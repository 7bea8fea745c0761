"""Days as people say them: their kinds, the names of the days of the week, and the days of a bulletin (주중, 월수금)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from bot.parsing.patterns.words import Words
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

    THIS_WEEK = "this week's weekday"
    """It may be past."""

    NEXT_WEEK = "next week's weekday"
    WEEK_AFTER_NEXT = "weekday of the week after the next"
    LAST_WEEK = "last week's weekday"
    LUNAR = "lunar date"
    FESTIVAL = "festival"
    """A day of the year that has another date each year: see `FESTIVALS`."""

    MINUTES = "minutes"
    """Minutes from now."""

    DATE = "date"
    WEEKEND = "weekend"
    """0 is this one, 1 the next, 2 the one after it."""

    WEEK = "week"
    """0 is this one, 1 the next, 2 the one after it."""

    MONTH = "month"
    """The whole of it; the number is 0."""

    WEEK_OF_MONTH = "week of a month"
    """1 is the first one, -1 the last one."""

    THIRD_OF_MONTH = "third of a month"
    """1 is the beginning, 3 the end."""

    YEAR = "year"
    """The whole of it: 0 is this one, 1 the next, if no year is named."""

    SPAN = "span"
    """So many days, the first one included; it stands at the end of a range."""


FESTIVALS = (
    "seollal", "chuseok", "suneung", "seollal-eve", "dano", "buddhas-birthday", "other", "daeboreum", "chilseok", "jungyang",
    "chobok", "jungbok", "malbok", "boknal", "hansik", "easter", "sohan", "daehan", "ipchun", "usu", "gyeongchip", "chunbun",
    "cheongmyeong", "gogu", "ipha", "soman", "mangjong", "haji", "soseo", "daeseo", "ipchu", "cheoseo", "baengno", "chubun",
    "hallo", "sanggang", "ipdong", "soseol", "daeseol", "dongji",
)  # fmt: skip
"""Lunar festivals, the hottest days, Easter and the solar terms; the dates of "suneung", the day of the university entrance
exam, and of "other" are not known here."""


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
        number: see `DayKind`; the day of the month for a date, also of the lunar calendar.
        month: the month of a date, or the month of which a part is meant (1–12), or None.
        year: the year that was named, or None.
        months_ahead: how many months from this one the month is, if it has no name: 1 for the next one.
    """

    kind: DayKind
    number: int
    month: int | None = None
    year: int | None = None
    months_ahead: int | None = None

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
    """From one day to another, both included, or for so many days (`DayKind.SPAN`)."""

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


KOREAN_WEEKDAYS, _CHINESE = "월화수목금토일", "一二三四五六日"
_KANJI = "月火水木金土日"
_KANA = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_ENGLISH = (
    "mon(?:day)?s?", "tue(?:s(?:day)?)?s?", "wed(?:nesday|s)?s?", "thu(?:r(?:s(?:day)?)?)?s?", "fri(?:day)?s?",
    "sat(?:urday)?s?", "sun(?:day)?s?",
)  # fmt: skip
_VIETNAMESE = (
    "thứ (?:hai|2)|t2", "thứ (?:ba|3)|t3", "thứ (?:tư|bốn|4)|t4", "thứ (?:năm|5)|t5", "thứ (?:sáu|6)|t6",
    "thứ (?:bảy|bẩy|7)|t7", "(?:chủ|chúa) nhật|cn",
)  # fmt: skip

# Days become letters of the private area, so that what is said of them is one grammar in all languages.
FIRST_WEEKDAY, _SETS = 0xE000, 0xE010
WEEKDAY = f"[{chr(FIRST_WEEKDAY)}-{chr(FIRST_WEEKDAY + 6)}]"
_SET = f"[{chr(FIRST_WEEKDAY)}-{chr(_SETS + 3)}]"
_WEEKDAY_NAMES = tuple(
    any_of(
        rf"{NO_HANGUL_BEFORE}{KOREAN_WEEKDAYS[number]}욜?요일(?:날)?",
        rf"{NO_HANGUL_BEFORE}{KOREAN_WEEKDAYS[number]}욜",
        rf"{_KANJI[number]}曜日?|{_KANA[number]}ようび?",
        rf"(?:周|週|星期|礼拜|禮拜){_CHINESE[number]}",
        *(("(?:周|週|星期|礼拜|禮拜)天(?![气氣])",) if number == 6 else ()),  # noqa: PLR2004 - Sunday
        latin(f"{_ENGLISH[number]}|{_VIETNAMESE[number]}"),
    )
    for number in range(7)
)
# 월수금, 월·수, 월/수/금요일; 周一三五; 月水金. In the order of the week, so that 금일 and 일월 alone are no days.
_COMPACT_KOREAN = Words(
    rf"(?<![가-힣0-9])(?!금일|토일월)([{KOREAN_WEEKDAYS}](?:\s?[,·ㆍ/~〜–—-]?\s?[{KOREAN_WEEKDAYS}])+)(?:요일|욜)?(?:에|마다|만)?{NO_HANGUL_AFTER}"
)
_SINGLE_KOREAN = Words(
    rf"(?<![가-힣0-9])([{KOREAN_WEEKDAYS}])(?:에|마다|만)?{NO_HANGUL_AFTER}(?=\s*(?:[,~·-]|{WEEKDAY}|[0-9]))"
)
_IN_BRACKETS = Words(rf"[(\[（]([{KOREAN_WEEKDAYS}]|[{_KANJI}])[)\]）]")
_COMPACT_CHINESE = Words(rf"(?:周|週|星期|礼拜|禮拜)([{_CHINESE}](?:[、,·至到~〜–—-]?[{_CHINESE}])+)(?![点點时時本])")
_COMPACT_VIETNAMESE = Words(
    rf"{NO_LATIN_BEFORE}(?:thứ |t)[2-7](?:\s?(?:,|và|đến|tới|[~–—-])\s?(?:thứ |t)?[2-7]){{1,6}}(?![0-9:])(?!\s?(?:giờ|h))",
    re.IGNORECASE,
)
# thứ hai, tư, sáu: only the first one has the word for a day of the week.
_VIETNAMESE_WORDS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "chủ nhật": 6, "cn": 6}
_VIETNAMESE_NAME = "|".join(_VIETNAMESE_WORDS)
_LISTED_VIETNAMESE = Words(
    rf"{NO_LATIN_BEFORE}thứ (?:{_VIETNAMESE_NAME})(?:(?:\s?(?:,|/|và|đến|tới|[~–—-])\s?|\s)(?:thứ )?(?:{_VIETNAMESE_NAME})(?![{LATIN}])){{1,6}}"
    rf"(?!\s?(?:giờ|h|phút|độ|ngày|tháng|tuần|rưỡi|kém)(?![{LATIN}]))",
    re.IGNORECASE,
)
_VIETNAMESE_WORD = Words(f"(?:thứ )?({_VIETNAMESE_NAME})", re.IGNORECASE)
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
_COMPACT_ENGLISH = Words(
    rf"(?<![\w'/-])(?:(?:MWF|MTWTh?F|TuTh|TUTH|TTH|TTh|TR|MW|WF|MWTh|MTWR?F?)|(?:{_ENGLISH_LETTER})(?:[/,~–-](?:{_ENGLISH_LETTER}))+)(?![\w'/-])"
)
_ENGLISH_LETTER_OF_LIST = Words(_ENGLISH_LETTER)
_VIETNAMESE_NUMBER = Words("(?:thứ |t)?([2-7])", re.IGNORECASE)
_COMPACT_KANJI = Words(
    rf"(?<![一-龥])([{_KANJI}](?:[、,・·/~〜–—-]?[{_KANJI}])+)(?:曜日?)?(?:(?![一-龥])|(?=以外|除外|除く|を除))"
)

_EVERY = (
    "매일(?:매일)?|날마다|하루도 빠짐없이|毎日|毎(?=朝|晩)|每(?:天|日)|(?<![今明后後大])天天(?![气氣])|每(?=早|晚)"
    r"|(?<=아침|저녁)마다|(?<=밤)마다|매\s?(?=아침|저녁)|"
    + latin(
        "every ?day|daily|each day|every(?= morning| evening| night)|(?:hàng|hằng|mỗi) ngày|mỗi(?= sáng| tối| chiều| buổi)|ngày nào cũng"
    )
)
WORKDAYS = "평일(?:에)?|주중(?:에)?|平日|工作日|" + latin(
    "(?:every )?(?:week ?days?|work(?:ing)? ?days?)|ngày thường|(?:các )?ngày trong tuần|ngày làm việc"
)
_FIVE_DAYS = (
    r"(?<![가-힣0-9])(?<!이번\s)(?<!다음\s)(?<!저번\s)(?<!지난\s)주\s?(?:5|오)일제?(?:에)?(?!\s?[뒤후])|(?:每|一)(?:周|週|星期)[5五]天|週[5五]日?(?![0-9])|"
    + latin("(?:five|5) days (?:a|per) week|(?:năm|5) ngày (?:một|mỗi|trong) tuần")
)
FIVE_DAYS = any_of(_FIVE_DAYS)
_WEEKEND = "주말|週末|周末|" + latin("(?:every )?week ?ends?|(?:mỗi )?cuối tuần")
_SET_NAMES = (
    (any_of(WORKDAYS, _FIVE_DAYS), Days.WEEKDAYS),
    (any_of(_WEEKEND), Days.WEEKEND),
    (any_of(_EVERY), Days.EVERY_DAY),
)
_EVERY_DAY = chr(_SETS + len(_SET_NAMES) - 1)
_REPEATED = any_of(
    "매주|마다|毎週|每周|每週|每个|每個|每(?=" + WEEKDAY + ")", latin("every|each|hàng tuần|mỗi tuần|mỗi|vào các")
)
TO = r"\s*(?:부터|에서|から|~|〜|–|—|-|至|到|to|through|thru|until|till|đến|tới)\s*"
# One way only to read a run of spaces: a failure would try all of them.
AND = r"\s*(?:(?:과|와|하고|이랑|랑|및|,|·|ㆍ|・|、|/|&|\+|and|và|と|和|与|跟)\s*)?"
_LIST = rf"{_SET}(?:(?:{TO}|{AND}){_SET})*"
_EXCEPT_AFTER = r"\s*(?:은|는|을|를)?\s*(?:만\s?)?(?:빼고는?|됐고|빼|제외(?:하고|한)?|말고는?|(?:이\s?)?외(?:에는?|의)?|안\s?되고|を除く|を除いて|除く|除外|以外(?:[はにで])?|之外|は要らない|はなし)"
_EXCEPT_BEFORE = r"(?:except(?: for)?|but not|not on|excluding|without|but|no|除了|除|不包括|trừ|ngoại trừ|không có)\s*(?:on\s|ngày\s)?"
# What is left out is no part of 매일, which may stand before it.
_EXCEPTED = _LIST.replace(_SET, f"[{chr(FIRST_WEEKDAY)}-{chr(_SETS + 1)}]")
_EXCEPT = Words(
    rf"(?:{_EXCEPT_BEFORE})({_EXCEPTED})(?:\s*(?:以外|之外|外))?|({_EXCEPTED})(?:{_EXCEPT_AFTER})", re.IGNORECASE
)
_LISTS = Words(_LIST, re.IGNORECASE)
_ONLY = Words(
    rf"({_LIST})\s?(?:에만|만(?!\s?(?:빼|제외|말))|だけ(?![はど])|のみ| only\b)|(?:\b(?:only|just|chỉ)(?: on| gửi| vào| nhận| send)*|只[在要发]?)[\s{TAKEN}]*({_LIST})",
    re.IGNORECASE,
)
# Of three days, as in Mon-Wed-Fri, the marks join a list.
_RANGES_IN_LIST = Words(rf"{WEEKDAY}(?:{TO}{WEEKDAY})+", re.IGNORECASE)
_PART_OF_SET = any_of(rf"(?<={TAKEN})\s?(?:까지|まで|のみ|だけ|only|on|에만|만)")


def _letter(number: int) -> str:
    return chr(FIRST_WEEKDAY + number)


def encode_weekdays(text: str) -> str:
    """Return a text with a letter of the private area for each name of a day of the week."""
    for number, pattern in enumerate(_WEEKDAY_NAMES):
        text = pattern.sub(_letter(number), text)
    return text


def _encode_compact(text: str) -> str:
    """Do the same with days of one syllable: 월수금, 周一三五, 月水金, 월 7시."""
    return _SINGLE_KOREAN.sub(lambda match: _letter(KOREAN_WEEKDAYS.index(match[1])), encode_lists(text))


def encode_lists(text: str) -> str:
    """Return a text with letters of the private area for the days of lists: 월수금, 周一三五, MWF."""
    text = _LISTED_VIETNAMESE.sub(
        lambda match: _VIETNAMESE_WORD.sub(lambda day: _letter(_VIETNAMESE_WORDS[day[1].casefold()]), match[0]), text
    )
    text = _COMPACT_ENGLISH.sub(_encode_english, text)
    text = _COMPACT_VIETNAMESE.sub(
        lambda match: _VIETNAMESE_NUMBER.sub(lambda day: _letter(int(day[1]) - 2), match[0]), text
    )
    for names, pattern in ((KOREAN_WEEKDAYS, _COMPACT_KOREAN), (_CHINESE, _COMPACT_CHINESE), (_KANJI, _COMPACT_KANJI)):
        text = pattern.sub(lambda match, names=names: _encode_letters(match, names), text)  # type: ignore[misc]
    return _IN_BRACKETS.sub(
        lambda match: _letter((KOREAN_WEEKDAYS if match[1] in KOREAN_WEEKDAYS else _KANJI).index(match[1])), text
    )


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
    encoded = encode_weekdays(_encode_compact(text))
    for number, (pattern, _) in enumerate(_SET_NAMES):
        encoded = pattern.sub(f"{chr(_SETS + number)}", encoded)
    encoded = re.sub(rf"(?<={_SET})(?:에는|엔|에|의|の|은|는)(?=\s|$)", "", encoded)
    encoded = re.sub(rf"(?<={_SET})까지|(?<={_SET})まで", "", encoded)
    repeated, encoded = take(_REPEATED, encoded)
    excluded, encoded = take(_EXCEPT, encoded)
    only = [_narrow(match[1] or match[2]) for match in _ONLY.finditer(encoded)]
    named, encoded = take(_LISTS, encoded)
    is_repeated = bool(repeated) or any(_EVERY_DAY in match[0] for match in named)
    without = _union(match[1] or match[2] for match in excluded)
    # 평일만 보내줘 주말엔 쉬어: the others are none of the days.
    lists = only or [match[0] for match in named]
    days = _union(_without_every(lists)) or (Days.EVERY_DAY if without else None)
    if days is not None and without is not None:
        days &= ~without
    is_list = without is not None or any(len(set(_expand(match[0]))) > 1 for match in named)
    return BulletinDays(
        days or None, is_repeated, is_list, without is not None, _PART_OF_SET.sub("", drop_particles(encoded))
    )


def _narrow(only: str) -> str:
    """Return the days that are the only ones: the first of "only on weekdays, on weekends I sleep"."""
    return only if _union(iter([only])) is not Days.EVERY_DAY else only[:1]


def _without_every(lists: Iterable[str]) -> Iterator[str]:
    """Yield the lists of days without "every day" if days of the week are named: every morning, Mon Wed Fri."""
    named = tuple(lists)
    is_narrower = re.search(WEEKDAY, "".join(named)) is not None
    return (one.replace(_EVERY_DAY, "") if is_narrower else one for one in named)


def _union(lists: Iterator[str]) -> Days | None:
    sets = [days for text in lists for days in _expand(text)]
    return reduce(or_, sets) if sets else None


def _expand(text: str) -> Iterator[Days]:
    for match in _RANGES_IN_LIST.finditer(text):
        first, last, *more = (ord(letter) - FIRST_WEEKDAY for letter in re.findall(WEEKDAY, match[0]))
        if not more:
            yield reduce(or_, (Days(1 << (first + step) % 7) for step in range((last - first) % 7 + 1)))
    for letter in text:
        if FIRST_WEEKDAY <= ord(letter) < FIRST_WEEKDAY + 7:
            yield Days(1 << ord(letter) - FIRST_WEEKDAY)
        elif _SETS <= ord(letter) < _SETS + len(_SET_NAMES):
            yield _SET_NAMES[ord(letter) - _SETS][1]
