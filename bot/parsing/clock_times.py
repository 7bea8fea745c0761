"""Clock times as people say them: 7시 반, half past seven, 朝7時半, 早上七点一刻, 7 giờ kém 15, 0700."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from bot.parsing.patterns.words import Words
from bot.parsing.wording import (
    LATIN,
    NO_HANGUL_AFTER,
    NO_HANGUL_BEFORE,
    NO_LATIN_AFTER,
    NO_LATIN_BEFORE,
    TAKEN,
    alternatives,
    any_of,
    latin,
    take,
)


@dataclass(frozen=True, slots=True)
class ClockTimes:
    """The clock times of a text.

    Attributes:
        times: each once.
        invalid: what looks like a time and is none, as said.
        rest: the text without both.
        is_open: whether no half of the day was said with the only time or the range, as in 3시 but not in 03:00.
        is_range: whether the times are the first and last one: 3시부터 6시까지.
        ends_day: whether midnight is the end of the day that is named, as in 밤 12시 and 24:00, but not in 0시.
    """

    times: tuple[dt.time, ...]
    invalid: tuple[str, ...]
    rest: str
    is_open: bool = False
    is_range: bool = False
    ends_day: bool = False


class _Half(Enum):
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    NIGHT = "night"


_NOON_HOUR, _EVENING_HOUR, _HOUR, _DAY = 12, 6, 60, 24 * 60
_HALVES = {
    **dict.fromkeys(
        [
            "새벽",
            "아침",
            "오전",
            "朝",
            "早朝",
            "午前",
            "早上",
            "早晨",
            "上午",
            "凌晨",
            "清晨",
            "am",
            "a.m.",
            "a.m",
            "am.",
            "sáng",
            "朝早",
        ],
        _Half.MORNING,
    ),
    **dict.fromkeys(("in the morning", "buổi sáng", "of the morning"), _Half.MORNING),
    **dict.fromkeys(["낮", "점심", "昼", "お昼", "中午", "trưa"], _Half.MIDDAY),
    **dict.fromkeys(
        ["오후", "저녁", "午後", "夕方", "下午", "傍晚", "晏晝", "下晝", "chiều", "pm", "p.m.", "p.m", "pm."],
        _Half.AFTERNOON,
    ),
    **dict.fromkeys(("in the afternoon", "in the evening", "buổi chiều"), _Half.AFTERNOON),
    **dict.fromkeys(["밤", "夜", "深夜", "夜里", "晚上", "晚", "夜晚", "tối", "đêm", "tonight"], _Half.NIGHT),
    **dict.fromkeys(("at night", "buổi tối", "ban đêm"), _Half.NIGHT),
}
_NUMBERS = {
    **{
        word: number
        for number, word in enumerate(
            ["영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"]
        )
    },
    **{
        word: number
        for number, word in enumerate(
            ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
        )
    },
    "两": 2,
    "兩": 2,
    **{
        word: number
        for number, word in enumerate(
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        )
    },
    **{
        word: number
        for number, word in enumerate(
            ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"]
        )
    },
    "bẩy": 7,
    "quarter": 15,
    "a quarter": 15,
    "noon": 12,
    "midday": 12,
    "midnight": 0,
}
_TENS = {"": 0, "십": 10, "이십": 20, "삼십": 30, "사십": 40, "오십": 50}
_NUMBERS |= {
    tens + ones: value + unit
    for tens, value in _TENS.items()
    for unit, ones in enumerate(("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"))
    if tens + ones
}
# nine fifty-nine, seven oh five.
_ENGLISH_TENS = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBERS |= _ENGLISH_TENS | {
    f"{tens}{mark}{ones}": value + unit
    for tens, value in ({"oh": 0, "o": 0, "zero": 0} | _ENGLISH_TENS).items()
    for unit, ones in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1)
    for mark in "- "
    if tens not in {"ten", "fifteen"}
}
_NUMBERS |= {f"{zero}{ones}": unit for zero in "零〇" for unit, ones in enumerate("一二三四五六七八九", 1)}
_KANJI_TENS = {"十": 10, "二十": 20, "三十": 30, "四十": 40, "五十": 50}
_NUMBERS |= {
    tens + ones: value + unit
    for tens, value in _KANJI_TENS.items()
    for unit, ones in enumerate(("", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
}


def _words(pattern: str) -> str:
    """Return alternatives of the numbers that are written in these letters."""
    return alternatives(word for word in _NUMBERS if re.fullmatch(pattern, word))


_DIGITS = "[0-9]{1,2}"
_NATIVE = alternatives(["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"])
# Those of which no other word is made: 일시, 이시, 사시 and 오시 are words.
_SINO_HOUR = "삼(?=시\\s?(?:반|에|[이삼사오]?십))|[육칠팔구십]|십[일이]"
_SINO = _words("[일이삼사오육칠팔구십]+")
_KANJI = _words("[零〇一二三四五六七八九十两兩]+")
_ENGLISH = alternatives(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)
_ONES = alternatives(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
_SPOKEN_MINUTES = rf"(?:(?:oh|o|zero|twenty|thirty|forty|fifty)[ -](?:{_ONES})|(?:{alternatives(_ENGLISH_TENS)}))(?![ -](?:{_ONES})\b)"
_MINUTES = alternatives(("quarter", "a quarter", "five", "ten", "twenty", "twenty-five"))
_VIETNAMESE = (
    alternatives(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"]) + "|mười một|mười hai"
)
_LATIN_HALVES = alternatives(word for word in _HALVES if word[0].isascii() or word == "đêm")
_OTHER_HALVES = alternatives(word for word in _HALVES if not word[0].isascii())
_ANY_HALF = f"(?:{_LATIN_HALVES}|{_OTHER_HALVES})"
_BEFORE = rf"(?:(?P<before>{_OTHER_HALVES}|[ap]\.?m\.?(?=[ 0-9])|buổi sáng|buổi tối|buổi chiều|sáng|trưa|chiều|tối)(?:의|に|の|时候)?[\s,]*)?"
_AFTER = rf"(?:\s*(?P<after>{_LATIN_HALVES})(?![a-z]))?"
_KOREAN_END = (
    r"(?:\s?정각)?(?:\s?(?:쯤|경))?(?:에는|에도|에다|에|부터|마다|까지|으로|로|이요|요|이랑|랑|하고|과|와|은|는|을|를|만|가|거|꺼|것|인데요?|이라서?|이에요|예요|입니다|임)?"
    + NO_HANGUL_AFTER
)

# 매일아침일곱시: nothing but a word for days may stand before it without a space.
_KOREAN_START = rf"(?:{NO_HANGUL_BEFORE}|(?<=매일)|(?<=평일)|(?<=주말)|(?<=마다))"

# Which pattern a time is read by; each has the groups that `_read` knows, under one name each.
_FORMS = (
    any_of(
        rf"{_KOREAN_START}{_BEFORE}(?<![0-9])(?P<hour>{_DIGITS}|(?:{_KOREAN_START}|(?<=[벽침전낮심후녁밤]))(?:{_NATIVE}|{_SINO_HOUR}))\s?시"
        rf"(?!간|[가-힣]*[시군구]{NO_HANGUL_AFTER})(?:\s?(?P<minute>{_DIGITS}|{_SINO})\s?분|\s?(?P<minute2>[0-5][0-9])(?![0-9:시])|\s?(?P<half>반))?(?P<to>\s?전)?{_KOREAN_END}"
    ),
    any_of(
        rf"{_BEFORE}差(?:(?P<quarters>[一三])刻|(?P<less>{_DIGITS}|{_KANJI})分?)钟?(?:到)?(?P<hour>{_DIGITS}|{_KANJI})[点點]",
        rf"(?:(?P<before2>{_OTHER_HALVES}))?(?<![0-9])(?P<hour2>{_DIGITS}|{_KANJI})[点點]差(?:(?P<quarters2>[一三])刻|(?P<less2>{_DIGITS}|{_KANJI})分)",
    ),
    any_of(
        rf"{_BEFORE}(?<![0-9])(?P<hour>{_DIGITS}|{_KANJI})\s?[時时点點](?!間|间|前後)(?:钟|鐘|整)?"
        rf"(?:(?P<half>半)|(?P<quarters>[一三])刻|(?P<minute>{_DIGITS}|{_KANJI})\s?分?(?![0-9]))?(?P<to>\s?前)?(?:ごろ|頃|左右|ちょうど)?"
    ),
    any_of(
        rf"(?<!\bin\s){_BEFORE}(?<![0-9])(?P<hour>{_DIGITS}|(?<![^\W\d_])(?:{_VIETNAMESE})(?=\s))\s?(?:giờ|[hg])(?![{LATIN}])"
        rf"(?:\s?(?P<half>rưỡi)|\s?kém\s(?P<less>{_DIGITS}|{_VIETNAMESE}|mười lăm)(?:\sphút)?|\s?(?P<minute>[0-9]{{2}})(?![0-9])(?:\sphút)?)?{_AFTER}"
    ),
    # Before the digits with am and pm, which would leave the words before them: half past 6pm.
    any_of(
        rf"{NO_LATIN_BEFORE}(?:(?P<half>half)(?:\spast|\safter)?\s(?P<hour>{_DIGITS}|{_ENGLISH}|noon|midnight)"
        rf"|(?<!from\s)(?:(?P<minute>{_MINUTES}|(?:[1-5]?[05]|[0-9]{{1,2}}(?=\sminutes)))(?:\sminutes)?)\s(?:(?P<to>to|before|till)|past|after)\s(?P<hour2>{_DIGITS}|{_ENGLISH}|noon|midday|midnight)h?)"
        rf"(?![:.]?[0-9]){_AFTER}{NO_LATIN_AFTER}"
    ),
    any_of(
        rf"{_BEFORE}(?<![0-9:.])(?P<hour>{_DIGITS}):(?P<minute>[0-9]{{2}})(?![0-9:])(?:\s?분)?{_AFTER}(?:{_KOREAN_END})?",
        rf"(?<![0-9:.])(?P<hour2>{_DIGITS})(?:[.:]?(?P<minute2>[0-5][0-9]))?\s?(?P<after2>[ap]\.?m\.?)(?![a-z])",
    ),
    any_of(
        latin(
            rf"(?P<hour>{_DIGITS}|{_ENGLISH})(?:\so'?clock|(?=\s(?:in\sthe|at\snight|[ap]m)))"
            rf"|(?P<hour4>{_ENGLISH})[\s-](?P<minute4>{_SPOKEN_MINUTES})(?=\s[ap]\.?m|\sin\sthe)"
            rf"|(?<=at\s)(?P<hour5>{_ENGLISH})[\s-](?P<minute5>{_SPOKEN_MINUTES})(?=\s*[.?!,]*$)"
            rf"|(?<=at\s)(?P<hour2>{_DIGITS}|{_ENGLISH})(?=\s|$|[.?!,])"
            rf"|(?:at\s)?(?P<hour3>{_ENGLISH})[\s-](?P<minute>thirty|fifteen|forty[ -]five|(?:oh|o|zero)[ -](?:{_ONES}))"
        )
        + _AFTER
    ),
    any_of(latin(rf"(?P<hour>{_DIGITS}|{_VIETNAMESE})\s(?P<half>rưỡi)") + _AFTER),
)
_NOON = any_of(rf"{NO_HANGUL_BEFORE}정오|正午", latin(r"(?:12\s)?noon|mid[ -]?day|giữa trưa|12\s?noon"))
_MIDNIGHT = any_of(rf"{NO_HANGUL_BEFORE}자정|真夜中|午夜|零[时時点點]|半夜12点", latin("midnight|nửa đêm"))
_MILITARY = Words(r"(?<![0-9:.])(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?![0-9:.]|\s?[년年])")
_BARE = Words(
    rf"(?<![\w:.,-]){_BEFORE}(?P<hour>{_DIGITS})(?=[\s,]|$)(?:\s(?P<after>{_LATIN_HALVES})(?![a-z]))?", re.IGNORECASE
)
_LOOKS_LIKE_TIME = Words(r"(?<![\w.:-])[0-9]+(?:(?:[:.h시時点點]|\s?giờ)[0-9]*[분分]?)*(?:에)?(?![\w:])", re.IGNORECASE)
_HALF = any_of(rf"{NO_HANGUL_BEFORE}(?:{_OTHER_HALVES})(?:에)?{NO_HANGUL_AFTER}", latin(_LATIN_HALVES))


_END_OF_DAY = any_of(
    r"(?<![0-9])24\s?(?:시|時|[点點时]|giờ|h(?![0-9])|:00)|(?:밤|夜|晚上?|深夜)(?:の)?\s?(?:12|열두|十二)\s?[시時点點时]",
    latin(r"12 ?(?:o'?clock )?(?:at night|tonight)|(?:giữa|đêm|tối) 12 ?(?:giờ|h)|12 ?(?:giờ|h)(?: đúng)? (?:đêm|tối|khuya)|(?:tonight|night) (?:at )?midnight|midnight tonight"),
)  # fmt: skip
_BETWEEN = Words(rf"\bbetween\s*{TAKEN}\s*and\s*{TAKEN}", re.IGNORECASE)
_CLOCK = (
    rf"(?:{_DIGITS}|{_KANJI}|{_NATIVE})(?:\s?[시時时点點]|\s?giờ|:[0-9]{{2}}|h)(?:\s?[반半]|\s?[0-9]{{1,2}}\s?분?分?)?"
)
_UNTIL = r"\s?(?:~|〜|–|-|부터|에서|から|到|至|to|đến|tới|until|till)\s?"
_RANGE = Words(rf"{_CLOCK}{_UNTIL}(?:{_ANY_HALF}\s?)?{_CLOCK}|[0-9]\s?[ap]m{_UNTIL}[0-9]|\bbetween\s", re.IGNORECASE)
_HOUR_NUMBER = Words(f"{_DIGITS}|{_KANJI}|{_NATIVE}")
# Without a word for hours: from 9 to 6.
_BARE_RANGE = Words(
    r"\b(?:from|between) ([0-9]{1,2}) (?:to|till|until|and) ([0-9]{1,2})(?=\s|$|[?!,])(?! (?:days?|degrees?|people|km|mm|percent|of)\b)",
    re.IGNORECASE,
)
# tonight 9, around 7, 7ish: a number that is an hour.
_BARE_HOUR = Words(
    r"\b(morning|afternoon|evening|night|tonight(?: today)?)(?: around| about)? (?=[0-9]{1,2}(?:\s|$|[?!,]))|\b(?:around|about|approximately|roughly|by) (?=[0-9]{1,2}(?:\s(?!days|hours|min|degrees|people|km|mm)|$|[?!,]))",
    re.IGNORECASE,
)
_ABOUT = Words(r"\b([0-9]{1,2})(?::?([0-5][0-9]))?(\s?[ap]m)?ish\b", re.IGNORECASE)
# từ 15 đến 17 giờ
_BARE_VIETNAMESE = Words(
    r"(?<!\w)([0-9]{1,2})(?=(?:\s?[~〜–-]\s?|\s(?:đến|tới)\s)[0-9]{1,2}\s?(?:giờ|h)(?![a-z0-9]))", re.IGNORECASE
)
_LAST = rf"(?:{_ANY_HALF}\s?)?(?:{_CLOCK}|{_DIGITS})(?:\s?(?:[ap]\.?m\.?(?![a-z])|{_ANY_HALF}(?![a-z])))?"
# Ten to 7 is a time; 7 to 9 is none.
_WHOLE_RANGE = Words(
    rf"\bbetween\s{_LAST}\sand\s{_LAST}|\bfrom\s{_LAST}\s(?:to|till|until)\s{_LAST}|(?<![0-9:])[0-9]?[1-46-9](?:\s?[ap]m)?\s(?:to|till|until)\s{_LAST}"
    rf"|(?<![0-9:])(?:{_ANY_HALF}\s?)?(?:{_CLOCK}|{_DIGITS}\s?[ap]m){_UNTIL}{_LAST}(?![0-9:])(?:\s?(?:까지|まで|为止))?|(?<![0-9:.-]){_DIGITS}\s?[~〜]\s?{_LAST}(?![0-9:])(?:\s?까지)?",
    re.IGNORECASE,
)
# 14~17시, 2-5点: the first hour has no word of its own.
_BARE_START = Words(rf"(?<![0-9:/.월])({_DIGITS})(?=(\s?[~〜–-]\s?){_DIGITS}\s?([시時时点點]))\2", re.IGNORECASE)
_HALF_BEFORE_RANGE = Words(rf"({_OTHER_HALVES})(\s?{_CLOCK}{_UNTIL})(?=({_CLOCK}))", re.IGNORECASE)
_HALF_AFTER_RANGE = Words(
    rf"(?<![0-9:])({_DIGITS}(?::[0-9]{{2}}|\s?giờ|\s?h)?)((?:{_UNTIL}|\sand\s){_DIGITS}(?::[0-9]{{2}}|\s?giờ|\s?h)?\s?)({_LATIN_HALVES})(?![a-z])",
    re.IGNORECASE,
)


_SHORT_HALF = Words(r"(?<![0-9:.])([0-9]{1,2}:[0-9]{2})([ap])(?![\w'.])", re.IGNORECASE)
# at 730 in the evening; in an order of a bulletin also at 7 30 every day.
_AT, _HOUR_12, _SPOKEN_MINUTE = (
    r"\b(at|around|about|approximately|by) ",
    "(1[0-2]|[1-9])",
    "([0-5][0-9])",
)
_SPOKEN_WITH_HALF = Words(rf"{_AT}{_HOUR_12} ?{_SPOKEN_MINUTE}(?=\s?[ap]\.?m|\s(?:in the|at night)\b)", re.IGNORECASE)
_SPOKEN_DIGITS = Words(rf"{_AT}{_HOUR_12} {_SPOKEN_MINUTE}(?=\s(?:every|each|please|on)\b|\s*[.!,]*$)", re.IGNORECASE)


def _with_hours(text: str, *, is_bulletin: bool) -> str:
    """Return a text in which numbers that can only be hours are said to be: from 9 to 6, tonight 9, từ 15 đến 17 giờ."""
    text = _BARE_RANGE.sub(r"\1:00 to \2:00", _BARE_VIETNAMESE.sub(r"\1 giờ", text))
    text = _SPOKEN_WITH_HALF.sub(r"\1 \2:\3", _SHORT_HALF.sub(r"\1\2m", text))
    text = _SPOKEN_DIGITS.sub(r"\1 \2:\3", text) if is_bulletin else text
    return _BARE_HOUR.sub(lambda match: f"{match[1] or ''} at ", _ABOUT.sub(_exactly, text))


def _exactly(match: re.Match[str]) -> str:
    return f"at {match[1]}:{match[2] or '00'}{match[3] or ''}"


def _with_half_of_range(text: str) -> str:
    """Return a text in which both ends of a range have the half of the day that one has: 오후 3시부터 6시, 3 to 6 pm."""
    text = _BARE_START.sub(lambda match: f"{match[1]}{match[3]}{match[2]}", text)
    text = _HALF_BEFORE_RANGE.sub(
        lambda match: match[0] + (f"{match[1]} " if _is_same_half(match[2], match[3]) else ""), text
    )
    return _HALF_AFTER_RANGE.sub(
        lambda match: f"{match[1]} {match[3] if _is_same_half(match[1], match[2]) else ''}{match[2]}{match[3]}", text
    )


def _is_same_half(first: str, last: str) -> bool:
    """Return whether the second of two times is later on the same clock face: 11시~1시 is not."""
    hours = [_number(match[0]) for text in (first, last) if (match := _HOUR_NUMBER.search(text))]
    return len(hours) == len((first, last)) and hours[0] < hours[1] < _NOON_HOUR


def take_times(text: str, *, is_bulletin: bool) -> ClockTimes:
    """Take the clock times out of a text.

    Args:
        text: in composed characters and ASCII widths (`wording.prepare`).
        is_bulletin: whether times of a bulletin are said, so that a bare number (7, 0700) is one, and digits that are
            no time are named.
    """
    found: list[dt.time] = []
    invalid: list[str] = []
    halves: list[bool] = []
    said, text = text, _with_half_of_range(_with_hours(text, is_bulletin=is_bulletin))
    is_range = bool(_RANGE.search(said) or _RANGE.search(text))
    for pattern in _FORMS:
        text = _take(pattern, text, found, invalid, halves)
    for pattern, hour in ((_NOON, _NOON_HOUR), (_MIDNIGHT, 0)):
        matches, text = take(pattern, text)
        found += [dt.time(hour)] * len(matches)
    if is_bulletin:
        for pattern in (_MILITARY,) if found else (_MILITARY, _BARE):
            text = _take(pattern, text, found, invalid, halves)
        matches, text = take(_LOOKS_LIKE_TIME, text)
        invalid += [match[0] for match in matches]
        text, found = _with_distant_half(text, found)
    text = _BETWEEN.sub(TAKEN, text) if is_range else text
    # Midnight alone, 자정 and 零点, is the beginning of the day that is named.
    ends_day = dt.time(0) in found and bool(_END_OF_DAY.search(said))
    is_open = bool(halves) and not any(halves) and len(halves) == len(found)
    return ClockTimes(tuple(dict.fromkeys(found)), tuple(invalid), text, is_open, is_range and len(found) > 1, ends_day)


def take_ranges(text: str) -> tuple[tuple[str, ...], str]:
    """Take the ranges of clock times, none of which is a time of a bulletin, out of a text; return both: 6시부터 9시까지."""
    found, rest = take(_WHOLE_RANGE, text)
    return tuple(match[0].strip() for match in found), rest


def _take(pattern: Words, text: str, found: list[dt.time], invalid: list[str], halves: list[bool]) -> str:
    matches, rest = take(pattern, text)
    for match in matches:
        time = _read(match)
        if time is None:
            invalid.append(match[0].strip())
        else:
            found.append(time)
            halves.append(_has_half(match))
    return rest


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name.rstrip("2345"): value for name, value in match.groupdict().items() if value is not None}


def _has_half(match: re.Match[str]) -> bool:
    """Return whether a match says in which half of the day it is: 03:00 and 15시 do, 3시 does not."""
    parts = _groups(match)
    return not {"before", "after"}.isdisjoint(parts) or parts["hour"].startswith("0")


def _read(match: re.Match[str]) -> dt.time | None:
    """Return the time of a match, or None if there is no such hour or minute."""
    parts = _groups(match)
    hour, minute = _number(parts["hour"]), _minute(parts)
    if (hour, minute) == (_DAY // _HOUR, 0) and not match[0].rstrip().casefold().endswith("h"):
        # The end of the day; 24h is a span.
        return dt.time(0)
    if hour > 23 or not 0 <= minute < _HOUR:  # noqa: PLR2004 - hours of a day
        return None
    for half in ("before", "after"):
        if half in parts:
            hour = _apply_half(hour, _HALVES[parts[half].casefold()])
            break
    sign = -1 if "to" in parts or "less" in parts or "差" in match[0] else 1
    total = (hour * _HOUR + sign * minute) % _DAY
    return dt.time(*divmod(total, _HOUR))


def _minute(parts: dict[str, str]) -> int:
    if "half" in parts:
        return 30
    if "quarters" in parts:
        return 15 * _NUMBERS[parts["quarters"]]
    text = parts.get("minute") or parts.get("less") or "0"
    return 15 if text.casefold() == "mười lăm" else _number(text)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text.casefold()]


def _apply_half(hour: int, half: _Half) -> int:
    """Return an hour in the half of the day that was named. Twelve at night or in the morning is midnight."""
    # 밤 2시 is 02:00 and 밤 9시 is 21:00, but 오후 2시 is 14:00 and 낮 11시 is 11:00.
    first, last = {
        _Half.MORNING: (_NOON_HOUR, _NOON_HOUR),
        _Half.MIDDAY: (1, _EVENING_HOUR),
        _Half.AFTERNOON: (0, _NOON_HOUR),
        _Half.NIGHT: (_EVENING_HOUR, _NOON_HOUR),
    }[half]
    if first <= hour < last:
        return hour + _NOON_HOUR
    return 0 if hour == _NOON_HOUR and half in {_Half.NIGHT, _Half.MORNING} else hour


def _with_distant_half(text: str, found: list[dt.time]) -> tuple[str, list[dt.time]]:
    """Apply a half of the day that stands apart from the only time: 오전 인천 7시."""
    if len(set(found)) != 1:
        return text, found
    halves, rest = take(_HALF, text)
    if len(halves) != 1:
        return rest, found
    half = _HALVES[halves[0][0].casefold().removesuffix("에")]
    return rest, [found[0].replace(hour=_apply_half(found[0].hour, half))]
