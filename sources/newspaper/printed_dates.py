"""Dates that a page prints: those behind a word such as 입력 or Published, and those beside its headline.

A date with its word dates the article. Of one beside the headline (2026.08.12 17:42, August 12, 2026, 12 de mayo de
2026) only where it stands counts, not which day it is, so that its month needs no name; but a line of its own with a
day and a time, close below the headline and the only one there, dates the article too. Such a line that cannot be read
is told.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sources.newspaper.titles import normalize
from sources.text.dates import parse_date

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = r"[0-9]{1,2}"
_DATE = re.compile(
    rf"(?<![0-9])(?:{_YEAR}\s?[-./년年]\s?{_DAY}\s?[-./월月]\s?{_DAY}(?![0-9])"
    rf"|{_DAY}(?:st|nd|rd|th|er|\.)?,?\s(?:de\s|of\s|tháng\s)?(?:{_MONTH}|{_DAY}),?\s(?:del?\s|năm\s)?{_YEAR}(?![0-9])"
    rf"|{_DAY}(?P<mark>[-./]){_DAY}(?P=mark){_YEAR}(?![0-9]))"
    # Elements beside each other give one line without a space: By Ann NetmakerAugust 12, 2026.
    rf"|{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}(?![0-9])",
    re.IGNORECASE,
)
_LABELS = "입력|승인|등록|작성|발행|송고"
_PRINTED = re.compile(
    rf"(?P<label>{_LABELS})(?:일시?|시간|날짜)?\s{{0,3}}[:：]?\s{{0,3}}"
    r"(?P<date>(?:[0-9]{4}[-./년]|[0-9]{2}\.(?=\s?[0-9]{2}\.\s?[0-9]{2}(?![0-9])))\s?[0-9]{1,2}[-./월]\s?[0-9]{1,2}(?![0-9])[.일]?"
    r"(?:\s?\([월화수목금토일]\)|\s[월화수목금토일]요일)?"
    r"(?:(?:T|\s?[|\[(]|\s)\s?(?:오전|오후|[AP]M)?\s?[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2})?|시(?:\s?[0-9]{1,2}분)?)"
    r"(?:\s?[AP]M|Z|\s?[+-][0-9]{2}:?[0-9]{2})?)?)",
    re.IGNORECASE,
)
"""Of a date in figures it is known where it ends, so that other words may stand around it."""
_LABELLED_LINE = re.compile(
    rf"^[^\w\n]{{0,5}}(?P<label>(?:기사 ?|최초 ?)?(?:{_LABELS}|게시|등재)(?:일시?|시간|날짜)?(?=[ \t:：|\n])"
    r"|(?:first )?(?:published|posted)(?: on| at)?(?=[ \t]*[:：\n]| (?:\w{3,9}\.? )?[0-9])"
    r"|公開日時?|掲載日時?|投稿日時?|配信日時?|发布(?:时间|日期|于)|發布時間|ngày đăng|đăng (?:lúc|ngày))"
    r"[ \t]*[:：|]?\s{0,3}(?P<date>[^\n]{4,80})$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that is a date and its word; the date is what is behind it, or what is in front of the next sign."""
_NEXT = re.compile(r"\s*[|·ㅣ│]\s*|\s+(?=수정|최종|댓글|조회|추천|업데이트|updated|modified|by )", re.IGNORECASE)
_IMPRINT = re.compile("등록번호|발행인|편집인|발행·|제호|사업자|청소년보호")
# 등록 3,000명 and 입력 문의 010-1234-5678 begin so too.
_SOME_DATE = re.compile(
    rf"{_YEAR}|[0-9]{{1,2}}[./-][0-9]{{1,2}}(?![0-9-])|[0-9]:[0-9]"
    rf"|[0-9] ?(?:분|시간|일|주|달|개월) ?전|[0-9] \w{{3,7}} ago\b",
    re.IGNORECASE,
)
"""What may be a date that is not understood."""
_HANGUL = re.compile("[가-힣]")
_NEAR_IMPRINT = 120
"""Characters. The law requires an imprint with the days on which the newspaper was registered and first published."""
_SHORT_DATE = re.compile(
    r"\W*(?:[0-9]{1,2}[월月] ?[0-9]{1,2}[일日]|[0-9]{1,2}[./-][0-9]{1,2}|[0-9]+ ?(?:분|시간|일|주|달|개월) ?전"
    r"|[0-9]+ \w{3,7} ago|[a-z]{3,9}\.? [0-9]{1,2}|[0-9]{1,2} [a-z]{3,9}\.?)(?:\W+[0-9]{1,2}:[0-9]{2})?\W*",
    re.IGNORECASE,
)
_MAX_LINE = 120
"""Characters; a longer line is a paragraph, which may tell of a day."""
_ABOVE, _BELOW = 4, 12
"""Lines between the headline and its date: the section above, the sub-headline, the author and buttons below."""


_CLOSE = 6
"""Lines below the headline: a sub-headline, the author and buttons may stand above its date."""
_CLOCK = re.compile(r"[0-9](?:[:h][0-9]|[시時时])|(?<![0-9.])[0-9]{1,2}\.[0-9]{2}(?![0-9.])")
_AROUND = " \t•·|-"
_REPORTER = re.compile(r"^\W*[가-힣]{2,4} ?(?:기자|특파원|논설위원)\W+(?=[0-9])")
# A weekday, a day, a time, and a zone or nothing: 행사 2026.08.12 17:42 물가 is none.
_DATE_LINE = re.compile(
    # Of names of readers above their comments many have capitals within.
    rf"\W*(?:(?:[A-ZÀ-Ý]?[a-zà-ỹ]{{2,11}}|[월화수목금토일]요일)\.?,?\s)?(?i:{_DATE.pattern})\W{{0,4}}"
    r"(?:[^\W\d]{1,6}\W{1,3})?[0-9]{1,2}(?:[:.h][0-9]{1,2}){1,2}[ A-Za-z()/+:.0-9-]{0,20}"
)


class PrintedDates(NamedTuple):
    """Dates that a page prints with their words.

    Attributes:
        korean: the day and time of each behind a Korean word (aware).
        date: the article's; None if it is not certain.
        unread: one that cannot be read, if there is no other.
    """

    korean: frozenset[dt.datetime]
    date: dt.datetime | None
    unread: str | None


def find_printed_dates(text: str) -> PrintedDates:
    """Return the dates that the visible text of a page prints behind words such as 입력 and Published.

    The article's is the only one, or the earliest of several words with one date each: 입력, 승인. Several dates of one
    word are those of other articles.
    """
    by_label: defaultdict[str, set[dt.datetime]] = defaultdict(set)
    unread = None
    for label, written, date in _list_printed(text):
        if date is None:
            unread = unread or written
        else:
            by_label[label].add(date)
    dates = {label: min(found) for label, found in by_label.items() if len(found) == 1}
    only = min(dates.values()) if dates and len(dates) == len(by_label) else None
    korean = frozenset(date for label, found in by_label.items() if _HANGUL.match(label) for date in found)
    return PrintedDates(korean, only, None if by_label else unread)


def find_date_below(text: str, headline: str) -> tuple[dt.datetime | None, str | None]:
    """Return the date that a page prints without a word close below its headline, and one that cannot be read.

    Both are None if nothing there is certainly a date. It has a line of its own, with a time: a day alone may be of
    an event or of the page. Two different ones date nothing, because one may be that of another article.
    """
    lines = [line for line in text.split("\n") if normalize(line)]
    name = normalize(headline)
    places = [place for place, line in enumerate(lines) if normalize(line) == name]
    near = {index for place in places for index in range(place + 1, place + 1 + _CLOSE)} & {*range(len(lines))}
    lines_near = (_REPORTER.sub("", lines[index].strip(_AROUND)) for index in sorted(near))
    dated = [line for line in lines_near if _CLOCK.search(line)]
    dates = {date for line in dated if (date := _parse(line)) is not None}
    if dates:
        return (dates.pop() if len(dates) == 1 else None), None
    return None, next((line for line in dated if _DATE_LINE.fullmatch(line)), None)


def _list_printed(text: str) -> Iterator[tuple[str, str, dt.datetime | None]]:
    """Yield each word, the date behind it as written, and the date; None if it cannot be read."""
    found = {match.start("date"): (match["label"], match["date"]) for match in _PRINTED.finditer(text)}
    for match in _LABELLED_LINE.finditer(text):
        start, written = match.start("date"), _cut(match["date"])
        if _parse(written) or (start not in found and _SOME_DATE.search(written)):
            found[start] = match["label"].casefold(), written
    for start, (label, written) in found.items():
        if not _is_in_imprint(text, start):
            yield label, written, _parse(written)


def _cut(written: str) -> str:
    """Return a date without what stands behind it, if that makes it readable."""
    half = len(written) // 2
    # Elements for readers and for programs give one line: August 2, 2019August 2, 2019.
    if written[:half] == written[half:] and _parse(written[:half]):
        return written[:half]
    ends = [len(written), *(match.start() for match in reversed([*_NEXT.finditer(written)]))]
    return next((written[:end] for end in ends if _parse(written[:end])), written[: ends[-1]])


def _parse(written: str) -> dt.datetime | None:
    # The word makes it certain that two digits in front are the year.
    return parse_date(written, year_first=True)


def _is_in_imprint(text: str, start: int) -> bool:
    return _IMPRINT.search(text, max(0, start - _NEAR_IMPRINT), start + _NEAR_IMPRINT) is not None


def has_date_beside(lines: Sequence[str], places: Collection[int]) -> bool:
    """Return whether a full date stands near one of the places among a page's lines."""
    near = {index for place in places for index in range(max(0, place - _ABOVE), place + _BELOW + 1)}
    return any(has_date(lines[index]) for index in near if index < len(lines) and len(lines[index]) <= _MAX_LINE)


def has_date(line: str) -> bool:
    """Return whether a full date stands in a line."""
    return _DATE.search(line) is not None


def dates_entry(line: str) -> bool:
    """Return whether a line is the date of an entry of a list, which may lack the year: 8월 12일, 3 hours ago."""
    return has_date(line) or _SHORT_DATE.fullmatch(line) is not None
