"""Terms of forecasts and fine dust in every language."""

from bot.i18n.translator import N_, Translator
from sources.air import AirGrade
from sources.forecasts import Precipitation, Sky

SKY_EMOJIS = {Sky.CLEAR: "☀️", Sky.PARTLY_CLOUDY: "🌤", Sky.MOSTLY_CLOUDY: "⛅️", Sky.OVERCAST: "☁️"}
PRECIPITATION_EMOJIS = {
    Precipitation.RAIN: "☂️",
    Precipitation.RAIN_OR_SNOW: "🌨",
    Precipitation.SNOW: "❄️",
    Precipitation.SHOWER: "☂️",
    Precipitation.DRIZZLE: "💧",
    Precipitation.DRIZZLE_OR_FLURRIES: "🌨",
    Precipitation.FLURRIES: "❄️",
}

_SKIES = {
    Sky.CLEAR: N_("Clear"),
    Sky.PARTLY_CLOUDY: N_("Partly cloudy"),
    Sky.MOSTLY_CLOUDY: N_("Mostly cloudy"),
    Sky.OVERCAST: N_("Cloudy"),
}
_PRECIPITATIONS = {
    Precipitation.RAIN: N_("Rain"),
    Precipitation.RAIN_OR_SNOW: N_("Rain or snow"),
    Precipitation.SNOW: N_("Snow"),
    Precipitation.SHOWER: N_("Showers"),
    Precipitation.DRIZZLE: N_("A few raindrops"),
    Precipitation.DRIZZLE_OR_FLURRIES: N_("Raindrops or flurries"),
    Precipitation.FLURRIES: N_("Flurries"),
}
# AirKorea's own English words.
_GRADES = {
    AirGrade.GOOD: N_("good"),
    AirGrade.MODERATE: N_("moderate"),
    AirGrade.BAD: N_("unhealthy"),
    AirGrade.VERY_BAD: N_("very unhealthy"),
}


def sky_name(sky: Sky, tr: Translator) -> str:
    """Return a cloud cover: ``맑음``."""
    return tr.plain(_SKIES[sky])


def precipitation_name(form: Precipitation, tr: Translator) -> str:
    """Return a form of precipitation other than NONE: ``비``.

    Raises:
        KeyError: it is NONE.
    """
    return tr.plain(_PRECIPITATIONS[form])


def grade_name(grade: AirGrade, tr: Translator) -> str:
    """Return AirKorea's grade: ``나쁨``."""
    return tr.plain(_GRADES[grade])
