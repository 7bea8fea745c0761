"""Days from which or until which something is ordered: from May 20, 이번 주만, until Friday; the dates of a break."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.parsing.asked_dates import resolve_days
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.days import FIVE_DAYS, Day, DayKind, DayRange, take_bulletin_days
from bot.parsing.intent import When
from bot.parsing.vocabulary import span_words
from bot.parsing.wording import TAKEN, contains, take

_DAY, _WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
_LONGEST, _LONG = 8, 15
_UNITS = {"day": 1, "week": 7, "month": 30}
_NEAR = frozenset({0, 1})
# Chinese and Japanese have no spaces: 5月20日から7時に.
_WORDS = re.compile(rf"[^\s,，、{TAKEN}]*?(?:から|まで|だけ|のみ|为止|開始|开始|起)|[^\s,，、{TAKEN}]+")


@dataclass(frozen=True, slots=True)
class Break:
    """A break as somebody asks for it.

    Attributes:
        first: its first day.
        until: the first day after it.
    """

    first: dt.date
    until: dt.date


def take_spans(text: str) -> tuple[tuple[str, ...], str]:
    """Take the days since which, until which or in which alone bulletins should come out of a text; return both.

    Days of the week (from Monday to Friday, 평일만) stay: a bulletin can have them.
    """
    # 주 5일만: five days a week are no 5th of a month.
    if not contains(span_words.MARKS, text) or contains(FIVE_DAYS, text):
        return (), text
    found = []
    for words in _groups(text):
        if _is_span(words):
            found.append(words)
            text = text.replace(words, TAKEN, 1)
    return tuple(found), text


def find_days(text: str) -> tuple[str, ...]:
    """Return the groups of words in a text that name days."""
    return tuple(_groups(text))


def find_beginning(text: str, now: dt.datetime) -> dt.date | None:
    """Return the first day of a span that has one: 20 May for "from May 20"; None for "until Friday".

    Args:
        text: the span, as `take_spans` returns it.
        now: aware.
    """
    days = resolve_days(When(take_days_asked(text).days), now)
    return days[0] if days and contains(span_words.SINCE, text) else None


def find_break(text: str, now: dt.datetime) -> Break | None:
    """Return the dates of the break that an order asks for; None if it names none, or no end.

    Args:
        text: the order, as `rewriting.rewrite` returns it.
        now: aware.
    """
    # 3일만 is three days, and not the third.
    named = take_days_asked(take(span_words.LENGTHS, text, _is_short)[1]).days
    days = resolve_days(When(named), now)
    today = resolve_days(When((Day(DayKind.OFFSET, 0),)), now)
    if not today or (not named and not (length := _count(text))):
        return None
    if not named:
        return Break(today[0], today[0] + length * _DAY)
    if not days:
        return None
    is_one = len(named) == 1 and not isinstance(named[0], DayRange)
    if is_one and contains(span_words.UNTIL, text):
        # Until Monday, said on a Monday, is in a week.
        later = _WEEK if days[-1] == today[0] else 0 * _DAY
        is_included = contains(span_words.INCLUDED, text)
        return Break(today[0], later + (days[-1] + _DAY if is_included else days[0]))
    if is_one and contains(span_words.SINCE, text):
        length = _count(text)
        return Break(days[0], days[0] + length * _DAY) if length else None
    return Break(days[0], days[-1] + _DAY)


def find_break_beginning(text: str, now: dt.datetime) -> dt.date | None:
    """Return the first day of a break without an end: 다음 주부터 쉬어줘; None if there is none, or it is today.

    Args:
        text: the order, as `rewriting.rewrite` returns it.
        now: aware.
    """
    named = take_days_asked(text).days
    days, today = resolve_days(When(named), now), resolve_days(When((Day(DayKind.OFFSET, 0),)), now)
    is_open = len(named) == 1 and contains(span_words.SINCE, text)
    return days[0] if is_open and days and today and today[0] < days[0] else None


def _is_short(length: re.Match[str]) -> bool:
    return length[0].endswith(("만", "간", "동안")) and 0 < _count(length[0]) < _LONG


def _count(text: str) -> int:
    """Return the number of days for which a break should last; 0 if none is said: 일주일만, for two weeks."""
    found = next(iter(take(span_words.LENGTHS, text)[0]), None)
    if found is None:
        return 0
    said = {name.rstrip("0123456789"): value.casefold() for name, value in found.groupdict().items() if value}
    if word := said.get("word"):
        return span_words.WORDS[word.replace(" ", "")]
    number = said["number"]
    count = int(number) if number.isdecimal() else span_words.NUMBERS[number]
    return count * _UNITS[next(unit for unit in _UNITS if unit in said)]


def _groups(text: str) -> Iterator[str]:
    """Yield the longest groups of words that name days and nothing else."""
    words = list(_WORDS.finditer(text))
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            group = text[words[start].start() : words[end - 1].end()]
            if _is_nothing_else(group):
                yield _without_ends(group)
                start = end
                break
        else:
            start += 1


def _is_nothing_else(group: str) -> bool:
    asked = take_days_asked(group)
    return bool(asked.days) and not any(map(str.isalnum, span_words.AROUND.sub("", asked.rest)))


def _without_ends(group: str) -> str:
    """Return a group of words without the words at its end that neither name a day nor bound it: from May 20 the."""
    days, words = take_days_asked(group).days, group.split(" ")
    while words and not contains(span_words.MARKS, words[-1]) and take_days_asked(" ".join(words[:-1])).days == days:
        words.pop()
    return " ".join(words)


def _is_span(words: str) -> bool:
    if not contains(span_words.MARKS, words):
        return False
    days = take_bulletin_days(words)
    is_near = contains(span_words.NEAR, words)
    if days.days is not None and not is_near:
        # Only on Mondays, from Monday to Friday; since Monday is none.
        return not days.is_list and contains(span_words.BOUNDS, words)
    # From today or tomorrow on is as good as from now on.
    asked = take_days_asked(words).days
    begins_now = contains(span_words.SINCE, words) and all(
        isinstance(day, Day) and day.kind is DayKind.OFFSET and day.number in _NEAR for day in asked
    )
    return not begins_now
