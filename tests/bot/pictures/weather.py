"""Deterministic sample readings, warmer in the south than in the north."""

import datetime as dt
import math
from collections.abc import Collection, Mapping
from types import MappingProxyType

from bot.i18n.translator import Translators
from bot.pictures.colours import Theme
from bot.pictures.content import CountryMap
from bot.rendering.pictures.temperature_map import make_country_map, summarize_current
from sources.korea.stations import load_catalogue
from sources.records import NamedBy, Precision
from storage.content.observations import Observation
from storage.terms import Unit
from tests.factories import seoul

CATALOGUE = load_catalogue()
TRANSLATORS = Translators("ko")
SEVEN = seoul("2024-05-13 07:00")


def observation(
    station: int,
    temperature: float | None,
    at: dt.datetime = SEVEN,
    *,
    precision: Precision = Precision.HOUR,
    suspect: bool = False,
) -> Observation:
    moment = at.astimezone(dt.UTC)
    return Observation(station, moment, precision, "KMA map", "맑음", temperature, NamedBy.PAGE, suspect=suspect)


def country(
    warmth: float, set_to: Mapping[int, float] = MappingProxyType({}), *, missing: Collection[int] = ()
) -> list[Observation]:
    """Return a reading of each station, with some of them given."""
    return [
        observation(one.number, set_to.get(one.number, _temperature(warmth, one.latitude, one.number)))
        for one in CATALOGUE
        if one.number not in missing
    ]


def _temperature(warmth: float, latitude: float, number: int) -> float:
    return round(warmth + 2 * (36 - latitude) + 3 * math.sin(number), 1)


def drawn_map(
    readings: list[Observation],
    language: str = "ko",
    theme: Theme = Theme.LIGHT,
    own: Collection[int] = (),
    unit: Unit = Unit.CELSIUS,
) -> CountryMap:
    shown = summarize_current(readings)
    assert shown is not None
    return make_country_map(shown, CATALOGUE, own, theme, SEVEN, TRANSLATORS[language].with_unit(unit))


def hours(station: int = 112, days: int = 8, *, warmth: float = 15, without: Collection[int] = ()) -> list[Observation]:
    """Return hourly readings up to 09:00, without those of some hours before the end."""
    end = seoul("2024-05-13 09:00")
    return [
        observation(
            station, _through_the_day(warmth, end - dt.timedelta(hours=ago), ago), end - dt.timedelta(hours=ago)
        )
        for ago in reversed(range(24 * days + 1))
        if ago not in without
    ]


def _through_the_day(warmth: float, at: dt.datetime, ago: int) -> float:
    return round(warmth + 5 * math.sin((at.hour - 9) / 12 * math.pi) - ago // 24 + math.sin(ago), 1)
