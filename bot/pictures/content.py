"""What stands in a picture, in the reader's words. Two pictures with the same content are the same picture."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.pictures.colours import Theme
from storage.terms import Unit

HOURS = 24
"""How long a chart's lines are."""


@dataclass(frozen=True, slots=True)
class StationMark:
    """A station on the map.

    Attributes:
        longitude: degrees east.
        latitude: degrees north.
        temperature: ℃, or None where there is no reading.
        name: in the reader's language.
        temperature_text: the temperature as it is written beside the name.
        rank: its place among those that have a label, the lowest first; None for a station without one.
        is_own: whether it is one of the chat's own.
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
    """What stands on the map, in the reader's words.

    Attributes:
        language: the reader's.
        theme: light or dark.
        title: what is shown.
        when: the time of the readings.
        marks: the stations.
        extremes: a heading and its stations, for the warmest and the coldest.
        own: what marks the chat's own cities, or None where it has none.
        source: where the readings and the coast come from.
        scale: degrees (℃), and what stands at them below the colours.
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
    """The highest or the lowest point of a line.

    Attributes:
        hour: hours since the chart's beginning.
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
        day: what stands below it.
        temperature: ℃, or None where there is no reading.
        temperature_text: the temperature as it is written.
    """

    day: str
    temperature: float | None
    temperature_text: str


@dataclass(frozen=True, slots=True)
class DayChart:
    """What stands in the chart, in the reader's words. Readings are pairs of hours since its beginning, and ℃.

    Attributes:
        language: the reader's.
        theme: light or dark.
        title: the place.
        when: the time of the newest reading.
        newest: the newest temperature as it is written.
        temperature: the same in ℃, or None.
        today: the readings of the last 24 hours, the oldest first; without any there is no line, and no place for one.
        yesterday: the readings of the 24 hours before, at the same hours.
        extremes: the highest and the lowest of today's; none where there are no readings.
        lines: what the two lines are called.
        week: what the mornings are called.
        hours: full hours since the beginning, and what stands below them.
        midnight: the same for the line between two days, or None.
        mornings: one reading a day, the oldest first.
        source: where the readings come from.
        unit: in what temperatures are written; the numbers here are ℃.
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


Content: TypeAlias = CountryMap | DayChart
"""What can be drawn."""


def format_degrees(temperature: float) -> str:
    """A temperature in whole degrees, whatever they are: ``−5°``."""
    return with_minus_sign(f"{round(temperature)}°")


def with_minus_sign(number: str) -> str:
    """A number with a minus in the place of its hyphen."""
    return number.replace("-", "−")
