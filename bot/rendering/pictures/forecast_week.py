"""The words of the chart of a week's forecast, and its caption."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.pictures.colours import Theme
from bot.pictures.content import format_degrees
from bot.pictures.forecast_content import DayColumn, ForecastWeekChart
from bot.rendering.layout import MAX_CAPTION_LENGTH, cut_lines
from bot.rendering.outlook.answer import name_calendar_day
from bot.rendering.outlook.forecast import day_summary
from bot.rendering.pictures.forecast_words import NO_VALUE, choose_icon, source_and_issue
from bot.weather.day_parts import bounds_of, highest_chance, hours_between, main_weather
from bot.weather.outlook import PlaceForecast
from sources.records import KST

MAX_DAYS = 7
"""Most days of a chart."""

_DAY = dt.timedelta(days=1)


def make_forecast_week(
    place: str, forecast: PlaceForecast, theme: Theme, now: dt.datetime, tr: Translator
) -> ForecastWeekChart:
    """Return the chart of the days from today up to the last one that the forecast has.

    Args:
        place: the name of the place.
        forecast: its forecast, of at least one day.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    return ForecastWeekChart(
        language=tr.language,
        theme=theme,
        title=place,
        when=source_and_issue(forecast, now, tr),
        days=tuple(_column(forecast, day, now, tr) for day in _days(forecast, now)),
        chance=tr.plain("Chance of rain or snow"),
    )


def forecast_week_caption(place: str, forecast: PlaceForecast, now: dt.datetime, tr: Translator) -> Markup:
    """Return the caption, which describes the chart for people who cannot see it; arguments as for the chart."""
    today = now.astimezone(KST).date()
    known = [one for one in map(forecast.of, _days(forecast, now)) if one is not None]
    lines = (
        (name_calendar_day(one.day, today, tr), day_summary(forecast, one, tr, now if one.day == today else None))
        for one in known
    )
    return cut_lines(
        [
            Markup("<b>{}</b>").format(place),
            *(Markup("<b>{}</b> {}").format(name, summary) for name, summary in lines if summary),
            Markup.escape(source_and_issue(forecast, now, tr)),
        ],
        MAX_CAPTION_LENGTH,
    )


def _days(forecast: PlaceForecast, now: dt.datetime) -> Sequence[dt.date]:
    """Return the days from today to the forecast's last one, also those that it does not have."""
    today = now.astimezone(KST).date()
    count = (max(one.day for one in forecast.days) - today).days + 1
    return [today + number * _DAY for number in range(min(count, MAX_DAYS))]


def _column(forecast: PlaceForecast, day: dt.date, now: dt.datetime, tr: Translator) -> DayColumn:
    begin, end = bounds_of(day)
    # What has passed of today does not come any more.
    start = max(begin, now.replace(minute=0, second=0, microsecond=0))
    known, chance = forecast.of(day), highest_chance(hours_between(forecast, start, end))
    low, high = (None, None) if known is None else (known.low, known.high)
    return DayColumn(
        day=name_calendar_day(day, now.astimezone(KST).date(), tr),
        icon=choose_icon(main_weather(forecast, start, end)),
        low=low,
        high=high,
        low_text=_degrees(low, tr),
        high_text=_degrees(high, tr),
        percent=chance,
        chance=NO_VALUE if chance is None else f"{tr.number(chance)}%",
    )


def _degrees(temperature: float | None, tr: Translator) -> str:
    return NO_VALUE if temperature is None else format_degrees(tr.unit.of(temperature))
