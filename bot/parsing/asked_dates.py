"""Dates of the days that a question is about."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.parsing.days import FESTIVALS, Day, DayKind, DayRange
from bot.parsing.intent import When
from sources.korea.calendar.year_days import load_year_days, lunar_dates
from sources.records import KST

_WEEK, _YEAR = 7, 366
_SATURDAY, _THURSDAY = 5, 3
_DAY = dt.timedelta(days=1)
_LUNAR_FESTIVALS = {
    "seollal": (1, 1),
    "daeboreum": (1, 15),
    "buddhas-birthday": (4, 8),
    "dano": (5, 5),
    "chilseok": (7, 7),
    "chuseok": (8, 15),
    "jungyang": (9, 9),
}
"""Month and day of the lunar calendar."""
_HOTTEST = ("chobok", "jungbok", "malbok")
_LATELY = 31 * _DAY
"""A date of a named month that was so lately is meant, and not the one in a year."""


def resolve_days(when: When, now: dt.datetime) -> tuple[dt.date, ...] | None:
    """Return the dates in Korea, each once in ascending order; None if one of the days cannot be told.

    Args:
        when: the days of a question; none for no date.
        now: aware.
    """
    today = now.astimezone(KST).date()
    try:
        return tuple(sorted({date for one in when.days for date in _span(*_find_bounds(one, now, today))}))
    except (ValueError, OverflowError):
        return None


def judge_past(when: When, now: dt.datetime) -> When:
    """Return the days of a question as days ago if all of them are past, else without those that are.

    Args:
        when: the days as said: 2024-05-20 is past or not by the clock.
        now: aware.
    """
    today, dates = now.astimezone(KST).date(), resolve_days(when, now)
    if when.is_past or not dates or dates[0] >= today:
        return when
    if dates[-1] < today:
        return replace(when, days=(Day(DayKind.OFFSET, (dates[-1] - today).days),))
    return replace(when, days=tuple(Day(DayKind.OFFSET, (date - today).days) for date in dates if date >= today))


def _find_bounds(one: Day | DayRange, now: dt.datetime, since: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last date of a day.

    Args:
        one: the day, or the days.
        now: aware.
        since: the day from which the next Friday, or the next third of May, is counted.

    Raises:
        ValueError: it cannot be told.
    """
    if isinstance(one, DayRange):
        return _find_ends(one, now, since)
    today = now.astimezone(KST).date()
    monday = today - today.weekday() * _DAY
    match one.kind:
        case DayKind.OFFSET:
            first = today + one.number * _DAY
        case DayKind.MINUTES:
            first = (now + dt.timedelta(minutes=one.number)).astimezone(KST).date()
        case DayKind.WEEKDAY:
            first = since + (one.number - since.weekday()) % _WEEK * _DAY
        case DayKind.LAST_WEEK | DayKind.THIS_WEEK | DayKind.NEXT_WEEK | DayKind.WEEK_AFTER_NEXT:
            first = monday + (_WEEKS_AHEAD[one.kind] * _WEEK + one.number) * _DAY
        case DayKind.WEEKEND:
            saturday = monday + (_SATURDAY + one.number * _WEEK) * _DAY
            return max(saturday, today), saturday + _DAY
        case DayKind.WEEK:
            first = today if one.number == 0 else monday + one.number * _WEEK * _DAY
            return first, first + (_WEEK - 1) * _DAY
        case DayKind.DATE:
            first = _find_date(one, since, today)
        case _:
            return _part_of_year(one, today)
    return first, first


_WEEKS_AHEAD = {DayKind.LAST_WEEK: -1, DayKind.THIS_WEEK: 0, DayKind.NEXT_WEEK: 1, DayKind.WEEK_AFTER_NEXT: 2}


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY


def _find_ends(one: DayRange, now: dt.datetime, since: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last date of a range.

    Raises:
        ValueError: one of them cannot be told, or the last one is before the first.
    """
    if one.last.kind is DayKind.SPAN:
        first, _ = _find_bounds(one.first, now, since)
        return first, first + (one.last.number - 1) * _DAY
    if _comes_again(one.first) and one.first.kind is one.last.kind:
        # On Saturday, 금~일 has begun the day before.
        _, last = _find_bounds(one.last, now, since)
        return _find_before(one.first, last), last
    first, _ = _find_bounds(one.first, now, since)
    _, last = _find_bounds(one.last, now, max(first, since))
    if last < first:
        raise ValueError(one)
    return first, min(last, first + _YEAR * _DAY)


def _comes_again(day: Day) -> bool:
    is_date = day.kind is DayKind.DATE and day.year is None and day.months_ahead is None
    return is_date or day.kind is DayKind.WEEKDAY


def _find_before(day: Day, last: dt.date) -> dt.date:
    """Return the latest such day that is not after a date.

    Raises:
        ValueError: there is none within a year.
    """
    return _first_of(day, (last - number * _DAY for number in range(_YEAR)))


def _find_date(day: Day, since: dt.date, today: dt.date) -> dt.date:
    """Return a date; the next one without a year, unless it was lately.

    Raises:
        ValueError: there is none.
    """
    if day.year is not None and day.month is not None:
        return dt.date(day.year, day.month, day.number)
    if day.months_ahead is not None:
        return _first_of_month(day, today).replace(day=day.number)
    start = since if day.month is None else min(since, today - _LATELY)
    return _first_of(day, (start + number * _DAY for number in range(_YEAR)))


def _first_of(day: Day, dates: Iterator[dt.date]) -> dt.date:
    found = (date for date in dates if _is_such(date, day))
    if (date := next(found, None)) is None:
        raise ValueError(day)
    return date


def _is_such(date: dt.date, day: Day) -> bool:
    if day.kind is DayKind.WEEKDAY:
        return date.weekday() == day.number
    return date.day == day.number and day.month in {None, date.month}


def _first_of_month(day: Day, today: dt.date) -> dt.date:
    """Return the first day of a month."""
    if day.months_ahead is not None:
        years, month = divmod(today.month - 1 + day.months_ahead, 12)
        return dt.date(today.year + years, month + 1, 1)
    month = day.month or today.month
    return dt.date(day.year or today.year + (month < today.month), month, 1)


def _part_of_year(day: Day, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a year or a month, or of a week or a third of a month.

    Raises:
        ValueError: it is none of these.
    """
    if day.kind in {DayKind.FESTIVAL, DayKind.LUNAR}:
        return (found := _find_yearly(day, today)), found
    if day.kind is DayKind.YEAR:
        year = day.year or today.year + day.number
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    first = _first_of_month(day, today)
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    if day.kind is DayKind.WEEK_OF_MONTH:
        monday = _monday_of_week(day.number, first, last)
        return monday, monday + (_WEEK - 1) * _DAY
    if day.kind is DayKind.THIRD_OF_MONTH:
        starts = [first, first.replace(day=11), first.replace(day=21), last + _DAY]
        return starts[day.number - 1], starts[day.number] - _DAY
    if day.kind is not DayKind.MONTH:
        raise ValueError(day)
    return first, last


def _find_yearly(day: Day, today: dt.date) -> dt.date:
    """Return the next date of a festival, of a solar term, or of a day of the lunar calendar.

    Raises:
        ValueError: it is announced each year, or there is none.
    """
    is_lunar = day.kind is DayKind.LUNAR
    dates = lunar_dates(day.month or 1, day.number) if is_lunar else _dates_of(FESTIVALS[day.number])
    if (date := min((date for date in dates if date >= today), default=None)) is None:
        raise ValueError(day)
    return date


def _dates_of(name: str) -> Iterable[dt.date]:
    """Return the dates of one of `FESTIVALS`."""
    if name == "seollal-eve":
        return (date - _DAY for date in lunar_dates(1, 1))
    if name in _LUNAR_FESTIVALS:
        return lunar_dates(*_LUNAR_FESTIVALS[name])
    return (date for one in (_HOTTEST if name == "boknal" else [name]) for date in load_year_days().get(one, ()))


def _monday_of_week(number: int, first: dt.date, last: dt.date) -> dt.date:
    """Return the Monday of a week of a month; a week belongs to the month of its Thursday (ISO 8601, KS X ISO 8601)."""
    if number < 0:
        return last - ((last.weekday() - _THURSDAY) % _WEEK + _THURSDAY) * _DAY
    thursday = first + (_THURSDAY - first.weekday()) % _WEEK * _DAY
    return thursday + ((number - 1) * _WEEK - _THURSDAY) * _DAY
