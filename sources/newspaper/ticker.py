"""The weather ticker of a newspaper page: one line a station, condition, name and temperature together.

맑음속초18.5℃      맑음서울 17.5℃      구름많음−3.1℃ (no name)      맑음고창 ℃ (no number)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.korea.conditions import CONDITIONS
from sources.korea.stations import Catalogue
from sources.newspaper.unnamed_stations import name_by_position
from sources.records import NamedBy, Reading, Rejected

LOWEST, HIGHEST = -60.0, 60.0
"""What a thermometer in Korea can show, ℃, generously."""

LONGEST_LINE = 100
"""Characters; no reading is longer, and what is longer is not worth matching."""

_LINE = re.compile(r"(?P<words>.*?)\s*(?P<number>[-+−]?[0-9.,]*)\s*(?:℃|°C|ºC)")
_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]+)?")
_WORD = re.compile(r"[가-힣 ]*")
_NOTHING = "-"
_GOES_ON = re.compile(rf"(?:\s|끝|단속|연속|적|계속|또는|뒤|후|갬|곳|보라|바람|성|{'|'.join(CONDITIONS)})+")
"""What may follow a known condition in a longer one that is not known; anything else belongs to the name."""


@dataclass(frozen=True, slots=True)
class TickerLine:
    """A line of a ticker before it is read.

    Attributes:
        line: the line of the page (or the place in its ticker), counted from 1.
        text: what is printed, without a bullet.
        condition: the condition where the page's markup sets it apart from `text` (``-`` for none), else None.
    """

    line: int
    text: str
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    condition: str | None
    name: str


class _UnreadableLine(Exception):
    """One line cannot be used; the message is the reason, `station` what is known of its place."""

    def __init__(self, reason: str, station: int | None = None) -> None:
        super().__init__(reason)
        self.station = station


def parse_ticker(lines: Sequence[TickerLine], catalogue: Catalogue) -> tuple[tuple[Reading, ...], tuple[Rejected, ...]]:
    """Read the lines of one ticker; a line that cannot be read is rejected alone, with its reason."""
    readings: dict[int, Reading] = {}
    rejected: list[Rejected] = []
    stations: list[int | None] = []
    for index, line in enumerate(lines):
        try:
            readings[index] = reading = _parse_line(line, catalogue)
            stations.append(reading.station)
            _refuse_repeated(reading, readings.values(), catalogue)
        except _UnreadableLine as error:
            readings.pop(index, None)
            if len(stations) == index:
                stations.append(error.station)
            rejected.append(Rejected(line.line, line.text, str(error)))
    for index, number in name_by_position(stations, catalogue.numbers).items():
        if index in readings:
            readings[index] = _at_station(readings[index], number)
    return tuple(readings.values()), tuple(rejected)


def _at_station(reading: Reading, number: int) -> Reading:
    return Reading(reading.line, reading.condition, reading.temperature, number, NamedBy.POSITION)


def _refuse_repeated(reading: Reading, readings: Iterable[Reading], catalogue: Catalogue) -> None:
    if reading.station is None:
        return
    first = next(other for other in readings if other.station == reading.station)
    if first is not reading:
        name = catalogue[reading.station].names["ko"]
        raise _UnreadableLine(f"{name} has a reading on line {first.line} already", reading.station)


def _parse_line(line: TickerLine, catalogue: Catalogue) -> Reading:
    match = _LINE.fullmatch(line.text) if len(line.text) <= LONGEST_LINE else None
    if match is None:
        raise _UnreadableLine("no temperature in ℃ at the end of the line")
    if line.condition is None and not match["words"] and match["number"].startswith(_NOTHING) and match["number"][1:]:
        raise _UnreadableLine("the hyphen may say that there is no condition, or that it is below zero")
    words = _split(match["words"].strip(), catalogue) if line.condition is None else _apart(line, match)
    station = catalogue.printed(words.name) if words.name else None
    temperature = _temperature(match["number"], station)
    if words.name and station is None:
        raise _UnreadableLine(f"unknown station {words.name}")
    if words.condition is None and temperature is None:
        raise _UnreadableLine("neither a condition nor a temperature", station)
    named_by = None if station is None else NamedBy.PAGE
    return Reading(line.line, words.condition, temperature, station, named_by)


def _apart(line: TickerLine, match: re.Match[str]) -> _Words:
    condition = (line.condition or "").strip()
    return _Words(None if condition in {"", _NOTHING} else condition, match["words"].strip())


def _split(words: str, catalogue: Catalogue) -> _Words:
    """Part the condition from the name: the longest known condition that leaves a known name or nothing.

    A condition that is not known is kept in KMA's word before a name that is, but 맑음북대전 is not 대전.
    """
    conditions = sorted((word for word in (*CONDITIONS, _NOTHING) if words.startswith(word)), key=len, reverse=True)
    for condition in conditions:
        name = words.removeprefix(condition).strip()
        if not name or catalogue.printed(name) is not None:
            return _Words(None if condition == _NOTHING else condition, name)
    for start in range(len(words)):
        if catalogue.printed(words[start:]) is not None and _may_be_condition(words[:start], conditions):
            return _Words(words[:start].strip() or None, words[start:])
    longest = conditions[0] if conditions else ""
    return _Words(longest or None, words.removeprefix(longest).strip())


def _may_be_condition(words: str, conditions: Sequence[str]) -> bool:
    if not _WORD.fullmatch(words.strip()):
        return False
    return not conditions or any(_GOES_ON.fullmatch(words, len(condition)) for condition in conditions)


def _temperature(printed: str, station: int | None) -> float | None:
    number = printed.replace("−", "-")
    if number in {"", _NOTHING}:
        return None
    if not _NUMBER.fullmatch(number):
        raise _UnreadableLine(f"unreadable temperature {printed}", station)
    degrees = float(number)
    if not LOWEST <= degrees <= HIGHEST:
        raise _UnreadableLine(f"{printed} ℃ is outside {LOWEST:.0f}…{HIGHEST:.0f} ℃", station)
    return degrees
