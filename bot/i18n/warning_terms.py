"""Names of weather warnings (특보) in every language."""

from bot.i18n.translator import N_, Translator
from sources.warnings import WarningKind, WarningLevel, WeatherWarning

# In small letters: "Heavy rain" is a weather condition, for which Korean and other languages have another word.
_KINDS = {
    WarningKind.STRONG_WIND: N_("strong wind"),
    WarningKind.HEAVY_RAIN: N_("heavy rain"),
    WarningKind.COLD_WAVE: N_("cold wave"),
    WarningKind.DRYNESS: N_("dry weather"),
    WarningKind.STORM_SURGE: N_("storm surge"),
    WarningKind.TSUNAMI: N_("tsunami"),
    WarningKind.HIGH_SEAS: N_("high seas"),
    WarningKind.TYPHOON: N_("typhoon"),
    WarningKind.HEAVY_SNOW: N_("heavy snow"),
    WarningKind.YELLOW_DUST: N_("yellow dust"),
    WarningKind.HEAT_WAVE: N_("heat wave"),
    WarningKind.TROPICAL_NIGHT: N_("tropical night"),
    WarningKind.FOG: N_("dense fog"),
}
_LEVELS = {
    WarningLevel.PRELIMINARY: N_("preliminary {kind} warning"),
    WarningLevel.ADVISORY: N_("{kind} advisory"),
    WarningLevel.WARNING: N_("{kind} warning"),
    WarningLevel.SEVERE: N_("severe {kind} warning"),
}


def warning_kind_name(kind: str, tr: Translator) -> str:
    """Return the kind of a warning: ``강풍``; KMA's word for one that is not known."""
    return tr.plain(_KINDS[WarningKind(kind)]) if kind in set(WarningKind) else kind


def warning_name(warning: WeatherWarning, tr: Translator) -> str:
    """Return the name of a warning: ``강풍주의보``."""
    return tr.plain(_LEVELS[warning.level], kind=warning_kind_name(warning.kind, tr))
