"""When a daily bulletin is due: the same time on the wall clock, once each local day."""

import datetime as dt
from zoneinfo import ZoneInfo


def moment(day: dt.date, send_at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The moment (UTC) at which a clock in `zone` first shows `send_at` on `day`.

    In the hour that a change to summer time leaves out, it is as long after the change as the clock's time is after the
    gap's beginning, or as long before it where that would be the next day; in the hour that comes twice, it is the
    first.
    """
    at = dt.datetime.combine(day, send_at.replace(fold=0), tzinfo=zone).astimezone(dt.UTC)
    if at.astimezone(zone).date() != day:
        # Nuuk goes from 23:00 to midnight.
        at = dt.datetime.combine(day, send_at.replace(fold=1), tzinfo=zone).astimezone(dt.UTC)
    return at


def next_moment(after: dt.datetime, send_at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The first moment (UTC) strictly after `after` at which a bulletin for `send_at` in `zone` is due."""
    day = after.astimezone(zone).date() - dt.timedelta(days=1)
    while (at := moment(day, send_at, zone)) <= after:
        day += dt.timedelta(days=1)
    return at


def last_moment(now: dt.datetime, send_at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The last moment (UTC) not after `now` at which a bulletin for `send_at` in `zone` was due."""
    day = now.astimezone(zone).date() + dt.timedelta(days=1)
    while (at := moment(day, send_at, zone)) > now:
        day -= dt.timedelta(days=1)
    return at


def following(day: dt.date, send_at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The moment (UTC) that is due on the day after `day`."""
    return moment(day + dt.timedelta(days=1), send_at, zone)
