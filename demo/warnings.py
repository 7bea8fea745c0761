"""Warnings of the demo: one of wind that is issued, raised and ended on the first day, and one of rain on Saturday."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sources.records import KST
from sources.warnings import WarningKind, WarningLevel, WeatherWarning

_ZONES = (
    ("L1010800", "인천광역시", "인천광역시"),
    ("L1010900", "강화군", "인천광역시"),
    ("L1013600", "옹진군", "인천광역시"),
)


class _Step(NamedTuple):
    """State of a kind of warning from a moment on; without a level it has ended."""

    at: dt.datetime
    kind: WarningKind
    level: WarningLevel | None
    in_force_from: dt.datetime


def _at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2024, 5, day, hour, tzinfo=KST)


_STEPS = (
    _Step(_at(14, 5), WarningKind.STRONG_WIND, WarningLevel.ADVISORY, _at(14, 11)),
    _Step(_at(14, 16), WarningKind.STRONG_WIND, WarningLevel.WARNING, _at(14, 17)),
    _Step(_at(15, 6), WarningKind.STRONG_WIND, None, _at(15, 6)),
    _Step(_at(17, 22), WarningKind.HEAVY_RAIN, WarningLevel.PRELIMINARY, _at(18, 6)),
    _Step(_at(18, 5), WarningKind.HEAVY_RAIN, WarningLevel.ADVISORY, _at(18, 6)),
    _Step(_at(18, 17), WarningKind.HEAVY_RAIN, None, _at(18, 17)),
)


def list_moments(after: dt.datetime, until: dt.datetime) -> Sequence[dt.datetime]:
    """Return the moments after one and up to another at which a warning is issued, changes or ends."""
    return [step.at for step in _STEPS if after < step.at <= until]


def list_warnings(now: dt.datetime) -> tuple[WeatherWarning, ...]:
    """Return the warnings that are listed at an aware time."""
    newest = {step.kind: step for step in _STEPS if step.at <= now}
    return tuple(
        WeatherWarning(zone, name, step.kind, step.level, step.at, step.in_force_from, upper_name=upper)
        for step in newest.values()
        if step.level is not None
        for zone, name, upper in _ZONES
    )
