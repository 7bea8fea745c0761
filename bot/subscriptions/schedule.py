"""When bulletins are due: the same times on the wall clock, each once on each of the schedule's local days."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase

from storage.terms import Schedule

_A_DAY = dt.timedelta(days=1)
_FARTHEST_BACK = 60
"""Days in which every schedule has had an occasion: one day a week, unless it was a holiday."""


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """A bulletin that is due.

    Attributes:
        at: the moment (UTC).
        number: which of the day's times, 0 for the first.
        day: the local day.
    """

    at: dt.datetime
    number: int
    day: dt.date


def moment(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The moment (UTC) at which a clock in `zone` first shows `time` on `day`.

    In the hour that a change to summer time leaves out, it is as long after the change as the clock's time is after the
    gap's beginning, or as long before it where that would be the next day; in the hour that comes twice, it is the
    first.
    """
    at = dt.datetime.combine(day, time.replace(fold=0), tzinfo=zone).astimezone(dt.UTC)
    if at.astimezone(zone).date() != day:
        # Nuuk goes from 23:00 to midnight.
        at = dt.datetime.combine(day, time.replace(fold=1), tzinfo=zone).astimezone(dt.UTC)
    return at


def has_day(schedule: Schedule, day: dt.date) -> bool:
    """Whether bulletins come on a local day."""
    return schedule.days.include(day) and not (schedule.skips_holidays and is_holiday(day))


def occasions_on(schedule: Schedule, day: dt.date) -> list[Occasion]:
    """The occasions of a local day, in the order of their moments."""
    if not has_day(schedule, day):
        return []
    zone = ZoneInfo(schedule.zone)
    return sorted(Occasion(moment(day, time, zone), number, day) for number, time in enumerate(schedule.times))


def next_occasion(
    after: dt.datetime,
    schedule: Schedule,
    paused_until: dt.date | None = None,
    taken: Collection[tuple[dt.date, int]] = (),
) -> Occasion:
    """The first occasion strictly after a moment.

    Args:
        after: the moment, aware.
        schedule: when bulletins come.
        paused_until: the first local day that counts, or None.
        taken: days and numbers of occasions that the ledger has. They do not come again, and a day that has had as many
            as the schedule has times gets no more, so that a change on the day itself never adds one.
    """
    first = after.astimezone(ZoneInfo(schedule.zone)).date() - _A_DAY
    for day in _days_from(max(first, paused_until or first)):
        had = {number for taken_day, number in taken if taken_day == day}
        if len(had) < len(schedule.times):
            for occasion in occasions_on(schedule, day):
                if occasion.at > after and occasion.number not in had:
                    return occasion
    raise OverflowError("the calendar ends before the next bulletin is due")


def last_occasion(now: dt.datetime, schedule: Schedule) -> Occasion | None:
    """The last occasion not after a moment; of two at one moment, the later time; None where there is none."""
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    for back in range(-1, _FARTHEST_BACK):
        past = [one for one in occasions_on(schedule, today - back * _A_DAY) if one.at <= now]
        if past:
            return past[-1]
    return None


def _days_from(day: dt.date) -> Iterator[dt.date]:
    while day < dt.date.max:
        yield day
        day += _A_DAY


def is_holiday(day: dt.date) -> bool:
    """Whether a day is a public holiday in Korea, substitute ones and days of elections included."""
    return day in _korean()


@cache
def _korean() -> HolidayBase:
    from holidays import country_holidays  # noqa: PLC0415

    return country_holidays("KR")
