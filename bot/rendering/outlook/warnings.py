"""Weather warnings as text."""

import datetime as dt
from collections.abc import Sequence

from bot.i18n.hours import hour_name
from bot.i18n.translator import Translator
from bot.i18n.warning_terms import warning_name
from bot.rendering.outlook.forecast import name_day
from sources.records import KST
from sources.warnings import WarningLevel, WeatherWarning

WARNING = "⚠️"
_LEVELS = tuple(WarningLevel)


def warnings_text(warnings: Sequence[WeatherWarning], now: dt.datetime, tr: Translator) -> str:
    """Return the names of warnings, the highest level of each kind, with the beginning of those that lie ahead."""
    highest: dict[str, WeatherWarning] = {}
    for one in sorted(warnings, key=lambda one: (-_LEVELS.index(one.level), one.in_force_from)):
        highest.setdefault(one.kind, one)
    return tr.join_names([warning_text(one, now, tr) for one in highest.values()])


def warning_text(warning: WeatherWarning, now: dt.datetime, tr: Translator) -> str:
    """Return the name of a warning, with its beginning if that lies ahead: ``강풍주의보 (오전 11시부터)``."""
    name = warning_name(warning, tr)
    begin = warning.in_force_from.astimezone(KST)
    if begin <= now:
        return name
    hour = hour_name(begin.hour, tr)
    is_today = begin.date() == now.astimezone(KST).date()
    return tr.plain(
        "{warning} (from {hour})", warning=name, hour=hour if is_today else name_day(begin.date(), now, hour, tr)
    )
