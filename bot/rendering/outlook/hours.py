"""Coming hours of a place: the rest of the day, or in the evening the next morning too."""

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from bot.i18n.hours import hour_name
from bot.i18n.translator import Translator
from bot.rendering.layout import join_lines
from bot.rendering.outlook.forecast import hour_summary, name_day, rain_emoji, windows_text
from bot.weather.day_parts import bounds_of, find_windows, hour_at
from bot.weather.outlook import PlaceForecast
from sources.records import KST

MIN_HOURS = 9
"""Hours that are told at least: from three in the afternoon on also those of the next morning."""

MAX_LINES = 8
"""Most hours of a place; of more hours, each second or third one is told."""

_HOUR = dt.timedelta(hours=1)


def render_hours(forecast: PlaceForecast, now: dt.datetime, tr: Translator) -> Markup | None:
    """Return rain and snow until midnight, and the weather of some hours until then in a line each.

    Args:
        forecast: the place's forecast.
        now: the current time, aware; its hour is the first one.
        tr: the reader's language.

    Returns:
        None if no hour of the next `MIN_HOURS`, or until midnight, is known.
    """
    start = now.astimezone(KST).replace(minute=0, second=0, microsecond=0)
    end = max(bounds_of(start.date())[1], start + MIN_HOURS * _HOUR)
    hours = list(_hours(forecast, start, end, tr))
    # Between the hours that are told it may rain too.
    return join_lines([*_rain(forecast, start, end, now, tr), *hours]) if hours else None


def _rain(
    forecast: PlaceForecast, start: dt.datetime, end: dt.datetime, now: dt.datetime, tr: Translator
) -> Iterator[Markup]:
    if windows := find_windows(forecast, start, end):
        is_until_tomorrow = end > bounds_of(start.date())[1]
        text = windows_text(windows, now, tr, with_day=is_until_tomorrow)
        yield Markup("{} {}").format(rain_emoji(windows), text)


def _hours(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime, tr: Translator) -> Iterator[Markup]:
    step = -(-(end - start) // (MAX_LINES * _HOUR)) * _HOUR
    at, told = start, start.date()
    while at < end:
        hour = hour_at(forecast, at)
        if hour is not None and (weather := hour_summary(hour, tr)):
            name = hour_name(at.hour, tr)
            yield Markup("{} {}").format(name if at.date() == told else name_day(at.date(), start, name, tr), weather)
            told = at.date()
        at += step
