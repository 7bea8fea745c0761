"""Dates in figures, written as the reader knows them: 20.05.2024, 2024-05-20, 20/5, 20~22일, May 20-22."""

import datetime as dt
import re

from bot.parsing.asked_days.dates import MONTH_NAMES
from bot.parsing.patterns.words import Words

_BEFORE, _AFTER = r"(?<![\w/.,:-])", r"(?![\w/:-]|\.[0-9])"
_MONTH, _DAY, _YEAR = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])", "(?:19|20)[0-9]{2}"
_YEAR_FIRST = Words(
    rf"{_BEFORE}(?P<year>{_YEAR})(?P<mark>\s?[-/.]\s?)(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})\.?{_AFTER}"
)
_YEAR_LAST = Words(
    rf"(?P<ngày>(?:ngày|mùng|mồng) )?{_BEFORE}(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>{_YEAR})\.?{_AFTER}",
    re.IGNORECASE,
)
# 20/5 can only be the twentieth of May; 5/6 is the sixth in this bot's first language. 20.5 is a number, 20.5. a date.
_DAY_FIRST = Words(
    rf"{_BEFORE}(?P<day>1[3-9]|2[0-9]|3[01])(?:/|\.(?=[0-9]{{1,2}}\.(?:\s|$)))(?P<month>0?[1-9]|1[0-2])\.?(?![\w/.:-])"
)
_VIETNAMESE = Words(rf"(?<!\w)((?:ngày|mùng|mồng) {_DAY})/({_MONTH}){_AFTER}", re.IGNORECASE)
_TO = r"(?:\s?(?:~|〜|–|—|-|부터|에서|から|到|至)\s?|\s(?:to|and|đến|tới|through|thru)\s)"
# What is said of the last date only: 20~22일, 5/20~22, 15-17/5, May 20 to 22, từ 15 đến 17.
_SHARED_UNIT = Words(
    rf"(?<![0-9./:~])(?<!앞으로\s)(?<!今後)({_DAY})((?:{_TO}|,\s?)){_DAY}\s?([일日号號])(?!\s?(?:간|동안|정도|뒤|후|전|間|后|後|前))"
)
_SHARED_MONTH = Words(rf"{_BEFORE}({_MONTH})/({_DAY})(\s?[~〜–-]\s?)({_DAY})(?![\w/:])")
_SHARED_LAST_MONTH = Words(rf"{_BEFORE}({_DAY})({_TO})({_DAY})/({_MONTH}){_AFTER}", re.IGNORECASE)
_AFTER_NAME = Words(
    rf"\b({MONTH_NAMES})\.? ({_DAY})(?:st|nd|rd|th)?({_TO})(?:the )?({_DAY})(?:st|nd|rd|th)?(?![\w:]| ?[ap]\.?m)(?! (?:{MONTH_NAMES})\b)",
    re.IGNORECASE,
)
_BEFORE_NAME = Words(
    rf"{_BEFORE}({_DAY})(?:st|nd|rd|th)?({_TO})(?:the )?({_DAY})(?:st|nd|rd|th)?(?: of)? ({MONTH_NAMES})\b",
    re.IGNORECASE,
)
_FROM_VIETNAMESE = Words(
    rf"(?<!\w)từ (?:ngày )?({_DAY}) (?:đến|tới) (?:ngày )?({_DAY})(?![\w/:]|\s?(?:giờ|h\b|phút|độ|km))(?: tháng ({_MONTH}))?(?![0-9])",
    re.IGNORECASE,
)


# What is left is no date, and no part of a name: 2024-13-40 Jeju.
_NO_DATE = Words(r"(?<![\w/.,:-])[0-9]+([-/.])[0-9]+\1[0-9]+(?![\w/.:-])")


def rewrite_dates(text: str) -> str:
    """Return a text with its dates in figures as the reader knows them: with their units, the month before the day."""
    text = _NO_DATE.sub(r", \g<0>, ", _YEAR_FIRST.sub(_with_units, _YEAR_LAST.sub(_year_last, text)))
    text = _FROM_VIETNAMESE.sub(_from_vietnamese, _SHARED_LAST_MONTH.sub(r"\4/\1~\4/\3", text))
    text = _VIETNAMESE.sub(r"\1 tháng \2", text)
    text = _DAY_FIRST.sub(r"\g<month>/\g<day>", text)
    text = _SHARED_MONTH.sub(r"\1/\2\3\1/\4", _SHARED_UNIT.sub(_share_unit, text))
    return _BEFORE_NAME.sub(r"\4 \1\2\4 \3", _AFTER_NAME.sub(r"\1 \2\3\1 \4", text))


def _with_units(match: re.Match[str]) -> str:
    return _write(int(match["year"]), int(match["month"]), int(match["day"])) or match[0]


def _year_last(match: re.Match[str]) -> str:
    """Return 20.05.2024 with units; of 5/20/2024 the second can only be the day, and 5/6/2024 is read as 5/6."""
    first, second = int(match["first"]), int(match["second"])
    is_month_first = first <= 12 < second or (match["mark"] == "/" and first <= 12 and not match["ngày"])  # noqa: PLR2004 - months
    month, day = (first, second) if is_month_first else (second, first)
    return _write(int(match["year"]), month, day) or match[0]


def _write(year: int, month: int, day: int) -> str | None:
    """Return a date with units; None if there is no such day."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return f" {date.year}년 {date.month}월 {date.day}일 "


def _share_unit(match: re.Match[str]) -> str:
    before = match.end(1) - match.start()
    return f"{match[0][:before]}{match[3]}{match[0][before:]}"


def _from_vietnamese(match: re.Match[str]) -> str:
    first, last, month = match.groups()
    of_month = "" if month is None else f" tháng {month}"
    return f"từ ngày {first}{of_month} đến ngày {last}{of_month}"
