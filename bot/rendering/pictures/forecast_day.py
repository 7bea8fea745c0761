"""The words of the chart of a forecast day, and its caption."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.i18n.forecast_terms import precipitation_name, sky_name
from bot.i18n.translator import Translator
from bot.pictures.colours import Theme
from bot.pictures.content import HOURS, format_degrees, with_minus_sign
from bot.pictures.forecast_content import ChanceBar, DayPartColumn, ForecastDayChart, TemperaturePoint
from bot.rendering.layout import join_lines
from bot.rendering.measurements import join_facts
from bot.rendering.outlook.answer import name_calendar_day
from bot.rendering.outlook.forecast import day_summary, sky_by_part, temperature_range
from bot.rendering.pictures.forecast_words import NO_VALUE, amount_texts, choose_icon, source_and_issue
from bot.weather.day_parts import DayPart, PartOfDay, bounds_of, hours_between, split_day, sum_amounts
from bot.weather.outlook import DayOutlook, PlaceForecast
from sources.forecasts import ForecastHour, Precipitation, Sky
from sources.records import KST

_HOUR = dt.timedelta(hours=1)
_LABEL_HOURS = 3
_HOURS_OF_PART = 6
_NIGHTLY = frozenset({PartOfDay.NIGHT, PartOfDay.EVENING})
_NOW_STEP = 30
"""Minutes to which the position of the current time is rounded, so that a picture is drawn twice an hour only."""


def make_forecast_day(
    place: str, forecast: PlaceForecast, day: DayOutlook, theme: Theme, now: dt.datetime, tr: Translator
) -> ForecastDayChart:
    """Return the chart of a day of a forecast.

    Args:
        place: the name of the place.
        forecast: its forecast.
        day: one of the forecast's days.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    bars = tuple(_with_labels(list(_bars(forecast, day.day)), tr))
    return ForecastDayChart(
        language=tr.language,
        theme=theme,
        title=place,
        day=tr.day(day.day),
        range=with_minus_sign(temperature_range(day.low, day.high, tr) or ""),
        parts=tuple(_parts(forecast, day.day, tr)),
        lines=tuple(_lines(forecast, day.day, tr)),
        chances=bars,
        chance=tr.plain("Chance of rain or snow"),
        unknown=tr.plain("unknown"),
        hours=tuple((float(hour), f"{hour:02}") for hour in range(0, HOURS + 1, _LABEL_HOURS)),
        now=_now_mark(day.day, now, tr),
        source=source_and_issue(forecast, now, tr),
        unit=tr.unit,
    )


def forecast_day_caption(
    place: str, forecast: PlaceForecast, day: DayOutlook, now: dt.datetime, tr: Translator
) -> Markup:
    """Return the caption, which describes the chart for people who cannot see it; arguments as for the chart."""
    today = now.astimezone(KST).date()
    summary = day_summary(forecast, day, tr, now if day.day == today else None)
    facts = [summary, sky_by_part(split_day(forecast, day.day), tr)]
    line = join_facts([fact for fact in facts if fact])
    return join_lines(
        [
            Markup("<b>{}</b>").format(place),
            Markup("<b>{}</b> {}").format(name_calendar_day(day.day, today, tr), line),
            Markup.escape(source_and_issue(forecast, now, tr)),
        ]
    )


def _now_mark(day: dt.date, now: dt.datetime, tr: Translator) -> tuple[float, str] | None:
    local = now.astimezone(KST)
    if local.date() != day:
        return None
    return local.hour + local.minute // _NOW_STEP * _NOW_STEP / 60, tr.plain("now")


def _parts(forecast: PlaceForecast, day: dt.date, tr: Translator) -> Iterator[DayPartColumn]:
    known = {one.part: one for one in split_day(forecast, day)}
    for part in PartOfDay:
        begin = bounds_of(day)[0] + part.value * _HOUR
        amounts = amount_texts(*sum_amounts(forecast, begin, begin + _HOURS_OF_PART * _HOUR), tr)
        weather = _weather_of(known.get(part))
        yield DayPartColumn(
            start=part.value,
            end=part.value + _HOURS_OF_PART,
            icon=choose_icon(weather, is_night=part in _NIGHTLY),
            sky=_weather_name(weather, tr),
            rain=join_facts(amounts),
        )


def _weather_of(part: DayPart | None) -> Precipitation | Sky | None:
    if part is None:
        return None
    return part.sky if part.precipitation in {None, Precipitation.NONE} else part.precipitation


def _weather_name(weather: Precipitation | Sky | None, tr: Translator) -> str:
    if weather is None:
        return NO_VALUE
    return precipitation_name(weather, tr) if isinstance(weather, Precipitation) else sky_name(weather, tr)


def _lines(forecast: PlaceForecast, day: dt.date, tr: Translator) -> Iterator[tuple[TemperaturePoint, ...]]:
    """Yield the day's temperatures in lines without a gap."""
    begin, end = bounds_of(day)
    hours = sorted((hour for one in forecast.days for hour in one.hours), key=lambda hour: hour.at)
    # 24 o'clock is the midnight of the next day, and the end of this one.
    known = [hour for hour in hours if hour.temperature is not None and begin <= hour.at <= end]
    for run in _runs(known):
        yield tuple(_label_points([((hour.at - begin) / _HOUR, hour.temperature or 0.0) for hour in run], tr))


def _runs(hours: Iterable[ForecastHour]) -> list[list[ForecastHour]]:
    """Group the hours that follow each other."""
    found: list[list[ForecastHour]] = []
    for hour in hours:
        if found and hour.at - found[-1][-1].at <= hour.span * _HOUR:
            found[-1].append(hour)
        else:
            found.append([hour])
    return found


def _label_points(line: Sequence[tuple[float, float]], tr: Translator) -> Iterator[TemperaturePoint]:
    """Yield the points of a line with a label at each third hour, or at the first if it has none of these."""
    labelled = {hour for hour, _ in line if hour % _LABEL_HOURS == 0} or {line[0][0]}
    for hour, temperature in line:
        text = format_degrees(tr.unit.of(temperature)) if hour in labelled else ""
        yield TemperaturePoint(hour, temperature, text)


def _bars(forecast: PlaceForecast, day: dt.date) -> Iterator[ChanceBar]:
    begin, end = bounds_of(day)
    for hour in hours_between(forecast, begin, end):
        if hour.chance is not None:
            start, until = hour.period
            yield ChanceBar((max(start, begin) - begin) / _HOUR, (min(until, end) - begin) / _HOUR, hour.chance)


def _with_labels(bars: Sequence[ChanceBar], tr: Translator) -> Iterator[ChanceBar]:
    """Yield the bars; the highest one of each three hours has a label."""
    for _, group in groupby(bars, key=lambda bar: bar.start // _LABEL_HOURS):
        some = list(group)
        highest = max(some, key=lambda bar: bar.percent)
        for bar in some:
            text = f"{tr.number(bar.percent)}%" if bar is highest else ""
            yield ChanceBar(bar.start, bar.end, bar.percent, text)
