"""Values of KMA's forecasts: codes, numbers and printed amounts, as its feed and its services have them.

Sources: KMA's definition of its feed (``dongnaeforecast_rss.pdf``), and the user guide of the service
`VilageFcstInfoService_2.0` (data.go.kr, dataset 15084084). Missing is +900 and more, or -900 and less.
"""

import datetime as dt
import re
from collections.abc import Sequence

from sources.forecasts import Amount, Precipitation, Sky
from sources.kma.table import HUMIDITY, TEMPERATURE, WIND_SPEED, Quantity, UnreadableRow, truncate

_MISSING = 900
# KMA prints traces of binary fractions: 1.4000000000000001.
_NUMBER = re.compile(r"[-+]?[0-9]{1,4}(?:\.[0-9]{1,20})?")
_FIGURE = r"([0-9]{1,3}(?:\.[0-9]{1,20})?)"
_UNIT = r"\s*(?P<unit>mm|cm)?\s*"
_BELOW = re.compile(_FIGURE + _UNIT + "미만")
_ABOVE = re.compile(_FIGURE + _UNIT + "이상")
_RANGE = re.compile(_FIGURE + r"\s*~\s*" + _FIGURE + _UNIT)
_EXACT = re.compile(_FIGURE + _UNIT)
_NONE = frozenset({"", "-", "null", "강수없음", "적설없음"})

_SKIES = dict(enumerate(Sky, 1))
_PRECIPITATIONS = dict(enumerate(Precipitation))

CHANCE = Quantity("chance of precipitation", "%", 0, 100)
WIND_DIRECTION = Quantity("wind direction", "degrees", 0, 360)
_SKY = Quantity("sky", "of KMA's codes", 1, len(_SKIES))
_PRECIPITATION = Quantity("precipitation", "of KMA's codes", 0, len(_PRECIPITATIONS) - 1)

__all__ = ["CHANCE", "HUMIDITY", "TEMPERATURE", "WIND_DIRECTION", "WIND_SPEED"]

_HOUR = dt.timedelta(hours=1)
_SPAN = 3


def parse_number(printed: str | None, quantity: Quantity) -> float | None:
    """Parse a number to two decimals; None if it is missing.

    Raises:
        UnreadableRow: it is not a plain decimal number, or outside the limits.
    """
    text = (printed or "").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise UnreadableRow(f"unreadable {quantity.name} {truncate(text)}")
    value = float(text)
    return None if abs(value) >= _MISSING else quantity.parse(f"{value:.2f}")


def parse_sky(printed: str | None) -> Sky | None:
    """Parse a code of ``SKY``; None if it is missing.

    Raises:
        UnreadableRow: there is no such code.
    """
    code = _parse_code(printed, _SKY)
    return None if code is None else _SKIES[code]


def parse_precipitation(printed: str | None) -> Precipitation | None:
    """Parse a code of ``PTY``; None if it is missing.

    Raises:
        UnreadableRow: there is no such code.
    """
    code = _parse_code(printed, _PRECIPITATION)
    return None if code is None else _PRECIPITATIONS[code]


def _parse_code(printed: str | None, quantity: Quantity) -> int | None:
    value = parse_number(printed, quantity)
    if value is None:
        return None
    if not value.is_integer():
        raise UnreadableRow(f"unreadable {quantity.name} {truncate(printed or '')}")
    return int(value)


def parse_amount(printed: str | None, unit: str) -> Amount | None:
    """Parse an amount; None if there is none or it is missing.

    The forms are ``강수없음``, ``적설없음``, ``1mm 미만``, ``22.5mm``, ``30.0~50.0mm`` and ``50.0mm 이상``; beyond two
    days plain numbers.

    Args:
        printed: the amount as printed.
        unit: ``mm`` or ``cm``.

    Raises:
        UnreadableRow: it has none of these forms, or another unit.
    """
    text = (printed or "").strip()
    if text in _NONE:
        return None
    if _NUMBER.fullmatch(text) and abs(float(text)) >= _MISSING:
        return None
    if (match := _BELOW.fullmatch(text)) and _has_unit(match, unit):
        return Amount(0, float(match[1]))
    if (match := _ABOVE.fullmatch(text)) and _has_unit(match, unit):
        return Amount(float(match[1]), None)
    if (match := _RANGE.fullmatch(text)) and _has_unit(match, unit) and float(match[1]) <= float(match[2]):
        return Amount(float(match[1]), float(match[2]))
    if (match := _EXACT.fullmatch(text)) and _has_unit(match, unit):
        value = float(match[1])
        return Amount(value, value) if value else None
    raise UnreadableRow(f"unreadable amount {truncate(text)}")


def _has_unit(match: re.Match[str], unit: str) -> bool:
    return match["unit"] in {None, unit}


def find_span(moments: Sequence[dt.datetime], moment: dt.datetime) -> int:
    """Return the hours that the values of a moment stand for, 1 or 3, by the distance to the moment before it.

    Args:
        moments: all moments of a forecast, in ascending order.
        moment: one of them.
    """
    place = moments.index(moment)
    if len(moments) == 1:
        return 1
    first = max(place - 1, 0)
    return _SPAN if moments[first + 1] - moments[first] == _SPAN * _HOUR else 1
