"""Records of fine dust."""

import datetime as dt
import enum
from dataclasses import dataclass


class AirGrade(enum.IntEnum):
    """AirKorea's grade of an hourly value: 좋음, 보통, 나쁨, 매우나쁨."""

    GOOD = 1
    MODERATE = 2
    BAD = 3
    VERY_BAD = 4


PM10_LIMITS = (30, 80, 150)
"""The largest hourly values of PM10 that are GOOD, MODERATE and BAD, µg/m³ (AirKorea's table)."""

PM25_LIMITS = (15, 35, 75)
"""The same of PM2.5."""


def get_grade(value: int, limits: tuple[int, int, int]) -> AirGrade:
    """Return the grade of an hourly value, µg/m³."""
    return AirGrade(1 + sum(value > limit for limit in limits))


@dataclass(frozen=True, slots=True)
class AirStation:
    """Measuring station of AirKorea.

    Attributes:
        name: its name in Korean; unique within its province.
        province: short name of its present province (``서울``).
        latitude: degrees north (WGS 84).
        longitude: degrees east (WGS 84).
    """

    name: str
    province: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class AirReading:
    """Fine dust at one measuring station of AirKorea.

    Attributes:
        station: name of the measuring station in Korean; unique within its province.
        province: short name of its present province (``서울``).
        measured_at: end of the hour that the values stand for, aware.
        pm10: µg/m³; None if missing.
        pm25: µg/m³; None if missing.
        pm10_grade: grade of the value; None if the value is missing.
        pm25_grade: grade of the value; None if the value is missing.
    """

    station: str
    province: str
    measured_at: dt.datetime
    pm10: int | None
    pm25: int | None
    pm10_grade: AirGrade | None
    pm25_grade: AirGrade | None
