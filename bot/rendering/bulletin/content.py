"""Content of a bulletin, and the details that can be dropped from its text."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from bot.weather.country import Summary
from bot.weather.outlook import Outlook
from bot.weather.stations import StationWeather
from sources.records import Article
from storage.terms import UNSIGNED, USUAL_WAY, City, Section, SignOff, Way

_MORNING_HOURS = range(4, 12)
_EVENING_HOURS = range(16, 24)
UNKNOWN = Outlook()


class Edition(enum.Enum):
    """Greeting of a bulletin, and the day that it tells of."""

    MORNING = enum.auto()
    DAY = enum.auto()
    EVENING = enum.auto()
    """Tells of the next day."""


def edition_at(time: dt.time) -> Edition:
    """Return the edition of a bulletin at a time on the wall clock."""
    if time.hour in _MORNING_HOURS:
        return Edition.MORNING
    return Edition.EVENING if time.hour in _EVENING_HOURS else Edition.DAY


class Detail(enum.Flag):
    """The parts of a bulletin that can be dropped to make it shorter. Cities and their weather cannot."""

    EXTREMES = enum.auto()
    """The country's warmest and coldest stations."""
    SUMMARIES = enum.auto()
    """One line on each article: its sub-headline, or else the beginning of its text."""
    SUN = enum.auto()
    WEEK = enum.auto()
    WAY = enum.auto()
    """The hours of going out and coming home."""
    PRECIPITATION = enum.auto()
    """Measured rain and snow of each city."""
    CONDITIONS = enum.auto()
    """The number of stations with each condition."""
    FEELS_LIKE = enum.auto()
    CHANGE = enum.auto()
    """The difference from yesterday."""
    ORIGIN = enum.auto()
    """The source of the first headline, and its link."""
    SKY = enum.auto()
    """The sky of the parts of the day."""
    HEADLINE = enum.auto()
    COUNTRY = enum.auto()
    AGE = enum.auto()
    """Times and sources of readings, forecast and fine dust."""
    TOMORROW = enum.auto()
    ADVICE = enum.auto()
    DUST = enum.auto()
    GREETING = enum.auto()
    RAIN = enum.auto()
    """Forecast rain and snow."""
    WARNINGS = enum.auto()


ALL_DETAILS = ~Detail(0)


@dataclass(frozen=True, slots=True)
class CityWeather:
    """One of the chat's places with all that is known of it.

    Attributes:
        city: the place.
        known: its station's weather.
        outlook: its forecast, fine dust and warnings.
        yesterdays_high: the highest temperature that its station measured yesterday, ℃; None if it is not known.
        position: degrees north and east (WGS 84); None if neither the place nor its station exists any more.
    """

    city: City
    known: StationWeather
    outlook: Outlook = UNKNOWN
    yesterdays_high: float | None = None
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The content of a bulletin.

    Attributes:
        local_date: the day in the chat's time zone.
        cities: the weather of the chat's own places.
        country: the country's summary, or None without readings.
        articles: the articles of the headlines; empty if there are no new ones.
        awaited: whether the bulletin was delayed for newer readings that did not come.
        days_old: the age of the first headline in days, if the text should mention it.
        sections: the sections that the chat chose.
        edition: its greeting, and the day that it tells of.
        way: hours of going out and coming home.
        sign_off: signature and hashtag at the end.
    """

    local_date: dt.date
    cities: Sequence[CityWeather]
    country: Summary | None
    articles: Sequence[Article] = ()
    awaited: bool = False
    days_old: int | None = None
    sections: Section = Section.USUAL
    edition: Edition = Edition.MORNING
    way: Way = USUAL_WAY
    sign_off: SignOff = UNSIGNED
