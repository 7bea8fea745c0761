"""Dates that a page prints beside its headline, as articles do: 2026.08.12 17:42, August 12, 2026, 12 de mayo de 2026.

Only where a date stands counts here, not which day it is, so that months need no names.
"""

import re
from collections.abc import Collection, Sequence

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = r"[0-9]{1,2}"
_DATE = re.compile(
    rf"(?<![0-9])(?:{_YEAR}\s?[-./년年]\s?{_DAY}\s?[-./월月]\s?{_DAY}(?![0-9])"
    rf"|{_DAY}(?:st|nd|rd|th|er|\.)?,?\s(?:de\s|of\s|tháng\s)?(?:{_MONTH}|{_DAY}),?\s(?:del?\s|năm\s)?{_YEAR}(?![0-9])"
    rf"|{_DAY}(?P<mark>[-./]){_DAY}(?P=mark){_YEAR}(?![0-9]))"
    # Elements beside each other give one line without a space: By Ann NetmakerAugust 12, 2026.
    rf"|{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}(?![0-9])",
    re.IGNORECASE,
)
_MAX_LINE = 120
"""Characters; a longer line is a paragraph, which may tell of a day."""
_ABOVE, _BELOW = 4, 12
"""Lines between the headline and its date: the section above, the sub-headline, the author and buttons below."""


def has_date_beside(lines: Sequence[str], places: Collection[int]) -> bool:
    """Return whether a full date stands near one of the places among a page's lines."""
    near = {index for place in places for index in range(max(0, place - _ABOVE), place + _BELOW + 1)}
    return any(has_date(lines[index]) for index in near if index < len(lines) and len(lines[index]) <= _MAX_LINE)


def has_date(line: str) -> bool:
    """Return whether a full date stands in a line."""
    return _DATE.search(line) is not None
