"""The public holidays of Korea."""

import datetime as dt
from functools import cache

from holidays import HolidayBase


def is_holiday(day: dt.date) -> bool:
    """Whether a day is a public holiday in Korea, substitute ones and days of elections included."""
    return day in _korean()


@cache
def _korean() -> HolidayBase:
    from holidays import country_holidays  # noqa: PLC0415

    return country_holidays("KR")
