"""Dates of articles, as Korean newspapers and their feeds write them."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from sources.records import KST

MAX_DATE_LENGTH = 100
"""Characters; longer strings are not parsed."""

# Placeholders such as 0001-01-01 are no dates; converted from KST to UTC that one would overflow.
_YEARS = range(1900, 2100)
_ZONE = r"\s*(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
_NUMERIC = re.compile(
    r"(?P<year>[0-9]{4}) ?[-./년] ?(?P<month>[0-9]{1,2}) ?[-./월] ?(?P<day>[0-9]{1,2})[.일]?"
    r"(?:[ T](?:(?P<half>오전|오후|AM|PM) ?)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    rf"(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]+)?)?{_ZONE})?"
)
_DIGITS = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    # T takes the group `half` so that `_build_date` finds the same groups in both patterns.
    rf"(?:(?P<half>T)?(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?{_ZONE})?"
)
# With or without a space before the date: Sat,16 Jul 2022.
_WEEKDAY = re.compile(r"^[^\W\d_]{1,9}\.? ?, ?(?=[0-9])")
# Some feeds write RFC 822 with a number for the month: Sun, 20 09 2026.
_NUMERIC_MONTH = re.compile(r"^(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?=[0-9]{4}\b)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PM = frozenset({"오후", "PM"})
_AM = frozenset({"오전", "AM"})


def parse_date(text: str | None) -> dt.datetime | None:
    """Parse the date of an article (aware); None if the text is not a date.

    Accepted are ISO 8601, RFC 822 (also with a numeric month, extra spaces, or no space after the weekday),
    ``2026.08.12 오후 05:42`` and ``20260921013544+0900``. A time without a zone, or with an unknown zone, is in KST.
    """
    written = " ".join((text or "").split())
    if not written or len(written) > MAX_DATE_LENGTH:
        return None
    match = _NUMERIC.fullmatch(written) or _DIGITS.fullmatch(written)
    try:
        time = _parse_rfc_822(written) if match is None else _build_date(match)
    # IndexError: `_parse_rfc_822` looked for a 13th month.
    except (ValueError, IndexError):
        return None
    if time.year not in _YEARS:
        return None
    # `parsedate_to_datetime` does not know KST and returns a naive time for it, too.
    return time if time.tzinfo else time.replace(tzinfo=KST)


def _build_date(match: re.Match[str]) -> dt.datetime:
    year, month, day, hour, minute, second = (
        int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")
    )
    if match["half"] in _PM and hour < 12:  # noqa: PLR2004 - noon
        hour += 12
    elif match["half"] in _AM and hour == 12:  # noqa: PLR2004 - midnight
        hour = 0
    zone = match["zone"] and dt.datetime.strptime(match["zone"], "%z").tzinfo
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone or None)


def _parse_rfc_822(written: str) -> dt.datetime:
    # Feeds print weekdays in Korean, in full or wrongly; the date does not need them.
    date = _WEEKDAY.sub("", written)
    if (numeric := _NUMERIC_MONTH.match(date)) is not None:
        # Month 00 would be index -1, December.
        month = _MONTHS[int(numeric["month"]) - 1] if int(numeric["month"]) else "?"
        date = f"{numeric['day']} {month} {date[numeric.end() :]}"
    return parsedate_to_datetime(date)
