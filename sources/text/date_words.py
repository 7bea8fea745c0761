"""Dates in words of other languages and calendars, rewritten as `sources.text.dates` reads them.

The years of eras (令和6年, 民國113年), weeks of ISO 8601 (2024-W20-1), Vietnamese dates (ngày 13 tháng 5 năm 2024), and
the months and weekdays of languages of Europe, whose names come from CLDR.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "단기": -2333, "檀紀": -2333}
"""Year before the first one of an era."""
_ERA = re.compile(rf"(?P<era>{'|'.join(_ERAS)}) ?(?P<year>元|[0-9]{{1,4}})(?= ?[年년])")
_WEEK = re.compile(r"(?<![\w-])(?P<year>[0-9]{4})-?W(?P<week>[0-9]{2})-?(?P<day>[1-7])(?=T|\s|$)")
_SHORT_YEAR = re.compile(r"['’](?<= .)([0-9]{2})(?![0-9])")
# POSIX: two digits from 69 on are of the last century.
_PIVOT = 69
_NOON = re.compile("정오|正午")
# 2024年5月13日07:00, 13th of May.
_GLUED, _ORDINAL_OF = re.compile("(?<=[일日])(?=[0-9])"), re.compile(r"(?<=[0-9][a-z]{2}) of (?=[a-z])", re.IGNORECASE)
_EXIF = re.compile(r"\b([0-9]{4}):([0-9]{2}):([0-9]{2})(?= )")
_VIETNAMESE_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_VIETNAMESE = re.compile(
    rf"(?:(?:{_VIETNAMESE_WEEKDAY}),? ?(?:ngày )?|ngày )(?P<day>[0-9]{{1,2}})"
    r"(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)| tháng (?P<named>[0-9]{1,2})(?:,| năm)? )(?P<year>[0-9]{4})\b"
    r"|\b(?P<bare_day>[0-9]{1,2}) tháng (?P<bare_month>[0-9]{1,2})(?:,| năm)? (?P<bare_year>[0-9]{4})\b",
    re.IGNORECASE,
)
# In English and in the languages that newspapers near Korea do not write, the parser itself knows the names.
_LANGUAGES = ("fr", "de", "es", "it", "pt", "nl", "hu", "el")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD = re.compile(r"[^\W\d_]+\.?")
_LEADING = re.compile(r"(?P<word>[^\W\d_]+)\.?,? (?=[0-9])")
_OF = re.compile(r"(?<=[\w.]) del? (?=\w)", re.IGNORECASE)
_MIN_PREFIX = 3


def rewrite(text: str) -> str:
    """Return a date without eras, weeks, Vietnamese words and apostrophes; other texts stay as they are.

    Raises:
        ValueError: the year has no such week.
    """
    if not text.isascii():
        text = _ERA.sub(lambda match: str(_to_year(match)), text)
        text = _VIETNAMESE.sub(_to_iso, text)
        text = _GLUED.sub(" ", _NOON.sub("12:00", text))
    text = _WEEK.sub(_to_day, text)
    text = _SHORT_YEAR.sub(lambda match: str(to_full_year(int(match[1]))), text)
    return _EXIF.sub(r"\1-\2-\3", _ORDINAL_OF.sub(" ", text))


def to_full_year(digits: int) -> int:
    """Return the year of which the last two digits are written."""
    return digits + (2000 if digits < _PIVOT else 1900)


def to_english(text: str) -> str:
    """Return a date with English names of its month, and without the weekday in front, if CLDR has these names."""
    months, weekdays = _load_names()
    leading = _LEADING.match(text)
    # In front of a day mar. is a Tuesday, and behind it March.
    if leading is not None and _fold(leading["word"]) in weekdays:
        text = text[leading.end() :]
    return _WORD.sub(lambda word: months.get(_fold(word[0].rstrip(".")), word[0]), _OF.sub(" ", text))


def _to_year(match: re.Match[str]) -> int:
    year = 1 if match["year"] == "元" else int(match["year"])
    return _ERAS[match["era"]] + year


def _to_day(match: re.Match[str]) -> str:
    return dt.date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"])).isoformat()


def _to_iso(match: re.Match[str]) -> str:
    year, month = match["year"] or match["bare_year"], match["month"] or match["named"] or match["bare_month"]
    return f"{year}-{month}-{match['day'] or match['bare_day']}"


@lru_cache(maxsize=1)
def _load_names() -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the English month of each name or beginning of one that means one month only, and the weekdays."""
    months: defaultdict[str, set[str]] = defaultdict(set)
    weekdays: set[str] = set()
    for locale in map(Locale.parse, _LANGUAGES):
        names = [(name, _MONTHS[number - 1]) for number, name in _list_names(locale, "months")]
        for name, month in names:
            for length in range(_MIN_PREFIX, len(name) + 1):
                months[name[:length]].add(month)
        weekdays.update(name for _, name in _list_names(locale, "days"))
    return {name: meant.pop() for name, meant in months.items() if len(meant) == 1}, frozenset(weekdays)


def _list_names(locale: Locale, kind: str) -> list[tuple[int, str]]:
    forms = getattr(locale, kind)["format"]
    return [
        (number, _fold(name.rstrip("."))) for width in ("wide", "abbreviated") for number, name in forms[width].items()
    ]


def _fold(word: str) -> str:
    """Return a word in lower case without accents."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
