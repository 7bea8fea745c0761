"""What a subscription says: when its bulletins come, and what is in them."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Days(enum.IntFlag):
    """Days of the week."""

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
        """Whether a calendar day is one of these."""
        return bool(self & (1 << day.weekday()))


class Section(enum.IntFlag):
    """Parts of a bulletin; `USUAL` is what it has if nobody says otherwise."""

    CITIES = 1
    COUNTRY = 2
    MAP = 4
    HEADLINES = 8
    CHANGE = 16
    """The difference from yesterday."""
    USUAL = 27


class Unit(enum.StrEnum):
    """In what a chat reads temperatures."""

    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"

    def of(self, temperature: float) -> float:
        """A temperature of so many ℃, in this unit."""
        return temperature if self is Unit.CELSIUS else temperature * 1.8 + 32

    def to_celsius(self, temperature: float) -> float:
        """A temperature in this unit, in ℃."""
        return temperature if self is Unit.CELSIUS else (temperature - 32) / 1.8


@dataclass(frozen=True, slots=True)
class Schedule:
    """When bulletins come, on the wall clock.

    Attributes:
        times: to the minute, each once, ascending; at least one. A time's place here is its occasion in the ledger.
        zone: an IANA time zone.
        days: on which days of the week; at least one.
        skips_holidays: whether none comes on a public holiday of Korea.

    Raises:
        ValueError: there is no time or no day.
    """

    times: tuple[dt.time, ...]
    zone: str
    days: Days = Days.EVERY_DAY
    skips_holidays: bool = False

    def __post_init__(self) -> None:
        if not self.times or not self.days:
            raise ValueError("a schedule needs a time and a day")
        object.__setattr__(self, "times", tuple(sorted(set(self.times))))


@dataclass(frozen=True, slots=True)
class SignOff:
    """How a channel's bulletins end; those of other chats just end.

    Attributes:
        signature: a line of the channel's own, or None.
        hashtag: a hashtag with its ``#``, or None.
    """

    signature: str | None = None
    hashtag: str | None = None


UNSIGNED = SignOff()
"""How most bulletins end."""


@dataclass(frozen=True, slots=True)
class City:
    """A place as somebody named it, and the weather station that speaks for it.

    Attributes:
        key: the place's key among places, such as ``station:112`` or ``판교``; it may be gone from them.
        station: the number of the station.
        names: what the place is called, by language; empty where it is called as its station.
    """

    key: str
    station: int
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of_station(cls, number: int) -> "City":
        """The place that a station stands for."""
        return cls(f"station:{number}", number)
