"""Due times of a schedule: each time on the wall clock once on each of its local days."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sources.korea.calendar.holidays import load_holidays
from storage.terms import Schedule, lies_in_pause

_DAY = dt.timedelta(days=1)
# Enough for a schedule of one day a week that skips holidays.
_MAX_DAYS_BACK = 60
"""Days within which every schedule has an occasion."""


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """Due time of a schedule.

    Attributes:
        at: the due time (UTC).
        number: index of the day's time, 0 for the first.
        day: the local day.
    """

    at: dt.datetime
    number: int
    day: dt.date


def moment(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """Return the moment (UTC) at which a clock in `zone` first shows `time` on `day`.

    In the gap of a change to summer time, it is as long after the change as `time` is after the gap's beginning; if
    that is on the next day, as long before the change. In the repeated hour it is the first one.
    """
    at = dt.datetime.combine(day, time.replace(fold=0), tzinfo=zone).astimezone(dt.UTC)
    if at.astimezone(zone).date() != day:
        # In Nuuk the gap lasts from 23:00 to midnight.
        at = dt.datetime.combine(day, time.replace(fold=1), tzinfo=zone).astimezone(dt.UTC)
    return at


def has_day(schedule: Schedule, day: dt.date) -> bool:
    """Return whether a schedule has bulletins on a local day."""
    return schedule.days.include(day) and not (schedule.skips_holidays and is_holiday(day))


def occasions_on(schedule: Schedule, day: dt.date) -> list[Occasion]:
    """Return the occasions of a local day in the order of their moments."""
    if not has_day(schedule, day):
        return []
    zone = ZoneInfo(schedule.zone)
    # Sorted, because a gap reverses times: 02:30 becomes 03:30, after 03:10.
    return sorted(Occasion(moment(day, time, zone), number, day) for number, time in enumerate(schedule.times))


def next_occasion(
    after: dt.datetime,
    schedule: Schedule,
    paused_until: dt.date | None = None,
    taken: Collection[tuple[dt.date, int]] = (),
    *,
    paused_from: dt.date | None = None,
) -> Occasion:
    """Return the first occasion strictly after a moment.

    Args:
        after: the moment, aware.
        schedule: the schedule.
        paused_until: the first local day after a pause, or None.
        paused_from: the first local day of the pause; None if it began before.
        taken: days and numbers of occasions in the ledger. They are not repeated, and a day with as many as the
            schedule has times gets no more, so that a change on the day itself never adds a bulletin.

    Raises:
        OverflowError: the calendar ends before.
    """
    first = after.astimezone(ZoneInfo(schedule.zone)).date() - _DAY
    for day in _days_from(first, paused_from, paused_until):
        taken_numbers = {number for taken_day, number in taken if taken_day == day}
        # Removing a time on the day itself would renumber the others, and one could be sent again under another number.
        if len(taken_numbers) < len(schedule.times):
            for occasion in occasions_on(schedule, day):
                if occasion.at > after and occasion.number not in taken_numbers:
                    return occasion
    raise OverflowError("the calendar ends before the next bulletin is due")


def last_occasion(now: dt.datetime, schedule: Schedule) -> Occasion | None:
    """Return the last occasion up to a moment, of two at one moment the later time, or None."""
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    for back in range(-1, _MAX_DAYS_BACK):
        past = [one for one in occasions_on(schedule, today - back * _DAY) if one.at <= now]
        if past:
            return past[-1]
    return None


def _days_from(day: dt.date, paused_from: dt.date | None, paused_until: dt.date | None) -> Iterator[dt.date]:
    while day < dt.date.max:
        if paused_until is not None and lies_in_pause(day, paused_from, paused_until):
            day = paused_until
        yield day
        day += _DAY


def is_holiday(day: dt.date) -> bool:
    """Return whether a day is a public holiday in Korea, including substitute holidays and election days."""
    return day in load_holidays()
