"""Dates whose numerals are words, written in figures: 시월 구일, 十月三日, ngày ba tháng mười, October third."""

import re
from itertools import product

from bot.parsing.asked_days.dates import MONTH_NAMES
from bot.parsing.patterns.words import Words
from bot.parsing.wording import LATIN, NO_LATIN_BEFORE, alternatives

_SINO_KOREAN, _KANJI = "일이삼사오육칠팔구", "一二三四五六七八九"
_DAYS = 31


def _count(ones: str, ten: str) -> dict[str, int]:
    """Return the numbers of the days of a month by their names in Chinese numerals."""
    tens = ("", ten, ones[1] + ten, ones[2] + ten)
    named = {tens[number // 10] + (ones[number % 10 - 1] if number % 10 else ""): number for number in range(1, 32)}
    return {name: number for name, number in named.items() if number <= _DAYS}


_KOREAN_DAYS, _KANJI_DAYS = _count(_SINO_KOREAN, "십"), _count(_KANJI, "十")
# Two of the months have lost a sound.
_KOREAN_MONTHS = {
    **{name: number for name, number in _KOREAN_DAYS.items() if number <= 12},  # noqa: PLR2004 - months
    "유": 6,
    "시": 10,
}
_KANJI_MONTHS = {name: number for name, number in _KANJI_DAYS.items() if number <= 12}  # noqa: PLR2004 - months
_VIETNAMESE_ONES = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VIETNAMESE = {
    **{name: number for number, name in enumerate(_VIETNAMESE_ONES, 1)},
    "tư": 4,
    "mười": 10,
    **{f"mười {name}": 10 + number for number, name in enumerate(_VIETNAMESE_ONES, 1)},
    "mười lăm": 15,
    **{
        f"{tens} {ones}".strip(): 10 * number + digit
        for (number, tens), (digit, ones) in product(
            ((2, "hai mươi"), (3, "ba mươi")),
            enumerate(("", "mốt", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín")),
        )
        if 10 * number + digit <= _DAYS
    },
}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_ENGLISH = {form: number for number, name in enumerate(_ORDINALS, 1) for form in (name, name.replace("-", " "))}

_KOREAN_DATE = Words(
    rf"(?<![가-힣])({alternatives(_KOREAN_MONTHS)})월(?:\s?({alternatives(_KOREAN_DAYS)})일(?=에|의|은|날|부터|까지|\W|$)|(?=에|의|\s|초|말|중순|달|$))"
)
_KANJI_DATE = Words(
    rf"(?<![一二三四五六七八九十几数])({alternatives(_KANJI_MONTHS)})月(?:({alternatives(_KANJI_DAYS)})([日号號])|(?![天雨亮饼餅兔曜花季]))"
)
# 农历八月十五, 农历正月初一: a date of the lunar calendar needs no 日.
_LUNAR_DATE = Words(
    rf"(?<=农历|農曆|阴历|陰曆)(正|{alternatives(_KANJI_MONTHS)})月初?({alternatives(_KANJI_DAYS)}|[0-9]{{1,2}})[日号號]?"
)
_VIETNAMESE_DATE = Words(
    rf"{NO_LATIN_BEFORE}(?:(ngày|mùng|mồng) ({alternatives(_VIETNAMESE)}|[0-9]{{1,2}}) )?tháng ({alternatives(name for name, number in _VIETNAMESE.items() if number <= 12)})(?![{LATIN}])(?! (?:nữa|trước|qua|sau|tới|mươi))",  # noqa: PLR2004 - months
    re.IGNORECASE,
)
_ENGLISH_DATE = Words(
    rf"\b({MONTH_NAMES})\.?,? (?:the )?({alternatives(_ENGLISH)})\b|\b({alternatives(_ENGLISH)}) (of )?({MONTH_NAMES}|(?:this|next) month)\b",
    re.IGNORECASE,
)
# 26.1.1 and 26/1/1, as Koreans write them: elsewhere the day may be the first number.
_SHORT_YEAR = Words(
    r"(?<![\w/.,:-])(2[0-9]|3[0-9])(\.\s?|/|-)(1[0-2]|0?[1-9])\2(3[01]|[12][0-9]|0?[1-9])\.?(?![\w/:-]|\.[0-9])"
)
_HANGUL = Words("[가-힣]")
# 이십칠일에, 사일 뒤; 이일 and 오일 alone are words.
_LONG_DAYS = {name: number for name, number in _KOREAN_DAYS.items() if "십" in name}
_KOREAN_DAY = Words(
    rf"(?<![가-힣])(?<!월\s)(?:({alternatives(_LONG_DAYS)})일(?=에|의|은|날|부터|까지|[후뒤전간]|동안|치|\s|\W|$)|([삼사오육칠팔구])일(?=\s?(?:[후뒤전간]|동안|치|부터|까지)))"
)
# One of these is in each of the dates.
_SIGN = Words("[월月]|tháng|st\\b|[nr]d\\b|th\\b", re.IGNORECASE)


def write_figures(text: str) -> str:
    """Return a text with figures in its dates instead of words, and with all four figures of the year."""
    if _HANGUL.search(text):
        text = _KOREAN_DAY.sub(_write_day, _SHORT_YEAR.sub(r"20\1-\3-\4", text))
    if not _SIGN.search(text):
        return text
    text = _LUNAR_DATE.sub(_write_lunar, text)
    text = _KANJI_DATE.sub(_write_kanji, _KOREAN_DATE.sub(_write_korean, text))
    return _ENGLISH_DATE.sub(_write_english, _VIETNAMESE_DATE.sub(_write_vietnamese, text))


def _write_korean(match: re.Match[str]) -> str:
    month = f"{_KOREAN_MONTHS[match[1]]}월"
    return f"{month} {_KOREAN_DAYS[match[2]]}일" if match[2] else month


def _write_day(match: re.Match[str]) -> str:
    return f"{_KOREAN_DAYS[match[1] or match[2]]}일"


def _write_kanji(match: re.Match[str]) -> str:
    month = f"{_KANJI_MONTHS[match[1]]}月"
    return f"{month}{_KANJI_DAYS[match[2]]}{match[3]}" if match[2] else month


def _write_lunar(match: re.Match[str]) -> str:
    return f"{_KANJI_MONTHS.get(match[1], 1)}月{_KANJI_DAYS.get(match[2], match[2])}日"


def _write_vietnamese(match: re.Match[str]) -> str:
    month = f"tháng {_VIETNAMESE[match[3].lower()]}"
    if match[2] is None:
        return month
    return f"{match[1]} {_VIETNAMESE.get(match[2].lower(), match[2])} {month}"


def _write_english(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]} {_ENGLISH[match[2].lower()]}"
    return f"{_ENGLISH[match[3].lower()]}th {match[4] or ''}{match[5]}"
