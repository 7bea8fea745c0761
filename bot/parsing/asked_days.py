"""Dates of the days that a question is about."""

import datetime as dt
from collections.abc import Iterator

from bot.parsing.days import Day, DayKind, DayRange
from bot.parsing.intent import When
from sources.records import KST

_WEEK = 7
_SATURDAY = 5
_DAY = dt.timedelta(days=1)


def resolve_days(when: When, now: dt.datetime) -> tuple[dt.date, ...] | None:
    """Return the dates in Korea, each once in ascending order; None if one of the days cannot be told.

    Args:
        when: the days of a question; none for no date.
        now: aware.
    """
    try:
        return tuple(sorted({date for one in when.days for date in _dates(one, now)}))
    except ValueError:
        return None


def _dates(one: Day | DayRange, now: dt.datetime) -> Iterator[dt.date]:
    """Yield the dates of a day.

    Raises:
        ValueError: it cannot be told.
    """
    if isinstance(one, DayRange):
        first, *_ = _dates(one.first, now)
        *_, last = _dates(one.last, now)
        yield from _span(first, min(last, first + _WEEK * _DAY))
        return
    today = now.astimezone(KST).date()
    monday = today - today.weekday() * _DAY
    match one.kind:
        case DayKind.OFFSET:
            yield today + one.number * _DAY
        case DayKind.MINUTES:
            yield (now + dt.timedelta(minutes=one.number)).astimezone(KST).date()
        case DayKind.WEEKDAY:
            yield today + (one.number - today.weekday()) % _WEEK * _DAY
        case DayKind.NEXT_WEEK:
            yield monday + (_WEEK + one.number) * _DAY
        case DayKind.WEEK_AFTER_NEXT:
            yield monday + (2 * _WEEK + one.number) * _DAY
        case DayKind.WEEKEND:
            saturday = monday + (_SATURDAY + one.number * _WEEK) * _DAY
            yield from (day for day in _span(saturday, saturday + _DAY) if day >= today)
        case DayKind.WEEK:
            first = today if one.number == 0 else monday + one.number * _WEEK * _DAY
            yield from _span(first, first + (_WEEK - 1) * _DAY)
        case DayKind.DATE:
            yield _next_date(one, today)
        case _:
            raise ValueError(one.kind)


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY


def _next_date(one: Day, today: dt.date) -> dt.date:
    """Return the next such day of a month, today included.

    Raises:
        ValueError: there is none within a year.
    """
    candidates = (today + number * _DAY for number in range(366))
    found = (day for day in candidates if day.day == one.number and one.month in {None, day.month})
    if (date := next(found, None)) is None:
        raise ValueError(one)
    return date
