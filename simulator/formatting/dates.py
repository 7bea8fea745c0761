"""Dates in a text, which each person's app shows in its own time zone and language."""

import re
from typing import NamedTuple

_FORMAT = re.compile(r"[tTdDwW]*")
_RELATIVE = {"r", "R"}


class FormattedDate(NamedTuple):
    """A moment as Unix time in seconds, and how to show it: Telegram's `date_time_format`, empty for as it is."""

    unix_time: int
    format: str


def canonical_format(given: str) -> str:
    """Return a format as Telegram writes it: day of the week, date, time.

    Raises:
        ValueError: the format has other letters; the text is Telegram's reason.
    """
    if given in _RELATIVE:
        return "r"
    if not _FORMAT.fullmatch(given):
        raise ValueError("Invalid date format used")
    parts = ("w" if set("wW") & set(given) else "", _short_or_long(given, "d"), _short_or_long(given, "t"))
    return "".join(parts)


def _short_or_long(given: str, letter: str) -> str:
    return letter if letter in given else letter.upper() if letter.upper() in given else ""
