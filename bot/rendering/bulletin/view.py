"""Views of a place: what its lines in a bulletin depend on, and the time that they tell of."""

import datetime as dt
from dataclasses import dataclass

from bot.rendering.bulletin.content import Bulletin, Detail, Edition
from bot.weather.day_parts import bounds_of
from sources.records import KST
from storage.terms import Section, Way

_DAY = dt.timedelta(days=1)
_DETAILS = {
    Section.CHANGE: Detail.CHANGE,
    Section.RAIN: Detail.RAIN,
    Section.DUST: Detail.DUST,
    Section.WARNINGS: Detail.WARNINGS,
    Section.TOMORROW: Detail.TOMORROW,
    Section.WEEK: Detail.WEEK,
    Section.WAY: Detail.WAY,
    Section.SUN: Detail.SUN,
    Section.FEELS_LIKE: Detail.FEELS_LIKE,
}
"""Details that are shown only if their section is chosen."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """All that the lines of a place depend on, beside the place, the language and the current time.

    Attributes:
        has_reading: True with the station's reading.
        has_day: True with sky, low and high of the day.
        details: the details to include.
        local_date: the day in the chat's time zone.
        edition: the bulletin's edition.
        way: hours of going out and coming home.
    """

    has_reading: bool
    has_day: bool
    details: Detail
    local_date: dt.date
    edition: Edition
    way: Way

    @property
    def is_evening(self) -> bool:
        """True if the next day is told of."""
        return self.edition is Edition.EVENING


def make_view(bulletin: Bulletin, details: Detail) -> PlaceView:
    """Return the view of a bulletin's places."""
    sections = bulletin.sections
    for section, detail in _DETAILS.items():
        if section not in sections:
            details &= ~detail
    # In the evening the day is the next one, whichever of the two was chosen.
    days = Section.TODAY | Section.TOMORROW if bulletin.edition is Edition.EVENING else Section.TODAY
    has_reading, has_day = Section.CITIES in sections, bool(sections & days)
    return PlaceView(has_reading, has_day, details, bulletin.local_date, bulletin.edition, bulletin.way)


@dataclass(frozen=True, slots=True)
class ToldTime:
    """Time that a bulletin tells of.

    Attributes:
        day: the day in Korea: the chat's day, the next one in the evening, never a past one.
        begin: its begin, or the current hour, whichever is later.
        end: its end.
        start: begin of the time of which rain is told: in the evening what comes in the night before counts, too.
    """

    day: dt.date
    begin: dt.datetime
    end: dt.datetime
    start: dt.datetime


def get_told_time(local_date: dt.date, now: dt.datetime, *, is_evening: bool) -> ToldTime:
    """Return the time that a bulletin tells of.

    Args:
        local_date: the day in the chat's time zone.
        now: aware.
        is_evening: True for an evening bulletin.
    """
    wanted = local_date + _DAY if is_evening else local_date
    day = max(wanted, now.astimezone(KST).date())
    first, end = bounds_of(day)
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    begin = max(first, this_hour)
    return ToldTime(day, begin, end, this_hour if is_evening else begin)
