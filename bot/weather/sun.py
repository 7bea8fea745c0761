"""Sunrise and sunset."""

import datetime as dt
from dataclasses import dataclass

from astral import Observer
from astral.sun import sunrise, sunset

from sources.records import KST


@dataclass(frozen=True, slots=True)
class SunTimes:
    """Sunrise and sunset of a day at a place, aware, in Korea's time."""

    rise: dt.datetime
    set: dt.datetime


def get_sun_times(latitude: float, longitude: float, day: dt.date) -> SunTimes:
    """Return sunrise and sunset of a day in Korea, where both happen each day.

    Args:
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
        day: the day in Korea; no datetime, whose zone astral would take.
    """
    place = Observer(latitude, longitude)
    return SunTimes(sunrise(place, day, tzinfo=KST), sunset(place, day, tzinfo=KST))
