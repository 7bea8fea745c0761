"""Values of a subscription: schedule, sections, unit, places, and a channel's sign-off."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Days(enum.IntFlag):
    """Days of the week."""

    # The numbers of `Days`, `Section` and `Notable` are stored, and stand in buttons that people may press years later.
    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 4
    THURSDAY = 8
    FRIDAY = 16
    SATURDAY = 32
    SUNDAY = 64
    WEEKDAYS = 31
    WEEKEND = 96
    EVERY_DAY = 127

    def include(self, day: dt.date) -> bool:
        """Return whether a calendar day is one of these."""
        return bool(self & (1 << day.weekday()))


class Section(enum.IntFlag):
    """Parts of a bulletin; `USUAL` is the default."""

    CITIES = 1
    COUNTRY = 2
    MAP = 4
    HEADLINES = 8
    CHANGE = 16
    """The difference from yesterday."""
    TODAY = 32
    """Sky, low and high of the day; of the next day in the evening."""
    RAIN = 64
    """Rain and snow by the hour."""
    DUST = 128
    WARNINGS = 256
    TOMORROW = 512
    WEEK = 1024
    """The days that the forecast reaches."""
    WAY = 2048
    """The weather of the hours of going out and coming home."""
    SUN = 4096
    """Sunrise and sunset."""
    FEELS_LIKE = 8192
    BUTTONS = 16384
    """Buttons below the bulletin; not in channels."""
    USUAL = 16891


NO_SECTIONS = Section(0)


class Notable(enum.IntFlag):
    """Weather without which a bulletin is not wanted; none for a bulletin in any weather."""

    RAIN = 1
    """Rain or snow is forecast."""
    FREEZING = 2
    HEAT = 4
    BAD_AIR = 8
    WARNING = 16


ANY_WEATHER = Notable(0)
"""A bulletin is wanted in any weather."""


class Unit(enum.StrEnum):
    """Unit of a chat's temperatures."""

    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"

    def of(self, temperature: float) -> float:
        """Convert a temperature in ℃ to this unit."""
        return temperature if self is Unit.CELSIUS else temperature * 1.8 + 32

    def to_celsius(self, temperature: float) -> float:
        """Convert a temperature in this unit to ℃."""
        return temperature if self is Unit.CELSIUS else (temperature - 32) / 1.8


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of bulletins on the wall clock.

    Attributes:
        times: to the minute, unique, ascending; at least one. A time's index is its occasion in the ledger.
        zone: an IANA time zone.
        days: days of the week; at least one.
        skips_holidays: True if there is no bulletin on Korea's public holidays.

    Raises:
        ValueError: no time or no day is given.
    """

    times: tuple[dt.time, ...]
    zone: str
    days: Days = Days.EVERY_DAY
    skips_holidays: bool = False

    def __post_init__(self) -> None:
        if not self.times or not self.days:
            raise ValueError("a schedule needs a time and a day")
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))


def lies_in_pause(day: dt.date, first: dt.date | None, until: dt.date | None) -> bool:
    """Return whether a day lies in a pause.

    Args:
        day: the day.
        first: the first day of the pause; None if it began when it was set.
        until: the first day after it; None for no pause.
    """
    return until is not None and (first or day) <= day < until


# Not a dataclass: its hash, which each bulletin needs, would be made by Python code.
class Way(NamedTuple):
    """Hours of going out and coming home, 0 to 23, in Korea."""

    out: int = 8
    home: int = 18


USUAL_WAY = Way()
"""Hours until somebody sets others."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Last lines of a channel's bulletins.

    Attributes:
        signature: the channel's own line, or None.
        hashtag: a hashtag with its ``#``, or None.
    """

    signature: str | None = None
    hashtag: str | None = None


UNSIGNED = SignOff()
"""Sign-off of all chats but channels that have set one."""


@dataclass(frozen=True, slots=True)
class City:
    """Place as a person named it, with its weather station.

    Attributes:
        key: the place's key, such as ``station:112`` or ``판교``; the place may no longer exist.
        station: the number of the station.
        names: the place's names by language; empty if they are the station's.
    """

    key: str
    station: int
    # Mappings have no hash; claims with equal cities are composed once.
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of_station(cls, number: int) -> "City":
        """Return the place of a station itself."""
        return cls(f"station:{number}", number)
