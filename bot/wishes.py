"""What a person asks for behind `/subscribe`: a time and cities, in any order."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.places import Answer, Places
from sources.stations import Station

MOST_CITIES = 10
_MOST_WORDS = 3 * MOST_CITIES
"""More are not looked at: looking for names that are near takes its time, and this many are too many anyway."""

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})|시(?:(?P<korean>[0-9]{1,2})분)?)")
_APART = re.compile(r"시\s+(?=[0-9]{1,2}분)")
_LOOKS_LIKE_TIME = re.compile(r"[0-9]+(?:[:.시][0-9]*분?)*")
_MORNING = frozenset({"매일", "아침", "오전"})
_WHOLE_COUNTRY = frozenset({"전국", "korea", "country"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for.

    Attributes:
        send_at: the time on the wall clock, or None where none was said.
        stations: the cities' stations, each once; empty for the whole country; None where none was said.
        bad_times: words that look like a time and are none.
        has_several_times: whether more than one time was said.
        unclear: names that do not mean exactly one station, with what they may mean.
    """

    send_at: dt.time | None
    stations: tuple[Station, ...] | None
    bad_times: tuple[str, ...]
    has_several_times: bool
    unclear: tuple[tuple[str, Answer], ...]


def parse_wish(words: Sequence[str], places: Places) -> Wish:
    """Read the words behind `/subscribe`; commas between cities are as good as spaces."""
    text = _APART.sub("시", " ".join(words))
    names = [name for name in re.split(r"[\s,]+", text) if name][:_MOST_WORDS]
    timely = [name for name in names if _LOOKS_LIKE_TIME.fullmatch(name)]
    times = dict.fromkeys(time for time in map(_time, timely) if time is not None)
    cities = [name for name in names if name not in timely and name not in _MORNING]
    answers = [(name, places.find(name)) for name in cities if name.casefold() not in _WHOLE_COUNTRY]
    found = dict.fromkeys(answer.match.station for _, answer in answers if answer.match is not None)
    return Wish(
        send_at=next(iter(times), None),
        stations=tuple(found) if cities else None,
        bad_times=tuple(name for name in timely if _time(name) is None),
        has_several_times=len(times) > 1,
        unclear=tuple((name, answer) for name, answer in answers if answer.match is None),
    )


def _time(name: str) -> dt.time | None:
    match = _TIME.fullmatch(name)
    if match is None:
        return None
    try:
        return dt.time(int(match["hour"]), int(match["minute"] or match["korean"] or 0))
    except ValueError:
        return None
