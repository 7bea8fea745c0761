"""Words and pictograms that the charts of a day and of a week share."""

import datetime as dt

from bot.i18n.translator import Translator
from bot.pictures.forecast_content import Icon
from bot.rendering.outlook.times import name_moment
from bot.weather.outlook import PlaceForecast
from sources.forecasts import Amount, Precipitation, Sky

NO_VALUE = "–"

_SKIES = {
    Sky.CLEAR: Icon.SUN,
    Sky.PARTLY_CLOUDY: Icon.SUN_AND_CLOUD,
    Sky.MOSTLY_CLOUDY: Icon.SUN_AND_CLOUD,
    Sky.OVERCAST: Icon.CLOUD,
}
_AT_NIGHT = {Icon.SUN: Icon.MOON, Icon.SUN_AND_CLOUD: Icon.MOON_AND_CLOUD}
_PRECIPITATIONS = {
    Precipitation.RAIN: Icon.RAIN,
    Precipitation.RAIN_OR_SNOW: Icon.SLEET,
    Precipitation.SNOW: Icon.SNOW,
    Precipitation.SHOWER: Icon.RAIN,
    Precipitation.DRIZZLE: Icon.RAIN,
    Precipitation.DRIZZLE_OR_FLURRIES: Icon.SLEET,
    Precipitation.FLURRIES: Icon.SNOW,
}


def choose_icon(weather: Precipitation | Sky | None, *, is_night: bool = False) -> Icon | None:
    """Return the pictogram of rain or snow, or of a sky; None for an unknown one."""
    if isinstance(weather, Precipitation):
        return _PRECIPITATIONS[weather]
    icon = None if weather is None else _SKIES[weather]
    return _AT_NIGHT.get(icon, icon) if is_night and icon is not None else icon


def source_and_issue(forecast: PlaceForecast, now: dt.datetime, tr: Translator) -> str:
    """Return who made a forecast, and when it was issued: ``기상청 05:00 예보``."""
    return tr.plain("KMA forecast of {when}", when=name_moment(forecast.issued_at, now, tr))


def amount_texts(rain: Amount | None, snow: Amount | None, tr: Translator) -> list[str]:
    """Return amounts of rain (mm) and snow (cm): ``5~9 mm``, ``< 1 cm``; traces of nothing are left out."""
    return [
        *([f"{_range(rain, tr)} mm"] if rain and rain.most != 0 else []),
        *([f"{_range(snow, tr)} cm"] if snow and snow.most != 0 else []),
    ]


def _range(amount: Amount, tr: Translator) -> str:
    if amount.most is None:
        return f"≥ {tr.number(amount.least)}"
    if amount.least == 0:
        return f"< {tr.number(amount.most)}"
    if amount.least == amount.most:
        return tr.number(amount.least)
    return tr.plain("{low} to {high}", low=tr.number(amount.least), high=tr.number(amount.most))
