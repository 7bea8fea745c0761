"""The content of pictures, in the reader's words. Equal content gives equal pictures."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.pictures.colours import Theme
from bot.pictures.forecast_content import ForecastDayChart, ForecastWeekChart
from storage.terms import Unit

HOURS = 24
"""The span of a chart's lines, hours."""


# Equal content must be equal: a hash of it finds the picture that Telegram has already (docs/decisions/023).
@dataclass(frozen=True, slots=True)
class StationMark:
    """A station on the map.

    Attributes:
        longitude: degrees east.
        latitude: degrees north.
        temperature: ℃, or None without a reading.
        name: the name in the reader's language.
        temperature_text: the temperature as it is written next to the name.
        rank: the priority of its label, the lowest first; None without a label.
        is_own: whether it is one of the chat's own stations.
    """

    longitude: float
    latitude: float
    temperature: float | None
    name: str
    temperature_text: str
    rank: int | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CountryMap:
    """The content of the map, in the reader's words.

    Attributes:
        language: the reader's language.
        theme: light or dark.
        title: the title.
        when: the time of the readings.
        marks: the stations.
        extremes: a heading and its stations, for the warmest and the coldest.
        own: the legend for the chat's own cities, or None if it has none.
        source: the source of the readings and of the coast.
        scale: temperatures (℃) with their labels below the colour scale.
    """

    language: str
    theme: Theme
    title: str
    when: str
    marks: tuple[StationMark, ...]
    extremes: tuple[tuple[str, tuple[str, ...]], ...]
    own: str | None
    source: str
    scale: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest point of a line.

    Attributes:
        hour: hours since the chart's start.
        temperature: ℃.
        temperature_text: the temperature as it is written.
        is_high: whether it is the highest.
    """

    hour: float
    temperature: float
    temperature_text: str
    is_high: bool


@dataclass(frozen=True, slots=True)
class Morning:
    """One day of the week.

    Attributes:
        day: the label below it.
        temperature: ℃, or None without a reading.
        temperature_text: the temperature as it is written.
    """

    day: str
    temperature: float | None
    temperature_text: str


@dataclass(frozen=True, slots=True)
class DayChart:
    """The content of the chart, in the reader's words. Readings are pairs of hours since its start and ℃.

    Attributes:
        language: the reader's language.
        theme: light or dark.
        title: the place.
        when: the time of the newest reading.
        newest: the newest temperature as it is written.
        temperature: the same in ℃, or None.
        today: the readings of the last 24 hours, the oldest first; if empty, the chart has only the week.
        yesterday: the readings of the 24 hours before, at the same hours.
        extremes: the highest and the lowest of today's readings; empty without readings.
        lines: the legend of the two lines.
        week: the heading of the mornings.
        hours: full hours since the start, with their labels.
        midnight: position and label of the line between two days, or None.
        mornings: one reading per day, the oldest first.
        source: the source of the readings.
        unit: the unit of written temperatures; the numbers here are ℃.
    """

    language: str
    theme: Theme
    title: str
    when: str
    newest: str
    temperature: float | None
    today: tuple[tuple[float, float], ...]
    yesterday: tuple[tuple[float, float], ...]
    extremes: tuple[Extreme, ...]
    lines: tuple[str, str]
    week: str
    hours: tuple[tuple[float, str], ...]
    midnight: tuple[float, str] | None
    mornings: tuple[Morning, ...]
    source: str
    unit: Unit


Content: TypeAlias = CountryMap | DayChart | ForecastDayChart | ForecastWeekChart
"""The content of any picture."""


def format_degrees(temperature: float) -> str:
    """Return a temperature in whole degrees, in either unit: ``−5°``."""
    return with_minus_sign(f"{round(temperature)}°")


def with_minus_sign(number: str) -> str:
    """Return a number with a minus sign instead of its hyphen."""
    return number.replace("-", "−")
