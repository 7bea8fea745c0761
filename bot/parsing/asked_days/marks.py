"""Letters of the private area that stand for days in a text, so that what is said of them is one grammar."""

import re
from collections.abc import Callable

from bot.parsing.days import Day, DayKind, DayRange
from bot.parsing.patterns.words import Words
from bot.parsing.wording import substitute, take

_FIRST_SPAN, _FIRST = 0xE200, 0xE300
_MOST = 0xFF
MAX_SPAN = 62
"""The most days of a span."""

MARK = f"[{chr(_FIRST)}-{chr(_FIRST + _MOST)}]"
_SPAN = f"[{chr(_FIRST_SPAN + 1)}-{chr(_FIRST_SPAN + MAX_SPAN)}]"
_LONG = frozenset(
    {DayKind.WEEK, DayKind.WEEKEND, DayKind.MONTH, DayKind.WEEK_OF_MONTH, DayKind.THIRD_OF_MONTH, DayKind.YEAR}
)
_BETWEEN = Words(rf"\bbetween ({MARK}) and ({MARK})", re.IGNORECASE)
_OF_WEEKS = frozenset({DayKind.THIS_WEEK, DayKind.NEXT_WEEK, DayKind.WEEK_AFTER_NEXT})
_RANGE = Words(
    rf"(?:\bfrom |\btừ |从|從)?({MARK})\s*(?:부터|에서|から|~|〜|–|—|-|至|到|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|đến|tới)\s*({MARK})\s?(?:까지|まで)?",
    re.IGNORECASE,
)
# 내일부터 사흘간, 明日から3日間, 从明天开始三天, tomorrow for three days, 토요일 1박 2일.
_SPAN_AFTER = Words(
    rf"(?:\bfrom |\bstarting |\btừ |从|從|自)?({MARK})\s*(?:부터|에서|에|의|から|に|の|的|开始的?|開始的?|起的?|\bfor|\btrong|,)?\s*(?:시작(?:해서|하는)\s*)?({_SPAN})",
    re.IGNORECASE,
)
_SPAN_BEFORE = Words(
    rf"({_SPAN})\s*(?:,\s*)?(?:(?:(?:starting|beginning)(?: from| on)?|from|on|(?:kể |bắt đầu )?từ)\s*)?({MARK})\s?(?:부터|から|起)?",
    re.IGNORECASE,
)
_SPANS_LEFT = Words(rf"({_SPAN})(?:의|の|的)?")
_LEFT = Words(rf"({MARK})(?:의|の|的)?")
_TODAY = Day(DayKind.OFFSET, 0)


class Marks:
    """Days of a text, and the letters that stand for them."""

    def __init__(self) -> None:
        self._days: list[Day] = []

    def put(self, day: Day) -> str:
        """Return the letter that stands for a day."""
        if len(self._days) > _MOST:
            return chr(_FIRST + _MOST)
        self._days.append(day)
        return chr(_FIRST + len(self._days) - 1)

    def get(self, letter: str) -> Day:
        """Return the day that a letter stands for."""
        return self._days[ord(letter) - _FIRST]

    def replace(self, pattern: Words, text: str, make: Callable[[re.Match[str]], Day | None]) -> str:
        """Return a text with letters for the matches of a pattern; those of which no day is made stay."""
        return substitute(pattern, lambda match: match[0] if (day := make(match)) is None else self.put(day), text)

    def mark(self, pattern: Words, text: str, day: Day) -> str:
        """Return a text with letters for the matches of a pattern, which stand for a day."""
        return substitute(pattern, lambda _match: self.put(day), text)

    def take(self, text: str) -> tuple[tuple[Day | DayRange, ...], str]:
        """Return the days and ranges of a text, each once, and the text without them."""
        found: list[Day | DayRange] = []
        if not (self._days or _SPANS_LEFT.search(text)):
            return (), text
        for pattern, make in (
            (_BETWEEN, self._range),
            (_RANGE, self._range),
            (_SPAN_AFTER, lambda match: _span_from(self.get(match[1]), match[2])),
            (_SPAN_BEFORE, lambda match: _span_from(self.get(match[2]), match[1])),
            (_LEFT, lambda match: self.get(match[1])),
        ):
            matches, text = take(pattern, text)
            found += map(make, matches)
        spans, text = take(_SPANS_LEFT, text)
        for span in spans:
            # Two nights in Jeju from Friday: the day stands apart.
            first = found.pop() if len(found) == 1 else _TODAY
            found.append(first if isinstance(first, DayRange) else _span_from(first, span[1]))
        return tuple(dict.fromkeys(found)), text

    def _range(self, match: re.Match[str]) -> DayRange:
        first, last = self.get(match[1]), self.get(match[2])
        return DayRange(*_share(first, last))


def put_span(days: int) -> str | None:
    """Return the letter that stands for a span of days; None if there is no such span."""
    return chr(_FIRST_SPAN + days) if 0 < days <= MAX_SPAN else None


def _span_from(day: Day, letter: str) -> Day | DayRange:
    """Return a span that begins on a day; a week or a month says more than the span."""
    return day if day.kind in _LONG else DayRange(day, _span_of(letter))


def _span_of(letter: str) -> Day:
    return Day(DayKind.SPAN, ord(letter) - _FIRST_SPAN)


def _share(first: Day, last: Day) -> tuple[Day, Day]:
    """Return the ends of a range, each with the month, the year or the week that was said with the other one only."""
    if first.kind is last.kind is DayKind.DATE:
        if last.month is None and last.months_ahead is None:
            last = Day(DayKind.DATE, last.number, first.month, first.year, first.months_ahead)
        if first.year is None and last.year is not None and first.month is not None:
            first = Day(DayKind.DATE, first.number, first.month, last.year - (first.month > (last.month or 0)))
        if last.year is None and first.year is not None and last.month is not None:
            last = Day(DayKind.DATE, last.number, last.month, first.year + ((first.month or 0) > last.month))
    if first.kind in _OF_WEEKS and last.kind is DayKind.WEEKDAY and last.number > first.number:
        last = Day(first.kind, last.number)
    return first, last
