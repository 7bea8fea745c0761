"""Forecasts as text: temperatures, sky, and hours of rain or snow."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from bot.i18n.forecast_terms import PRECIPITATION_EMOJIS, SKY_EMOJIS, precipitation_name, sky_name
from bot.i18n.hours import hour_name, hour_range
from bot.i18n.translator import N_, Translator
from bot.rendering.measurements import join_facts
from bot.weather.day_parts import (
    DayPart,
    PartOfDay,
    PrecipitationWindow,
    bounds_of,
    find_windows,
    highest_chance,
    hours_between,
    join_windows,
    main_weather,
)
from bot.weather.outlook import DayOutlook, PlaceForecast
from sources.forecasts import ForecastHour, Precipitation, Sky
from sources.records import KST

MIN_CHANCE = 30
"""% of the chance of precipitation that is worth telling of a time for which none is forecast; the project's own."""

_MAX_WINDOWS = 3
_DAY = dt.timedelta(days=1)
_PARTS = {
    PartOfDay.NIGHT: N_("night"),
    PartOfDay.MORNING: N_("morning"),
    PartOfDay.AFTERNOON: N_("afternoon"),
    PartOfDay.EVENING: N_("evening"),
}
_TODAY, _TOMORROW, _LATER = N_("today {hours}"), N_("tomorrow {hours}"), N_("{day} {hours}")


def temperature_range(low: float | None, high: float | None, tr: Translator) -> str | None:
    """Return low and high in ℃ as whole degrees: ``12~22℃``; None if both are unknown."""
    if low is not None and high is not None:
        return tr.plain("{low} to {high}", low=tr.whole(low), high=tr.whole_degrees(high))
    if high is not None:
        return tr.plain("high {high}", high=tr.whole_degrees(high))
    return None if low is None else tr.plain("low {low}", low=tr.whole_degrees(low))


def signed_difference(degrees: float, tr: Translator) -> str:
    """Return a difference of temperatures in ℃, not 0, with its sign in whole degrees: ``+2℃``."""
    number = tr.whole_difference(degrees)
    return f"{number:+}{tr.unit_sign(tr.unit)}"


def sky_by_part(parts: Sequence[DayPart], tr: Translator, *, with_part: bool = False) -> str | None:
    """Return the sky of the parts of a day: ``오전 맑음, 오후 흐림``; None if it is unknown.

    Args:
        parts: the parts.
        tr: the reader's language.
        with_part: whether the part is named if all have the same sky.
    """
    known = [(one.part, one.sky) for one in parts if one.sky is not None]
    runs = [(sky, [part for part, _ in run]) for sky, run in groupby(known, key=lambda one: one[1])]
    if len(runs) == 1 and not with_part:
        return sky_name(runs[0][0], tr)
    # Parts that are like the one before add nothing.
    named = (tr.plain("{sky} ({part})", part=tr.plain(_PARTS[run[0]]), sky=sky_name(sky, tr)) for sky, run in runs)
    return tr.join_names(list(named)) or None


def windows_text(windows: Sequence[PrecipitationWindow], now: dt.datetime, tr: Translator, *, with_day: bool) -> str:
    """Return hours of rain or snow with their chance: ``오후 3~6시 비 70%``.

    Args:
        windows: the hours, at least one, of at most two days.
        now: aware; a window that has begun is told by its end.
        tr: the reader's language.
        with_day: whether the day is said.
    """
    if len(windows) > _MAX_WINDOWS:
        return _at_times(windows, now, tr, with_day=with_day)
    facts = [
        _precipitation(precipitation_name(form, tr), list(run), now, tr, with_day=with_day)
        for (form, _chance), run in groupby(windows, key=lambda one: (one.precipitation, one.chance))
    ]
    return join_facts(facts)


def rain_emoji(windows: Sequence[PrecipitationWindow]) -> str:
    """Return the emoji of the first of some hours of rain or snow."""
    return PRECIPITATION_EMOJIS[windows[0].precipitation]


def day_summary(forecast: PlaceForecast, day: DayOutlook, tr: Translator, now: dt.datetime | None = None) -> str:
    """Return a day's sky, low, high, and rain in one line: ``☁️ 15~22℃ · 오후 3~6시 비 60%``.

    Args:
        forecast: the place's forecast.
        day: the day.
        tr: the reader's language.
        now: aware; rain that has ended is left out. None for a day that has not begun.
    """
    begin, end = bounds_of(day.day)
    start = begin if now is None else max(begin, now.replace(minute=0, second=0, microsecond=0))
    windows = find_windows(forecast, start, end)
    range_ = temperature_range(day.low, day.high, tr)
    if range_ is None and now is not None:
        range_ = _coming_range(forecast, start, end, tr)
    emoji = day_emoji(forecast, start, end)
    facts = [" ".join(filter(None, [emoji, range_]))] if emoji or range_ else []
    if windows:
        # Before the day begins, none of its windows has begun.
        facts.append(windows_text(windows, now or begin - _DAY, tr, with_day=False))
    elif chance := get_notable_chance(forecast, start, end):
        facts.append(chance_text(chance, tr))
    return join_facts(facts)


def _coming_range(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime, tr: Translator) -> str | None:
    """Return the range of the hours to come, for a day whose low and high are in no issue any more."""
    known = [one.temperature for one in hours_between(forecast, start, end) if one.temperature is not None]
    if not known:
        return None
    return tr.plain("{low} to {high} from now on", low=tr.whole(min(known)), high=tr.whole_degrees(max(known)))


def day_emoji(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> str | None:
    """Return the emoji of rain or snow between two aware times of a day, or else of the sky; None if it is unknown."""
    weather = main_weather(forecast, start, end)
    return PRECIPITATION_EMOJIS[weather] if isinstance(weather, Precipitation) else _sky_emoji(weather)


def hour_summary(hour: ForecastHour, tr: Translator) -> str:
    """Return the weather of an hour: ``☂️ 19℃ 60%``."""
    is_wet = hour.precipitation not in {None, Precipitation.NONE}
    emoji = PRECIPITATION_EMOJIS[hour.precipitation] if is_wet and hour.precipitation else _sky_emoji(hour.sky)
    temperature = None if hour.temperature is None else tr.whole_degrees(hour.temperature)
    chance = f"{hour.chance}%" if hour.chance is not None and (is_wet or hour.chance >= MIN_CHANCE) else None
    return " ".join(filter(None, [emoji, temperature, chance]))


def chance_text(chance: int, tr: Translator) -> str:
    """Return the chance of precipitation: ``강수 확률 40%``."""
    return tr.plain("{percent}% chance of rain", percent=tr.number(chance))


def get_notable_chance(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> int | None:
    """Return the highest chance of precipitation between two aware times, %; None if it is too low to be told."""
    chance = highest_chance(hours_between(forecast, start, end))
    return chance if chance is not None and chance >= MIN_CHANCE else None


def _sky_emoji(sky: Sky | None) -> str | None:
    return None if sky is None else SKY_EMOJIS[sky]


def _at_times(windows: Sequence[PrecipitationWindow], now: dt.datetime, tr: Translator, *, with_day: bool) -> str:
    """Return the time from the first to the last of many windows."""
    whole = join_windows(windows)
    name = tr.plain("{form} at times", form=precipitation_name(whole.precipitation, tr))
    return _precipitation(name, [whole], now, tr, with_day=with_day)


def _precipitation(
    name: str, windows: Sequence[PrecipitationWindow], now: dt.datetime, tr: Translator, *, with_day: bool
) -> str:
    hours = tr.join_names([_window(one, now, tr, with_day=with_day) for one in windows])
    chance = windows[0].chance
    if not chance:
        return tr.plain("{form} {hours}", form=name, hours=hours)
    return tr.plain("{form} {hours} ({percent}%)", form=name, hours=hours, percent=tr.number(chance))


def _window(window: PrecipitationWindow, now: dt.datetime, tr: Translator, *, with_day: bool) -> str:
    start, end = window.start.astimezone(KST), window.end.astimezone(KST)
    last = (end - dt.timedelta(hours=1)).date()
    if start.date() != last:
        return tr.plain("{start} – {end}", start=_moment(start, now, tr), end=_moment(end, now, tr))
    first_hour, last_hour = start.hour, end.hour or 24
    if last_hour == 24 and (first_hour == 0 or start <= now):  # noqa: PLR2004 - the end of the day
        hours = tr.plain("all day")
    elif start <= now:
        hours = tr.plain("until {hour}", hour=hour_name(last_hour, tr))
    else:
        hours = hour_range(first_hour, last_hour, tr)
    return name_day(start.date(), now, hours, tr) if with_day else hours


def _moment(at: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    return name_day(at.date(), now, hour_name(at.hour, tr), tr)


def name_day(day: dt.date, now: dt.datetime, hours: str, tr: Translator) -> str:
    """Return hours with their day: ``내일 오후 3시``."""
    ahead = (day - now.astimezone(KST).date()).days
    message = {0: _TODAY, 1: _TOMORROW}.get(ahead, _LATER)
    return tr.plain(message, day=tr.short_day(day), hours=hours)
