"""The content of pictures, in the reader's words. Equal content gives equal pictures."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.pictures.colours import Colour, Theme, colour_of
from bot.pictures.forecast_content import ForecastDayChart, ForecastWeekChart
from storage.terms import Unit

HOURS = 24
"""The span of a chart's lines, hours."""


# Equal content must be equal: a hash of it finds the picture that Telegram has already (docs/decisions/023).
@dataclass(frozen=True, slots=True)
class MapMark:
    """A point on the map.

    Attributes:
        longitude: degrees east.
        latitude: degrees north.
        value: ℃, or the number of a step of the scale; None if it is unknown.
        name: the name in the reader's language; empty without a label.
        text: what is written next to the name.
        rank: the priority of its label, the lowest first; None for a small mark, without a label.
        is_own: whether it is one of the chat's own places.
        is_ahead: whether it begins later; it is drawn as a ring.
    """

    longitude: float
    latitude: float
    value: float | None
    name: str
    text: str
    rank: int | None = None
    is_own: bool = False
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class DegreeScale:
    """The fixed scale of temperatures.

    Attributes:
        labels: temperatures (℃) with their labels below the scale.
        used: the lowest and the highest temperature on the map, ℃; None without any.
    """

    labels: tuple[tuple[float, str], ...]
    used: tuple[float, float] | None

    def colour_of(self, value: float) -> Colour:
        """Return the colour of a temperature in ℃."""
        return colour_of(value)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale.

    Attributes:
        colour: its colour.
        name: its name.
        detail: its limits, or the number of points that have it.
        is_used: whether a point has it.
    """

    colour: Colour
    name: str
    detail: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class StepScale:
    """A scale of a few fixed steps; a value is the number of its step."""

    steps: tuple[Step, ...]

    def colour_of(self, value: float) -> Colour:
        """Return the colour of a step."""
        return self.steps[int(value)].colour


@dataclass(frozen=True, slots=True)
class CountryMap:
    """The content of a map, in the reader's words.

    Attributes:
        language: the reader's language.
        theme: light or dark.
        title: the title.
        when: the time of the values.
        marks: the points.
        panel: headings with their lines, such as the warmest and the coldest stations.
        legend: the legend for the chat's own places, or for rings; None without either.
        source: the source of the values and of the coast.
        scale: the scale below the map.
    """

    language: str
    theme: Theme
    title: str
    when: str
    marks: tuple[MapMark, ...]
    panel: tuple[tuple[str, tuple[str, ...]], ...]
    legend: str | None
    source: str
    scale: DegreeScale | StepScale


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
