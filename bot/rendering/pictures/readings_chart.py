"""The words of a station's temperature chart, and its caption."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.pictures.colours import Theme
from bot.pictures.content import HOURS, DayChart, Extreme, Morning, format_degrees, with_minus_sign
from bot.rendering.layout import join_lines
from bot.rendering.pictures.temperature_map import source_line
from bot.rendering.weather import observation_time
from sources.korea.stations import Station
from sources.records import KST, Precision
from storage.content.observations import Observation

CHART_MORNINGS = 7
"""Mornings in a chart."""

CHART_SPAN = dt.timedelta(days=CHART_MORNINGS + 1)
"""The age up to which readings are needed for a chart."""

_HOUR = dt.timedelta(hours=1)
_MORNING_TIME = dt.time(7)
_MORNING_TOLERANCE = 2 * _HOUR
"""The reading nearest to 07:00 KST counts as the morning's, if it is not farther than this."""

_TICK_HOURS = 3
_NO_VALUE = "–"


def make_day_chart(
    station: Station, readings: Sequence[Observation], theme: Theme, now: dt.datetime, tr: Translator
) -> DayChart:
    """Return the chart of a station's last 24 hours, the 24 hours before, and a week's mornings.

    Args:
        station: the station.
        readings: its trusted temperatures of the last days, the oldest first; not empty.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    newest, end = readings[-1], _line_end(readings)
    today = _line(readings, end, 0)
    return DayChart(
        language=tr.language,
        theme=theme,
        title=station.name(tr.language),
        when=tr.plain("Observed {when}", when=observation_time(newest, now, tr)),
        newest=with_minus_sign(tr.degrees(newest.temperature or 0.0)),
        temperature=newest.temperature,
        today=today,
        yesterday=_line(readings, end, 1),
        extremes=_extremes(today, tr),
        lines=(tr.plain("Last 24 hours"), tr.plain("The 24 hours before")),
        # A newspaper page may give only the day: then there is no line, and a morning is the day's reading.
        week=tr.plain("Last 7 days, around 7 a.m.") if today else tr.plain("Last 7 days"),
        hours=_ticks(end),
        midnight=_midnight(end, tr),
        mornings=tuple(_mornings(readings, tr, of_days=not today)),
        source=source_line(newest, tr),
        unit=tr.unit,
    )


def chart_caption(heading: Markup, readings: Sequence[Observation], now: dt.datetime, tr: Translator) -> Markup:
    """Return the caption, which describes the chart for people who cannot see it.

    Args:
        heading: the place and its station.
        readings: as for `make_day_chart`.
        now: an aware time.
        tr: the reader's language.
    """
    newest = readings[-1]
    return join_lines(
        [
            heading,
            tr("{degrees}, observed {when}", degrees=_degrees(newest, tr), when=observation_time(newest, now, tr)),
            _temperature_range(readings, tr),
            Markup.escape(source_line(newest, tr)),
        ]
    )


def _temperature_range(readings: Sequence[Observation], tr: Translator) -> Markup | None:
    """Return the lowest and highest temperature of the last 24 hours with their times."""
    end = _line_end(readings)
    hours = [one for one in readings if end - HOURS * _HOUR <= one.observed_at and _is_hourly(one)]
    if not hours:
        return None
    highest = max(hours, key=lambda one: one.temperature or 0.0)
    lowest = min(hours, key=lambda one: one.temperature or 0.0)
    return tr(
        "Last 24 hours: low {lowest} ({lowest_time}), high {highest} ({highest_time})",
        lowest=_degrees(lowest, tr),
        lowest_time=tr.time(lowest.observed_at.astimezone(KST).time()),
        highest=_degrees(highest, tr),
        highest_time=tr.time(highest.observed_at.astimezone(KST).time()),
    )


def _degrees(observation: Observation, tr: Translator) -> str:
    return tr.degrees(observation.temperature or 0.0)


def _is_hourly(observation: Observation) -> bool:
    return observation.precision is Precision.HOUR


def _line_end(readings: Sequence[Observation]) -> dt.datetime:
    """Return the end of the chart's lines: the time of the last hourly reading, in KST."""
    # A reading whose hour is unknown has no position on the line.
    last = next((one for one in reversed(readings) if _is_hourly(one)), readings[-1])
    return last.observed_at.astimezone(KST)


def _line(readings: Sequence[Observation], end: dt.datetime, days_before: int) -> tuple[tuple[float, float], ...]:
    """Return hourly readings of 24 hours, ended so many days before, as pairs of hours since the start and ℃."""
    begin = end - (days_before + 1) * HOURS * _HOUR
    placed = (((one.observed_at - begin) / _HOUR, one) for one in readings if _is_hourly(one))
    return tuple((hour, one.temperature) for hour, one in placed if 0 <= hour <= HOURS and one.temperature is not None)


def _extremes(line: Sequence[tuple[float, float]], tr: Translator) -> tuple[Extreme, ...]:
    if not line:
        return ()
    highest, lowest = max(line, key=lambda one: one[1]), min(line, key=lambda one: one[1])
    # On a line of one temperature both would be the same point.
    ends = ((highest, True),) if highest[1] == lowest[1] else ((highest, True), (lowest, False))
    return tuple(
        Extreme(hour, temperature, with_minus_sign(tr.degrees(temperature)), is_high)
        for (hour, temperature), is_high in ends
    )


def _full_hours(end: dt.datetime) -> list[tuple[float, dt.datetime]]:
    """Return the full hours of the 24 hours that end at a time, each with its distance from the start in hours."""
    begin = end - HOURS * _HOUR
    first = begin.replace(minute=0, second=0, microsecond=0)
    hours = (first + n * _HOUR for n in range(HOURS + 2))
    return [((hour - begin) / _HOUR, hour) for hour in hours if begin <= hour <= end]


def _ticks(end: dt.datetime) -> tuple[tuple[float, str], ...]:
    return tuple((place, f"{hour:%H}") for place, hour in _full_hours(end) if hour.hour % _TICK_HOURS == 0)


def _midnight(end: dt.datetime, tr: Translator) -> tuple[float, str] | None:
    midnights = ((place, tr.day(hour.date())) for place, hour in _full_hours(end) if hour.hour == 0)
    return next(midnights, None)


def _mornings(readings: Sequence[Observation], tr: Translator, *, of_days: bool) -> list[Morning]:
    """Return a reading for each day of the week: the day's as a whole, or the one around seven o'clock."""
    last = readings[-1].observed_at.astimezone(KST).date()
    days = [last - dt.timedelta(days=days) for days in reversed(range(CHART_MORNINGS))]
    find = _reading_of_day if of_days else _morning_reading
    return [_morning(day, find(day, readings), tr) for day in days]


def _reading_of_day(day: dt.date, readings: Sequence[Observation]) -> Observation | None:
    return next((one for one in readings if one.observed_at.astimezone(KST).date() == day), None)


def _morning_reading(day: dt.date, readings: Sequence[Observation]) -> Observation | None:
    seven = dt.datetime.combine(day, _MORNING_TIME, KST)
    near = [one for one in readings if _is_hourly(one) and abs(one.observed_at - seven) <= _MORNING_TOLERANCE]
    return min(near, key=lambda one: abs(one.observed_at - seven), default=None)


def _morning(day: dt.date, found: Observation | None, tr: Translator) -> Morning:
    temperature = None if found is None else found.temperature
    return Morning(
        tr.short_day(day), temperature, _NO_VALUE if temperature is None else format_degrees(tr.unit.of(temperature))
    )
