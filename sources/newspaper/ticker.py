"""Weather ticker of a newspaper page: one line per station, with condition, station name and temperature run together.

맑음속초18.5℃      맑음서울 17.5℃      구름많음−3.1℃ (no name)      맑음고창 ℃ (no number)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.korea.conditions import PARTS, parse_condition
from sources.korea.stations import Catalogue, load_other_stations
from sources.newspaper.unnamed_stations import name_by_position
from sources.records import MAX_TEMPERATURE, MIN_TEMPERATURE, NamedBy, Reading, Rejected

# A longer line is not a reading, and the pattern is slow on it.
MAX_LINE_LENGTH = 100
"""Characters."""

_LINE = re.compile(r"(?P<words>.*?)\s*(?P<number>[-+−–]?[0-9.,]*)\s*(?:℃|°C|ºC)")
_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]+)?")
_WORD = re.compile(r"[가-힣 ]*")
_NONE = "-"
# An unknown condition mostly extends a known one: 맑음 to 맑음뒤흐림. Any other word belongs to the station name.
_CONDITION_SUFFIX = re.compile(rf"(?:\s|뒤|후|갬|곳|보라|바람|성|{'|'.join(PARTS)})+")
"""Words that extend a known condition to a longer, unknown one."""


@dataclass(frozen=True, slots=True)
class TickerLine:
    """An unparsed line of a ticker.

    Attributes:
        line: its line in the page (or position in the marked ticker), counted from 1.
        text: the printed text without a bullet.
        condition: the condition if the markup separates it from `text` (``-`` for none), else None.
    """

    line: int
    text: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    condition: str | None
    name: str


class _UnreadableLine(Exception):
    """A line is rejected; the message is the reason, `station` the number of its station if it is known."""

    def __init__(self, reason: str, station: int | None = None) -> None:
        super().__init__(reason)
        self.station = station


def parse_ticker(lines: Sequence[TickerLine], catalogue: Catalogue) -> tuple[tuple[Reading, ...], tuple[Rejected, ...]]:
    """Parse the lines of one ticker; an unreadable line is rejected alone, with its reason."""
    readings: dict[int, Reading] = {}
    rejected: list[Rejected] = []
    stations: list[int | None] = []
    for index, line in enumerate(lines):
        try:
            readings[index] = reading = _parse_line(line, catalogue)
            stations.append(reading.station)
            _reject_duplicate(reading, readings.values(), catalogue)
        except _UnreadableLine as error:
            readings.pop(index, None)
            # A rejected line still holds its place, so that its neighbours are not named by a wrong position.
            if len(stations) == index:
                stations.append(error.station)
            rejected.append(Rejected(line.line, line.text, str(error)))
    for index, number in name_by_position(stations, catalogue.numbers).items():
        if index in readings:
            readings[index] = _set_station(readings[index], number)
    return tuple(readings.values()), tuple(rejected)


def names_weather(text: str, catalogue: Catalogue) -> bool:
    """Return whether a line with a temperature names a station or a condition, as those of a ticker do."""
    match = _LINE.fullmatch(text) if len(text) <= MAX_LINE_LENGTH else None
    if match is None:
        return False
    words = _split(match["words"].strip(), catalogue)
    # Many a word begins with 비 or 눈.
    is_condition = words.condition is not None and (not words.name or len(words.condition) > 1)
    return is_condition or catalogue.find_printed(words.name) is not None


def _set_station(reading: Reading, number: int) -> Reading:
    return Reading(reading.line, reading.condition, reading.temperature, number, NamedBy.POSITION)


def _reject_duplicate(reading: Reading, readings: Iterable[Reading], catalogue: Catalogue) -> None:
    if reading.station is None:
        return
    first = next(other for other in readings if other.station == reading.station)
    if first is not reading:
        name = catalogue[reading.station].names["ko"]
        raise _UnreadableLine(f"{name} already has a reading on line {first.line}", reading.station)


def _parse_line(line: TickerLine, catalogue: Catalogue) -> Reading:
    match = _LINE.fullmatch(line.text) if len(line.text) <= MAX_LINE_LENGTH else None
    if match is None:
        raise _UnreadableLine("no temperature in ℃ at the end of the line")
    # An unnamed line such as -4.9℃: the hyphen may mean no condition, or below zero.
    if line.condition is None and not match["words"] and match["number"].startswith(_NONE) and match["number"][1:]:
        raise _UnreadableLine("ambiguous hyphen: no condition, or below zero")
    words = _split(match["words"].strip(), catalogue) if line.condition is None else _get_marked(line, match)
    station = catalogue.find_printed(words.name) if words.name else None
    temperature = _parse_temperature(match["number"], station)
    if words.name and station is None:
        raise _describe_unknown(words.name)
    if words.condition is None and temperature is None:
        raise _UnreadableLine("neither a condition nor a temperature", station)
    named_by = None if station is None else NamedBy.PAGE
    return Reading(line.line, words.condition, temperature, station, named_by)


def _describe_unknown(name: str) -> _UnreadableLine:
    """Return the reason for a name outside the catalogue; a station of KMA's still has its place in the order."""
    other = load_other_stations().get(name)
    if other is None:
        return _UnreadableLine(f"unknown station {name}")
    reason = f"{name} is KMA's station {other.number}, {other.reason}, which represents no district: not used"
    return _UnreadableLine(reason, other.number)


def _get_marked(line: TickerLine, match: re.Match[str]) -> _Words:
    condition = (line.condition or "").strip()
    return _Words(None if condition in {"", _NONE} else condition, match["words"].strip())


def _split(words: str, catalogue: Catalogue) -> _Words:
    """Split condition and station name: the longest known condition followed by a known name or by nothing.

    An unknown condition before a known name is kept as printed.
    """
    # Longest first, because 약한비 also begins 약한비단속.
    beginnings = (words[:length] for length in range(len(words), 0, -1) if words[length - 1] != " ")
    conditions = [beginning for beginning in beginnings if beginning == _NONE or parse_condition(beginning)]
    for condition in conditions:
        name = words.removeprefix(condition).strip()
        if not name or catalogue.find_printed(name) is not None:
            return _Words(None if condition == _NONE else condition, name)
    # The rest must look like a condition: 맑음북대전 is an unknown station, not 대전.
    for start in range(len(words)):
        if catalogue.find_printed(words[start:]) is not None and _may_be_condition(words[:start], conditions):
            return _Words(words[:start].strip() or None, words[start:])
    longest = conditions[0] if conditions else ""
    return _Words(longest or None, words.removeprefix(longest).strip())


def _may_be_condition(words: str, conditions: Sequence[str]) -> bool:
    if not _WORD.fullmatch(words.strip()):
        return False
    return not conditions or any(_CONDITION_SUFFIX.fullmatch(words, len(condition)) for condition in conditions)


def _parse_temperature(printed: str, station: int | None) -> float | None:
    # Some pages print an en dash.
    number = printed.replace("−", "-").replace("–", "-")
    if number in {"", _NONE}:
        return None
    if not _NUMBER.fullmatch(number):
        raise _UnreadableLine(f"unreadable temperature {printed}", station)
    degrees = float(number)
    if not MIN_TEMPERATURE <= degrees <= MAX_TEMPERATURE:
        limits = f"{MIN_TEMPERATURE:.0f}…{MAX_TEMPERATURE:.0f} ℃"
        raise _UnreadableLine(f"{printed} ℃ is outside {limits}", station)
    return degrees
