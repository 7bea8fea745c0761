"""Feels-like temperature by KMA's formulas.

From October to April it is the wind chill, which KMA gives at 10 ℃ or less and 1.3 m/s or more; from May to September
it depends on humidity, by KMA's formula of June 2022 with Stull's wet-bulb temperature (KMA, 체감온도; Stull 2011,
doi:10.1175/JAMC-D-11-0143.1).
"""

import datetime as dt
import math

from sources.records import KST

SUMMER_MONTHS = range(5, 10)
"""Months of the summer formula."""

MAX_WIND_CHILL_TEMPERATURE = 10.0
"""℃; above it KMA gives no wind chill."""

MIN_WIND_CHILL_SPEED = 1.3
"""m/s; below it KMA gives no wind chill."""

_KMH = 3.6


def is_summer(at: dt.datetime) -> bool:
    """Return whether KMA's summer formula holds at an aware time."""
    return at.astimezone(KST).month in SUMMER_MONTHS


def compute_feels_like(
    at: dt.datetime, temperature: float | None, humidity: float | None, wind_speed: float | None
) -> float | None:
    """Return the feels-like temperature, ℃ with a decimal; None if it is not defined or a value is missing.

    Args:
        at: aware; its month in Korea decides which formula holds.
        temperature: ℃.
        humidity: relative humidity, %.
        wind_speed: m/s.
    """
    if temperature is None:
        return None
    if is_summer(at):
        return None if humidity is None else round(_with_humidity(temperature, humidity), 1)
    if wind_speed is None or wind_speed < MIN_WIND_CHILL_SPEED or temperature > MAX_WIND_CHILL_TEMPERATURE:
        return None
    return round(_with_wind(temperature, wind_speed), 1)


def _with_wind(temperature: float, wind_speed: float) -> float:
    power = math.pow(wind_speed * _KMH, 0.16)
    return 13.12 + 0.6215 * temperature - 11.37 * power + 0.3965 * power * temperature


def _with_humidity(temperature: float, humidity: float) -> float:
    wet = _wet_bulb(temperature, humidity)
    return -0.2442 + 0.55399 * wet + 0.45535 * temperature - 0.0022 * wet * wet + 0.00278 * wet * temperature + 3.0


def _wet_bulb(temperature: float, humidity: float) -> float:
    """Return the wet-bulb temperature, ℃, by Stull's formula."""
    return (
        temperature * math.atan(0.151977 * math.sqrt(humidity + 8.313659))
        + math.atan(temperature + humidity)
        - math.atan(humidity - 1.67633)
        + 0.00391838 * math.pow(humidity, 1.5) * math.atan(0.023101 * humidity)
        - 4.686035
    )
