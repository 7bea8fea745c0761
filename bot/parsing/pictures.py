"""Kinds of pictures that can be asked for, and the words for maps."""

from enum import StrEnum

from bot.parsing.vocabulary import weather_words
from bot.parsing.wording import any_of, latin


class ChartView(StrEnum):
    """Time that a place's chart shows."""

    PAST = "past"
    """The last day and week, as measured."""
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"


class MapKind(StrEnum):
    """Values that a map of the country shows."""

    TEMPERATURE = "temperature"
    LOW = "low"
    HIGH = "high"
    PM25 = "pm25"
    PM10 = "pm10"
    WARNINGS = "warnings"


_COARSE = any_of(r"pm\s?10|황사|黄砂|黃沙|黄沙|沙尘", latin("(?:yellow|coarse) dust|(?:bụi|cát) vàng"))
_LOW = any_of("최저|最低", latin("lows?|lowest|minimum|thấp nhất"))
_HIGH = any_of("최고|最高", latin("highs?|highest|maximum|cao nhất"))
_TEMPERATURE = any_of("기온|온도|날씨|気温|气温|温度|天气", latin("temperatures?|weather|nhiệt độ|thời tiết"))

# The first that is found counts: a low temperature is a temperature, and coarse dust is dust.
_KINDS = (
    (MapKind.WARNINGS, weather_words.WARNINGS),
    (MapKind.PM10, _COARSE),
    (MapKind.PM25, weather_words.DUST),
    (MapKind.LOW, _LOW),
    (MapKind.HIGH, _HIGH),
    (MapKind.TEMPERATURE, _TEMPERATURE),
)


def find_map_kind(text: str) -> MapKind | None:
    """Return the map that a text names; None if it names none."""
    return next((kind for kind, words in _KINDS if words.search(text)), None)
