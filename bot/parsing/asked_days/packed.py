"""Days and times of a question in a few letters, for the data of a button."""

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.parsing.days import Day, DayKind, DayPart

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIRST_DAY = dt.date(2020, 1, 1)
_DAY_LETTERS, _MOST_DAYS, _MOST_TIMES = 3, 15, 3
_MOST = len(_DIGITS) ** _DAY_LETTERS - 1
_FIRST_HOUR = 10
"""Hours from 0 to 24 are letters, and parts of a day are digits."""

DAYS_PATTERN = f"[0-9a-z]{{{2 * _DAY_LETTERS}}}"
TIMES_PATTERN = f"[0-5a-y]{{0,{_MOST_TIMES}}}"
_PARTS = tuple(DayPart)


def pack_days(days: Sequence[dt.date]) -> str:
    """Return letters for dates, at least one, of which those more than two weeks after the first one are left out."""
    first = min(days)
    bits = sum(1 << number for number in {(day - first).days for day in days} if number < _MOST_DAYS)
    return _encode(min((first - _FIRST_DAY).days, _MOST)) + _encode(bits)


def unpack_days(packed: str) -> tuple[Day, ...]:
    """Return the dates of `pack_days`."""
    first = _FIRST_DAY + dt.timedelta(days=int(packed[:_DAY_LETTERS], 36))
    bits = int(packed[_DAY_LETTERS:], 36)
    dates = (first + dt.timedelta(days=number) for number in range(_MOST_DAYS) if bits >> number & 1)
    return tuple(Day(DayKind.DATE, date.day, date.month, date.year) for date in dates)


def pack_times(hours: Iterable[int], parts: Iterable[DayPart]) -> str:
    """Return a letter each for hours (0 to 24) and parts of a day, of which the first ones fit."""
    letters = [_DIGITS[_FIRST_HOUR + hour] for hour in hours] + sorted(str(_PARTS.index(part)) for part in parts)
    return "".join(letters[:_MOST_TIMES])


def unpack_times(packed: str) -> tuple[tuple[int, ...], frozenset[DayPart]]:
    """Return the hours and parts of a day of `pack_times`."""
    hours = tuple(_DIGITS.index(letter) - _FIRST_HOUR for letter in packed if letter.isalpha())
    return hours, frozenset(_PARTS[int(letter)] for letter in packed if letter.isdecimal())


def _encode(number: int) -> str:
    letters = ""
    for _ in range(_DAY_LETTERS):
        number, digit = divmod(number, len(_DIGITS))
        letters = _DIGITS[digit] + letters
    return letters
