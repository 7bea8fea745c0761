"""Dates of articles, as newspapers and their feeds write them.

A text is taken apart into a date, a time of day and a zone. It is a date only if nothing else remains: a word that is
not understood makes the whole text unreadable, because half of a date is a wrong one.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sources.records import KST
from sources.text.date_words import rewrite, to_english, to_full_year

MAX_DATE_LENGTH = 100
"""Characters; longer strings are not parsed."""

# Placeholders such as 0001-01-01 are no dates; converted from KST to UTC that one would overflow.
_YEARS = range(1900, 2100)
_EPOCHS = (dt.datetime(1970, 1, 1), dt.datetime(1970, 1, 1, 9))  # noqa: DTZ001 - as printed
"""The beginning of Unix time in UTC and in KST, which a system prints if it knows no time."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOON = 12

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_DATES = tuple(
    # A T or, in logs of web servers, a colon stands in front of the time.
    re.compile(rf"(?<![0-9A-Za-z:+.]){pattern}(?:[T:](?=[0-9])|(?![0-9:]))", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR} ?[-./년年] ?(?P<month>[0-9]{{1,2}}) ?[-./월月] ?(?P<day>[0-9]{{1,2}})(?: ?[일日]|\.)?",
        # RFC 822, with two digits of the year too.
        rf"{_DAY}[-. /]{{0,2}}{_MONTH},?[- /]?(?P<year>[0-9]{{4}}|[0-9]{{2}}(?= |$))",
        rf"{_YEAR}[- /]{_MONTH}[- /]{_DAY}",
        # The year may stand behind the time, as in ctime(3).
        rf"{_MONTH} ?{_DAY}(?:,? {_YEAR}(?! ?:))?",
        # Some feeds write RFC 822 with a number for the month: Sun, 20 09 2026, and Java's in Korean: 20 9월 2026.
        rf"(?P<day>[0-9]{{1,2}}) (?P<month>[0-9]{{1,2}})월? {_YEAR}",
        rf"(?P<first>[0-9]{{1,2}})(?P<mark>[./-])(?P<second>[0-9]{{1,2}})(?P=mark){_YEAR}",
    )
)
# 24.05.13 is another day in Europe, so that Korean words must stand beside it, or the caller must know.
_SHORT = re.compile(
    r"(?<![0-9A-Za-z:+.])(?P<year>[0-9]{2}) ?[.년] ?(?P<month>[0-9]{1,2}) ?[.월] ?(?P<day>[0-9]{1,2})(?: ?일|\.)?"
    r"(?![0-9:])"
)
_HANGUL = re.compile("[가-힣]")
_LETTER, _FIGURE = re.compile(r"[^\W\d_]{2}"), re.compile("[0-9]{4}")
_DIGITS = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:[T ]?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}))?(?:[.,][0-9]+)?(?P<rest>[^0-9:].*)?)?"
)
_PARTS = {
    "오전": (0, 12), "오후": (12, 24), "午前": (0, 12), "午後": (12, 24), "上午": (0, 12), "下午": (12, 24),
    "am": (0, 12), "pm": (12, 24), "새벽": (0, 7), "아침": (4, 12), "낮": (11, 18), "저녁": (16, 24), "밤": (18, 24),
    "未明": (0, 5), "朝": (4, 12), "昼": (11, 16), "夕方": (15, 20), "夜": (18, 24), "凌晨": (0, 6), "早上": (4, 12),
    "中午": (11, 14), "傍晚": (16, 20), "晚上": (17, 24), "sáng": (0, 12), "trưa": (11, 14), "chiều": (12, 19),
    "tối": (17, 24),
}  # fmt: skip
"""First hour of a part of the day, and the hour after its last; 밤 1시 is in none, because it may be of either day."""
_HALF = f"{'|'.join(part for part in _PARTS if part not in {'am', 'pm'})}|[ap]\\.?m\\b\\.?"
_TIME = re.compile(
    rf"(?<![0-9:+-])(?:(?P<half>{_HALF}) ?)?(?P<hour>[0-9]{{1,2}})"
    r"(?::(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2})(?:[.,:][0-9]+)?)?|\.(?P<dotted>[0-9]{2})(?![.,][0-9])"
    r"|(?: ?giờ|[시時时点h])(?: ?(?:(?P<half_hour>반|半)|(?P<minutes>[0-9]{1,2})"
    r"(?:[분分]| ?phút|(?<=h[0-9]{2}))(?: ?(?P<seconds>[0-9]{1,2})[초秒])?))?"
    rf"|(?= ?[ap]\.?m\b))(?: ?(?P<later_half>{_HALF}))?(?![0-9:])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:(?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?P<korean>[월화수목금토일])(?:요일)?)\b", re.IGNORECASE
)
_ENGLISH, _KOREAN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "월화수목금토일"
_YEAR_ALONE = re.compile(rf"(?<![0-9:+-]){_YEAR}(?![0-9:])")
_WORDS = re.compile(
    # Weekdays. Feeds print them in Korean, in full or wrongly; the date does not need them.
    r"\([월화수목금토일]\)요일|\([月火水木金土日]\)|\b(?:the|of)\b|(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[월화수목금토일](?:요일)?|[月火水木金土日]曜日?"
    r"|(?:星期|周|週|礼拜)[一二三四五六日天])(?:\.|(?=[\s,()\[\]]|$))"
    # What a page prints before a date.
    r"|(?:기사 ?)?(?:최초 ?|최종 ?)?(?:입력|승인|등록|수정|게시|작성|발행|송고)(?:일시?|시간|날짜)?\b"
    r"|(?:published|updated|posted|last modified|date|on)\b|(?:uhr|klo|kl\.?)(?=[\s,]|$)"
    r"|[,:|·\[\]()-]+(?=\s|$|[^\W\d])|(?<![^\s])[,:|·\[\](]+|[\])]",
    re.IGNORECASE,
)
# A page may print when the article was changed behind when it was written.
_AT = re.compile(r"\bat (?=[0-9])", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?<=[0-9)분]) ?[|/·,]? ?(?:최종 ?)?(?:수정|업데이트|갱신).*"
    r"|(?<=[0-9A-Za-z.]) ?[|/·,(]? ?(?:last )?(?:updated|modified)\b.*",
    re.IGNORECASE,
)
_OFFSET = r"(?P<sign>[+\-−])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
_ZONE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z_]*(?:/[A-Za-z_/]+(?:[+-][0-9]+)?)?)? ?"
    rf"(?:{_OFFSET})?(?: ?(?:[A-Z]{{2,5}}|\+[0-9]{{2,4}}))?"
)
_LABEL = re.compile(r"^[^\W\d_]{2,10} ?:? ?(?=[0-9]{8})")
_MOMENT = re.compile(r"1[0-9]{9}(?:[0-9]{3}){0,3}")
"""Unix time of this century in seconds, or in thousandths to billionths of one; days begin with 19 or 20."""
# JavaScript prints a zone's name behind its offset, in its user's language, and Go a count of nanoseconds.
# Behind an offset RFC 9557 repeats the zone, as Java prints it: +09:00[Asia/Seoul].
_COMMENT = re.compile(
    r"(?<=[0-9]) ?\([A-Za-z가-힣0-9 :+-]+\)$|(?<=[0-9A-Z]) m=[+-][0-9.]+$"
    r"|(?<=[+-][0-9]{2}:[0-9]{2})Z$|(?:(?<=[+-][0-9]{2}:[0-9]{2})|(?<=[+-][0-9]{4})|(?<=Z))\[[A-Za-z_]+(?:/[A-Za-z_+-]+){1,2}\]$"
)
# 2026-08-12-01 is the number of an issue; an offset behind a date alone has minutes.
_NUMBERED = re.compile(r"\s*[+-][0-9]{1,2}\s*")
# Hours. RFC 822 fixes those of North America; IST, AST and others mean different zones and are not read.
_ZONES: Mapping[str, float] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "KST": 9, "JST": 9, "HKT": 8, "SGT": 8, "ICT": 7,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "CET": 1, "MET": 1, "WEST": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_AREAS: Mapping[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "BST": "Europe/London",
}
"""Zones of which the name alone does not tell the offset; all but the last are named alike in summer and in winter."""
_SUMMER = re.compile(r"\bBST$")
"""Britain's summer time; in winter the name means other zones."""
_OFFSETS = range(-12 * 60, 14 * 60 + 1)
"""Minutes; no zone is farther from UTC."""


class _Unreadable(ValueError):
    """A text is not a date."""


def parse_date(text: str | None, *, year_first: bool = False) -> dt.datetime | None:
    """Parse the date of an article (aware); None if the text is not a date, or may mean different ones.

    With `year_first` 24.05.13 is 13 May 2024, as Koreans write it; without, only beside Korean words.

    Accepted are ISO 8601, RFC 822 (also with a numeric month, a zone such as ``+09:00``, ``GMT+0900`` or
    ``Asia/Seoul``, or a 12-hour time), ctime, ``2026.08.12 (수) 오후 5:42``, ``2026년 8월 12일 오후 5시 42분``,
    ``August 12, 2026`` and ``20260921013544+0900``. A date or time without a zone is in KST. 24:00 is the next day's
    midnight. In 05/06/2026 the weekday decides, else the month is first, in Vietnamese the day. Words of other
    languages and calendars are those of `sources.text.date_words`. Refused are a zone that is not known, 05-06-2026, an
    hour that no part of the day has (밤 1시), and a date without a day.
    """
    written = " ".join(unicodedata.normalize("NFKC", text or "").replace("\N{MINUS SIGN}", "-").split())
    if not written or len(written) > MAX_DATE_LENGTH:
        return None
    written = _AT.sub("", _CHANGED.sub("", written))
    time = _try(written, year_first) or _try_in_english(written, year_first)
    return time if time and time.year in _YEARS and time.replace(tzinfo=None) not in _EPOCHS else None


def _try(written: str, year_first: bool) -> dt.datetime | None:
    try:
        return _parse(rewrite(written), year_first)
    # OverflowError: the last day of the calendar has no next one. KeyError: no such zone.
    except (ValueError, OverflowError, KeyError):
        return None


def _try_in_english(written: str, year_first: bool) -> dt.datetime | None:
    # Hardly any date fails before, so that the names of other languages are seldom loaded.
    translated = to_english(written) if _LETTER.search(written) and _FIGURE.search(written) else written
    return None if translated == written else _try(translated, year_first)


def _parse(written: str, year_first: bool) -> dt.datetime:
    if _MOMENT.fullmatch(written):
        return dt.datetime.fromtimestamp(int(written[:10]), dt.UTC)
    digits = _DIGITS.fullmatch(_LABEL.sub("", written))
    if digits is not None:
        clock = [int(digits[part] or 0) for part in ("hour", "minute", "second")]
        return _join(_to_date(digits, written), _to_time(*clock), digits["rest"] or "")
    match, rest = _take_date(written, year_first)
    if _NUMBERED.fullmatch(rest):
        raise _Unreadable
    time, rest = _take_time(rest)
    if match["year"] is not None:
        return _join(_to_date(match, written), time, rest)
    # The year stands behind the time. The offset in front of it, as in -0700 2006, is none.
    year = _YEAR_ALONE.search(rest)
    if year is None:
        raise _Unreadable
    return _join(_to_date(match, written, year[0]), time, _without(rest, year))


def _join(date: dt.date, time: dt.timedelta, rest: str) -> dt.datetime:
    zone = _parse_zone(" ".join(_WORDS.sub(" ", _COMMENT.sub("", rest.strip())).split()))
    moment = dt.datetime.combine(date, dt.time(), tzinfo=zone) + time
    if _SUMMER.search(rest) and not moment.dst():
        raise _Unreadable
    return moment


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _take_date(written: str, year_first: bool) -> tuple[re.Match[str], str]:
    """Return the date in a text, and what remains of the text."""
    for pattern in _DATES:
        if (match := pattern.search(written)) is not None:
            return match, _without(written, match)
    if (year_first or _HANGUL.search(written)) and (match := _SHORT.search(written)) is not None:
        return match, _without(written, match)
    raise _Unreadable


def _to_date(match: re.Match[str], written: str, year: str | None = None) -> dt.date:
    digits = year or match["year"]
    number = int(digits)
    if len(digits) == 2:  # noqa: PLR2004 - of the year
        number = to_full_year(number)
    if "mark" in match.groupdict():
        return _to_date_of_a_country(number, match, written)
    month = match["month"]
    return dt.date(number, int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower()), int(match["day"]))


def _to_date_of_a_country(year: int, match: re.Match[str], written: str) -> dt.date:
    """Return the date of 13/05/2026, 05/13/2026 or 13.05.2026."""
    first, second, mark = int(match["first"]), int(match["second"]), match["mark"]
    months = range(1, 13)
    readings = [dt.date(year, month, day) for day, month in ((first, second), (second, first)) if month in months]
    if len(set(readings)) <= 1:
        return readings[0] if readings else dt.date(year, first, second)
    if (weekday := _WEEKDAY.search(written)) is not None:
        readings = [date for date in readings if date.weekday() == _to_number(weekday)]
        if len(readings) != 1:
            raise _Unreadable
        return readings[0]
    # The day stands first before dots, and the month before slashes: American defaults, as of .NET and JavaScript.
    if mark == "-":
        raise _Unreadable
    return readings[0 if mark == "." else 1]


def _to_number(weekday: re.Match[str]) -> int:
    korean = weekday["korean"]
    return _KOREAN.index(korean) if korean else _ENGLISH.index(weekday["english"].lower())


def _take_time(rest: str) -> tuple[dt.timedelta, str]:
    """Return the time since midnight and what remains; midnight if there is no time."""
    match = _TIME.search(rest)
    if match is None:
        return dt.timedelta(0), rest
    part = (match["half"] or match["later_half"] or "").lower().replace(".", "")
    minute = match["minute"] or match["dotted"] or match["minutes"]
    second = match["second"] or match["seconds"]
    if match["half_hour"]:
        minute = "30"
    time = _to_time(_to_24_hours(int(match["hour"]), part), int(minute or 0), int(second or 0))
    return time, _without(rest, match)


def _to_24_hours(hour: int, part: str) -> int:
    """Return the only hour of a part of the day that is written so."""
    if not part:
        return hour
    meant = {hour} if hour > _NOON else {hour % _NOON, hour % _NOON + _NOON}
    hours = meant.intersection(range(*_PARTS[part]))
    if not hours:
        raise _Unreadable
    return hours.pop()


def _to_time(hour: int, minute: int, second: int) -> dt.timedelta:
    """Return the time since midnight; 24:00 and a leap second carry over."""
    if (hour, minute, second) != (24, 0, 0) and (hour > 23 or minute > 59 or second > 60):  # noqa: PLR2004 - of a day
        raise _Unreadable
    return dt.timedelta(hours=hour, minutes=minute, seconds=second)


def _parse_zone(text: str) -> dt.tzinfo:
    """Return the zone that a text names; Seoul's if the text is empty."""
    match = _ZONE.fullmatch(text)
    if match is None:
        raise _Unreadable
    name = match["name"]
    if match["sign"] is not None:
        # An offset is surer than a name beside it: GMT+0900, +0900 KST, PST-0700 (in summer).
        if name is not None and name not in _AREAS:
            _get_hours(name)
        return _to_offset(match)
    if name is None:
        return KST
    name = _AREAS.get(name, name)
    return ZoneInfo(name) if "/" in name else dt.timezone(dt.timedelta(hours=_get_hours(name)))


def _get_hours(name: str) -> float:
    hours = _ZONES.get(name.upper())
    if hours is None:
        raise _Unreadable
    return hours


def _to_offset(match: re.Match[str]) -> dt.timezone:
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    minutes = -minutes if match["sign"] == "-" else minutes
    if minutes not in _OFFSETS or int(match["minutes"] or 0) > 59:  # noqa: PLR2004 - of an hour
        raise _Unreadable
    return dt.timezone(dt.timedelta(minutes=minutes))
