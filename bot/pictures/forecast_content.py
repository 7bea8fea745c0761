"""The content of forecast charts, in the reader's words. Equal content gives equal pictures."""

from dataclasses import dataclass
from enum import StrEnum

from bot.pictures.colours import Theme
from storage.terms import Unit


class Icon(StrEnum):
    """Pictograms of the weather."""

    SUN = "sun"
    SUN_AND_CLOUD = "sun and cloud"
    MOON = "moon"
    MOON_AND_CLOUD = "moon and cloud"
    CLOUD = "cloud"
    RAIN = "rain"
    SLEET = "sleet"
    SNOW = "snow"


@dataclass(frozen=True, slots=True)
class DayPartColumn:
    """A part of a day, above the hours that it has.

    Attributes:
        start: hours since the day's start.
        end: hours since the day's start.
        icon: None if its weather is unknown.
        sky: its weather in words.
        rain: amount of rain and snow; empty if it is unknown, or dry.
    """

    start: float
    end: float
    icon: Icon | None
    sky: str
    rain: str


@dataclass(frozen=True, slots=True)
class TemperaturePoint:
    """A temperature on a forecast's line.

    Attributes:
        hour: hours since the day's start.
        temperature: ℃.
        text: the temperature as it is written; empty without a label.
    """

    hour: float
    temperature: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChanceBar:
    """Chance of precipitation of one or three hours.

    Attributes:
        start: hours since the day's start.
        end: hours since the day's start.
        percent: 0 to 100.
        text: the chance as it is written; empty without a label.
    """

    start: float
    end: float
    percent: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class ForecastDayChart:
    """The chart of a place's day. What the forecast does not say is missing.

    Attributes:
        language: the reader's language.
        theme: light or dark.
        title: the place.
        day: the day.
        range: low and high as they are written, or empty.
        parts: the four parts of the day.
        lines: temperatures by the hour, those of each line without a gap; each has at least one.
        chances: chance of precipitation, in ascending order.
        chance: the heading of the chances.
        unknown: what stands in place of temperatures or chances if there are none.
        hours: hours since the day's start, with their labels.
        now: position and label of the current time, or None on another day.
        source: source and time of the forecast.
        unit: the unit of written temperatures; the numbers here are ℃.
    """

    language: str
    theme: Theme
    title: str
    day: str
    range: str
    parts: tuple[DayPartColumn, ...]
    lines: tuple[tuple[TemperaturePoint, ...], ...]
    chances: tuple[ChanceBar, ...]
    chance: str
    unknown: str
    hours: tuple[tuple[float, str], ...]
    now: tuple[float, str] | None
    source: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day of a week's chart.

    Attributes:
        day: the label above it.
        icon: None if its weather is unknown.
        low: ℃, or None.
        high: ℃, or None.
        low_text: the low as it is written.
        high_text: the high as it is written.
        percent: the highest chance of precipitation, 0 to 100; None if it is unknown.
        chance: the chance as it is written.
    """

    day: str
    icon: Icon | None
    low: float | None
    high: float | None
    low_text: str
    high_text: str
    percent: int | None
    chance: str


@dataclass(frozen=True, slots=True)
class ForecastWeekChart:
    """The chart of a place's coming days.

    Attributes:
        language: the reader's language.
        theme: light or dark.
        title: the place.
        when: source and time of the forecast.
        days: the days without a gap, at most seven; those that the forecast does not have are empty.
        chance: the heading of the chances of precipitation.
    """

    language: str
    theme: Theme
    title: str
    when: str
    days: tuple[DayColumn, ...]
    chance: str
